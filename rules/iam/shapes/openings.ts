import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { takesIn } from "../../../language/policy/match.ts";
import { type Condition, denies, type Statement, textOf, textWith } from "../../../language/policy/policy.ts";
import { fieldsIn, hole, namedBy } from "./claims.ts";
import { type Issuer, issuers, type TokenScope, tokenScopes } from "./issuers.ts";
import { identifiers } from "./principals.ts";
import { isNegated, operator, takesWildcards } from "./validation/operators.ts";

/** What a statement leaves open of an issuer: whoever bears such a token of his can assume the role. */
export interface Opening {
  readonly issuer: Issuer;
  readonly provider: Value;
  /** What conditions name it by; undefined where that is not known. */
  readonly url: string | undefined;
  /** The widest that no condition tells apart. */
  readonly level: TokenScope;
  /** The values that leave it open; none where nothing asks for it. */
  readonly by: readonly ClaimValue[];
  /** A condition that would tell it apart, and that holds of a token without the claim. */
  readonly lenient: Condition | undefined;
  /** Nothing but what whoever proposes a change may do is left open. */
  readonly isProposed: boolean;
}

/** A value that a claim is compared with; its text has holes. */
export interface ClaimValue {
  readonly claim: string;
  readonly condition: Condition;
  readonly value: Value;
  readonly text: string;
}

/** What a statement of a role's trust leaves open of each issuer that is known. */
export function* openings(statement: Statement, module: Module): Iterable<Opening> {
  const { actions, conditions, open, policy } = statement;
  if (open || conditions?.open || policy.open || policy.effective.some(keepsOut)) return;
  if (actions && !actions.values.some((value) => takesIn(value, "sts:AssumeRoleWithWebIdentity") !== false)) return;
  for (const provider of identifiers(statement, "Federated")) {
    const found = issuerOf(provider, statement, module);
    const opening = found && openingOf(found, provider, conditions?.values ?? []);
    // a provider that conditions alone speak of may be another
    if (opening && (opening.by.length > 0 || isSeen(provider, module))) yield opening;
  }
}

/** Whether a statement denies the role to all but some. */
const keepsOut = (statement: Statement): boolean =>
  denies(statement) &&
  (statement.conditions?.values.some(({ operator }) => /Not/.test(textOf(operator) ?? "")) ?? false);

interface FoundIssuer {
  readonly issuer: Issuer;
  readonly url: string | undefined;
}

/** The issuer that a principal names, or else that conditions speak of. */
export function issuerOf(provider: Value, { conditions }: Statement, module: Module): FoundIssuer | undefined {
  const asked = conditions?.values ?? [];
  const urls = [urlOf(provider, module), ...asked.map(({ key }) => claimOf(key)?.url)];
  for (const url of urls) {
    const issuer = issuers.find((each) => url !== undefined && each.url.test(url));
    if (issuer) return { issuer, url: url?.includes(hole) ? undefined : url };
    if (url !== undefined && !url.includes(hole)) return undefined;
  }
  const isOfPods = asked.some(({ values }) => values.values.some((value) => told(value).startsWith(serviceAccounts)));
  return isOfPods || isOfCluster(provider, module) ? { issuer: cluster, url: undefined } : undefined;
}

const serviceAccounts = "system:serviceaccount:";

const cluster = issuers.find(({ url }) => url.test("oidc.eks.eu-west-1.amazonaws.com/id/0")) as Issuer;

/** The URL of a principal, with holes; undefined where nothing of it is known. */
function urlOf(provider: Value, module: Module): string | undefined {
  const [, own] = /(?:^|:oidc-provider\/)([\w.-]+\.[^:]*)$/.exec(told(provider)) ?? [];
  const set = providerMeant(provider, module)?.get("url");
  return (
    own ??
    (set &&
      told(set)
        .replace(/^https?:\/\//, "")
        .replace(/\/$/, ""))
  );
}

/** The resource, or data source, that sets the provider up. */
const providerMeant = (provider: Value, module: Module) =>
  provider.refs
    ?.filter(({ type }) => type === "aws_iam_openid_connect_provider")
    .flatMap((reference) => module.root.find(reference) ?? [])[0];

const isSeen = (provider: Value, module: Module): boolean =>
  urlOf(provider, module) !== undefined || isOfCluster(provider, module);

const isOfCluster = (provider: Value, module: Module): boolean =>
  [provider, providerMeant(provider, module)?.get("url")].some((value) =>
    value?.refs?.some(({ type }) => /^(?:aws_eks_cluster|eks)$/.test(type)),
  );

/** The issuer and the claim that a condition's key is of: `gitlab.com:sub`. */
function claimOf(key: Value): { readonly url: string; readonly claim: string } | undefined {
  const [, url, claim] = /^(?:https:\/\/)?(.*):([^:]*)$/.exec(told(key).toLowerCase()) ?? [];
  return url === undefined || claim === undefined ? undefined : { url, claim };
}

/** A value as a text with holes. */
export const told = (value: Value): string => textWith(value, hole);

/** Keys that tell no bearers of tokens apart. */
const common =
  /^(?:aws:(?:currenttime|epochtime|securetransport|requestedregion|useragent|referer|federatedprovider)|sts:(?:rolesessionname|durationseconds|sourceidentity))$/;

function openingOf(
  { issuer, url }: FoundIssuer,
  provider: Value,
  conditions: readonly Condition[],
): Opening | undefined {
  const named = new Set<TokenScope>(issuer.isShared ? [] : ["customer"]);
  // without those that are asked for only where they are there
  const surely = new Set(named);
  const asked: (ClaimValue & { readonly names: ReadonlySet<TokenScope> })[] = [];
  let lenient: Condition | undefined;
  for (const condition of conditions) {
    const test = operator(textOf(condition.operator) ?? "");
    const key = claimOf(condition.key);
    if (!test || !key) return undefined;
    if (common.test(`${key.url}:${key.claim}`)) continue;
    const isOwn =
      key.url.includes(hole) || (url === undefined ? issuer.url.test(key.url) : key.url === url.toLowerCase());
    // who meets it is somebody in particular, or nobody
    if (!isOwn || condition.values.open) return undefined;
    const isLenient = test.qualifier === "ForAllValues";
    // it holds of a claim that no token has
    const isVoid = isLenient && !Object.hasOwn(issuer.claims, key.claim);
    if (isNegated(test) || test.base === "Null" || isVoid) continue;
    const all = condition.values.values.map((value) => {
      const text = told(value);
      const names = namedBy(takesWildcards(test) ? text : text.replaceAll(/[*?]/g, "_"), key.claim, issuer);
      return names && text !== hole ? { claim: key.claim, condition, value, text, names } : undefined;
    });
    const known = all.flatMap((one) => one ?? []);
    if (known.length < all.length) return undefined;
    if (isLenient && known.some(({ names }) => names.size > 0)) lenient ??= condition;
    asked.push(...known);
    for (const level of tokenScopes)
      if (known.every(({ names }) => names.has(level))) {
        named.add(level);
        if (!isLenient) surely.add(level);
      }
  }
  const widest = (by: ReadonlySet<TokenScope>) =>
    tokenScopes.find((each) => issuer.words[each] !== undefined && !by.has(each));
  // tokens have the claims that tell them apart: that one without would do is the least of it
  const isByLack = widest(named) === undefined && widest(surely) !== undefined;
  const level = widest(isByLack ? surely : named);
  const about = { issuer, provider, url, lenient: isByLack ? lenient : undefined };
  if (level === undefined) {
    const by = asked.filter(({ text, claim }) => isProposal(text, claim, issuer));
    return by.length > 0 ? { ...about, level: "part", by, isProposed: true } : undefined;
  }
  if (about.lenient)
    return {
      ...about,
      level,
      by: asked.filter(({ condition }) => condition === lenient).slice(0, 1),
      isProposed: false,
    };
  const left = asked.filter(({ names }) => !names.has(level));
  const subjects = left.filter(({ claim }) => claim === "sub");
  const others = left.filter(({ names }) => names.size > 0);
  return { ...about, level, by: subjects.length > 0 ? subjects : others, isProposed: false };
}

const isProposal = (text: string, claim: string, issuer: Issuer): boolean =>
  issuer.proposed !== undefined && fieldsIn(text, claim, issuer).part === issuer.proposed;

/** Who gets in by what is left open, as in "Any project of GitLab.com". */
export function bearers({ issuer, level, lenient }: Opening, by: ClaimValue | undefined): string {
  const { name, words, inside, parts = [] } = issuer;
  if (lenient) return `A token of ${name} that lacks \`${claimOf(lenient.key)?.claim}\``;
  const of = words.project ?? words.customer;
  if (!by) return `Any ${of} of ${name}`;
  const { customer, project = "*", part = "*" } = fieldsIn(by.text, by.claim, issuer);
  const isAll = (text: string): boolean => /^[*?]*$/.test(text);
  const owner = customer === undefined ? name : shown(customer, `its ${words.customer}`);
  const whole = [customer, project].flatMap((text) => text ?? []).join("/");
  switch (level) {
    case "customer":
      return isAll(by.text) ? `Any ${of} of ${name}` : `Any ${of} that fits \`${by.text}\``;
    case "project":
      if (customer === undefined && !isAll(part)) return `Any ${of} that fits \`${by.text}\``;
      return isAll(project) ? `Any ${of} of ${owner}` : `Any ${of} that fits \`${whole}\``;
    case "part": {
      const word = parts.find(([pattern]) => pattern.test(part))?.[1] ?? (isAll(part) ? words.part : undefined);
      return word === undefined
        ? `Whatever fits \`${by.text}\``
        : `Any ${word} of ${shown(whole, `its ${inside ?? words.project}`)}`;
    }
  }
}

/** A name, or what stands for one of which not all is known. */
const shown = (name: string, otherwise: string): string => (name.includes(hole) ? otherwise : `\`${name}\``);
