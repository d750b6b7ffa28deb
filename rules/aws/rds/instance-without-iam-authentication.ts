import type { Resource } from "../../../language/model/resource.ts";
import { is, plain, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-instance-without-iam-authentication",
  title: "Database has no IAM authentication",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A password has to be kept, shared and rotated; an IAM token lives for 15 minutes and names its user.",
  controls: { "security-hub": ["RDS.10"] },
  aliases: { checkov: ["CKV_AWS_161"], trivy: ["AVD-AWS-0176"], kics: ["88fd05e0-ac0e-43d2-ba6d-fc0ba60ae1a6"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_db_instance").where(
    (instance) => /^(?:mysql|mariadb|postgres)$/.test(String(plain(instance.get("engine")))) && !isOldMariadb(instance),
  ),
  check: setting("iam_database_authentication_enabled", is(true), {
    fallback: false,
    title: "Take IAM authentication too",
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
      allocated_storage                   = 20
      engine                              = "postgres"
      iam_database_authentication_enabled = true
      instance_class                      = "db.t4g.medium"
    }
  `,
});

/** MariaDB takes IAM tokens from 10.11 on. */
function isOldMariadb(instance: Resource): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(String(plain(instance.get("engine_version")))) ?? [];
  return plain(instance.get("engine")) === "mariadb" && Number(major) * 100 + Number(minor) < 1011;
}
