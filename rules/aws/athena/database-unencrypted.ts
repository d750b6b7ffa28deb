import { isSet, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-athena-database-unencrypted",
  title: "Athena query results are not encrypted by the database's own settings",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may read the bucket reads what was asked of the data.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_77"],
    trivy: ["AVD-AWS-0006"],
    tfsec: ["aws-athena-enable-at-rest-encryption"],
    kics: ["b2315cae-b110-4426-81e0-80bb8640cdd3"],
  },
  references: ["https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html"],

  on: resources("aws_athena_database"),
  check: setting("encryption_configuration.encryption_option", isSet("SSE_S3"), {
    impact: "replacement",
    title: "Encrypt results",
  }),

  insecure: hcl`
    resource "aws_athena_database" "sales" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-athena"
      name   = "sales"
    }
  `,
  secure: hcl`
    resource "aws_athena_database" "sales" {
      bucket = "acme-athena"
      name   = "sales"

      encryption_configuration {
        encryption_option = "SSE_S3"
      }
    }
  `,
});
