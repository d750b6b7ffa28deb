import { blocks, isSet, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-emr-without-kerberos-realm",
  title: "EMR cluster's Kerberos has no realm",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "The cluster does not start, or knows nobody.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_114"] },
  references: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-kerberos.html"],

  on: blocks("kerberos_attributes", "aws_emr_cluster"),
  check: setting("realm", isSet("EC2.INTERNAL"), { impact: "replacement", title: "Name the realm" }),

  insecure: hcl`
    resource "aws_emr_cluster" "jobs" {
      name          = "jobs"
      release_label = "emr-7.5.0"
      service_role  = "arn:aws:iam::123456789012:role/emr"

      kerberos_attributes {
      #^^^^^^^^^^^^^^^^^^
        kdc_admin_password = var.password
      }

      master_instance_group {
        instance_type = "m5.xlarge"
      }
    }

    variable "password" {
      sensitive = true
    }
  `,
  secure: hcl`
    resource "aws_emr_cluster" "jobs" {
      name          = "jobs"
      release_label = "emr-7.5.0"
      service_role  = "arn:aws:iam::123456789012:role/emr"

      kerberos_attributes {
        kdc_admin_password = var.password
        realm              = "EC2.INTERNAL"
      }

      master_instance_group {
        instance_type = "m5.xlarge"
      }
    }

    variable "password" {
      sensitive = true
    }
  `,
});
