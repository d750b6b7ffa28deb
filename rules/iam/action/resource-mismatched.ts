import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { type Edits, isHcl, oneOrList, replaceValue, setElement } from "../../../language/policy/edits.ts";
import { takesIn } from "../../../language/policy/match.ts";
import { allows, denies, type Policy, type Statement, textOf } from "../../../language/policy/policy.ts";
import type { ActionData, ResourceType } from "../../../language/schema/actions.ts";
import { contains, type Place } from "../../../language/syntax/text.ts";
import { concat, expression, type Text, type TextPiece } from "../../../language/write/source.ts";
import { all, fix } from "../../kit/grants.ts";
import { type Fix, hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { apart, narrowedTo } from "../shapes/escalation/fixes.ts";
import { meantOf } from "../shapes/meant.ts";
import { declaredAs, isUsable, type Mismatch, mismatchesOf, namedBy } from "../shapes/validation/usable.ts";

export default rule({
  id: "aws-iam-action-resource-mismatched",
  title: "Action does not work on the resources of its statement",
  severity: "medium",
  severityDependsOn: "whether it is denied, and so stays possible",
  profileDependsOn:
    "whether what else the statement is about works, and the action takes `*` only or is allowed beside it",
  responsibility: "customer",
  why: "AWS takes the policy without a word: what was to be allowed is refused, and what was to be denied can still be done.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html",
  ],
  subsumes: ["aws-iam-action-wildcard-on-named"],

  on: statements,
  *check(statement: Statement, module): Iterable<Problem> {
    if (!module.actions) return;
    for (const mismatch of mismatchesOf(statement, module.actions)) {
      const isAllowed = allows(statement);
      const isLeast = !mismatch.isWhole && !relationOf(mismatch);
      yield {
        at: mismatch.values[0].at,
        message: told(mismatch, statement),
        ...(isAllowed && { reach: "nobody", power: "information" }),
        ...(isAllowed && (isLeast || isAllowedBeside(mismatch, statement, module.actions)) && { profile: "hint" }),
        fixes: () => fitting(mismatch, statement, module),
      };
    }
  },

  insecure: hcl`
    data "aws_iam_policy_document" "reader" {
      statement {
        actions   = ["s3:GetObject", "s3:ListBucket"]
    #                                ^^^^^^^^^^^^^^^
        resources = ["arn:aws:s3:::acme-invoices/*"]
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "reader" {
      statement {
        actions   = ["s3:GetObject", "s3:ListBucket"]
        resources = ["arn:aws:s3:::acme-invoices/*", "arn:aws:s3:::acme-invoices"]
      }
    }
  `,
});

/** What the actions work on, and what is named in its place. */
function told({ values, kind, instead }: Mismatch, statement: Statement): string {
  const [first = "", second, ...others] = values.map((value) => `\`${textOf(value)}\``);
  const all =
    second === undefined ? first : `${first} and ${others.length === 0 ? second : `${others.length + 1} more actions`}`;
  const wanted = kind ? articled(kind) : "`*` only";
  const named = instead && instead !== kind ? articled(instead) : "what is named here";
  return `${all} ${second === undefined ? "works" : "work"} on ${wanted}, not on ${named}: this ${denies(statement) ? "denies" : "allows"} nothing`;
}

/** A kind of resource in words: `log-stream` is "a log stream". */
function articled({ name }: ResourceType): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[-/_]+/g, " ")
    .trim()
    .toLowerCase();
  return `${/^[aeio]/.test(words) ? "an" : "a"} ${words}`;
}

/** Whether other statements of the policy allow the actions where they work. */
function isAllowedBeside({ values }: Mismatch, statement: Statement, data: ActionData): boolean {
  const texts = new Set(values.map((value) => textOf(value) ?? ""));
  const others = statement.policy.statements.filter((other) => other !== statement && allows(other));
  return [...texts].every((text) => {
    const taken = data.expand(text).flatMap((name) => data.action(name) ?? []);
    return others.some(
      ({ actions, resources }) =>
        actions?.values.some((each) => takesIn(each, text) === true) &&
        resources?.values.some((resource) => taken.some((action) => isUsable(action, namedBy(resource, data), data))),
    );
  });
}

/** Names what the actions work on: what belongs to what is named, the only such resource of the module, or everything where nothing else will do. */
function fitting(mismatch: Mismatch, statement: Statement, module: Module): readonly Fix[] {
  const { values, kind, actions } = mismatch;
  const impact = allows(statement) ? "update" : "disruption";
  const part = { statement, kin: values };
  if (!kind) {
    const isListing = actions.every(({ level }) => level === "List");
    return fix(
      "Name `*` for it",
      apart(part, setElement(statement, "Resource", oneOrList(["*"])), "Everywhere"),
      isListing ? impact : "disruption",
    );
  }
  const own = neighbours(mismatch, statement);
  if (own) return fix(kind.name === "bucket" ? "Name the bucket" : "Name what is in it", own, impact);
  const type = Object.keys(declaredAs).find((name) => declaredAs[name] === `${kind.service}:${kind.name}`);
  const meant = type === undefined ? [] : meantOf(statement, module, type);
  const [only, ...others] = meant;
  return only && others.length === 0 ? fix(`Name \`${only.address}\``, narrowedTo(part, [only.arn])) : [];
}

/** What stands behind the ARN of one kind in that of another which belongs to it. */
const behind: readonly (readonly [owner: string, owned: string, suffix: string])[] = [
  ["s3:bucket", "s3:object", "/*"],
  ["logs:log-group", "logs:log-stream", ":*"],
];

/** How what is named has to do with what the actions work on. */
function relationOf({ kind, instead }: Mismatch): { readonly suffix: string; readonly isOwner: boolean } | undefined {
  const [wanted, named] = [kind, instead].map((one) => `${one?.service}:${one?.name}`);
  for (const [owner, owned, suffix] of behind) {
    if (named === owner && wanted === owned) return { suffix, isOwner: true };
    if (named === owned && wanted === owner) return { suffix, isOwner: false };
  }
  return undefined;
}

/** Writes beside each resource, or in its place where nothing works on it, what belongs to it or what it belongs to. */
function neighbours(mismatch: Mismatch, statement: Statement): Edits {
  const { resources, policy } = statement;
  const relation = relationOf(mismatch);
  if (!resources || !relation) return undefined;
  const seen = new Set<string>();
  return all(
    ...resources.values.map((value) => {
      const pieces = written(value, statement);
      const other =
        pieces && (relation.isOwner ? concat(...pieces, relation.suffix) : ownerOf(pieces, relation.suffix));
      if (!pieces || other === undefined) return undefined;
      const key = JSON.stringify(other);
      if (seen.has(key) && !mismatch.isWhole) return [];
      seen.add(key);
      return replaceValue(
        statement,
        resources,
        value,
        mismatch.isWhole ? [other] : [itself(value, policy) ?? concat(...pieces), other],
      );
    }),
  );
}

/** What stands before the sign by which a suffix begins. */
function ownerOf(pieces: readonly TextPiece[], [sign = ""]: string): Text | undefined {
  const cut = pieces.findIndex((piece) => typeof piece === "string" && piece.includes(sign));
  const last = pieces[cut];
  return typeof last === "string" ? concat(...pieces.slice(0, cut), last.slice(0, last.indexOf(sign))) : undefined;
}

/** A value as it is written, in pieces of text and of code; undefined where it is written elsewhere. */
function written(value: Value, { at, policy }: Statement): readonly TextPiece[] | undefined {
  const { text, notation } = policy;
  const known = textOf(value);
  const place = placeOf(value);
  if (!contains(at, place)) return undefined;
  const own = text.slice(place.start, place.end);
  if (known !== undefined) return own.startsWith('"') ? [known] : undefined;
  if (/^[a-z][\w.[\]"-]*$/.test(own)) return [expression(own)];
  const [, inside] = /^"(.*)"$/s.exec(own) ?? [];
  if (inside === undefined || notation === "json" || /[$%]\$\{|%\{|\\/.test(inside)) return undefined;
  return inside
    .split(/(\$\{[^{}"]*\})/)
    .map((piece) => (piece.startsWith("${") ? expression(piece.slice(2, -1).trim()) : piece));
}

/** The code of a value, to be left as it is. */
function itself(value: Value, policy: Policy): Text | undefined {
  const { start, end } = placeOf(value);
  return isHcl(policy) ? expression(policy.text.slice(start, end)) : undefined;
}

const placeOf = ({ at, origin = at }: Value): Place => origin;
