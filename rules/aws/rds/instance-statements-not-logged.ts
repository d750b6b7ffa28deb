import { plain, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { logsStatements } from "./shapes/statement-logging.ts";

export default rule({
  id: "aws-rds-instance-statements-not-logged",
  title: "PostgreSQL database does not log statements",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a break-in nobody can tell what was queried or changed.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_30"] },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],

  on: resources("aws_db_instance").where((database) => plain(database.get("engine")) === "postgres"),
  check: logsStatements("parameter_group_name", "aws_db_parameter_group"),

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage    = 20
      engine               = "postgres"
      instance_class       = "db.t4g.medium"
      parameter_group_name = aws_db_parameter_group.orders.name
    }

    resource "aws_db_parameter_group" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      family = "postgres16"
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
      family = "postgres16"
      name   = "orders"

      parameter {
        name  = "log_statement"
        value = "ddl"
      }

      parameter {
        name  = "log_min_duration_statement"
        value = "1000"
      }
    }
  `,
});
