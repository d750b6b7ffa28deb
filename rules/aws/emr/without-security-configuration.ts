import { isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-emr-without-security-configuration",
  title: "EMR cluster has no security configuration and encrypts nothing by it",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Disks, buckets and the way between nodes are not encrypted by it.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_55"] },
  references: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html"],

  on: resources("aws_emr_cluster"),
  check: setting("security_configuration", isSet(stop("name-of-the-security-configuration")), {
    impact: "replacement",
    title: "Name one",
  }),

  insecure: hcl`
    resource "aws_emr_cluster" "jobs" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name          = "jobs"
      release_label = "emr-7.5.0"
      service_role  = "arn:aws:iam::123456789012:role/emr"

      master_instance_group {
        instance_type = "m5.xlarge"
      }
    }
  `,
  secure: hcl`
    resource "aws_emr_cluster" "jobs" {
      name                   = "jobs"
      release_label          = "emr-7.5.0"
      security_configuration = "name-of-the-security-configuration"
      service_role           = "arn:aws:iam::123456789012:role/emr"

      master_instance_group {
        instance_type = "m5.xlarge"
      }
    }
  `,
});
