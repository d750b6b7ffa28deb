import type { Section } from "../../../language/model/section.ts";
import { holds, is, plain, relatedTo, resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-peering-route-too-wide",
  title: "All traffic is routed to a peered network",
  severity: "high",
  responsibility: "customer",
  why: "The peer sees, and can answer for, everything that is not inside the VPC.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_44"], kics: ["b3a41501-f712-4c4f-81e5-db9a7dc0e34e"] },
  references: ["https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html"],

  on: resources("aws_route", "aws_route_table", "aws_default_route_table").each((resource): readonly Section[] =>
    resource.type === "aws_route" ? [resource] : resource.sections("route"),
  ),
  *check(route: Section) {
    if (
      !holds(route.get("vpc_peering_connection_id"), is(""), "") ||
      route.get("vpc_peering_connection_id").state === "unknown"
    ) {
      for (const name of ["destination_cidr_block", "destination_ipv6_cidr_block", "cidr_block", "ipv6_cidr_block"]) {
        const range = route.get(name);
        if (!/^(?:0\.0\.0\.0|::)\/0$/.test(String(plain(range)))) continue;
        yield {
          at: range.at,
          ...relatedTo(range),
          fixes: () => [
            {
              title: "Name the peer's network",
              impact: "replacement",
              edits: [put(route, name, stop(name.includes("ipv6") ? "2001:db8::/56" : "10.1.0.0/16"))],
            },
          ],
        };
      }
    }
  },

  insecure: hcl`
    resource "aws_route" "peer" {
      destination_cidr_block    = "0.0.0.0/0"
      #                           ^^^^^^^^^^^
      route_table_id            = "rtb-0a1b2c3d"
      vpc_peering_connection_id = "pcx-0a1b2c3d"
    }
  `,
  secure: hcl`
    resource "aws_route" "peer" {
      destination_cidr_block    = "10.1.0.0/16"
      route_table_id            = "rtb-0a1b2c3d"
      vpc_peering_connection_id = "pcx-0a1b2c3d"
    }
  `,
});
