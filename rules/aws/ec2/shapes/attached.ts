import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Value } from "../../../../language/model/value.ts";
import { isCallingUnseen, isFalse, isTrue, plain } from "../../../kit/checks.ts";
import { type Namer, namersOf } from "../../../kit/namers.ts";
import type { Reach } from "../../../kit/severity.ts";

/** Who gets through a group that lets the internet in: as many as reach what it is attached to, as far as that is in view. */
export function reachThrough(group: Resource | undefined): Reach {
  if (group?.type !== "aws_security_group" || isCallingUnseen(group.module.root)) return "internet";
  if (!isNamed(group.module, group.name)) return isAttaching(group.module) ? "nobody" : "internet";
  return isInside(group.module, group.name) ? "network" : "internet";
}

/** What carries groups, and when the internet has no way to it. */
const carriers: ReadonlyMap<string, (resource: Resource) => boolean> = new Map<string, (resource: Resource) => boolean>(
  [
    ["aws_lb", (balancer) => isTrue(balancer.get("internal"))],
    ["aws_alb", (balancer) => isTrue(balancer.get("internal"))],
    ["aws_elb", (balancer) => isTrue(balancer.get("internal"))],
    ["aws_instance", (instance) => isFalse(instance.get("associate_public_ip_address")) && !hasAddress(instance)],
    ["aws_db_instance", (database) => !mayBePublic(database.get("publicly_accessible"))],
    ["aws_elasticache_cluster", () => true],
    ["aws_elasticache_replication_group", () => true],
    ["aws_efs_mount_target", () => true],
    ["aws_vpc_endpoint", () => true],
  ],
);

const mayBePublic = (value: Value): boolean => value.state !== "absent" && !isFalse(value);

const hasAddress = (instance: Resource): boolean =>
  ["aws_eip", "aws_eip_association"].some((type) =>
    instance.module.ofType(type).some((address) => {
      const owner = address.get(type === "aws_eip" ? "instance" : "instance_id");
      return instance.isMeantBy(owner) || (owner.state === "unknown" && !owner.refs?.length);
    }),
  );

/** Whether anything here takes a group at all: else the module is there to hand its groups to others, by name or by a data source. */
const isAttaching = (module: Module): boolean => [...carriers.keys()].some((type) => module.ofType(type).length > 0);

/** Whether all that names a group is out of the internet's reach. */
function isInside(module: Module, name: string): boolean {
  return carriersOf(module, name).every((namer) => {
    const isOutOfReach = namer.kind === "resource" ? carriers.get(namer.type) : undefined;
    return (
      isOutOfReach !== undefined &&
      module.ofType(namer.type).every((resource) => resource.name !== namer.name || isOutOfReach(resource))
    );
  });
}

const rules =
  /^aws_(?:security_group|security_group_rule|vpc_security_group_(?:in|e)gress_rule|default_security_group)$/;

/** Whether a module names a group anywhere but in groups and their rules. */
export const isNamed = (module: Module, name: string): boolean => carriersOf(module, name).length > 0;

const carriersOf = (module: Module, name: string) =>
  namersOf(module, `aws_security_group.${name}`).filter(({ kind, type }) => kind !== "resource" || !rules.test(type));

/** Whether nothing but a server for files carries a group: Transfer Family's, or a module made for it. */
export function isOfFileServer({ module, name }: Resource): boolean {
  const carriers = carriersOf(module, name).filter(({ kind }) => kind !== "output");
  return carriers.length > 0 && carriers.every((namer) => isFileServer(module, namer));
}

const isFileServer = (module: Module, { kind, type }: Namer): boolean =>
  kind === "module"
    ? module
        .blocksNamed("module", type)
        .some((call) => /sftp|transfer-(?:family|server)/i.test(String(plain(call.get("source")) ?? "")))
    : kind === "resource" && type === "aws_transfer_server";
