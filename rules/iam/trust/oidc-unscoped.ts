import type { Statement } from "../../../language/policy/policy.ts";
import { allowing } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { closing } from "../shapes/closing.ts";
import { bearers, openings } from "../shapes/openings.ts";
import { assuming } from "../shapes/telling.ts";

export default rule({
  id: "aws-iam-oidc-unscoped",
  title: "Any customer of an identity provider can assume the role",
  severity: "high",
  severityDependsOn: "what the role may do",
  responsibility: "customer",
  why: "Anyone can have a token made out, by a project of their own, and take the role.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: { checkov: ["CKV_AWS_358", "CKV_AWS_393"], accessAnalyzer: ["MISSING_GITHUB_REPO_CONDITION_KEY"] },
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
  ],

  // whose it is comes before which of theirs it is
  uncovers: ["aws-iam-oidc-branch-open"],

  on: allowing("trust"),
  *check(statement: Statement, module): Iterable<Problem> {
    for (const opening of openings(statement, module)) {
      const { provider, level, by, lenient } = opening;
      if (level !== "customer") continue;
      for (const one of by.length > 0 ? by : [undefined])
        yield {
          at: one?.value.at ?? provider.at,
          // no such token is known
          ...assuming(bearers(opening, one), lenient ? "nobody" : "internet", statement),
          fixes: () => closing(statement, opening, one, module),
        };
    }
  },

  insecure: hcl`
    resource "aws_iam_role" "deploy" {
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Action    = "sts:AssumeRoleWithWebIdentity"
          Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
                                    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          Condition = {
            StringEquals = {
              "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
            }
          }
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_role" "deploy" {
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Action    = "sts:AssumeRoleWithWebIdentity"
          Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
          Condition = {
            StringEquals = {
              "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
              "token.actions.githubusercontent.com:sub" = "repo:my-org/my-repo:ref:refs/heads/main"
            }
          }
        }]
      })
    }
  `,
});
