import { plain, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { sessionInputs } from "./shapes/session.ts";

export default rule({
  id: "aws-ssm-session-unencrypted",
  title: "Sessions are not encrypted with a key of yours",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever listens inside AWS's network reads what is typed, passwords too.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_112"], kics: ["ce60cc6b-6831-4bd7-84a2-cc7f8ee71433"] },
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html",
  ],
  noFix: "The key and the place of the log are not here.",

  on: resources("aws_ssm_document").where((document) => plain(document.get("document_type")) === "Session"),
  *check(document) {
    for (const { at, isOn } of sessionInputs(document)) if (!isOn("kmsKeyId")) yield { at };
  },

  insecure: hcl`
    resource "aws_ssm_document" "session" {
      content = jsonencode({
        schemaVersion = "1.0"
        description   = "Session"
        sessionType   = "Standard_Stream"
        inputs = {
        #^^^^^
          s3BucketName        = "acme-sessions"
          s3EncryptionEnabled = true
        }
      })
      document_format = "JSON"
      document_type   = "Session"
      name            = "session"
    }
  `,
  secure: hcl`
    resource "aws_ssm_document" "session" {
      content = jsonencode({
        schemaVersion = "1.0"
        description   = "Session"
        sessionType   = "Standard_Stream"
        inputs = {
          kmsKeyId            = "alias/sessions"
          s3BucketName        = "acme-sessions"
          s3EncryptionEnabled = true
        }
      })
      document_format = "JSON"
      document_type   = "Session"
      name            = "session"
    }
  `,
});
