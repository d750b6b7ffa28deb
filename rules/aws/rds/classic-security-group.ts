import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-classic-security-group",
  title: "EC2-Classic security group protects nothing: AWS has retired EC2-Classic",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "AWS retired EC2-Classic: what it was to keep out is not kept out by it.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_198"],
    tfsec: ["aws-rds-no-classic-resources"],
    kics: [
      "f0d8781f-99bf-4958-9917-d39283b168a0",
      "4f615f3e-fb9c-4fad-8b70-2e9f781806ce",
      "1e0ef61b-ad85-4518-a3d3-85eaad164885",
    ],
  },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html"],
  noFix: "A VPC's security group takes its place, with rules of its own.",

  on: resources("aws_db_security_group"),
  *check(group) {
    yield { at: group.header };
  },

  insecure: hcl`
    resource "aws_db_security_group" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "orders"

      ingress {
        cidr = "10.0.0.0/24"
      }
    }
  `,
  secure: hcl`
    resource "aws_db_subnet_group" "orders" {
      name       = "orders"
      subnet_ids = ["subnet-0a1b2c3d"]
    }
  `,
});
