import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-instance-in-one-zone",
  title: "Database runs in one availability zone only",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "When the zone fails, the database is gone until it is restored by hand.",
  controls: { "security-hub": ["RDS.5"] },
  aliases: { checkov: ["CKV_AWS_157"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_db_instance").where((instance) => instance.get("replicate_source_db").state === "absent"),
  check: setting("multi_az", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Keep a standby in another zone",
  }),

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
      allocated_storage = 20
      engine            = "postgres"
      instance_class    = "db.t4g.medium"
      multi_az          = true
    }
  `,
});
