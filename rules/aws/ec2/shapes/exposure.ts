import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import { addTo } from "../../../../language/multimap.ts";
import { memo, memoBy } from "../../../../language/query/engine.ts";
import { items, plain, relatedTo } from "../../../kit/checks.ts";
import type { Picked, Problem } from "../../../kit/rule.ts";
import type { Power } from "../../../kit/severity.ts";
import { internet } from "./address.ts";
import { isOfFileServer, reachThrough } from "./attached.ts";
import { owner } from "./management.ts";
import {
  administration,
  areAll,
  databases,
  http,
  type Listener,
  listening,
  type Ports,
  portText,
  rdp,
  ssh,
} from "./ports.ts";
import { type OpenEnd, openEnds, type Traffic, traffic, twinBefore } from "./traffic.ts";

/** What the internet reaches through a security group; an address range is reported as the first of these that it is. */
export type ExposureKind = "every port" | "ssh" | "rdp" | "administration" | "database" | "http" | "other";

/** A security group rule that lets the internet in. */
export interface Exposure {
  readonly traffic: Traffic;
  readonly kind: ExposureKind;
  /** `SSH (port 22)`, `Ports 8000–8080`. */
  readonly what: string;
  /** What whoever gets through has. */
  readonly power: Power;
  readonly end: OpenEnd;
}

/** Everything of one kind that is open to the internet. */
export const exposed = (kind: ExposureKind): Picked<Exposure> =>
  traffic.ingress.faults((ingress) => exposures(ingress, kind));

/** What of one kind a single rule opens. */
export function* exposures(ingress: Traffic, kind: ExposureKind): Iterable<Exposure> {
  const found = ingress.ports && classify(ingress.ports, () => engineBehind(ingress));
  if (found?.kind !== kind) return;
  const what = kind === "ssh" && isOfFiles(ingress) ? files : {};
  for (const end of openEnds(ingress)) yield { traffic: ingress, end, ...found, ...what };
}

/** A server of Transfer Family lets nobody in to a shell, and is there for those outside. */
const files: Pick<Exposure, "what" | "power"> = { what: "SFTP (port 22)", power: "information" };

function isOfFiles({ ports, resource }: Traffic): boolean {
  const group = owner(resource);
  return ports?.from === 22 && ports.to === 22 && group !== undefined && isOfFileServer(group);
}

/** Names of database engines as their makers write them, by how RDS begins them. */
const engines: readonly (readonly [RegExp, string])[] = [
  [/^(?:aurora-)?postgres/, "PostgreSQL"],
  [/^(?:aurora-mysql|aurora$|mysql)/, "MySQL"],
  [/^mariadb/, "MariaDB"],
  [/^(?:custom-)?oracle/, "Oracle"],
  [/^(?:custom-)?sqlserver/, "SQL Server"],
  [/^db2/, "Db2"],
];

/** The engines of the databases that carry a group, by the group's name. */
const engineOfGroup = memoBy((module: Module, group: string): string | undefined => {
  const names = enginesByGroup(module).get(group) ?? [];
  return new Set(names).size === 1 && names[0] !== "" ? names[0] : undefined;
});

const enginesByGroup = memo((module: Module): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const type of ["aws_db_instance", "aws_rds_cluster"])
    for (const database of module.ofType(type))
      for (const [group, engine] of carriedBy(database)) addTo(found, group, engine);
  return found;
});

const carriedBy = memo((database: Resource): readonly (readonly [group: string, engine: string])[] => {
  const written = String(plain(database.get("engine")) ?? "");
  const engine = engines.find(([form]) => form.test(written))?.[1] ?? "";
  return items(database.get("vpc_security_group_ids")).flatMap(({ refs = [] }) =>
    refs.flatMap(({ type, name }) => (type === "aws_security_group" ? [[name, engine] as const] : [])),
  );
});

/** The one database that carries the group, which may listen on the usual port of another. */
function engineBehind({ resource }: Traffic): string | undefined {
  const group = owner(resource);
  if (!group) return undefined;
  return engineOfGroup(group.module, group.name);
}

const kinds: readonly (readonly [ExposureKind, readonly Listener[]])[] = [
  ["ssh", ssh],
  ["rdp", rdp],
  ["administration", administration],
  ["database", databases],
  ["http", http],
];

function classify(
  ports: Ports,
  engine: () => string | undefined,
): Pick<Exposure, "kind" | "what" | "power"> | undefined {
  if (areAll(ports))
    return {
      kind: "every port",
      power: "admin",
      what: ports.protocol === "all" ? "Every port and protocol" : `Every ${ports.protocol.toUpperCase()} port`,
    };
  for (const [kind, listeners] of kinds) {
    const found = listening(ports, listeners);
    if (found) {
      const name = (kind === "database" ? engine() : undefined) ?? found.name;
      return {
        kind,
        power: found.power,
        what:
          ports.from === ports.to
            ? `${name} (port ${found.port})`
            : `Ports ${portText(ports)}, ${name} (${found.port}) among them,`,
      };
    }
  }
  if (ports.from === 443 && ports.to === 443) return undefined;
  return {
    kind: "other",
    power: "information",
    what: ports.from === ports.to ? `Port ${ports.from}` : `Ports ${portText(ports)}`,
  };
}

/** Whether all that carries the group is out of the internet's reach: an internal balancer, an interface endpoint, a private instance. */
export const isWithinNetwork = ({ traffic }: Exposure): boolean => reachThrough(owner(traffic.resource)) === "network";

const bastion = /(?:^|[^a-z])(?:bastion|jump)/i;

const intent = /\b(?:world|public(?:ly)?(?! (?:sub)?net)|internet|any(?:one|body|where)|every(?:one|body|where))\b/i;

/** Whether the rule's own description says that everybody is meant to come in: it is no oversight then. */
export const isMeantForAll = ({ traffic: { section } }: Exposure): boolean =>
  intent.test(String(plain(section.get("description")) ?? ""));

/** Whether it is what a bastion is for, or is said to be meant: still worth a second thought, and no emergency. */
export const isKnowingly = (exposure: Exposure): boolean => {
  const group = owner(exposure.traffic.resource);
  const names = group && [group.name, plain(group.get("name")), plain(group.get("name_prefix"))];
  return isMeantForAll(exposure) || names?.some((name) => bastion.test(String(name ?? ""))) === true;
};

/** What to say about it; `fixes` are asked for only when somebody looks. */
export function problem({ what, power, end, traffic }: Exposure, fixes: Required<Problem>["fixes"]): Problem {
  const { value, cidr, entry } = end;
  const verb = what.startsWith("Ports") ? "are" : "is";
  const outbound = traffic.direction === "egress" ? " for outbound traffic" : "";
  const message = `${what} ${verb} open to ${internet(cidr)}${outbound}${entry ? " through a prefix list" : ""}`;
  const related = entry
    ? { related: [{ at: entry.header, message: "This entry of the prefix list opens it" }] }
    : relatedTo(value);
  const twin = twinBefore(traffic);
  return {
    at: value.at,
    instance: traffic.resource,
    ...(twin && { together: twin.at }),
    message,
    ...(traffic.direction === "ingress" && { reach: reachThrough(owner(traffic.resource)), power }),
    ...related,
    fixes,
  };
}
