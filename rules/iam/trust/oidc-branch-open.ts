import type { Statement } from "../../../language/policy/policy.ts";
import { allowing } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import type { Power } from "../../kit/severity.ts";
import { closing } from "../shapes/closing.ts";
import { bearers, openings } from "../shapes/openings.ts";
import { assuming } from "../shapes/telling.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-oidc-branch-open",
  title: "Any branch or project of an organization can assume the role",
  severity: "low",
  severityDependsOn: "what the role may do",
  profileDependsOn:
    "whether the role is seen to write or to read what others must not: tests of every branch need a role as well",
  ...analyzer("SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED"),
  why: "Whoever may open a branch, or has a project there, takes the role.",
  file: "policy.json",

  on: allowing("trust"),
  *check(statement: Statement, module): Iterable<Problem> {
    for (const opening of openings(statement, module)) {
      const { issuer, provider, level, by, lenient, isProposed } = opening;
      if (level === "customer") continue;
      for (const one of by.length > 0 ? by : [undefined]) {
        const said = assuming(bearers(opening, one), lenient ? "nobody" : "organisation", statement);
        if (isProposed && said.power !== "admin") continue;
        yield {
          at: one?.value.at ?? provider.at,
          ...said,
          ...(level === "part" && (issuer.inside || !harms(one?.text ?? "", said.power)) && { profile: "hint" }),
          fixes: () => closing(statement, opening, one, module),
        };
      }
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {
            "StringLike": { "token.actions.githubusercontent.com:sub": "repo:acme/shop:*" },
    //                                                                 ^^^^^^^^^^^^^^^^^^
            "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }
          }
        }
      ]
    }
  `,
  secure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {
            "StringLike": { "token.actions.githubusercontent.com:sub": "repo:acme/shop:ref:refs/heads/main" },
            "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }
          }
        }
      ]
    }
  `,
});

/** Whether whoever opens a branch gets what he must not; a tag is set by who may release. */
const harms = (subject: string, power: Power | undefined): boolean =>
  power === "admin" || (!/:ref:refs\/tags\//.test(subject) && (power === "data" || power === "write"));
