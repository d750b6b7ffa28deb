import type { Edit } from "../../../../language/syntax/text.ts";
import {
  addItem,
  append,
  expression,
  put,
  putAll,
  remove,
  removeBlock,
  type SourceBody,
  substitute,
} from "../../../kit/edits.ts";
import type { Fix, Impact } from "../../../kit/rule.ts";
import { sourceText } from "../../../kit/source-text.ts";
import { inside } from "./address.ts";
import { type Exposure, exposures } from "./exposure.ts";
import { management } from "./management.ts";
import { narrowed, withoutInternet } from "./ranges.ts";
import { type Traffic, traffic } from "./traffic.ts";

/** Fixes for what only administrators need: their security group, the inside, or no open port at all. */
export function* administratorsOnly(exposure: Exposure): Iterable<Fix> {
  yield* groupOnly(exposure);
  yield* insideOnly(exposure);
  yield* closed(exposure);
}

/** Lets in the group from which administrators come in place of the internet; other ranges stay. */
function* groupOnly(exposure: Exposure): Iterable<Fix> {
  const group = isShared(exposure) ? undefined : management(exposure.traffic);
  if (!group) return;
  const title = `Admit only ${group.edits.length > 0 ? "a new security group " : ""}\`${group.address}\``;
  const edits = [...admit(exposure.traffic, `${group.address}.id`), ...group.edits];
  yield { title, impact: impactOf(exposure.traffic), edits };
}

function admit(ingress: Traffic, group: string): readonly Edit[] {
  const { section, notation } = ingress;
  const { edits, emptied } = withoutInternet(ingress);
  const value = expression(group);
  const source = notation.kind === "inline" ? [value] : value;
  const [first, ...others] = emptied;
  // In an object that stands for a block every attribute has to be there.
  if (section.block === undefined) {
    const lists = Object.fromEntries(emptied.map((attribute) => [attribute, []]));
    return [...edits, ...putAll(section, lists), addItem(section, notation.group, value)];
  }
  if (notation.kind !== "inline" && hasOtherSource(ingress, emptied))
    return [...edits, ...emptied.flatMap((attribute) => remove(section, attribute)), ruleBeside(ingress, source)];
  if (first !== undefined && !section.attribute(notation.group))
    return [...edits, ...substitute(section, first, notation.group, source), ...removed(ingress, others)];
  const added =
    notation.kind === "inline" ? addItem(section, notation.group, value) : put(section, notation.group, value);
  return [...edits, ...removed(ingress, emptied), added];
}

const removed = ({ section }: Traffic, attributes: readonly string[]): readonly Edit[] =>
  attributes.flatMap((attribute) => remove(section, attribute));

/** A rule that is a resource has one kind of source only. */
const hasOtherSource = ({ section, notation }: Traffic, emptied: readonly string[]): boolean =>
  [...notation.ranges, notation.prefixLists, "self"].some(
    (name) => !emptied.includes(name) && section.get(name).state !== "absent",
  );

/** The same rule once more, for a security group. */
function ruleBeside({ section, resource, notation }: Traffic, source: SourceBody[string]): Edit {
  const left = [...notation.ranges, notation.prefixLists, "self", "count", "for_each", "provider"];
  const body: [string, SourceBody[string]][] = [];
  for (const [name] of section.values()) {
    const written = left.includes(name) ? undefined : sourceText(section, name);
    if (written !== undefined) body.push([name, expression(written)]);
  }
  return append(resource, resource.type, { ...Object.fromEntries(body), [notation.group]: source });
}

/** Lets in private addresses in place of the internet. */
export function* insideOnly(exposure: Exposure): Iterable<Fix> {
  const { traffic: rule, end } = exposure;
  if (end.entry) {
    const range = inside(end.cidr);
    const title = `Narrow the prefix list's entry to ${range}`;
    return yield { title, impact: "disruption", edits: [put(end.entry, "cidr", range)] };
  }
  const shared = isShared(exposure);
  if (shared && end.value.origin === undefined) return;
  const { edits, range } = narrowed(rule, end, shared);
  const title = `${verb(rule)} only ${rule.direction === "egress" ? "to " : ""}${range}`;
  yield { title, impact: impactOf(rule), edits };
}

/** Lets HTTPS through, and nothing else. */
export function* httpsOnly(exposure: Exposure): Iterable<Fix> {
  if (isShared(exposure)) return;
  const { traffic: rule } = exposure;
  const edits = putAll(rule.section, { from_port: 443, to_port: 443, [rule.notation.protocol]: "tcp" });
  yield { title: `${verb(rule)} only HTTPS (443/tcp)`, impact: impactOf(rule), edits };
}

function* closed(exposure: Exposure): Iterable<Fix> {
  if (isShared(exposure)) return;
  const title = `Remove the rule${exposure.kind === "database" ? "" : ": Session Manager needs no open port"}`;
  yield { title, impact: "disruption", edits: [removeBlock(exposure.traffic.section)] };
}

const verb = ({ direction }: Traffic): string => (direction === "ingress" ? "Admit" : "Let out");

/** A rule that is a resource is recreated when what it lets through changes. */
const impactOf = ({ notation }: Traffic): Impact => (notation.kind === "inline" ? "disruption" : "replacement");

/** Whether the same code also makes rules that are not at fault in this way (`count`, `for_each`, `dynamic`). */
function isShared({ traffic: rule, kind }: Exposure): boolean {
  for (const other of traffic[rule.direction](rule.section.module)) {
    const isTwin = other.section.block !== undefined && other.section.block === rule.section.block;
    if (isTwin && [...exposures(other, kind)].length === 0) return true;
  }
  return false;
}
