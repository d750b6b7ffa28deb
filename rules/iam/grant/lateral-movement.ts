import type { Module } from "../../../language/model/module.ts";
import { documentOf, type Policy, textOf } from "../../../language/policy/policy.ts";
import { carriedBy } from "../../kit/carried.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { closed, openingOf, problem } from "../shapes/escalation/fixes.ts";
import { holdersOf, opening, type Path, told } from "../shapes/escalation/paths.ts";
import { outdone, toldAs } from "../shapes/escalation/standing.ts";
import { patternOf } from "../shapes/escalation/targets.ts";

export default rule({
  id: "aws-iam-lateral-movement",
  title: "Holder of the policy can act as other workloads",
  severity: "medium",
  profileDependsOn: `whether roles are limited to named accounts or assumed by people who sign in, and builds are started by a pipeline only; ${outdone}`,
  responsibility: "customer",
  why: "Every role that a function, an instance or a job has becomes the holder's own, the strongest of them too.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: {
    checkov: ["CKV_AWS_110", "CKV_AWS_286"],
    kics: [
      "571254d8-aa6a-432e-9725-535d3ef04d69",
      "8f3c16b3-354d-45db-8ad5-5066778a9485",
      "9b877bd8-94b4-4c10-a060-8e0436cc09fa",
      "b69247e5-7e73-464e-ba74-ec9b715c6e12",
      "c583f0f9-7dfd-476b-a056-f47c62b47b46",
      "eda48c88-2b7d-4e34-b6ca-04c0194aee17",
    ],
  },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],
  uncovers: [
    "aws-iam-data-unscoped",
    "aws-iam-permissions-unscoped",
    "aws-iam-action-wildcard",
    "aws-iam-infrastructure-unscoped",
  ],

  on: opening("workload", "permissions", "pass-role"),
  *check(paths: readonly [Path, ...Path[]], module): Iterable<Problem> {
    const { statement } = paths[0].first;
    const quiet = paths.filter((path) => isUsual(path, module));
    const [first, ...others] = [...paths.filter((path) => !quiet.includes(path)), ...quiet];
    if (!first) return;
    const ordered = [first, ...others] as const;
    const opened = openingOf(ordered);
    yield {
      ...problem(ordered, () => closed(opened, module)),
      ...(isOfNamedAccounts(first) && { message: assumingWithin(first) }),
      ...(quiet.includes(first) ? { profile: "all" } : toldAs("workload", statement, module)),
    };
  },

  insecure: hcl`
    resource "aws_iam_policy" "deploy" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"]
                      #^^^^^^^^^^^^^^^^^^^^^^^^^^
          Resource = "*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_policy" "deploy" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"]
          Resource = "arn:aws:lambda:eu-west-1:123456789012:function:app"
        }]
      })
    }
  `,
});

/** Whether a path is what such a policy is usually written for. */
const isUsual = (path: Path, module: Module): boolean =>
  isOfNamedAccounts(path) || isOfPeople(path, module) || isOfPipeline(path, module);

/** Whether roles of some accounts only are meant: what they trust decides, and who wrote the accounts knows of it. */
const isOfNamedAccounts = (path: Path): boolean =>
  path.method.id === "assume-any-role" && accountsOf(path).length > 0 && !accountsOf(path).includes(undefined);

/** Whether roles are assumed by people who have signed in once for all accounts: what they get to, the roles decide. */
function isOfPeople({ method, first }: Path, module: Module): boolean {
  if (method.id !== "assume-any-role") return false;
  const { policy } = first.statement;
  if (trustedBy(policy, module).some((principal) => principal === undefined || /\.amazonaws\.com/.test(principal)))
    return false;
  return namesOf(policy).some((name) =>
    /team|\bsso\b|aws-sso|permission_?set|identity|saml|people|humans?\b/i.test(name),
  );
}

/** What a policy and its carriers are called, and the file that it is in. */
const namesOf = (policy: Policy): readonly string[] => [
  policy.at.uri.slice(policy.at.uri.lastIndexOf("/") + 1),
  policy.label ?? "",
  documentOf(policy)?.address ?? "",
  ...policy.attachments.map(({ resource }) => `${resource.address} ${textOf(resource.get("name")) ?? ""}`),
];

/** The accounts whose roles a statement names; undefined for each that may be any. */
const accountsOf = ({ first }: Path): readonly (string | undefined)[] =>
  (first.statement.resources?.values ?? []).map((value) => /^arn:[^:*]*:iam::([^:*?]+):/.exec(patternOf(value))?.[1]);

function assumingWithin(path: Path): string {
  const known = [...new Set(accountsOf(path).filter((account) => /^\d{12}$/.test(account ?? "")))];
  const where =
    known.length === 0 || known.length < accountsOf(path).length
      ? "the accounts that it names"
      : known.length === 1
        ? `account ${known[0]}`
        : `${known.length} accounts`;
  return told(path).replace("any role that trusts the account", `any role of ${where} that trusts it`);
}

/** Whether builds are started by CodePipeline for its stages, as its own role has it. */
function isOfPipeline({ method, first }: Path, module: Module): boolean {
  if (!/^start-(?:build|batch-of-builds)$/.test(method.id)) return false;
  const { policy } = first.statement;
  const trusted = trustedBy(policy, module);
  if (trusted.some((principal) => principal !== undefined))
    return trusted.some((principal) => principal === "codepipeline.amazonaws.com");
  return namesOf(policy).some((name) => /pipeline/i.test(name));
}

/** Who may assume the roles that hold a policy, as far as they are here; undefined for each that is not to be seen. */
const trustedBy = (policy: Policy, module: Module): readonly (string | undefined)[] =>
  holdersOf(module, policy)
    .flatMap(({ identity }) => (identity ? carriedBy(identity.module, [identity]) : []))
    .filter(({ kind }) => kind === "trust")
    .flatMap(({ statements }) => statements)
    .flatMap(({ principals }) => principals?.values ?? [])
    .flatMap(({ identifiers }) => identifiers.values.map(textOf));
