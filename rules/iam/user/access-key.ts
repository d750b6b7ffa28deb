import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import { allows, textOf } from "../../../language/policy/policy.ts";
import { meant, plain, resources } from "../../kit/checks.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { attachedTo, managedPolicies } from "../shapes/attached.ts";
import { holders } from "../shapes/escalation/holders.ts";
import { identityNamed } from "../shapes/names.ts";
import { powerOfHolder } from "../shapes/power.ts";

export default rule({
  id: "aws-iam-access-key",
  title: "IAM user has an access key that never expires",
  severity: "medium",
  profileDependsOn:
    "whether its user is seen to be an administrator; where all that it may is to send mail, nothing else would do",
  responsibility: "customer",
  why: "The key stands in the state and in someone's files, and works until somebody notices; a role's keys last for hours.",
  controls: { "cis-aws-1.4": ["1.14"], "security-hub": ["IAM.3"] },
  aliases: { kics: ["7081f85c-b94d-40fd-8b45-a4f1cac75e46"] },
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    "https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html",
  ],

  noFix: "Whoever uses the key needs a role first; a key that is switched off before cuts it off.",

  on: resources("aws_iam_access_key"),
  *check(key: Resource, module): Iterable<Problem> {
    const status = key.get("status");
    if (status.state === "unknown" || plain(status) === "Inactive" || plain(key.get("user")) === "root") return;
    const identity = identityNamed(key);
    const user = meant(key.get("user"), key, "aws_iam_user");
    const isOfAdministrator = user !== undefined && powerOfHolder(user) === "admin";
    const profile = isOfSender(key, module) ? "all" : isOfAdministrator ? undefined : "hint";
    yield {
      at: key.header,
      ...(profile && { profile }),
      ...(identity !== undefined && { message: `User ${identity} has an access key that never expires` }),
    };
  },

  insecure: hcl`
    resource "aws_iam_access_key" "ci" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      user = "ci"
    }
  `,
  secure: hcl`
    resource "aws_iam_role" "ci" {
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Action    = "sts:AssumeRole"
          Principal = { Service = "ec2.amazonaws.com" }
        }]
      })
    }
  `,
});

/** Whether all that the key's user is seen to be allowed is to send mail. */
function isOfSender(key: Resource, module: Module): boolean {
  const user = meant(key.get("user"), key, "aws_iam_user");
  const own = user && holders(module).find(({ identity }) => identity === user);
  const statements = own?.policies.flatMap((policy) => policy.statements).filter(allows) ?? [];
  return (
    user !== undefined &&
    statements.length > 0 &&
    managedPolicies(user).length === 0 &&
    attachedTo(user).every(({ refs = [] }) =>
      refs.some(({ type, mode }) => type === "aws_iam_policy" && mode === "resource"),
    ) &&
    statements.every(
      ({ actions, open }) =>
        !open &&
        actions !== undefined &&
        !actions.open &&
        actions.values.every((action) => /^ses:Send\w+$/i.test(textOf(action) ?? "")),
    )
  );
}
