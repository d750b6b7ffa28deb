import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-instance-deletable",
  title: "Database has no deletion protection",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One mistaken or malicious call takes the database away.",
  controls: { "security-hub": ["RDS.8"] },
  aliases: { checkov: ["CKV_AWS_293"], trivy: ["AVD-AWS-0177"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_db_instance"),
  check: setting("deletion_protection", is(true), { fallback: false, title: "Protect from deletion" }),

  insecure: hcl`
    resource "aws_db_instance" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      allocated_storage = 20
      engine            = "postgres"
      instance_class    = "db.t4g.medium"
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage   = 20
      deletion_protection = true
      engine              = "postgres"
      instance_class      = "db.t4g.medium"
    }
  `,
});
