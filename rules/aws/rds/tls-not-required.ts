import type { Resource } from "../../../language/model/resource.ts";
import { holds, is, meant, oneOf, plain, resources } from "../../kit/checks.ts";
import { parametersNamed, setParameter } from "../../kit/parameter-group.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-tls-not-required",
  title: "Database accepts connections without TLS",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever listens on the way reads passwords and rows.",
  controls: { "security-hub": ["RDS.38", "RDS.39", "RDS.41", "RDS.44"] },
  aliases: { checkov: ["CKV2_AWS_69"] },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html"],

  on: resources("aws_db_instance"),
  *check(instance) {
    const name = instance.get("parameter_group_name");
    const group = meant(name, instance, "aws_db_parameter_group");
    const wanted = forcing(
      String(plain(instance.get("engine")) ?? plain(group?.get("family") ?? instance.get("engine"))),
    );
    if (!group || !wanted || group.isOpen("parameter")) return;
    const [parameter] = parametersNamed(group, oneOf(wanted.name));
    if (!parameter && isRequiredByDefault(group)) return;
    if (parameter && wanted.values.some((value) => holds(parameter.get("value"), is(value)))) return;
    yield {
      at: parameter ? parameter.get("value").at : group.header,
      subject: instance,
      message: `Database accepts connections without TLS: \`${wanted.name}\` is off`,
      fixes: () => [
        {
          title: "Ask for TLS",
          impact: "disruption",
          edits: [setParameter(group, parameter, wanted.name, wanted.values[0])],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage    = 20
      engine               = "postgres"
      instance_class       = "db.t4g.medium"
      parameter_group_name = aws_db_parameter_group.orders.name
    }

    resource "aws_db_parameter_group" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      family = "postgres14"
      name   = "orders"

      parameter {
        name  = "log_statement"
        value = "ddl"
      }
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage    = 20
      engine               = "postgres"
      instance_class       = "db.t4g.medium"
      parameter_group_name = aws_db_parameter_group.orders.name
    }

    resource "aws_db_parameter_group" "orders" {
      family = "postgres14"
      name   = "orders"

      parameter {
        name  = "log_statement"
        value = "ddl"
      }

      parameter {
        name  = "rds.force_ssl"
        value = "1"
      }
    }
  `,
});

/** The parameter that refuses connections without TLS. */
function forcing(
  engine: string,
): { readonly name: string; readonly values: readonly [string, ...string[]] } | undefined {
  if (/^(?:postgres|aurora-postgresql|sqlserver-)/.test(engine)) return { name: "rds.force_ssl", values: ["1"] };
  if (/^(?:mysql|mariadb|aurora(?!-postgresql))/.test(engine))
    return { name: "require_secure_transport", values: ["1", "ON"] };
  return /^\d*db2-/.test(engine) ? { name: "DB2COMM", values: ["SSL"] } : undefined;
}

/** RDS for PostgreSQL 15 and later asks for TLS unless told otherwise. */
const isRequiredByDefault = (group: Resource): boolean =>
  Number(/^postgres(\d+)$/.exec(String(plain(group.get("family"))))?.[1]) >= 15;
