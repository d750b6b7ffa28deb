import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import type { Value } from "../../../../language/model/value.ts";
import { memo } from "../../../../language/query/engine.ts";
import { isSamePlace, type Place } from "../../../../language/syntax/text.ts";
import { anywhere, isFalse, isTrue, items, plain, references, referrers } from "../../../kit/checks.ts";
import { isWorld } from "../../ec2/shapes/address.ts";

/** Where it is written that the internet reaches a subnet: its own setting, or a route to an internet gateway. */
export const publicAt = memo(
  (subnet: Resource): Place | undefined => {
    const mapping = subnet.get("map_public_ip_on_launch");
    if (isTrue(mapping)) return mapping.at;
    for (const module of subnet.module.root.tree())
      for (const table of tables(module, subnet)) {
        const route = [...routes(table)].find(leadsToInternet);
        if (route) return route.header;
      }
    return undefined;
  },
  { equals: (a, b) => (a && b ? isSamePlace(a, b) : a === b) },
);

/** Whether it can be seen that the internet does not reach subnets that a value names: by their routes, or as they are called. */
export function arePrivate(value: Value, { module }: Section): boolean {
  const named = items(value);
  return named.length > 0 && named.every((one) => isPrivateOne(one, module));
}

function isPrivateOne(value: Value, module: Module): boolean {
  const subnets = (value.refs ?? []).flatMap((reference) =>
    reference.mode === "resource" && reference.type === "aws_subnet" ? (module.find(reference) ?? []) : [],
  );
  if (subnets.some(publicAt)) return false;
  return subnets.some(isClosed) || [...references(value)].some((one) => hidden.test(`${one.name} ${one.attribute}`));
}

const hidden = /(?:^|[_ -])(?:private|intra|internal|isolated)(?:$|[_ -])/i;

/** Whether the route tables of a subnet are in view, and none leads to an internet gateway. */
const isClosed = memo((subnet: Resource): boolean => {
  const mapping = subnet.get("map_public_ip_on_launch");
  if (mapping.state !== "absent" && !isFalse(mapping)) return false;
  const all = subnet.module.root.tree().flatMap((module) => tables(module, subnet));
  return (
    all.length > 0 &&
    all.every(
      (table) =>
        !table.isOpen("route") &&
        [...routes(table)].every((route) => {
          const gateway = route.get("gateway_id");
          return !leadsToInternet(route) && (gateway.state !== "unknown" || gateway.refs?.[0]?.mode === "resource");
        }),
    )
  );
});

/** The route tables of a subnet, and of its VPC where it has none of its own. */
function tables(module: Module, subnet: Resource): readonly Resource[] {
  const tableOf = (section: Section) => resourceIn(section, "route_table_id");
  const beside = (to: Resource, type: string, via: string) =>
    referrers(to, type, via).filter((other) => other.module === module);
  const own = beside(subnet, "aws_route_table_association", "subnet_id");
  if (own.length > 0) return own.flatMap(tableOf);
  const vpc = resourceIn(subnet, "vpc_id")[0];
  if (!vpc) return [];
  return [
    ...beside(vpc, "aws_main_route_table_association", "vpc_id").flatMap(tableOf),
    ...beside(vpc, "aws_default_route_table", "default_route_table_id"),
  ];
}

function* routes(table: Resource): Iterable<Section> {
  yield* table.sections("route");
  for (const route of referrers(table, "aws_route", "route_table_id")) if (route.module === table.module) yield route;
}

function leadsToInternet(route: Section): boolean {
  const gateway = route.get("gateway_id");
  const isInternet =
    gateway.refs?.some(({ type }) => type === "aws_internet_gateway") ||
    String(plain(gateway) ?? "").startsWith("igw-");
  return isInternet === true && destinations.some((name) => isWorld(String(plain(route.get(name)) ?? "")));
}

const destinations = ["cidr_block", "ipv6_cidr_block", "destination_cidr_block", "destination_ipv6_cidr_block"];

/** Resources that a value names. */
function resourceIn(section: Section, name: string): readonly Resource[] {
  const references = section.get(name).refs?.filter(({ mode }) => mode === "resource") ?? [];
  return references.flatMap((reference) => section.module.find(reference) ?? []);
}

/** Whether a public address is the only way out that is in view: who takes it away takes away images, packages and the APIs of AWS. */
export const isOnlyWayOut = (section: Section): boolean =>
  anywhere(section, "aws_internet_gateway").length > 0 && anywhere(section, ...waysOut).length === 0;

const waysOut = ["aws_nat_gateway", "aws_ec2_transit_gateway_vpc_attachment", "aws_vpc_endpoint"];
