import type { Section } from "../../../language/model/section.ts";
import type { Value } from "../../../language/model/value.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import { items, plain } from "../../kit/checks.ts";
import { code } from "../../kit/code.ts";
import {
  addItem,
  append,
  type Body,
  expression,
  put,
  putAll,
  remove,
  removeBlock,
  removeItem,
  replace,
} from "../../kit/edits.ts";
import type { Fix, Impact } from "../../kit/rule.ts";
import { substitute } from "../../kit/substitute.ts";
import { inside } from "./address.ts";
import { type Exposure, exposures } from "./exposure.ts";
import { type Management, management } from "./management.ts";
import { type OpenEnd, openEnds, type Traffic, traffic } from "./traffic.ts";

/** Cures for what only administrators need: their security group, the inside, or no open port at all. */
export function* administratorsOnly(exposure: Exposure): Iterable<Fix> {
  const group = isShared(exposure) ? undefined : management(exposure.traffic);
  if (group) yield* groupOnly(exposure, group);
  yield* insideOnly(exposure);
  yield* closed(exposure, "Remove the rule: Session Manager needs no open port");
}

/** Lets in one security group in place of the internet; other ranges stay. */
function* groupOnly({ traffic: ingress }: Exposure, { address, edits }: Management): Iterable<Fix> {
  const admitted = admit(ingress, `${address}.id`);
  if (admitted.length === 0) return;
  const title = edits.length > 0 ? `Admit only a new security group \`${address}\`` : `Admit only \`${address}\``;
  yield { title, impact: impactOf(ingress), edits: [...admitted, ...edits] };
}

function admit(ingress: Traffic, group: string): readonly Edit[] {
  const { section, resource, spelling } = ingress;
  const ends = [...openEnds(ingress)];
  const attributes = [...new Set(ends.map(({ attribute }) => attribute))];
  const whole = attributes.filter((attribute) => isWhollyOpen(section, attribute, ends));
  const rest = ends
    .filter(({ attribute }) => !whole.includes(attribute))
    .map(({ value }) => removeItem(section, value));
  const reference = expression(group);
  if (spelling.kind === "inline") {
    if (section.block === undefined) {
      const emptied = Object.fromEntries(whole.map((attribute) => [attribute, []]));
      return [...rest, ...putAll(section, emptied), addItem(section, spelling.group, reference)];
    }
    return [...rest, ...inPlaceOf(section, whole, spelling.group, [reference])];
  }
  const others = [...spelling.ranges, spelling.prefixLists, "self"].filter(
    (name) => !whole.includes(name) && section.get(name).state !== "absent",
  );
  if (others.length === 0) return inPlaceOf(section, whole, spelling.group, reference);
  // A rule of its own has one kind of source only.
  const copied = [...section.values()]
    .map(([name]) => name)
    .filter(
      (name) => ![...spelling.ranges, spelling.prefixLists, "self", "count", "for_each", "provider"].includes(name),
    );
  const body: Body = {
    ...Object.fromEntries(copied.map((name) => [name, expression(code(section, name) ?? "null")])),
    [spelling.group]: reference,
  };
  return [...rest, ...whole.flatMap((attribute) => remove(section, attribute)), append(resource, resource.type, body)];
}

const isWhollyOpen = (section: Section, attribute: string, ends: readonly OpenEnd[]): boolean => {
  const value = section.get(attribute);
  return (
    (value.state !== "list" || !value.open) && items(value).every((item) => ends.some((end) => end.value === item))
  );
};

function inPlaceOf(
  section: Section,
  attributes: readonly string[],
  name: string,
  value: Body[string],
): readonly Edit[] {
  const [first, ...others] = attributes;
  const removed = others.flatMap((attribute) => remove(section, attribute));
  if (first !== undefined && section.attribute(name) === undefined)
    return [...substitute(section, first, name, value), ...removed];
  const gone = first === undefined ? [] : remove(section, first);
  const [item] = Array.isArray(value) ? value : [];
  return [...gone, ...removed, item === undefined ? put(section, name, value) : addItem(section, name, item)];
}

/** Lets in private addresses in place of the internet. */
export function* insideOnly(exposure: Exposure): Iterable<Fix> {
  const { traffic: ingress, end } = exposure;
  const range = inside(end.cidr);
  if (end.entry)
    return yield {
      title: `Narrow the prefix list's entry to ${range}`,
      impact: "disruption",
      edits: [put(end.entry, "cidr", range)],
    };
  if (isShared(exposure) && end.value.origin === undefined) return;
  const { section } = ingress;
  const value = section.get(end.attribute);
  const same = [...openEnds(ingress)].filter(({ attribute }) => attribute === end.attribute);
  const edits = isWrittenElsewhere(value)
    ? [put(section, end.attribute, value.state === "list" ? narrowed(value.items, same, range) : range)]
    : same.map((each, index) =>
        index === 0 ? replace(section, placeOf(section, each), range) : removeItem(section, each.value),
      );
  yield { title: `Admit only ${range}`, impact: impactOf(ingress), edits };
}

const isWrittenElsewhere = (value: Value): boolean =>
  value.origin !== undefined && (value.state !== "list" || value.items.every(({ at }) => at.start === value.at.start));

const narrowed = (all: readonly Value[], open: readonly OpenEnd[], range: string): readonly string[] => [
  ...new Set(
    all.flatMap((item) => (open.some(({ value }) => value === item) ? [range] : [String(plain(item) ?? range)])),
  ),
];

const placeOf = (section: Section, { value }: OpenEnd) =>
  value.origin && isUsedOnce(section, value) ? value.origin : value.at;

/** Whether what a value comes from serves nothing else: then it is the one to change. */
function isUsedOnce(section: Section, { refs }: Value): boolean {
  const name = refs?.find(({ mode }) => mode === "var" || mode === "local");
  if (!name) return false;
  const uses = section.module.files.flatMap(({ text }) =>
    [...text.matchAll(/\b(?:var|local)\.[\w-]+/g)].map(([use]) => use),
  );
  return uses.filter((use) => use === `${name.mode}.${name.name}`).length === 1;
}

/** Lets HTTPS in, and nothing else. */
export function* httpsOnly(exposure: Exposure): Iterable<Fix> {
  if (isShared(exposure)) return;
  const { traffic: allowed } = exposure;
  yield { title: "Admit only HTTPS (443/tcp)", impact: impactOf(allowed), edits: https(allowed) };
}

/** The ports of a rule become 443/tcp. */
export const https = ({ section, spelling }: Traffic): readonly Edit[] =>
  putAll(section, { from_port: 443, to_port: 443, [spelling.protocol]: "tcp" });

export function* closed(exposure: Exposure, title: string): Iterable<Fix> {
  if (!isShared(exposure)) yield { title, impact: "disruption", edits: [removeBlock(exposure.traffic.section)] };
}

/** Recreating a rule that is a resource is what the provider does for most of its attributes. */
export const impactOf = ({ spelling }: Traffic): Impact => (spelling.kind === "inline" ? "disruption" : "replacement");

/** Whether the same text also makes rules that are not at fault in this way (`count`, `for_each`, `dynamic`). */
function isShared({ traffic: ingress, kind }: Exposure): boolean {
  for (const other of traffic(ingress.section.module, ingress.direction)) {
    const isTwin = other.section.block !== undefined && other.section.block === ingress.section.block;
    if (isTwin && other !== ingress && [...exposures(other, kind)].length === 0) return true;
  }
  return false;
}
