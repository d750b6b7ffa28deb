import { relatedTo } from "../../../kit/checks.ts";
import type { Problem } from "../../../kit/rule.ts";
import { internet } from "../../ec2/shapes/address.ts";
import { areAll, rdp, ssh } from "../../ec2/shapes/ports.ts";
import { isDenied, type OpenEntry } from "./acl.ts";
import { deniedBefore } from "./acl-fixes.ts";

const administrators = [...ssh, ...rdp].filter(({ port }) => port === 22 || port === 3389);

/** An ACL that lets the internet in to every port, but for those of administration that a line before it denies. */
export function* wholly(opening: OpenEntry): Iterable<Problem> {
  const { ports, range, cidr } = opening;
  if (!areAll(ports) || ports.protocol === "udp" || (isDenied(opening, 22) && isDenied(opening, 3389))) return;
  const what = ports.protocol === "all" ? "every port and protocol" : "every TCP port";
  yield {
    at: range.value.at,
    message: `Network ACL opens ${what} to ${internet(cidr)}`,
    ...relatedTo(range.value),
    // to admit less would shut out the answers to what is asked from inside, which come on any port
    fixes: () => deniedBefore(opening, administrators),
  };
}
