import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Value } from "../../../../language/model/value.ts";
import { addTo } from "../../../../language/multimap.ts";
import { areSame, fact, memo, memoBy } from "../../../../language/query/engine.ts";
import { detached } from "../../../../language/syntax/text.ts";
import type { Chunk, ChunkTree, SourceFile } from "../../../../language/syntax/tree.ts";
import { isCallingUnseen, isFalse, isTrue } from "../../../kit/checks.ts";
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
  return namersOf(module, name).every((namer) => {
    const [type = "", label = ""] = namer.split(".");
    const isOutOfReach = carriers.get(type);
    return (
      isOutOfReach !== undefined &&
      module.ofType(type).every((resource) => resource.name !== label || isOutOfReach(resource))
    );
  });
}

const rules =
  /^aws_(?:security_group|security_group_rule|vpc_security_group_(?:in|e)gress_rule|default_security_group)$/;

/** Whether a module names a group anywhere but in groups and their rules: in the text, since every attribute counts. */
export const isNamed = memoBy((module: Module, name: string): boolean => named(module).has(name));

const named = memo(
  (module: Module): ReadonlySet<string> => new Set(module.files.flatMap((file) => [...namesIn(file)])),
  {
    equals: (a, b) => a.size === b.size && [...a].every((name) => b.has(name)),
  },
);

const namesIn = fact(
  (file: SourceFile): ReadonlySet<string> => new Set(file.chunks.flatMap((chunk) => namesOf(file, chunk))),
);

/** Read once of what stays when its file changes. */
const known = fact((_: ChunkTree): { names?: readonly string[] } => ({}));

/** The blocks that name a group, as `TYPE.NAME` where they are resources. */
const namersOf = memoBy((module: Module, name: string): readonly string[] => namers(module).get(name) ?? [], {
  equals: areSame,
});

const namers = memo((module: Module): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const file of module.files)
    for (const chunk of file.chunks) for (const name of namesOf(file, chunk)) addTo(found, name, labelled(chunk.tree));
  return found;
});

function labelled({ body: { items } }: ChunkTree): string {
  const [block] = items;
  const [type, name] = block?.kind === "block" && block.type.text === "resource" ? block.labels : [];
  return detached(`${type?.text ?? ""}.${name?.text ?? ""}`);
}

function namesOf({ text }: SourceFile, { start, tree }: Chunk): readonly string[] {
  const own = known(tree);
  own.names ??= isOfGroups(tree)
    ? []
    : [...text.slice(start, start + tree.length).matchAll(/aws_security_group\.([\w-]+)/g)].map(([, name = ""]) =>
        detached(name),
      );
  return own.names;
}

function isOfGroups({ body: { items } }: ChunkTree): boolean {
  const [block] = items;
  const type = block?.kind === "block" && block.type.text === "resource" ? block.labels[0]?.text : undefined;
  return type !== undefined && rules.test(type);
}
