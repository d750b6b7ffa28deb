import { items, plain, relatedTo } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { databases } from "./shapes/databases.ts";
import { exportable } from "./shapes/log-exports.ts";

export default rule({
  id: "aws-rds-log-export-unsupported",
  title: "Database engine has no log of this name",
  severity: "medium",
  responsibility: "customer",
  why: "AWS refuses the database, or its change, and no log is exported.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  ],

  on: databases,
  *check(database) {
    const kinds = exportable(database);
    if (!kinds) return;
    for (const value of items(database.get("enabled_cloudwatch_logs_exports"))) {
      const name = plain(value);
      if (typeof name !== "string" || [...kinds.worth, ...kinds.also].includes(name)) continue;
      yield {
        at: value.at,
        message: `\`${plain(database.get("engine"))}\` has no log \`${name}\``,
        ...relatedTo(value),
        fixes: () => [
          {
            title: `Export ${kinds.worth.join(", ")} instead`,
            impact: "update",
            edits: [put(database, "enabled_cloudwatch_logs_exports", kinds.worth)],
          },
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage               = 20
      enabled_cloudwatch_logs_exports = ["slowquery"]
      #                                  ^^^^^^^^^^^
      engine                          = "postgres"
      instance_class                  = "db.t4g.medium"
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage               = 20
      enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
      engine                          = "postgres"
      instance_class                  = "db.t4g.medium"
    }
  `,
});
