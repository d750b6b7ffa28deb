import { plain, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { sessionInputs } from "./shapes/session.ts";

export default rule({
  id: "aws-ssm-session-not-logged",
  title: "Sessions are not logged, or their log is not encrypted",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "After a break-in nobody can tell what was typed, or everybody can.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_113"] },
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html",
  ],
  noFix: "The key and the place of the log are not here.",

  on: resources("aws_ssm_document").where((document) => plain(document.get("document_type")) === "Session"),
  *check(document) {
    for (const { at, isOn } of sessionInputs(document))
      if (
        !(
          (isOn("s3BucketName") && isOn("s3EncryptionEnabled")) ||
          (isOn("cloudWatchLogGroupName") && isOn("cloudWatchEncryptionEnabled"))
        )
      )
        yield { at };
  },

  insecure: hcl`
    resource "aws_ssm_document" "session" {
      content = jsonencode({
        schemaVersion = "1.0"
        description   = "Session"
        sessionType   = "Standard_Stream"
        inputs = {
        #^^^^^
          kmsKeyId = "alias/sessions"
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
