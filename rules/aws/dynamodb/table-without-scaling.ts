import type { Resource } from "../../../language/model/resource.ts";
import { anywhere, holds, is, plain, resources } from "../../kit/checks.ts";
import { put, remove } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { sourceText } from "../../kit/source-text.ts";

export default rule({
  id: "aws-dynamodb-table-without-scaling",
  title: "DynamoDB table does not scale with its load",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A flood of requests, meant or not, makes the table refuse its users.",
  controls: { "security-hub": ["DynamoDB.1"] },
  aliases: { checkov: ["CKV2_AWS_16"] },
  references: [
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
  ],

  on: resources("aws_dynamodb_table").where((table) =>
    holds(table.get("billing_mode"), is("PROVISIONED"), "PROVISIONED"),
  ),
  *check(table) {
    const targets = anywhere(table, "aws_appautoscaling_target");
    const own = targets.filter((target) => isTableOf(table, target));
    const policies = anywhere(table, "aws_appautoscaling_policy");
    if (own.some((target) => policies.some((policy) => isPolicyOf(policy, target, table)))) return;
    const billing = table.get("billing_mode");
    if (billing.state === "unknown" || targets.some((target) => !own.includes(target) && isUnclear(target))) return;
    yield {
      at: billing.state === "absent" ? table.header : billing.at,
      fixes: () => [
        {
          title: "Pay per request",
          impact: "disruption",
          edits: [
            put(table, "billing_mode", "PAY_PER_REQUEST"),
            ...remove(table, "read_capacity"),
            ...remove(table, "write_capacity"),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_dynamodb_table" "orders" {
      billing_mode   = "PROVISIONED"
      #                ^^^^^^^^^^^^^
      hash_key       = "id"
      name           = "orders"
      read_capacity  = 5
      write_capacity = 5

      attribute {
        name = "id"
        type = "S"
      }
    }
  `,
  secure: hcl`
    resource "aws_dynamodb_table" "orders" {
      billing_mode = "PAY_PER_REQUEST"
      hash_key     = "id"
      name         = "orders"

      attribute {
        name = "id"
        type = "S"
      }
    }
  `,
});

/** `table/orders`, by reference or by name. */
const isTableOf = (table: Resource, target: Resource): boolean => {
  const written = sourceText(target, "resource_id") ?? "";
  const [, named] = /aws_dynamodb_table\.([\w-]+)/.exec(written) ?? [];
  if (named !== undefined) return named === table.name;
  if (written.startsWith("aws_appautoscaling_target.")) return false;
  const name = plain(table.get("name"));
  return name !== undefined && plain(target.get("resource_id")) === `table/${name}`;
};

const isPolicyOf = (policy: Resource, target: Resource, table: Resource): boolean =>
  sourceText(policy, "resource_id")?.startsWith(`aws_appautoscaling_target.${target.name}.`) ||
  isTableOf(table, policy);

/** May mean any table. */
const isUnclear = (target: Resource): boolean =>
  target.get("resource_id").state === "unknown" && !sourceText(target, "resource_id")?.includes("aws_dynamodb_table.");
