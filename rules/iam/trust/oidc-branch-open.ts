import type { Value } from "../../../language/model/value.ts";
import { type Edits, replaceValue } from "../../../language/policy/edits.ts";
import { allows, pieces, type Statement } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import type { Power } from "../../kit/severity.ts";
import { narrowedEnd, narrowedSubject } from "../shapes/github-subject.ts";
import { assuming } from "../shapes/telling.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-oidc-branch-open",
  title: "Any branch of a repository can assume the role",
  severity: "low",
  severityDependsOn: "what the role may do",
  profileDependsOn:
    "whether the role is seen to write or to read what others must not: tests of every branch need a role as well",
  ...analyzer("SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED"),
  why: "Whoever may open a branch or a pull request takes the role.",
  file: "policy.json",

  on: tests,
  *check({ statement, key, condition, texts }: ConditionTest, module): Iterable<Problem> {
    if (statement.policy.kind !== "trust" || !/^token\.actions\.githubusercontent\.com(?:\/[^:]+)?:sub$/i.test(key))
      return;
    for (const [index, value] of condition.values.values.entries()) {
      const text = texts[index] ?? withHoles(value);
      const [, repository] = /^(repo:[\w.-]+\/[\w.-]+):.*[*?]/.exec(text) ?? [];
      if (!/[*?]/.test(text) || !allows(statement)) continue;
      const said = assuming(claimants(text), "organisation", statement);
      yield {
        at: value.at,
        ...said,
        ...(isOfOne(text) && !harms(text, said.power) && { profile: "hint" }),
        fixes: () =>
          fix(
            repository === undefined ? "Name the repository and the branch" : "Name the branch",
            onBranch(statement, value, narrowedEnd(module)) ??
              replaceValue(statement, condition.values, value, [stop(narrowedSubject(text, narrowedEnd(module)))]),
          ),
      };
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

/** A subject of which not all is known, such as that of a repository whose name is a variable. */
const withHoles = (value: Value): string =>
  pieces(value)
    .map((piece) => piece ?? hole)
    .join("");

const hole = "\u2026";

/** Whether all that a subject takes in is of one repository. */
const isOfOne = (subject: string): boolean => /^repo:(?:[\w.\u2026-]+\/)?[\w.\u2026-]+:/.test(subject);

/** Whom a subject with a wildcard takes in. */
function claimants(subject: string): string {
  if (isOfOne(subject) && /^[^:]*:[^:]*\u2026[^:]*:(?:\*|ref:(?:refs\/heads\/)?\*)$/.test(subject))
    return "Any branch of its repository";
  const [, owner, repository, rest] = /^repo:([\w.-]+)\/([^:]+)(?::(.*))?$/.exec(subject) ?? [];
  if (owner === undefined || repository === undefined || /[*?]/.test(owner)) return `Whatever fits \`${subject}\``;
  if (/^\*+$/.test(repository)) return `Any repository of \`${owner}\``;
  if (/[*?]/.test(repository)) return `Any repository that fits \`${owner}/${repository}\``;
  const isWhole = rest === undefined || /^(?:\*|ref:(?:refs\/heads\/)?\*)$/.test(rest);
  return isWhole ? `Any branch of \`${owner}/${repository}\`` : `Whatever fits \`${subject}\``;
}

/** Writes the branch into a text that takes its repository from elsewhere, which stays. */
function onBranch({ policy }: Statement, { at, origin = at }: Value, ending: string): Edits {
  if (origin.uri !== policy.at.uri) return undefined;
  const written = policy.text.slice(origin.start, origin.end);
  const [, before, after] = /^("?repo:(?:\$\{[^}]*\}|[\w./-])+:)(.*?)"?$/.exec(written) ?? [];
  if (before === undefined || after === undefined || !before.includes("${")) return undefined;
  const start = origin.start + before.length;
  return [
    {
      at: { uri: origin.uri, start, end: start + after.length },
      text: ending,
      stops: [{ start: 0, end: ending.length }],
    },
  ];
}
