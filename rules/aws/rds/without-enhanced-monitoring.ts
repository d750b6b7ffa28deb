import type { Resource } from "../../../language/model/resource.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import { holds, isNot, relatedTo, resources } from "../../kit/checks.ts";
import { expression, putAll, resourceBeside } from "../../kit/edits.ts";
import { encodedPolicy } from "../../kit/encoded-policy.ts";
import { addressBeside } from "../../kit/placement.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-without-enhanced-monitoring",
  title: "Database has no enhanced monitoring",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What happens inside the database's host, a process that should not be there among it, stays invisible.",
  controls: { "security-hub": ["RDS.6"] },
  aliases: { checkov: ["CKV_AWS_118"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_db_instance", "aws_rds_cluster_instance"),
  *check(database, module) {
    const interval = database.get("monitoring_interval");
    if (holds(interval, isNot(0), 0)) return;
    yield {
      at: interval.at,
      ...relatedTo(interval),
      fixes: () => {
        const known = module
          .ofType("aws_iam_role")
          .flatMap((role) => (role.name.includes("monitoring") ? (addressBeside(role, database) ?? []) : []))[0];
        const role = known === undefined ? monitoring(database) : { address: known, edits: [] };
        return [
          {
            title: "Monitor every minute",
            impact: "update",
            edits: [
              ...putAll(database, {
                monitoring_interval: 60,
                monitoring_role_arn: expression(`${role.address}.arn`),
              }),
              ...role.edits,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_db_instance" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      allocated_storage = 20
      engine            = "mysql"
      instance_class    = "db.t4g.medium"
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage   = 20
      engine              = "mysql"
      instance_class      = "db.t4g.medium"
      monitoring_interval = 60
      monitoring_role_arn = aws_iam_role.rds_monitoring.arn
    }

    resource "aws_iam_role" "rds_monitoring" {
      name_prefix = "rds-monitoring-"
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect = "Allow"
            Action = "sts:AssumeRole"
            Principal = {
              Service = "monitoring.rds.amazonaws.com"
            }
          },
        ]
      })
    }

    resource "aws_iam_role_policy_attachment" "rds_monitoring" {
      role       = aws_iam_role.rds_monitoring.name
      policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
    }
  `,
});

/** A role by which RDS delivers what it measures. */
function monitoring(database: Resource): { readonly address: string; readonly edits: readonly Edit[] } {
  const role = resourceBeside(
    database,
    "aws_iam_role",
    {
      name_prefix: "rds-monitoring-",
      assume_role_policy: encodedPolicy({
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "monitoring.rds.amazonaws.com" },
      }),
    },
    "rds_monitoring",
  );
  const attachment = resourceBeside(
    database,
    "aws_iam_role_policy_attachment",
    {
      role: expression(`${role.address}.name`),
      policy_arn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    },
    "rds_monitoring",
  );
  return { address: role.address, edits: [role.edit, attachment.edit] };
}
