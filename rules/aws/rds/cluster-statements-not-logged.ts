import { plain, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { logsStatements } from "./shapes/statement-logging.ts";

export default rule({
  id: "aws-rds-cluster-statements-not-logged",
  title: "PostgreSQL database cluster does not log statements",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a break-in nobody can tell what was queried or changed.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_27"] },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],

  on: resources("aws_rds_cluster").where((database) => plain(database.get("engine")) === "aurora-postgresql"),
  check: logsStatements("db_cluster_parameter_group_name", "aws_rds_cluster_parameter_group"),

  insecure: hcl`
    resource "aws_rds_cluster" "orders" {
      cluster_identifier              = "orders"
      engine                          = "aurora-postgresql"
      db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.orders.name
    }

    resource "aws_rds_cluster_parameter_group" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      family = "aurora-postgresql16"
      name   = "orders"

      parameter {
        name  = "log_statement"
        value = "ddl"
      }
    }
  `,
  secure: hcl`
    resource "aws_rds_cluster" "orders" {
      cluster_identifier              = "orders"
      engine                          = "aurora-postgresql"
      db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.orders.name
    }

    resource "aws_rds_cluster_parameter_group" "orders" {
      family = "aurora-postgresql16"
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
