import { replaceValue } from "../../language/policy/edits.ts";
import { type Statement, textOf } from "../../language/policy/policy.ts";
import { stop, type Words } from "../../language/policy/words.ts";
import { hcl, type Problem, rule } from "../kit/rule.ts";
import { allowing, cure, isFullAdmin } from "./grants.ts";
import { reading } from "./reading.ts";

export default rule({
  id: "aws-iam-action-wildcard",
  title: "Policy allows every action of a service",
  severity: "medium",
  responsibility: "customer",
  why: "It takes in deleting, changing permissions, and whatever AWS adds to the service tomorrow.",
  controls: {
    "security-hub": ["IAM.21"],
    "nist-800-53-r5": ["AC-2", "AC-2(1)", "AC-3", "AC-5", "AC-6", "AC-6(2)", "AC-6(3)", "AC-6(10)"],
  },
  aliases: ["CKV_AWS_49", "CKV_AWS_63", "CKV2_AWS_40", "AVD-AWS-0057", "AVD-AWS-0345", "aws-iam-no-policy-wildcards"],
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
  ],

  on: allowing("identity"),
  *check(statement: Statement): Iterable<Problem> {
    const { actions } = statement;
    if (!actions || isFullAdmin(statement)) return;
    for (const value of actions.values) {
      const action = textOf(value);
      const [, prefix = ""] = /^(?:([\w-]+|\*):)?\*$/.exec(action ?? "") ?? [];
      if (action === undefined || !/^(?:(?:[\w-]+|\*):)?\*$/.test(action)) continue;
      const replaced = (title: string, words: readonly Words[]) =>
        cure(title, replaceValue(statement, actions, value, words));
      yield {
        at: value.at,
        message: /^[*]/.test(action) ? "Policy allows every action" : `Policy allows every action of \`${prefix}\``,
        fixes: () => [
          ...replaced("Allow only reading", reading(prefix)),
          ...(prefix === "s3"
            ? replaced("Allow only reading and writing objects", ["s3:GetObject", "s3:PutObject"])
            : replaced("Name the actions", [[stop(`${prefix === "*" || prefix === "" ? "s3" : prefix}:Get*`)]])),
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["sqs:SendMessage", "ec2:*"]
                                         #^^^^^^
          Resource = "*"
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
          Action   = ["sqs:SendMessage", "ec2:Describe*", "ec2:Get*", "ec2:List*", "ec2:Search*"]
          Resource = "*"
        }]
      })
    }
  `,
});
