import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { databases } from "./shapes/databases.ts";
import { exportable } from "./shapes/log-exports.ts";

export default rule({
  id: "aws-rds-without-log-exports",
  title: "Database sends no logs to CloudWatch",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "The logs stay on the instance, are overwritten there, and go down with it.",
  controls: {
    "security-hub": ["RDS.9", "RDS.34", "RDS.36", "RDS.37", "RDS.40", "RDS.42"],
  },
  aliases: { checkov: ["CKV_AWS_129", "CKV_AWS_324", "CKV_AWS_325"], kics: ["8d7f7b8c-6c7c-40f8-baa6-62006c6c7b56"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: databases,
  *check(database) {
    const exports = database.get("enabled_cloudwatch_logs_exports");
    const isEmpty = exports.state === "list" && exports.items.length === 0 && !exports.open;
    const kinds = exportable(database);
    if (!kinds || (exports.state !== "absent" && !isEmpty)) return;
    yield {
      at: exports.at,
      fixes: () => [
        {
          title: `Send ${kinds.worth.join(", ")} to CloudWatch`,
          impact: "update",
          edits: [put(database, "enabled_cloudwatch_logs_exports", kinds.worth)],
        },
      ],
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
      allocated_storage               = 20
      enabled_cloudwatch_logs_exports = ["error", "general", "slowquery"]
      engine                          = "mysql"
      instance_class                  = "db.t4g.medium"
    }
  `,
});
