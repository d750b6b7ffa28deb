import { resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-group-without-users",
  title: "Group has no users",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It grants to nobody, and whoever is added one day takes its rights for reviewed.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_14", "CKV2_AWS_21"], kics: ["fc101ca7-c9dd-4198-a1eb-0fbe92e80044"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups_manage_add-remove-users.html"],

  on: resources("aws_iam_group_membership"),
  *check(membership) {
    const users = membership.get("users");
    const isEmpty = users.state === "absent" || (users.state === "list" && users.items.length === 0 && !users.open);
    if (!isEmpty) return;
    yield {
      at: users.at,
      fixes: () => [{ title: "Name its users", impact: "update", edits: [put(membership, "users", [stop("user")])] }],
    };
  },

  insecure: hcl`
    resource "aws_iam_group_membership" "ops" {
      group = "ops"
      name  = "ops"
      users = []
      #       ^^
    }
  `,
  secure: hcl`
    resource "aws_iam_group_membership" "ops" {
      group = "ops"
      name  = "ops"
      users = ["user"]
    }
  `,
});
