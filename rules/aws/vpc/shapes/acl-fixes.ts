import type { Resource } from "../../../../language/model/resource.ts";
import { addBlock, expression, replace, resourceBeside } from "../../../kit/edits.ts";
import { networkOf } from "../../../kit/offered.ts";
import type { Fix, Impact } from "../../../kit/rule.ts";
import { sourceText } from "../../../kit/source-text.ts";
import { inside, saysInside } from "../../ec2/shapes/address.ts";
import type { Listener } from "../../ec2/shapes/ports.ts";
import type { AclEntry, OpenEntry } from "./acl.ts";

/** Lets in private addresses in place of the internet. */
export function* insideOnly({ entry, range, cidr }: OpenEntry): Iterable<Fix> {
  const at = isRepeated(entry.resource) ? range.value.origin : range.value.at;
  if (!at) return;
  const isElsewhere = isRepeated(entry.resource) || range.value.origin !== undefined;
  const network = isElsewhere || saysInside(cidr) ? undefined : networkOf(entry.resource);
  yield {
    title: `Admit only ${network ? `\`${network.text}\`` : inside(cidr)}`,
    impact: impactOf(entry),
    edits: [replace(entry.section, at, network ?? inside(cidr))],
  };
}

/** Adds lines that keep the ports closed and are read before the one that opens them. */
export function* deniedBefore(opening: OpenEntry, listeners: readonly Listener[]): Iterable<Fix> {
  const { entry, range, cidr, list } = opening;
  const { resource, section } = entry;
  const denied = runs(listeners.map(({ port }) => port));
  const free = freeNumbers(entry.number ?? 0, list)
    .slice(0, denied.length)
    .reverse();
  if (free.length < denied.length || section.block === undefined || isRepeated(resource)) return;
  const edits = denied.map(([from, to], index) => {
    const number = free[index] ?? 1;
    const what = { protocol: "tcp", from_port: from, to_port: to, [range.attribute]: cidr };
    if (section !== resource) return addBlock(resource, "ingress", { rule_no: number, action: "deny", ...what });
    const acl = { network_acl_id: expression(sourceText(resource, "network_acl_id") ?? "null") };
    const body = { ...acl, rule_number: number, rule_action: "deny", ...what };
    return resourceBeside(resource, resource.type, body, `${resource.name}_without_${from}`).edit;
  });
  const names = [...new Set(listeners.map(({ name }) => name))];
  yield { title: `Deny ${names.join(", ")} before it`, impact: "disruption", edits };
}

/** What is written in it serves several lines, of which not all need be at fault. */
const isRepeated = (resource: Resource): boolean =>
  (resource.attribute("count") ?? resource.attribute("for_each")) !== undefined;

/** Ports in order, those that follow each other as one range. */
function runs(ports: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const found: [number, number][] = [];
  for (const port of [...ports].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && last[1] === port - 1) last[1] = port;
    else found.push([port, port]);
  }
  return found;
}

/** The numbers below one that are not taken, the nearest first. */
function freeNumbers(number: number, list: readonly AclEntry[]): readonly number[] {
  const taken = new Set(list.map((entry) => entry.number));
  const below = Array.from({ length: Math.min(Math.max(number - 1, 0), nearest) }, (_, index) => number - 1 - index);
  return below.filter((candidate) => !taken.has(candidate));
}

const nearest = 64;

const impactOf = ({ section, resource }: OpenEntry["entry"]): Impact =>
  section === resource ? "replacement" : "disruption";
