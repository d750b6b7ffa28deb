import { setElement } from "../../language/policy/edits.ts";
import type { Statement } from "../../language/policy/policy.ts";
import { stop } from "../../language/policy/words.ts";
import { hcl, type Problem, rule } from "../kit/rule.ts";
import { allowing, cure, granted, isConditional, isFullAdmin, stars } from "./grants.ts";

/** Each of these alone lets its holder become administrator. */
const raising = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
];

export default rule({
  id: "aws-iam-permissions-unscoped",
  title: "Policy lets permissions be changed on every resource",
  severity: "high",
  responsibility: "customer",
  why: "Whoever may change the permissions of any identity can make themselves administrator.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_109", "CKV_AWS_289", "CKV_AWS_110", "CKV_AWS_286"],
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],

  on: allowing("identity"),
  *check(statement: Statement): Iterable<Problem> {
    if (isFullAdmin(statement) || isConditional(statement)) return;
    const [first] = granted(statement, raising);
    if (!first) return;
    const lone = statement.policy.spelling !== "document";
    const arn = [stop(arnFor(first))];
    for (const { at } of stars(statement.resources))
      yield {
        at,
        message: `\`${first}\` is allowed on every resource`,
        fixes: () =>
          cure("Narrow the resource to an ARN", setElement(statement, "Resource", lone ? arn : { list: [arn] })),
      };
  },

  insecure: hcl`
    data "aws_iam_policy_document" "support" {
      statement {
        actions   = ["iam:ListUsers", "iam:CreateLoginProfile"]
        resources = ["*"]
                     #^^
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "support" {
      statement {
        actions   = ["iam:ListUsers", "iam:CreateLoginProfile"]
        resources = ["arn:aws:iam::123456789012:user/app"]
      }
    }
  `,
});

function arnFor(action: string): string {
  if (/User|AccessKey|LoginProfile/.test(action)) return "arn:aws:iam::123456789012:user/app";
  if (/Group/.test(action)) return "arn:aws:iam::123456789012:group/app";
  return /Version/.test(action) ? "arn:aws:iam::123456789012:policy/app" : "arn:aws:iam::123456789012:role/app";
}
