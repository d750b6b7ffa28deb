import type { Module } from "../../../language/model/module.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { allowing } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { holdersOf, leftOf } from "../shapes/escalation/paths.ts";
import { outdone, toldAs } from "../shapes/escalation/standing.ts";
import { whoHolds } from "../shapes/names.ts";
import { isGrave, isOnNamed, serviceWildcards, wide } from "../shapes/wildcards.ts";

export default rule({
  id: "aws-iam-action-wildcard",
  title: "Every action of a service is allowed",
  severity: "medium",
  profileDependsOn: `whether data, permissions, code or networks are reached by it, and whether a policy for people calls it full access; ${outdone}`,
  responsibility: "customer",
  why: "It takes in deleting, changing permissions, and whatever AWS adds to the service tomorrow.",
  controls: {
    "security-hub": ["IAM.21"],
  },
  aliases: { trivy: ["AVD-AWS-0057", "AVD-AWS-0345"], tfsec: ["aws-iam-no-policy-wildcards"] },
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
  ],
  uncovers: ["aws-iam-data-unscoped", "aws-iam-infrastructure-unscoped", "aws-iam-permissions-unscoped"],

  on: allowing("identity"),
  *check(statement: Statement, module): Iterable<Problem> {
    if (isOnNamed(statement)) return;
    for (const wildcard of serviceWildcards(statement, module)) {
      const left = leftOf(module, statement, wildcard.prefix);
      if (left)
        yield {
          ...wide(
            statement,
            wildcard,
            module,
            `${whoHolds(statement.policy)} can use every action of \`${wildcard.prefix}\``,
          ),
          ...(isDeclared(statement, module) && { profile: "hint" }),
          ...(isGrave(wildcard) ? { ...toldAs("wildcard", statement, module), ...left } : { profile: "all" }),
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
          Action   = ["sqs:SendMessage", "ec2:Describe*"]
          Resource = "*"
        }]
      })
    }
  `,
});

/** Whether a statement is called full access, and no program is seen to have it: it is what somebody means to give. */
const isDeclared = ({ sid, policy }: Statement, module: Module): boolean =>
  /full[-_ ]?access/i.test(textOf(sid) ?? "") &&
  holdersOf(module, policy).every(({ identity }) => identity?.type !== "aws_iam_role");
