import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { takesIn } from "../../../language/policy/match.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { memo, memoBy } from "../../../language/query/engine.ts";
import { isSamePlace, type Place } from "../../../language/syntax/text.ts";
import { allowing, fix, isStar } from "../../kit/grants.ts";
import { arnToOvertype } from "../../kit/offered.ts";
import { type Fix, hcl, type Problem, rule } from "../../kit/rule.ts";
import { revealing } from "../shapes/escalation/dangerous.ts";
import { narrowedTitle, narrowedTo } from "../shapes/escalation/fixes.ts";
import { isSecret, outdone, toldAs } from "../shapes/escalation/standing.ts";
import { meantOf, partsOf } from "../shapes/meant.ts";
import { holder, whoHolds } from "../shapes/names.ts";
import { isOfAgent, revealedBy, revealedThrough } from "../shapes/revealing.ts";
import { resourceOf } from "../shapes/service-use.ts";

export default rule({
  id: "aws-iam-data-unscoped",
  title: "Data of every resource of the account can be read",
  severity: "medium",
  profileDependsOn: `${outdone}; what AWS gives every managed instance is no news, keys open nothing that cannot be read, and who backs up or scans everything reads it`,
  responsibility: "customer",
  why: "One leaked key reads every bucket, secret or table, not only those that the application needs.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: { checkov: ["CKV_AWS_108", "CKV_AWS_288"], trivy: ["AVD-AWS-0057"], tfsec: ["aws-iam-no-policy-wildcards"] },
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
  ],
  subsumes: ["aws-iam-resource-wildcard"],

  on: allowing("identity"),
  *check(statement: Statement, module): Iterable<Problem> {
    const found = revealedBy(statement, module);
    if (found.length === 0) return;
    const { policy, at } = firstThatSays(module, wordsOf(statement)) ?? {
      policy: statement.policy.at,
      at: statement.at,
    };
    const told = toldAs(found.some(isSecret) ? "secrets" : "data", statement, module);
    for (const value of statement.resources?.values ?? []) {
      const through = revealedThrough(value, found);
      if (through.length === 0) continue;
      yield {
        at: value.at,
        // what stands under a star is narrowed together, one kind of things by itself
        together: isStar(value) ? policy : at,
        ...(isOfAgent(statement, found) || isOfKeysAlone(statement, found) || isJob(statement, found)
          ? { profile: "all" }
          : told),
        message: `${whoHolds(statement.policy)} can ${revealed(statement, through)}`,
        fixes: () => narrowed(statement, module, [...new Set(found.map(serviceOf))]),
      };
    }
  },

  insecure: hcl`
    resource "aws_s3_bucket" "data" {
      bucket = "acme-data"
    }

    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["s3:GetObject", "s3:ListBucket"]
          Resource = "*"
                     #^^
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "data" {
      bucket = "acme-data"
    }

    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["s3:GetObject", "s3:ListBucket"]
          Resource = [aws_s3_bucket.data.arn, "\${aws_s3_bucket.data.arn}/*"]
        }]
      })
    }
  `,
});

/** What a statement says, whatever it is called and however it is laid out. */
const wordsOf = ({ at, policy }: Statement): string =>
  policy.text
    .slice(at.start, at.end)
    .replaceAll(/\s+/g, " ")
    .replace(/"?sid"?\s*[=:]\s*"[^"]*",?/i, "");

interface Saying {
  readonly policy: Place;
  readonly at: Place;
}

/** The first statement that says it: those of ten functions, written one by one, are one thing to be done. */
const firstThatSays = memoBy((module: Module, words: string): Saying | undefined => firsts(module).get(words), {
  equals: (a, b) =>
    a === b || (a !== undefined && b !== undefined && isSamePlace(a.policy, b.policy) && isSamePlace(a.at, b.at)),
});

const firsts = memo((module: Module): ReadonlyMap<string, Saying> => {
  const found = new Map<string, Saying>();
  for (const statement of allowing("identity")(module)) {
    const words = wordsOf(statement);
    if (!found.has(words)) found.set(words, { policy: statement.policy.at, at: statement.at });
  }
  return found;
});

/** Whether a statement only lets its holder decrypt: what that opens it has to be let at by another. */
const isOfKeysAlone = ({ actions }: Statement, found: readonly string[]): boolean =>
  found.every((action) => serviceOf(action) === "kms") &&
  !actions?.values.some((value) => /^(?:kms:)?\*$/i.test(textOf(value) ?? ""));

/** Whether to read all that is stored is what its holder is there for, by its name; secrets are no such thing. */
const isJob = ({ policy }: Statement, found: readonly string[]): boolean =>
  !found.some(isSecret) &&
  /back-?_?up|restor|replicat|scann|anti-?_?virus|clamav|malware|guard-?_?duty|crawler|macie|quick-?_?sight|inventory|audit/i.test(
    holder(policy),
  );

const serviceOf = (action: string): string => action.slice(0, action.indexOf(":"));

/** What is read, in words, and by what, where one value says it. */
function revealed(statement: Statement, actions: readonly string[]): string {
  const everything = [...new Set(actions.flatMap((action) => stored.get(serviceOf(action)) ?? []))];
  const last = everything.pop() ?? "data";
  if (everything.length > 0) return `read ${everything.join(", ")} and ${last}`;
  const by = grantedBy(statement, actions[0] ?? "");
  return /^[\w-]+:\*$/.test(by) ? `do anything with ${last} (\`${by}\`)` : `read ${last} with \`${by}\``;
}

const stored: ReadonlyMap<string, string> = new Map([
  ["s3", "every bucket"],
  ["secretsmanager", "every secret"],
  ["ssm", "every parameter"],
  ["dynamodb", "every table"],
  ["kms", "what every key encrypts"],
]);

/** The widest of what the code says, where one value takes it in. */
function grantedBy({ actions }: Statement, first: string): string {
  const texts = (actions?.values ?? [])
    .filter((value) => takesIn(value, first) === true)
    .map((value) => String(textOf(value)));
  return texts.sort((a, b) => a.length - b.length)[0] ?? first;
}

/** Narrows what is done to stored things to those that the statement is plainly about, else to ARNs to overtype; what else it allows stays. */
function narrowed(statement: Statement, module: Module, prefixes: readonly string[]): readonly Fix[] {
  // what goes by sessions, documents and parameters alike is held to no parameter
  if (statement.actions?.values.some((value) => /^ssm:\*$/i.test(textOf(value) ?? ""))) return [];
  const parts = prefixes.flatMap((prefix) => {
    const kin = (statement.actions?.values ?? []).filter((value) => isOnOne(value, prefix, module));
    const about = resourceOf(prefix);
    if (kin.length === 0 || !about) return [];
    const meant = meantOf(statement, module, about.type);
    const arns = meant.length > 0 ? meant.map(({ arn }) => arn) : [arnToOvertype(about.arn, module, statement)];
    return [{ kin, meant, words: arns.flatMap((arn) => partsOf(prefix, kin, arn)) }];
  });
  const all = parts.flatMap(({ meant }) => meant);
  const isPlain = parts.every(({ meant }) => meant.length > 0);
  return fix(
    isPlain ? narrowedTitle(all) : "Narrow the resources to ARNs",
    narrowedTo(
      { statement, kin: parts.flatMap(({ kin }) => kin) },
      parts.flatMap(({ words }) => words),
    ),
  );
}

/** Whether a value is about one service, and takes in what reads its data, or nothing but what can be held to one of its resources. */
function isOnOne(value: Value, prefix: string, { actions: data }: Module): boolean {
  const text = textOf(value)?.toLowerCase();
  if (!text?.startsWith(`${prefix}:`)) return false;
  const reads = revealing.some((action) => takesIn(value, action) === true);
  return reads || (data?.expand(text).every((name) => (data.action(name)?.resources.length ?? 0) > 0) ?? false);
}
