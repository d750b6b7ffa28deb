import { holds, is, noneOf, resources } from "../../kit/checks.ts";
import { addBlock, put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-docdb-audit-log-off",
  title: "DocumentDB does not write an audit log",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a break-in nobody can tell who logged in and what was changed.",
  controls: {},
  aliases: ["CKV_AWS_104"],
  references: ["https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html"],

  on: resources("aws_docdb_cluster_parameter_group"),
  *check(group) {
    const named = group.sections("parameter").filter((parameter) => holds(parameter.get("name"), is("audit_logs")));
    if (named.some((parameter) => holds(parameter.get("value"), noneOf(["disabled", "none"])))) return;
    const [parameter] = named;
    if (!parameter && group.isOpen("parameter")) return;
    yield {
      at: parameter ? parameter.get("value").at : group.header,
      fixes: () => [
        {
          title: "Write an audit log",
          impact: "update",
          edits: [
            parameter
              ? put(parameter, "value", "enabled")
              : addBlock(group, "parameter", { name: "audit_logs", value: "enabled" }),
          ],
        },
      ],
    };
  },

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
