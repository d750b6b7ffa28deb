import { noneOf, resources } from "../../kit/checks.ts";
import { parameter } from "../../kit/parameter-group.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-docdb-audit-log-off",
  title: "DocumentDB cluster writes no audit log",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a break-in nobody can tell who logged in and what was changed.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_104"] },
  references: ["https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html"],

  on: resources("aws_docdb_cluster_parameter_group"),
  check: parameter("audit_logs", noneOf(["disabled", "none"]), {
    value: "enabled",
    title: "Write an audit log",
    impact: "update",
  }),

  insecure: hcl`
    resource "aws_docdb_cluster_parameter_group" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      family = "docdb5.0"
      name   = "orders"
    }
  `,
  secure: hcl`
    resource "aws_docdb_cluster_parameter_group" "orders" {
      family = "docdb5.0"
      name   = "orders"

      parameter {
        name  = "audit_logs"
        value = "enabled"
      }
    }
  `,
});
