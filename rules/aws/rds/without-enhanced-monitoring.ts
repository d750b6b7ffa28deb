import { holds, isNot, relatedTo, resources } from "../../kit/checks.ts";
import { append, call, expression, freeName, putAll } from "../../kit/edits.ts";
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
  aliases: ["CKV_AWS_118"],
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
        const roles = module.ofType("aws_iam_role").filter(({ name }) => name.includes("monitoring"));
        const role = roles[0]?.name ?? freeName(module, "aws_iam_role", "rds_monitoring");
        return [
          {
            title: "Monitor every minute",
            impact: "update",
            edits: [
              ...putAll(database, {
                monitoring_interval: 60,
                monitoring_role_arn: expression(`aws_iam_role.${role}.arn`),
              }),
              ...(roles.length > 0
                ? []
                : [
                    append(database, ["resource", "aws_iam_role", role], {
                      name_prefix: "rds-monitoring-",
                      assume_role_policy: call("jsonencode", {
                        Version: "2012-10-17",
                        Statement: [
                          {
                            Effect: "Allow",
                            Action: "sts:AssumeRole",
                            Principal: { Service: "monitoring.rds.amazonaws.com" },
                          },
                        ],
                      }),
                    }),
                    append(database, ["resource", "aws_iam_role_policy_attachment", role], {
                      role: expression(`aws_iam_role.${role}.name`),
                      policy_arn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
                    }),
                  ]),
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
