import { is, plain, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-instance-snapshots-without-tags",
  title: "Snapshots do not get the tags of their database",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Permissions and clean-up that go by tags do not see the snapshots.",
  controls: { "security-hub": ["RDS.17"] },
  aliases: { checkov: ["CKV2_AWS_60"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_db_instance").where((instance) => !/^aurora/.test(String(plain(instance.get("engine"))))),
  check: setting("copy_tags_to_snapshot", is(true), { fallback: false }),

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
      allocated_storage     = 20
      copy_tags_to_snapshot = true
      engine                = "postgres"
      instance_class        = "db.t4g.medium"
    }
  `,
});
