import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { addCondition, type Edits, replaceValue } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { concat, expression, stop, type Text } from "../../../language/write/source.ts";
import { fix } from "../../kit/grants.ts";
import type { Fix } from "../../kit/rule.ts";
import { hole, narrowed, narrowedPart, ofOneCustomer } from "./claims.ts";
import { type ClaimValue, type Opening, told } from "./openings.ts";
import { spelled } from "./validation/operators.ts";
import { testsOf, withOperator } from "./validation/tests.ts";

/** Trusts one bearer in place of many: names him where a value fits many, else asks for the claim that tells them apart. */
export function closing(
  statement: Statement,
  opening: Opening,
  by: ClaimValue | undefined,
  module: Module,
): readonly Fix[] {
  const { issuer, level, lenient } = opening;
  const { customer, project = customer, part } = issuer.words;
  const test = testsOf(statement).find(({ condition }) => condition === lenient);
  if (test) {
    const to = spelled(undefined, test.operator.base, test.operator.ifExists);
    return fix(`Write \`${to}\``, withOperator(test, to));
  }
  const meant = by && level === "customer" ? ofOneCustomer(by.text, by.claim, issuer) : undefined;
  if (by && meant)
    return fix(
      `Trust what is of \`${meant.customer}\` only`,
      replaceValue(statement, by.condition.values, by.value, [meant.pattern]),
    );
  const named = level === "part" ? [part] : [...new Set([project, part])];
  const title =
    level === "customer"
      ? `Trust one ${project} only`
      : `Name the ${named.flatMap((word) => word ?? []).join(" and the ")}`;
  return fix(title, by ? inPlaceOf(by, statement, opening, module) : asked(statement, opening, module));
}

function inPlaceOf(
  { text, claim, condition, value }: ClaimValue,
  statement: Statement,
  { issuer }: Opening,
  module: Module,
): Edits {
  const onPart = withPart(statement, value, narrowedPart(issuer, module));
  if (onPart || text.includes(hole)) return onPart;
  return replaceValue(statement, condition.values, value, [stop(narrowed(text, claim, issuer, module))]);
}

/** Writes the branch into a text that takes its repository from elsewhere, which stays. */
function withPart({ policy }: Statement, { at, origin = at }: Value, ending: string | undefined): Edits {
  if (origin.uri !== policy.at.uri || ending === undefined) return undefined;
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

function asked(statement: Statement, { issuer, url, provider }: Opening, module: Module): Edits {
  const key = keyOf(statement, provider, url, issuer.asks);
  const named = narrowed("", issuer.asks, issuer, module);
  const operator = /[*?]/.test(named) ? "StringLike" : "StringEquals";
  return key === undefined ? undefined : addCondition(statement, { operator, key, values: [stop(named)] });
}

/** The key of a claim, by where the provider comes from that a document is handed, else by its URL. */
export function keyOf(
  { policy }: Statement,
  provider: Value,
  url: string | undefined,
  claim: string,
): Text | undefined {
  const isCode = policy.notation === "document" && provider.at.uri === policy.at.uri;
  const written = isCode ? policy.text.slice(provider.at.start, provider.at.end) : "";
  if (/^(?:var|local)\.[\w.-]+$/.test(written) && told(provider).includes(":oidc-provider/"))
    return concat(expression(`split("oidc-provider/", ${written})[1]`), `:${claim}`);
  if (url !== undefined) return `${url}:${claim}`;
  const [, address] = /^((?:data\.)?aws_iam_openid_connect_provider\.[\w-]+(?:\[[^\]]*\])?)\.arn$/.exec(written) ?? [];
  return address === undefined ? undefined : concat(expression(`replace(${address}.url, "https://", "")`), `:${claim}`);
}
