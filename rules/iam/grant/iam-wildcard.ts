import type { Statement } from "../../../language/policy/policy.ts";
import { allowing } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { administered, isForAdministering } from "../shapes/administering.ts";
import { isDeniedBeside, leftOf } from "../shapes/escalation/paths.ts";
import { isOfAdministratorsOutright } from "../shapes/escalation/standing.ts";
import { whoHolds } from "../shapes/names.ts";
import { wide, wildcards } from "../shapes/wildcards.ts";

export default rule({
  id: "aws-iam-iam-wildcard",
  title: "Every action of IAM is allowed",
  severity: "high",
  profileDependsOn: `whether the permissions boundary of whoever holds it is in view, or a Deny beside it leaves nothing dangerous; whether everything is allowed as well; ${administered}`,
  responsibility: "customer",
  why: "Whoever may change users, roles and policies can make themselves administrator.",
  controls: { "security-hub": ["IAM.21"] },
  aliases: {
    checkov: ["CKV2_AWS_40", "CKV_AWS_107", "CKV_AWS_109", "CKV_AWS_110", "CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_289"],
  },
  references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html"],
  subsumes: ["aws-iam-role-passed-anywhere", "aws-iam-service-linked-role-unscoped", "aws-iam-pass-role-unscoped"],

  on: allowing("identity"),
  *check(statement: Statement, module): Iterable<Problem> {
    for (const wildcard of wildcards(statement)) {
      const left = wildcard.prefix === "iam" ? leftOf(module, statement, "iam") : undefined;
      const but = left && isDeniedBeside(module, statement.policy, "iam") ? " that is not denied beside it" : "";
      if (left)
        yield {
          ...wide(statement, wildcard, module, `${whoHolds(statement.policy)} can use every action of IAM${but}`),
          reach: "account",
          power: "admin",
          ...left,
          ...((isForAdministering(statement, module) || isOfAdministratorsOutright(module, statement.policy)) && {
            profile: "all",
          }),
        };
    }
  },

  insecure: hcl`
    data "aws_iam_policy_document" "support" {
      statement {
        actions   = ["iam:*"]
                     #^^^^^^
        resources = ["arn:aws:iam::123456789012:user/support/*"]
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "support" {
      statement {
        actions   = ["iam:Get*"]
        resources = ["arn:aws:iam::123456789012:user/support/*"]
      }
    }
  `,
});
