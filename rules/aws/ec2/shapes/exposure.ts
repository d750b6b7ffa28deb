import { relatedTo } from "../../../kit/checks.ts";
import type { Picked, Problem } from "../../../kit/rule.ts";
import type { Power } from "../../../kit/severity.ts";
import { internet } from "./address.ts";
import { reachThrough } from "./attached.ts";
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
import { type OpenEnd, openEnds, type Traffic, traffic } from "./traffic.ts";

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
  traffic.ingress.each((ingress) => exposures(ingress, kind));

/** What of one kind a single rule opens. */
export function* exposures(ingress: Traffic, kind: ExposureKind): Iterable<Exposure> {
  const found = ingress.ports && classify(ingress.ports);
  if (found?.kind === kind) for (const end of openEnds(ingress)) yield { traffic: ingress, end, ...found };
}

const kinds: readonly (readonly [ExposureKind, readonly Listener[]])[] = [
  ["ssh", ssh],
  ["rdp", rdp],
  ["administration", administration],
  ["database", databases],
  ["http", http],
];

function classify(ports: Ports): Pick<Exposure, "kind" | "what" | "power"> | undefined {
  if (areAll(ports))
    return {
      kind: "every port",
      power: "admin",
      what: ports.protocol === "all" ? "Every port and protocol" : `Every ${ports.protocol.toUpperCase()} port`,
    };
  for (const [kind, listeners] of kinds) {
    const found = listening(ports, listeners);
    if (found)
      return {
        kind,
        power: found.power,
        what:
          ports.from === ports.to
            ? `${found.name} (port ${found.port})`
            : `Ports ${portText(ports)}, ${found.name} (${found.port}) among them,`,
      };
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

/** What to say about it; `fixes` are asked for only when somebody looks. */
export function problem({ what, power, end, traffic }: Exposure, fixes: Required<Problem>["fixes"]): Problem {
  const { value, cidr, entry } = end;
  const verb = what.startsWith("Ports") ? "are" : "is";
  const outbound = traffic.direction === "egress" ? " for outbound traffic" : "";
  const message = `${what} ${verb} open to ${internet(cidr)}${outbound}${entry ? " through a prefix list" : ""}`;
  const related = entry
    ? { related: [{ at: entry.header, message: "This entry of the prefix list opens it" }] }
    : relatedTo(value);
  return {
    at: value.at,
    instance: traffic.resource,
    message,
    ...(traffic.direction === "ingress" && { reach: reachThrough(owner(traffic.resource)), power }),
    ...related,
    fixes,
  };
}
