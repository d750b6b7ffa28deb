import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Value } from "../../../../language/model/value.ts";
import { addTo } from "../../../../language/multimap.ts";
import { areSame, memo, memoBy } from "../../../../language/query/engine.ts";
import { isFalse, isTrue, plain, references, referrers } from "../../../kit/checks.ts";
import { type Namer, namersOf } from "../../../kit/namers.ts";
import type { Reach } from "../../../kit/severity.ts";
import { arePrivate } from "../../vpc/shapes/subnet.ts";

/** Who gets through a group that lets the internet in: as many as reach what it is attached to, as far as that is in view. */
export function reachThrough(group: Resource | undefined): Reach {
  if (group?.type !== "aws_security_group") return "internet";
  const { module } = group;
  if (isNamed(module, group.name)) return isInside(group) ? "network" : "internet";
  return module.root.calls.unopened.length === 0 && isAttaching(module) ? "nobody" : "internet";
}

interface Carrier {
  /** The attributes that take groups. */
  readonly takes: readonly string[];
  /** Whether the internet has no way to it. */
  readonly isOutOfReach: (resource: Resource) => boolean;
}

const always = (): boolean => true;
const isInternal = (balancer: Resource): boolean => isTrue(balancer.get("internal"));

const carriers: ReadonlyMap<string, Carrier> = new Map<string, Carrier>([
  ["aws_lb", { takes: ["security_groups"], isOutOfReach: isInternal }],
  ["aws_alb", { takes: ["security_groups"], isOutOfReach: isInternal }],
  ["aws_elb", { takes: ["security_groups"], isOutOfReach: isInternal }],
  [
    "aws_instance",
    {
      takes: ["vpc_security_group_ids", "security_groups"],
      isOutOfReach: (instance) =>
        !hasAddress(instance) &&
        !isTrue(instance.get("associate_public_ip_address")) &&
        (isFalse(instance.get("associate_public_ip_address")) || arePrivate(instance.get("subnet_id"), instance)),
    },
  ],
  [
    "aws_launch_template",
    {
      takes: ["vpc_security_group_ids", "network_interfaces.security_groups"],
      isOutOfReach: (template) => {
        const groups = referrers(template, "aws_autoscaling_group", "launch_template.id");
        return (
          !isTrue(template.get("network_interfaces.associate_public_ip_address")) &&
          groups.length > 0 &&
          groups.every((group) => arePrivate(group.get("vpc_zone_identifier"), group))
        );
      },
    },
  ],
  [
    "aws_ecs_service",
    {
      takes: ["network_configuration.security_groups"],
      isOutOfReach: (service) => {
        const address = service.get("network_configuration.assign_public_ip");
        return address.state === "absent" || isFalse(address);
      },
    },
  ],
  [
    "aws_db_instance",
    {
      takes: ["vpc_security_group_ids"],
      isOutOfReach: (database) => !mayBePublic(database.get("publicly_accessible")),
    },
  ],
  ["aws_lambda_function", { takes: ["vpc_config.security_group_ids"], isOutOfReach: always }],
  ["aws_elasticache_cluster", { takes: ["security_group_ids"], isOutOfReach: always }],
  ["aws_elasticache_replication_group", { takes: ["security_group_ids"], isOutOfReach: always }],
  ["aws_opensearch_domain", { takes: ["vpc_options.security_group_ids"], isOutOfReach: always }],
  ["aws_elasticsearch_domain", { takes: ["vpc_options.security_group_ids"], isOutOfReach: always }],
  ["aws_efs_mount_target", { takes: ["security_groups"], isOutOfReach: always }],
  ["aws_vpc_endpoint", { takes: ["security_group_ids"], isOutOfReach: always }],
]);

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

/** Whether all that takes a group is out of the internet's reach, also where another module of the tree hands it on to that. */
const isInside = memo((group: Resource): boolean => {
  const { module } = group;
  const found = new Set(takers(module.root, groupKey(group)));
  for (const namer of carriersOf(module, group.name)) {
    const own = namer.kind === "resource" ? module.ofType(namer.type).filter(({ name }) => name === namer.name) : [];
    if (namer.kind === "resource" ? !carriers.has(namer.type) : !isHandingOn(module, namer)) return false;
    for (const resource of own) found.add(resource);
  }
  return found.size > 0 && [...found].every((resource) => carriers.get(resource.type)?.isOutOfReach(resource));
});

/** Whether what a name is handed to is in view: the caller, or a module that is called. */
function isHandingOn(module: Module, { kind, type }: Namer): boolean {
  if (kind === "output") return module.call !== undefined;
  return kind === "module" && module.blocksNamed("module", type).every((call) => !module.calls.unopened.includes(call));
}

const groupKey = ({ module, type, name }: Pick<Resource, "type" | "name"> & { module: { address: string } }): string =>
  `${module.address} ${type} ${name}`;

/** What takes a group, anywhere in a tree of modules. */
const takers = memoBy((root: Module, key: string): readonly Resource[] => takersIn(root).get(key) ?? noResources, {
  equals: areSame,
});

const noResources: readonly Resource[] = [];

const takersIn = memo((root: Module): ReadonlyMap<string, readonly Resource[]> => {
  const found = new Map<string, Resource[]>();
  for (const module of root.tree())
    for (const [type, { takes }] of carriers)
      for (const resource of module.ofType(type)) {
        const keys = takes.flatMap((path) =>
          [...references(resource.get(path))].map((one) => groupKey({ ...one, module: { address: one.module } })),
        );
        for (const each of new Set(keys)) addTo(found, each, resource);
      }
  return found;
});

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
