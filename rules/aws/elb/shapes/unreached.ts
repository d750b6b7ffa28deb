import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import { plain, referred } from "../../../kit/checks.ts";
import { isClosedTo } from "../../ec2/shapes/traffic.ts";

/** Whether nobody gets to a listener: each group of its balancer is in view with all its rules, and lets nothing in to the port. */
export function isUnreached(listener: Section, balancer: Resource): boolean {
  const port = Number(plain(listener.get("port")));
  const groups = balancer.get("security_groups");
  if (!Number.isInteger(port) || groups.state !== "list" || groups.open || groups.items.length === 0) return false;
  return groups.items.every((item) => {
    const group = referred(item, balancer, "aws_security_group");
    return group !== undefined && isClosedTo(group, port);
  });
}
