import { isSet, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-athena-workgroup-unencrypted",
  title: "Athena query results are not encrypted by the workgroup's own settings",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may read the bucket reads what was asked of the data.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_159"],
    trivy: ["AVD-AWS-0006"],
    tfsec: ["aws-athena-enable-at-rest-encryption"],
    kics: ["d364984a-a222-4b5f-a8b0-e23ab19ebff3"],
  },
  references: ["https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html"],

  on: resources("aws_athena_workgroup"),
  check: setting("configuration.result_configuration.encryption_configuration.encryption_option", isSet("SSE_S3"), {
    title: "Encrypt results",
  }),

  insecure: hcl`
    resource "aws_athena_workgroup" "sales" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "sales"
    }
  `,
  secure: hcl`
    resource "aws_athena_workgroup" "sales" {
      name = "sales"

      configuration {
        result_configuration {
          encryption_configuration {
            encryption_option = "SSE_S3"
          }
        }
      }
    }
  `,
});
