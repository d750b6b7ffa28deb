import { code } from "../../kit/code.ts";
import { addBlock, append, expression, replace } from "../../kit/edits.ts";
import type { Fix, Impact } from "../../kit/rule.ts";
import { inside } from "../ec2/address.ts";
import type { Listener } from "../ec2/ports.ts";
import type { Opening } from "./acl.ts";

/** Lets in private addresses in place of the internet. */
export function* insideOnly({ entry, range, cidr }: Opening): Iterable<Fix> {
  const wanted = inside(cidr);
  yield {
    title: `Admit only ${wanted}`,
    impact: impactOf(entry),
    edits: [replace(entry.section, range.value.at, wanted)],
  };
}

/** Adds lines that keep the ports closed and are read before the one that opens them. */
export function* deniedBefore(opening: Opening, listeners: readonly Listener[]): Iterable<Fix> {
  const { entry, range, cidr, numbers } = opening;
  const { resource, section } = entry;
  const free = freeNumbers(entry.number ?? 0, numbers);
  if (free.length < listeners.length || section.block === undefined) return;
  const isOwn = section === resource;
  const edits = listeners.map(({ port }, index) => {
    const number = free[listeners.length - 1 - index] ?? 1;
    const ports = { protocol: "tcp", from_port: port, to_port: port, [range.attribute]: cidr };
    if (!isOwn) return addBlock(resource, "ingress", { rule_no: number, action: "deny", ...ports });
    const acl = { network_acl_id: expression(code(resource, "network_acl_id") ?? "null") };
    return append(resource, "aws_network_acl_rule", { ...acl, rule_number: number, rule_action: "deny", ...ports });
  });
  yield { title: `Deny ${listeners.map(({ name }) => name).join(" and ")} before it`, impact: "disruption", edits };
}

/** The numbers below one that are not taken, the nearest first. */
const freeNumbers = (number: number, taken: readonly number[]): readonly number[] =>
  Array.from({ length: Math.min(Math.max(number - 1, 0), 64) }, (_, index) => number - 1 - index).filter(
    (candidate) => !taken.includes(candidate),
  );

const impactOf = ({ section, resource }: Opening["entry"]): Impact =>
  section === resource ? "replacement" : "disruption";
