import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import type { Section } from "../../../language/model/section.ts";
import type { Value } from "../../../language/model/value.ts";
import { addTo } from "../../../language/multimap.ts";
import { items, plain } from "../../kit/checks.ts";
import { once } from "../../kit/once.ts";
import { isWorld } from "../ec2/address.ts";
import { covers, type Ports, portsOf } from "../ec2/ports.ts";

/** One line of a network ACL, written in it or as a resource of its own; undefined is what cannot be known. */
export interface Entry {
  readonly section: Section;
  readonly resource: Resource;
  /** The lower comes first and decides. */
  readonly number: number | undefined;
  readonly action: "allow" | "deny" | undefined;
  readonly ports: Ports | undefined;
  readonly ranges: readonly Range[];
}

interface Range {
  readonly attribute: "cidr_block" | "ipv6_cidr_block";
  readonly value: Value;
}

/** What a network ACL lets in from the internet by one of its lines. */
export interface Opening {
  readonly entry: Entry;
  readonly ports: Ports;
  readonly range: Range;
  readonly cidr: string;
  /** All incoming lines of the ACL. */
  readonly list: readonly Entry[];
}

/** Every line of every network ACL that lets the internet in. */
export const openings = once(function* (module): Iterable<Opening> {
  for (const entries of lists(module)) {
    for (const entry of entries) {
      const { ports } = entry;
      if (entry.action !== "allow" || !ports) continue;
      for (const range of entry.ranges) {
        const cidr = plain(range.value);
        if (typeof cidr === "string" && isWorld(cidr)) yield { entry, ports, range, cidr, list: entries };
      }
    }
  }
});

/** Whether an earlier line keeps the port closed, or may: what cannot be seen counts as closed. */
export function isDenied({ entry, list, range, cidr }: Opening, port: number): boolean {
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

/** The incoming lines of each ACL. */
function* lists(module: Module): Iterable<readonly Entry[]> {
  const apart = new Map<string, Entry[]>();
  for (const resource of module.ofType("aws_network_acl_rule")) {
    const egress = resource.get("egress");
    if (egress.state !== "absent" && String(plain(egress)) !== "false") continue;
    const id = resource.get("network_acl_id");
    const acl = id.refs?.find(({ mode }) => mode === "resource");
    const key = acl ? `${acl.module}/${acl.type}.${acl.name}` : String(plain(id) ?? id.refs?.[0]?.name ?? "");
    addTo(apart, key, entryOf(resource, resource, "rule_number", "rule_action"));
  }
  for (const type of ["aws_network_acl", "aws_default_network_acl"])
    for (const acl of module.ofType(type)) {
      const key = `${module.address}/${type}.${acl.name}`;
      const within = acl.sections("ingress").map((section) => entryOf(acl, section, "rule_no", "action"));
      yield [...within, ...(apart.get(key) ?? [])];
      apart.delete(key);
    }
  yield* apart.values();
}

function entryOf(resource: Resource, section: Section, number: string, action: string): Entry {
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
