import type { Module } from "../../../language/model/module.ts";
import { fact, memo } from "../../../language/query/engine.ts";
import { type Issuer, type TokenScope, tokenScopes } from "./issuers.ts";

/** A claim's form, taken apart. */
type Form = readonly Field[];

interface Field {
  /** What stands between it and the one before. */
  readonly before: string;
  /** What it tells apart, if anything. */
  readonly tells: TokenScope | "id" | undefined;
  readonly sample: string;
}

/** A field, with what a pattern says of it. */
interface ReadField extends Field {
  readonly text: string;
}

/** Stands for a piece of a value that is not known. */
export const hole = "\u2026";

const wildcard = /[*?]/;

/** Whom a pattern for a claim names; undefined where that is not known. */
export function namedBy(pattern: string, claim: string, issuer: Issuer): ReadonlySet<TokenScope> | undefined {
  const forms = claimsOf(issuer).get(claim);
  if (forms === undefined) return undefined;
  if (forms === "opaque") return new Set(wildcard.test(pattern.charAt(0)) ? [] : tokenScopes);
  // what is empty is filled in elsewhere
  if (claim === "sub" && /[:/][:/]/.test(pattern)) return undefined;
  const unread = forms.length === 0 || issuer.isFree ? new Set<TokenScope>() : undefined;
  if (claim === "sub" && !wildcard.test(pattern))
    return forms.some((form) => pattern.startsWith(startOf(form))) ? new Set(tokenScopes) : unread;
  const fields = read(pattern, forms);
  if (!fields) return forms.some((form) => mayBegin(pattern, startOf(form))) ? new Set() : unread;
  return new Set(
    fields
      .filter(({ text }) => isOne(text))
      .flatMap(({ tells }): readonly TokenScope[] => (tells === "id" ? ["customer", "project"] : tells ? [tells] : [])),
  );
}

/** What a pattern says of what its form tells apart. */
export function fieldsIn(
  pattern: string,
  claim: string,
  issuer: Issuer,
): Partial<Readonly<Record<TokenScope, string>>> {
  const fields = read(pattern, formsOf(issuer, claim)) ?? [];
  return Object.fromEntries(
    fields.flatMap(({ tells, text }) => (tells ? [[tells === "id" ? "project" : tells, text] as const] : [])),
  );
}

/** A value of a claim to overtype, which keeps what a pattern names. */
export function narrowed(pattern: string, claim: string, issuer: Issuer, module: Module): string {
  const forms = formsOf(issuer, claim);
  const [first] = forms;
  if (!first) return "my-org";
  const fields = read(pattern, forms) ?? first.map((field) => ({ ...field, text: "*" }));
  return fields
    .map((field) => {
      const { before, tells, text } = field;
      const sample = sampleOf(field, issuer, module);
      return before + (isOne(text) && text !== "" ? text : tells === "customer" ? begun(text, sample) : sample);
    })
    .join("");
}

/** The part of a subject to overtype. */
export function narrowedPart(issuer: Issuer, module: Module): string | undefined {
  const field = formsOf(issuer, "sub")[0]?.find(({ tells }) => tells === "part");
  return field && sampleOf(field, issuer, module);
}

const sampleOf = ({ tells, sample }: Field, { environment }: Issuer, { root }: Module): string =>
  tells === "part" && environment !== undefined && hasEnvironments(root) ? environment : sample;

/** Whether the code has subjects of environments. */
const hasEnvironments = memo((root: Module): boolean =>
  root.tree().some(({ files }) => files.some(({ text }) => /:environment:[\w$]/.test(text))),
);

/** A sample that begins as a pattern does. */
function begun(pattern: string, sample: string): string {
  const [start = ""] = pattern.split(wildcard, 1);
  if (!/^[\w.-]+$/.test(start)) return sample;
  return /\w$/.test(start) ? start : start + sample.replace(/^my-/, "");
}

/** The pattern for one customer alone, where a pattern takes in all whose names begin as his does. */
export function ofOneCustomer(
  pattern: string,
  claim: string,
  issuer: Issuer,
): { readonly customer: string; readonly pattern: string } | undefined {
  for (const [first, second] of formsOf(issuer, claim)) {
    if (first?.tells !== "customer" || second === undefined || !pattern.startsWith(first.before)) continue;
    const [, customer, rest = ":*"] = /^([\w.-]*\w)\*(:.*)?$/.exec(pattern.slice(first.before.length)) ?? [];
    if (customer !== undefined) return { customer, pattern: `${first.before}${customer}${second.before}*${rest}` };
  }
  return undefined;
}

/** Whether a text names one: what stands behind `@` is the number of what stands before it. */
const isOne = (text: string): boolean => !wildcard.test(text.split("@", 1)[0] ?? "");

/** Whether a pattern comes to a wildcard before it differs from how a form begins. */
const mayBegin = (pattern: string, start: string): boolean => start.startsWith(pattern.split(wildcard, 1)[0] ?? "");

const startOf = ([first]: Form): string => first?.before ?? "";

/** Reads a pattern by the first form that it fits. */
function read(pattern: string, forms: readonly Form[]): readonly ReadField[] | undefined {
  for (const form of forms) {
    const [start = "", ...separators] = form.map(({ before }) => before);
    const texts = pattern.startsWith(start) ? split(pattern.slice(start.length), separators) : undefined;
    if (texts) return form.map((field, index) => ({ ...field, text: texts[index] ?? "" }));
  }
  return undefined;
}

/** A text in parts; a wildcard takes in all up to the first separator that comes, or up to the end. */
function split(text: string, separators: readonly string[]): readonly string[] | undefined {
  const [next, ...others] = separators;
  if (next === undefined) return [text];
  const places = separators.map((separator) => text.indexOf(separator));
  const to = Math.min(...places.filter((place) => place >= 0));
  if (to === Number.POSITIVE_INFINITY) {
    if (!wildcard.test(text)) return undefined;
    const cut = text.indexOf(next.charAt(0));
    const own = cut >= 0 && mayBegin(text.slice(cut), next) ? text.slice(0, cut) : text;
    return [own, "*", ...others.map(() => "*")];
  }
  const passed = places.indexOf(to);
  const own = text.slice(0, to);
  if (passed > 0 && !wildcard.test(own)) return undefined;
  const rest = split(text.slice(to + (separators[passed] ?? "").length), separators.slice(passed + 1));
  return rest && [own, ...separators.slice(0, passed).map(() => "*"), ...rest];
}

/** The forms of a claim; none where it is not known how it says whose it is. */
function formsOf(issuer: Issuer, claim: string): readonly Form[] {
  const forms = claimsOf(issuer).get(claim);
  return forms === undefined || forms === "opaque" ? [] : forms;
}

const claimsOf = fact(
  ({ claims }: Issuer): ReadonlyMap<string, readonly Form[] | "opaque"> =>
    new Map(Object.entries(claims).map(([claim, forms]) => [claim, forms === "opaque" ? forms : forms.map(formOf)])),
);

function formOf(written: string): Form {
  const fields: Field[] = [];
  let at = 0;
  for (const { index, 0: whole, 1: tells = "", 2: sample = "" } of written.matchAll(
    /\{(\w*):((?:[^{}]|\{[^}]*\})*)\}/g,
  )) {
    fields.push({
      before: written.slice(at, index),
      tells: tells === "" ? undefined : (tells as Field["tells"]),
      sample,
    });
    at = index + whole.length;
  }
  return fields;
}
