import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import type { Section } from "../../../language/model/section.ts";
import type { Value } from "../../../language/model/value.ts";
import { items, plain } from "../../kit/checks.ts";
import { once } from "../../kit/once.ts";
import { isWorld } from "./address.ts";
import { type Ports, portsOf } from "./ports.ts";

/** What a security group lets through, however Terraform spells it. */
export interface Traffic {
  readonly direction: "ingress" | "egress";
  /** The block, the object or the resource that says so. */
  readonly section: Section;
  readonly resource: Resource;
  readonly spelling: Spelling;
  /** Undefined where it cannot be known, or where the protocol has no ports. */
  readonly ports: Ports | undefined;
}

/** By what names one of the three ways to write a rule calls its parts. */
export interface Spelling {
  readonly kind: "inline" | "rule" | "split";
  readonly protocol: "protocol" | "ip_protocol";
  readonly ranges: readonly string[];
  readonly prefixLists: string;
  /** The attribute that names a security group as the other end. */
  readonly group: string;
}

const inline: Spelling = {
  kind: "inline",
  protocol: "protocol",
  ranges: ["cidr_blocks", "ipv6_cidr_blocks"],
  prefixLists: "prefix_list_ids",
  group: "security_groups",
};
const rule: Spelling = { ...inline, kind: "rule", group: "source_security_group_id" };
const split: Spelling = {
  kind: "split",
  protocol: "ip_protocol",
  ranges: ["cidr_ipv4", "cidr_ipv6"],
  prefixLists: "prefix_list_id",
  group: "referenced_security_group_id",
};

export const groupTypes = ["aws_security_group", "aws_default_security_group"] as const;

/** Every rule of every security group. */
export const traffic = (module: Module, direction: Traffic["direction"]): readonly Traffic[] =>
  direction === "ingress" ? ingress(module) : egress(module);

const ingress = once((module) => read(module, "ingress"));
const egress = once((module) => read(module, "egress"));

function* read(module: Module, direction: Traffic["direction"]): Iterable<Traffic> {
  const from = (resource: Resource, section: Section, spelling: Spelling): Traffic => {
    const [protocol, first, last] = [spelling.protocol, "from_port", "to_port"].map((name) => plain(section.get(name)));
    return { direction, resource, section, spelling, ports: portsOf(protocol, first, last) };
  };
  for (const type of groupTypes)
    for (const group of module.ofType(type))
      for (const section of group.sections(direction)) yield from(group, section, inline);
  for (const resource of module.ofType("aws_security_group_rule"))
    if (plain(resource.get("type")) === direction) yield from(resource, resource, rule);
  for (const resource of module.ofType(`aws_vpc_security_group_${direction}_rule`))
    yield from(resource, resource, split);
}

/** One end of traffic that lies open to the internet. */
export interface OpenEnd {
  /** The address range, or the prefix list that holds one. */
  readonly value: Value;
  readonly cidr: string;
  readonly attribute: string;
  /** Where the prefix list says so. */
  readonly entry?: Section;
}

/** Address ranges that are the internet, each on its own, and prefix lists of this tree that hold one. */
export function* openEnds({ section, spelling }: Traffic): Iterable<OpenEnd> {
  for (const attribute of spelling.ranges)
    for (const value of items(section.get(attribute))) {
      const cidr = plain(value);
      if (typeof cidr === "string" && isWorld(cidr)) yield { value, cidr, attribute };
    }
  const attribute = spelling.prefixLists;
  for (const value of items(section.get(attribute))) {
    const open = [...entries(section.module, value)].find(({ cidr }) => isWorld(cidr));
    if (open) yield { value, attribute, ...open };
  }
}

/** Entries of the prefix list that a value names, inside it or beside it. */
function* entries(module: Module, value: Value): Iterable<{ readonly entry: Section; readonly cidr: string }> {
  for (const reference of value.refs ?? []) {
    if (reference.mode !== "resource" || reference.type !== "aws_ec2_managed_prefix_list") continue;
    const list = module.find(reference);
    if (!list) continue;
    const beside = list.module
      .ofType(`${list.type}_entry`)
      .filter((entry) => list.isMeantBy(entry.get("prefix_list_id")));
    for (const entry of [...list.sections("entry"), ...beside]) {
      const cidr = plain(entry.get("cidr"));
      if (typeof cidr === "string") yield { entry, cidr };
    }
  }
}
