import { isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-glue-without-security-configuration",
  title: "Glue has no security configuration that encrypts its data, logs and bookmarks",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may read the bucket or the logs reads what is processed.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_195"] },
  references: ["https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html"],

  on: resources("aws_glue_crawler", "aws_glue_dev_endpoint", "aws_glue_job"),
  check: setting("security_configuration", isSet(stop("name-of-the-security-configuration")), {
    title: "Name a security configuration",
  }),

  insecure: hcl`
    resource "aws_glue_job" "load" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name     = "load"
      role_arn = "arn:aws:iam::123456789012:role/glue"

      command {
        script_location = "s3://acme-glue/load.py"
      }
    }
  `,
  secure: hcl`
    resource "aws_glue_job" "load" {
      name                   = "load"
      role_arn               = "arn:aws:iam::123456789012:role/glue"
      security_configuration = "name-of-the-security-configuration"

      command {
        script_location = "s3://acme-glue/load.py"
      }
    }
  `,
});
