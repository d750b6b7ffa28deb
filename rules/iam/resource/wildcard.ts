import type { Module } from "../../../language/model/module.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { allowing, stars } from "../../kit/grants.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { whoHolds } from "../shapes/names.ts";

export default rule({
  id: "aws-iam-resource-wildcard",
  title: "An action that could be held to some resources is allowed on all",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "More can be read and changed than what the application needs.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_355", "CKV_AWS_356"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],
  noFix: "Which resources are meant is for the author to say.",

  on: allowing("identity"),
  *check(statement: Statement, module: Module) {
    const [star] = stars(statement.resources);
    const data = module.actions;
    if (!data || !star || statement.conditions !== undefined || statement.open) return;
    const texts = statement.actions?.values.flatMap((value) => textOf(value) ?? []) ?? [];
    const held = texts.filter(
      (text) => text === "*" || data.expand(text).some((name) => (data.action(name)?.resources ?? []).length > 0),
    );
    const [first] = held;
    if (first !== undefined)
      yield { at: star.at, message: `${whoHolds(statement.policy)} can use \`${first}\` on every resource` };
  },

  insecure: hcl`
    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["ec2:Describe*"]
          Resource = "*"
          #          ^^^
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["s3:GetObject"]
          Resource = "arn:aws:s3:::acme-reports/*"
        }]
      })
    }
  `,
});
