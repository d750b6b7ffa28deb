import type { Section } from "../../../../language/model/section.ts";
import type { Value } from "../../../../language/model/value.ts";
import { grouped } from "../../../../language/multimap.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import type { Verbatim } from "../../../../language/write/source.ts";
import { items, plain } from "../../../kit/checks.ts";
import { put, remove, removeItem, replace, stop, substitute } from "../../../kit/edits.ts";
import { inside, isIpv6, privateWithin, saysInside } from "./address.ts";
import { type OpenEnd, openEnds, type Traffic } from "./traffic.ts";

/** What takes the internet out of the ranges of a rule that keep others, and the attributes that would keep none. */
export interface Remainder {
  readonly edits: readonly Edit[];
  readonly emptied: readonly string[];
}

export function withoutInternet(rule: Traffic): Remainder {
  const { section } = rule;
  const edits: Edit[] = [];
  const emptied: string[] = [];
  for (const [attribute, ends] of byAttribute(rule)) {
    const value = section.get(attribute);
    const others = items(value).filter((item) => !isOpen(item, ends));
    if (others.length === 0 && !(value.state === "list" && value.open)) emptied.push(attribute);
    else if (ends.every(({ value: item }) => isWrittenIn(item, value)))
      edits.push(...ends.map(({ value: item }) => removeItem(section, item)));
    else edits.push(...rewritten(section, attribute, others));
  }
  return { edits, emptied };
}

/**
 * What takes the internet over IPv6 out of a rule that lets it in over IPv4 as well: which networks are meant is said there.
 * Nothing where other ranges would stay, or where they come from elsewhere.
 */
export function withoutIpv6(rule: Traffic, { attribute, cidr, value }: OpenEnd): readonly Edit[] {
  const { section } = rule;
  const isBeside = [...openEnds(rule)].some((other) => other.attribute !== attribute && !isIpv6(other.cidr));
  if (!isIpv6(cidr) || !isBeside || value.origin || !withoutInternet(rule).emptied.includes(attribute)) return [];
  return section.block ? remove(section, attribute) : [put(section, attribute, [])];
}

/**
 * What puts the addresses of the network, where it is known and is meant, or a private range, where the internet stands beside `end`;
 * `atOrigin` where the code here serves others too.
 */
export function narrowed(
  rule: Traffic,
  { attribute, cidr, value: open }: OpenEnd,
  known: Verbatim | undefined,
  atOrigin: boolean,
): { readonly edits: readonly Edit[]; readonly range: string } {
  const { section } = rule;
  const moves = atOrigin || (open.origin !== undefined && isUsedOnce(section, attribute, open));
  const network = moves || saysInside(cidr) ? undefined : known;
  const range = network ?? inside(cidr);
  return {
    edits: narrowedTo(rule, { attribute, cidr, value: open }, atOrigin, range),
    range: network ? `\`${network.text}\`` : inside(cidr),
  };
}

function narrowedTo(
  { section, ...rule }: Traffic,
  { attribute, cidr, value: open }: OpenEnd,
  atOrigin: boolean,
  range: string | Verbatim,
): readonly Edit[] {
  const value = section.get(attribute);
  const written = typeof range === "string" ? stop(range) : range;
  const all = byAttribute({ section, ...rule }).get(attribute) ?? [];
  const ends = all.filter((end) => privateWithin(end.cidr) === privateWithin(cidr));
  const moves = atOrigin || isUsedOnce(section, attribute, open);
  if (open.origin && !moves && !isWrittenIn(open, value))
    return rewritten(section, attribute, items(value), (item) => (isOpen(item, ends) ? range : undefined));
  if (
    saysOpen(section, attribute) &&
    ends.length === items(value).length &&
    ends.every(({ value: item }) => !item.origin)
  )
    return substitute(section, attribute, attribute, value.state === "list" ? [written] : written);
  // the default of what serves others too would take from them what is not at fault
  if (open.origin && !moves && typeof range === "string") return [];
  const isThere = items(value).some((item) => plain(item) === range);
  return ends.map(({ value: item }, index) =>
    index === 0 && !isThere
      ? replace(section, (moves ? item.origin : undefined) ?? item.at, written)
      : removeItem(section, item),
  );
}

/** Whether the comment behind a setting speaks of the fault: cured, it would be untrue. */
function saysOpen(section: Section, name: string): boolean {
  const value = section.attribute(name)?.value;
  if (!value) return false;
  const [behind = ""] = section.fileOf(value).text.slice(section.place(value).end).split("\n", 1);
  return /^[ \t]*(?:#|\/\/).*(?:open|world|internet|any|every|public|0\.0\.0\.0)/i.test(behind);
}

const isOpen = (item: Value, ends: readonly OpenEnd[]): boolean => ends.some(({ value }) => value === item);

/** Whether an item has a place of its own in the list, or is the value itself and written here. */
const isWrittenIn = (item: Value, value: Value): boolean =>
  item === value ? value.origin === undefined : item.at.start !== value.at.start;

/** Writes a list anew where it is used; nothing where an item cannot be known. */
function rewritten(
  section: Section,
  attribute: string,
  all: readonly Value[],
  change: (item: Value) => string | Verbatim | undefined = () => undefined,
): readonly Edit[] {
  const written = all.map((item) => change(item) ?? plain(item));
  const known = written.filter((item) => item !== undefined);
  if (known.length < written.length) return [];
  const isList = section.get(attribute).state === "list";
  return [put(section, attribute, isList ? [...new Set(known)] : (known[0] ?? null))];
}

const byAttribute = (rule: Traffic): ReadonlyMap<string, readonly OpenEnd[]> =>
  grouped(openEnds(rule), ({ attribute }) => attribute);

/** Whether the variable or local that a value, or the list that it is in, comes from serves nothing else: then it is the one to change. */
function isUsedOnce(section: Section, attribute: string, { refs }: Value): boolean {
  const name = [...(refs ?? []), ...(section.get(attribute).refs ?? [])].find(
    ({ mode }) => mode === "var" || mode === "local",
  );
  if (!name) return false;
  const uses = section.module.files.flatMap(({ text }) =>
    [...text.matchAll(/\b(?:var|local)\.[\w-]+/g)].map(([use]) => use),
  );
  return uses.filter((use) => use === `${name.mode}.${name.name}`).length === 1;
}
