import type { Resource } from "../../../language/model/resource.ts";
import { allows, textOf } from "../../../language/policy/policy.ts";
import { carriedBy } from "../../kit/carried.ts";
import { companions, is, meant, referrers, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cognito-guests-admitted",
  title: "Anyone can get AWS credentials from the identity pool without signing in",
  severity: "medium",
  profileDependsOn: "whether all that guests may is seen to be sending measurements of a page",
  responsibility: "customer",
  why: "Whoever asks is handed AWS credentials, with all that the guest role may do.",
  controls: { "security-hub": ["Cognito.2"] },
  aliases: { checkov: ["CKV_AWS_366"] },
  references: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html",
  ],

  on: resources("aws_cognito_identity_pool"),
  *check(pool) {
    for (const problem of admitting(pool))
      yield { ...problem, ...(isForMeasuring(pool) && { profile: "all" as const }) };
  },

  insecure: hcl`
    resource "aws_cognito_identity_pool" "app" {
      allow_unauthenticated_identities = true
      #                                  ^^^^
      identity_pool_name               = "app"
    }
  `,
  secure: hcl`
    resource "aws_cognito_identity_pool" "app" {
      allow_unauthenticated_identities = false
      identity_pool_name               = "app"
    }
  `,
});

const admitting = setting("allow_unauthenticated_identities", is(false), {
  fallback: false,
  impact: "disruption",
  title: "Ask everyone to sign in",
});

/** Whether all that guests may is to send what CloudWatch RUM or Pinpoint measure in their browsers, which knows no other way. */
function isForMeasuring(pool: Resource): boolean {
  if (companions(pool, "aws_rum_app_monitor", "app_monitor_configuration.identity_pool_id").found.length > 0)
    return true;
  const roles = companions(pool, "aws_cognito_identity_pool_roles_attachment", "identity_pool_id").found.flatMap(
    (attachment) => meant(attachment.get("roles.unauthenticated"), attachment, "aws_iam_role", "arn") ?? [],
  );
  const policies = roles.flatMap((role) =>
    carriedBy(role.module, [role, ...referrers(role, "aws_iam_role_policy", "role")]),
  );
  const statements = policies.filter(({ kind }) => kind === "identity").flatMap(({ statements }) => statements);
  return (
    statements.length > 0 &&
    statements
      .filter((statement) => allows(statement))
      .every(({ actions }) =>
        actions?.values.every((action) =>
          /^(?:rum:PutRumEvents|mobiletargeting:PutEvents)$/i.test(textOf(action) ?? ""),
        ),
      )
  );
}
