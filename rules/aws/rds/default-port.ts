import { holds, isNot, plain, relatedTo, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-default-port",
  title: "Database listens on the default port of its engine",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A scan for the port finds it at once.",
  controls: { "security-hub": ["RDS.23"] },
  aliases: { kics: ["bca7cc4d-b3a4-4345-9461-eb69c68fcd26"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Troubleshooting.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],
  noFix: "Clients, security groups and whatever else knows the port have to change with it.",

  on: resources("aws_db_instance"),
  *check(instance) {
    const port = instance.get("port");
    const usual = usualPort(String(plain(instance.get("engine"))));
    if (usual === undefined || port.state === "absent" || holds(port, isNot(usual))) return;
    yield { at: port.at, ...relatedTo(port) };
  },

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage = 20
      engine            = "postgres"
      instance_class    = "db.t4g.medium"
      port              = 5432
      #                   ^^^^
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage = 20
      engine            = "postgres"
      instance_class    = "db.t4g.medium"
      port              = 5442
    }
  `,
});

function usualPort(engine: string): number | undefined {
  if (/^(?:mysql|mariadb|aurora|aurora-mysql)$/.test(engine)) return 3306;
  if (/^(?:postgres|aurora-postgresql)$/.test(engine)) return 5432;
  if (engine.startsWith("oracle-")) return 1521;
  return engine.startsWith("sqlserver-") ? 1433 : undefined;
}
