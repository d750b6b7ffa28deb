import { addCondition, replaceValue } from "../../../language/policy/edits.ts";
import { pieces, type Statement, textOf } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { narrowedSubject } from "../shapes/github-subject.ts";
import { identifiers } from "../shapes/principals.ts";
import { assuming } from "../shapes/telling.ts";

const issuer = "token.actions.githubusercontent.com";
/** The condition key of the token's subject, also of an enterprise's own issuer. */
const subject = /^token\.actions\.githubusercontent\.com(?:\/[^:]+)?:sub$/i;

/** Subjects that begin with a claim its owner alone can have, and that name it. */
const owned =
  /^(?:repo|repository|job_workflow_ref):[^*?:/]+\/|^(?:repository_owner|repository_owner_id|repository_id|enterprise|enterprise_id):[^*?:]+/i;

const repository = stop(narrowedSubject(""));

export default rule({
  id: "aws-iam-oidc-unscoped",
  title: "Any repository of GitHub can assume the role",
  severity: "high",
  severityDependsOn: "what the role may do",
  responsibility: "customer",
  why: "Anyone can run a workflow in a repository of their own and take the role.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: { checkov: ["CKV_AWS_358", "CKV_AWS_393"], accessAnalyzer: ["MISSING_GITHUB_REPO_CONDITION_KEY"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html"],
  subsumes: ["aws-iam-oidc-branch-open"],

  on: allowing("trust"),
  *check(statement: Statement): Iterable<Problem> {
    const { conditions, open } = statement;
    if (open || conditions?.open || conditions?.values.some(({ key }) => textOf(key) === undefined)) return;
    for (const provider of identifiers(statement, "Federated")) {
      if (!pieces(provider).some((piece) => piece?.includes(issuer))) continue;
      const subjects = conditions?.values.filter(({ key }) => subject.test(textOf(key) ?? "")) ?? [];
      if (subjects.length === 0)
        yield {
          at: provider.at,
          ...assuming("Any repository of GitHub", "internet", statement),
          fixes: () =>
            fix(
              "Trust one repository only",
              addCondition(statement, { operator: "StringEquals", key: `${issuer}:sub`, values: [repository] }),
            ),
        };
      // all conditions have to hold: one that names the owner is enough
      if (
        subjects.some(({ values }) => !values.open && values.values.every((value) => owned.test(textOf(value) ?? "")))
      )
        continue;
      for (const { values } of subjects)
        for (const value of values.values) {
          const text = textOf(value);
          if (text === undefined || owned.test(text)) continue;
          yield {
            at: value.at,
            ...assuming(`Any repository that fits \`${text}\``, "internet", statement),
            fixes: () => {
              const [, owner, rest = ":*"] = /^repo:([\w.-]*\w)\*(:.*)?$/.exec(text) ?? [];
              return owner === undefined
                ? fix(
                    "Trust one repository only",
                    replaceValue(statement, values, value, [stop(narrowedSubject(text))]),
                  )
                : fix(
                    `Trust the repositories of \`${owner}\` only`,
                    replaceValue(statement, values, value, [`repo:${owner}/*${rest}`]),
                  );
            },
          };
        }
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
