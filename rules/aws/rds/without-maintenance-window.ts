import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { databases } from "./shapes/databases.ts";

export default rule({
  id: "aws-rds-without-maintenance-window",
  title: "Maintenance window of the database is not configured",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "AWS picks the hour in which it patches and restarts the database.",
  controls: {},
  aliases: {},
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html"],

  on: databases,
  *check(database) {
    const name = database.type === "aws_rds_cluster" ? "preferred_maintenance_window" : "maintenance_window";
    const window = database.get(name);
    if (window.state !== "absent") return;
    yield {
      at: window.at,
      fixes: () => [
        {
          title: "Name the window (UTC)",
          impact: "update",
          edits: [put(database, name, stop("sun:04:00-sun:05:00"))],
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
      allocated_storage  = 20
      engine             = "mysql"
      instance_class     = "db.t4g.medium"
      maintenance_window = "sun:04:00-sun:05:00"
    }
  `,
});
