import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import type { Value } from "../../../../language/model/value.ts";
import { memo } from "../../../../language/query/engine.ts";
import { companions, items, plain, resources } from "../../../kit/checks.ts";
import type { Picked } from "../../../kit/rule.ts";
import { isWorld } from "./address.ts";
import { covers, isWithoutPorts, type Ports, portsOf } from "./ports.ts";

/** What a security group lets through, however Terraform spells it. */
export interface Traffic {
  readonly direction: "ingress" | "egress";
  /** The block, the object or the resource that says so. */
  readonly section: Section;
  readonly resource: Resource;
  readonly notation: TrafficSyntax;
  /** Undefined where it cannot be known, or where the protocol has no ports. */
  readonly ports: Ports | undefined;
}

/** By what names one of the three ways to write a rule calls its parts. */
export interface TrafficSyntax {
  readonly kind: "inline" | "rule" | "split";
  readonly protocol: "protocol" | "ip_protocol";
  readonly ranges: readonly string[];
  readonly prefixLists: string;
  /** The attribute that names a security group as the other end. */
  readonly group: string;
}

const inline: TrafficSyntax = {
  kind: "inline",
  protocol: "protocol",
  ranges: ["cidr_blocks", "ipv6_cidr_blocks"],
  prefixLists: "prefix_list_ids",
  group: "security_groups",
};
const rule: TrafficSyntax = { ...inline, kind: "rule", group: "source_security_group_id" };
const split: TrafficSyntax = {
  kind: "split",
  protocol: "ip_protocol",
  ranges: ["cidr_ipv4", "cidr_ipv6"],
  prefixLists: "prefix_list_id",
  group: "referenced_security_group_id",
};

export const groupTypes = ["aws_security_group", "aws_default_security_group"] as const;

const ofResource = {
  ingress: memo((resource: Resource) => read(resource, "ingress")),
  egress: memo((resource: Resource) => read(resource, "egress")),
};

const towards = (direction: Traffic["direction"]): Picked<Traffic> =>
  resources(...groupTypes, "aws_security_group_rule", `aws_vpc_security_group_${direction}_rule`).each((resource) =>
    ofResource[direction](resource),
  );

/** Every rule of every security group, by direction. */
export const traffic = { ingress: towards("ingress"), egress: towards("egress") } as const;

/** The same in both directions. */
export const allTraffic = resources(
  ...groupTypes,
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
).each((resource) => [...ofResource.ingress(resource), ...ofResource.egress(resource)]);

function read(resource: Resource, direction: Traffic["direction"]): readonly Traffic[] {
  const from = (section: Section, notation: TrafficSyntax): Traffic => {
    const [protocol, first, last] = [notation.protocol, "from_port", "to_port"].map((name) => plain(section.get(name)));
    return { direction, resource, section, notation, ports: portsOf(protocol, first, last) };
  };
  switch (resource.type) {
    case "aws_security_group_rule":
      return plain(resource.get("type")) === direction ? [from(resource, rule)] : [];
    case "aws_vpc_security_group_ingress_rule":
    case "aws_vpc_security_group_egress_rule":
      return resource.type.includes(direction) ? [from(resource, split)] : [];
    default:
      return resource.sections(direction).map((section) => from(section, inline));
  }
}

/** The block before this one, in the same group, that opens the same ports to the internet for another protocol. */
export function twinBefore({ resource, direction, section, ports }: Traffic): Section | undefined {
  if (!ports) return undefined;
  const all = ofResource[direction](resource);
  const before = all.slice(
    0,
    all.findIndex((other) => other.section === section),
  );
  const isTwin = (other: Traffic): boolean =>
    other.ports?.from === ports.from && other.ports.to === ports.to && other.ports.protocol !== ports.protocol;
  return before.find((other) => isTwin(other) && !openEnds(other)[Symbol.iterator]().next().done)?.section;
}

/** Whether the internet comes in through a group, as far as the rules that are in view tell; `unseen` where they do not. */
export function admits(group: Resource): "internet" | "inside" | "unseen" {
  const { all, certain } = ingressOf(group);
  if (all.some((each) => openEnds(each)[Symbol.iterator]().next().value !== undefined)) return "internet";
  const isWhole =
    certain &&
    all.every(
      ({ section, notation: { ranges, prefixLists } }) =>
        ranges.every((name) => items(section.get(name)).every((value) => plain(value) !== undefined)) &&
        section.get(prefixLists).state === "absent",
    );
  return isWhole ? "inside" : "unseen";
}

/** Whether a group lets nothing in to a port, whoever asks: certain only where all its rules are in view. */
export function isClosedTo(group: Resource, port: number): boolean {
  const { all, certain } = ingressOf(group);
  return (
    certain &&
    all.every(({ ports, section, notation }) =>
      ports ? !covers(ports, port) : isWithoutPorts(plain(section.get(notation.protocol))),
    )
  );
}

/** What a group lets in, and whether that is all of it. */
function ingressOf(group: Resource): { readonly all: readonly Traffic[]; readonly certain: boolean } {
  const apart = ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"].map((type) =>
    companions(group, type, "security_group_id"),
  );
  return {
    all: [group, ...apart.flatMap(({ found }) => found)].flatMap(ofResource.ingress),
    certain: !group.broken && !group.isOpen("ingress") && apart.every(({ certain }) => certain),
  };
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
export function* openEnds({ section, notation }: Traffic): Iterable<OpenEnd> {
  for (const attribute of notation.ranges)
    for (const value of items(section.get(attribute))) {
      const cidr = plain(value);
      if (typeof cidr === "string" && isWorld(cidr)) yield { value, cidr, attribute };
    }
  const attribute = notation.prefixLists;
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
