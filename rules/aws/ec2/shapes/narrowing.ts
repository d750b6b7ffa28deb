import type { Module } from "../../../../language/model/module.ts";
import type { Value } from "../../../../language/model/value.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import { plain } from "../../../kit/checks.ts";
import {
  addBlock,
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
import { isBlockExplained } from "../../../kit/explained.ts";
import { networkOf } from "../../../kit/offered.ts";
import type { Fix, Impact } from "../../../kit/rule.ts";
import { sourceText } from "../../../kit/source-text.ts";
import { inside, privateWithin, saysInside } from "./address.ts";
import { type Exposure, exposures, isKnowingly, isWithinNetwork } from "./exposure.ts";
import { type Management, management, owner } from "./management.ts";
import { application, isForWeb, portsOfPeers } from "./peers.ts";
import { type Ports, portText } from "./ports.ts";
import { narrowed, withoutInternet, withoutIpv6 } from "./ranges.ts";
import { openEnds, type Traffic, traffic } from "./traffic.ts";

/** Fixes for what only administrators need: their security group where there is one, the inside, or no open port at all. */
export function* administratorsOnly(exposure: Exposure): Iterable<Fix> {
  const isForNetwork = privateWithin(exposure.end.cidr) !== undefined;
  const group = isShared(exposure) || isForNetwork ? undefined : management(exposure.traffic);
  const isThere = group?.edits.length === 0;
  if (group && isThere) yield groupOnly(exposure, group);
  yield* insideOnly(exposure);
  // nobody is in it yet
  if (group && !isThere) yield groupOnly(exposure, group);
  yield* closed(exposure);
}

/** Fixes for a database: the application's security group where it is plain which that is, else as for administrators. */
export function* clientsOnly(exposure: Exposure): Iterable<Fix> {
  const client = isShared(exposure) ? undefined : application(exposure.traffic);
  if (client) yield groupOnly(exposure, { address: client.localAddress, edits: [] });
  yield* administratorsOnly(exposure);
}

/** Lets in the group from which administrators come in place of the internet; other ranges stay. */
const groupOnly = ({ traffic: rule, what }: Exposure, { address, edits }: Management): Fix => ({
  title: `Admit only ${edits.length > 0 ? "a new security group " : ""}\`${address}\``,
  impact: impactOf(rule),
  edits: [...admit(rule, `${address}.id`), ...edits, ...described(rule, `${what} from named sources only`)],
});

/** A description that speaks of everybody is untrue once a rule is narrowed. */
function described({ section }: Traffic, text: string): readonly Edit[] {
  const written = plain(section.get("description"));
  return typeof written === "string" && ofEverybody.test(written)
    ? [put(section, "description", text.replaceAll("–", "-"))]
    : [];
}

const ofEverybody =
  /\b(?:all|any(?:one|body|where)?|every(?:one|body|where)?|internet|open|public(?:ly)?|world)\b|0\.0\.0\.0/i;

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
  const ipv6 = shared ? [] : withoutIpv6(rule, end);
  if (ipv6.length > 0) return yield { title: `${verb(rule)} nobody over IPv6`, impact: impactOf(rule), edits: ipv6 };
  // who is meant to come from outside has to be named
  const network = isKnowingly(exposure) ? undefined : networkOf(rule.resource);
  const { edits, range } = narrowed(rule, end, network, shared);
  const title = `${verb(rule)} only ${rule.direction === "egress" ? "to " : ""}${range}`;
  const named = shared ? [] : described(rule, `${exposure.what} ${ends(rule)}`);
  yield { title, impact: impactOf(rule), edits: [...edits, ...named] };
}

/** Fixes for what may be a website's: HTTPS where it is called so, else the inside. */
export function* webOnly(exposure: Exposure): Iterable<Fix> {
  const isWeb = isForWeb(owner(exposure.traffic.resource)) && !isWithinNetwork(exposure);
  if (isWeb) yield* httpsOnly(exposure);
  // who shuts out viewers is no cure for the way that they take
  if (isWeb && exposure.kind === "http") return;
  const inside = [...insideOnly(exposure)];
  yield* inside;
  // what is no website's is not made one because nothing better can be written
  if (!isWeb && inside.some(({ edits }) => edits.length > 0)) yield* httpsOnly(exposure);
}

const ends = ({ direction }: Traffic): string =>
  direction === "ingress" ? "from named sources only" : "to named targets only";

/** Lets HTTPS through, what other groups of the module admit this one for, and nothing else. */
export function* httpsOnly(exposure: Exposure): Iterable<Fix> {
  if (isShared(exposure)) return;
  const { traffic: rule } = exposure;
  if (isHttpsBeside(rule)) {
    if (isBlockExplained(rule.section)) return;
    const title = `Remove the rule: HTTPS is ${rule.direction === "ingress" ? "admitted" : "let out"} beside it`;
    return yield { title, impact: "disruption", edits: [removeBlock(rule.section)] };
  }
  const peers = rule.direction === "egress" && rule.section.block ? portsOfPeers(rule) : [];
  const ports = ["443/tcp", ...peers.map((each) => `${portText(each)}/${each.protocol}`)];
  yield {
    title: `${verb(rule)} only HTTPS${peers.length > 0 ? " and what its peers listen on" : ""} (${ports.join(", ")})`,
    impact: impactOf(rule),
    edits: [
      ...putAll(rule.section, { from_port: 443, to_port: 443, [rule.notation.protocol]: "tcp" }),
      ...described(rule, "HTTPS"),
      ...peers.map((each) => towards(exposure, each)),
    ],
  };
}

/** Whether the same group says of HTTPS what this rule would come to: twice is refused by AWS. */
function isHttpsBeside({ direction, resource, section }: Traffic): boolean {
  const group = owner(resource);
  return traffic[direction](section.module).some(
    (other) =>
      other.section !== section &&
      group !== undefined &&
      owner(other.resource) === group &&
      other.ports?.from === 443 &&
      other.ports.to === 443 &&
      !openEnds(other)[Symbol.iterator]().next().done,
  );
}

/** The same rule for the ports of a peer, as far as the network reaches. */
function towards({ traffic: rule, end: { attribute, cidr } }: Exposure, { protocol, from, to }: Ports): Edit {
  const { section, resource, notation } = rule;
  const network = saysInside(cidr) ? undefined : networkOf(resource);
  const range = network ?? expression(sourceText(section, attribute) ?? "null");
  const group = sourceText(section, "security_group_id");
  const body = {
    ...(notation.kind === "rule" && { type: "egress" }),
    ...(group !== undefined && { security_group_id: expression(group) }),
    from_port: from,
    to_port: to,
    [notation.protocol]: protocol,
    description: `What peers listen on (${portText({ protocol, from, to }).replaceAll("–", "-")}/${protocol})`,
    [attribute]: network && notation.kind !== "split" ? [network] : range,
  };
  return notation.kind === "inline" ? addBlock(resource, "egress", body) : append(resource, resource.type, body);
}

function* closed(exposure: Exposure): Iterable<Fix> {
  if (isShared(exposure) || isBlockExplained(exposure.traffic.section)) return;
  const title = `Remove the rule${exposure.kind === "database" ? "" : ": Session Manager needs no open port"}`;
  yield { title, impact: "disruption", edits: [removeBlock(exposure.traffic.section)] };
}

/** Whether a caller has handed in a value. */
const isGiven = (module: Module, { origin }: Value): boolean =>
  module.call !== undefined && origin !== undefined && !module.files.some(({ uri }) => uri === origin.uri);

const verb = ({ direction }: Traffic): string => (direction === "ingress" ? "Admit" : "Let out");

/** A rule that is a resource is recreated when what it lets through changes. */
const impactOf = ({ notation }: Traffic): Impact => (notation.kind === "inline" ? "disruption" : "replacement");

/** Whether the same code also makes rules that are not at fault in this way: for other callers, or by `count`, `for_each`, `dynamic`. */
function isShared({ traffic: rule, kind, end }: Exposure): boolean {
  if (isGiven(rule.section.module, end.value)) return true;
  for (const other of traffic[rule.direction](rule.section.module)) {
    const isTwin = other.section.block !== undefined && other.section.block === rule.section.block;
    if (isTwin && [...exposures(other, kind)].length === 0) return true;
  }
  return false;
}
