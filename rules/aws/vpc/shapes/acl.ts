import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import type { Reference, Value } from "../../../../language/model/value.ts";
import { areSame, memo, memoBy } from "../../../../language/query/engine.ts";
import { items, plain, resources } from "../../../kit/checks.ts";
import type { Picked } from "../../../kit/rule.ts";
import { isWorld } from "../../ec2/shapes/address.ts";
import { covers, type Ports, portsOf } from "../../ec2/shapes/ports.ts";

/** One line of a network ACL, written in it or as a resource of its own; undefined is what cannot be known. */
export interface AclEntry {
  readonly section: Section;
  readonly resource: Resource;
  /** The lower comes first and decides. */
  readonly number: number | undefined;
  readonly action: "allow" | "deny" | undefined;
  readonly ports: Ports | undefined;
  readonly ranges: readonly CidrRange[];
}

interface CidrRange {
  readonly attribute: "cidr_block" | "ipv6_cidr_block";
  readonly value: Value;
}

/** What a network ACL lets in from the internet by one of its lines. */
export interface OpenEntry {
  readonly entry: AclEntry;
  readonly ports: Ports;
  readonly range: CidrRange;
  readonly cidr: string;
  /** All incoming lines of the ACL. */
  readonly list: readonly AclEntry[];
}

const aclTypes = ["aws_network_acl", "aws_default_network_acl"];

/** Every line that lets the internet in, of network ACLs of these types or as a rule of its own. */
export const openings = (
  ...types: readonly ("aws_network_acl" | "aws_default_network_acl" | "aws_network_acl_rule")[]
): Picked<OpenEntry> => resources(...types).faults(opened);

function* opened(resource: Resource): Iterable<OpenEntry> {
  for (const entry of entriesOf(resource)) {
    const { ports } = entry;
    if (entry.action !== "allow" || !ports) continue;
    for (const range of entry.ranges) {
      const cidr = plain(range.value);
      if (typeof cidr === "string" && isWorld(cidr)) yield { entry, ports, range, cidr, list: listOf(resource) };
    }
  }
}

/** Whether an earlier line keeps the port closed, or may: what cannot be seen counts as closed. */
export function isDenied({ entry, list, range, cidr }: OpenEntry, port: number): boolean {
  const { number = Number.POSITIVE_INFINITY } = entry;
  return list.some((earlier) => {
    if (earlier === entry || earlier.action === "allow" || (earlier.number ?? 0) >= number) return false;
    const { ports, ranges } = earlier;
    if (ports && (ports.protocol === "udp" || !covers(ports, port))) return false;
    const same = ranges.filter(({ attribute }) => attribute === range.attribute).map(({ value }) => plain(value));
    return ranges.length === 0 || same.some((other) => other === undefined || includes(String(other), cidr));
  });
}

const includes = (wide: string, cidr: string): boolean => wide === cidr || wide.endsWith("/0");

/** The incoming lines of an ACL that stand in it, or the one that a rule is. */
const entriesOf = memo((resource: Resource): readonly AclEntry[] => {
  if (resource.type !== "aws_network_acl_rule")
    return resource.sections("ingress").map((section) => entryOf(resource, section, "rule_no", "action"));
  const egress = resource.get("egress");
  const isIncoming = egress.state === "absent" || String(plain(egress)) === "false";
  return isIncoming ? [entryOf(resource, resource, "rule_number", "rule_action")] : [];
});

/** All incoming lines of the ACL that a resource is, or is a rule of. */
function listOf(resource: Resource): readonly AclEntry[] {
  const { module, mode, type, name } = resource;
  if (type !== "aws_network_acl_rule") {
    // of several instances the first has the rules
    const isFirst = module.find({ module: module.address, mode, type, name, attribute: "" }) === resource;
    return [...entriesOf(resource), ...(isFirst ? rulesOf(module, `${module.address}/${type}.${name}`) : [])];
  }
  const reference = aclOf(resource);
  const isHere = reference?.module === module.address && aclTypes.includes(reference.type);
  const acl = isHere ? module.find(reference) : undefined;
  return [...(acl ? entriesOf(acl) : []), ...rulesOf(module, keyOf(resource))];
}

const aclOf = (rule: Resource): Reference | undefined =>
  rule.get("network_acl_id").refs?.find(({ mode }) => mode === "resource");

function keyOf(rule: Resource): string {
  const acl = aclOf(rule);
  const id = rule.get("network_acl_id");
  return acl ? `${acl.module}/${acl.type}.${acl.name}` : String(plain(id) ?? id.refs?.[0]?.name ?? "");
}

/** Lines that are resources, by their ACL. */
const apart = memo((module: Module): ReadonlyMap<string, readonly AclEntry[]> => {
  const found = new Map<string, AclEntry[]>();
  for (const rule of module.ofType("aws_network_acl_rule")) {
    const key = keyOf(rule);
    found.set(key, [...(found.get(key) ?? []), ...entriesOf(rule)]);
  }
  return found;
});

const noEntries: readonly AclEntry[] = [];

const rulesOf = memoBy((module: Module, acl: string) => apart(module).get(acl) ?? noEntries, { equals: areSame });

function entryOf(resource: Resource, section: Section, number: string, action: string): AclEntry {
  const order = Number(plain(section.get(number)) ?? Number.NaN);
  const decision = String(plain(section.get(action)) ?? "").toLowerCase();
  const [protocol, from, to] = ["protocol", "from_port", "to_port"].map((name) => plain(section.get(name)));
  return {
    resource,
    section,
    number: Number.isInteger(order) ? order : undefined,
    action: decision === "allow" || decision === "deny" ? decision : undefined,
    ports: portsOf(protocol, from, to),
    ranges: (["cidr_block", "ipv6_cidr_block"] as const).flatMap((attribute) =>
      items(section.get(attribute))
        .filter((value) => plain(value) !== "")
        .map((value) => ({ attribute, value })),
    ),
  };
}
