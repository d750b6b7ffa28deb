import type { Section } from "../../../language/model/section.ts";
import { plain, resources } from "../../kit/checks.ts";
import { stop, substitute } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-nat-instance",
  title: "Internet traffic leaves through an instance instead of a NAT gateway",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "The machine has to be patched and watched by you, and fails alone.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_35"] },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-comparison.html"],

  on: resources("aws_route", "aws_route_table", "aws_default_route_table").each((resource): readonly Section[] =>
    resource.type === "aws_route" ? [resource] : resource.sections("route"),
  ),
  *check(route: Section) {
    const instance = route.get("instance_id");
    const range = ["destination_cidr_block", "cidr_block"].map((name) => plain(route.get(name)));
    const isInstance =
      /^i-/.test(String(plain(instance) ?? "")) || (instance.refs ?? []).some(({ type }) => type === "aws_instance");
    if (!isInstance || !range.includes("0.0.0.0/0")) return;
    yield {
      at: instance.at,
      fixes: () => [
        {
          title: "Take a NAT gateway",
          impact: "disruption",
          edits: substitute(route, "instance_id", "nat_gateway_id", stop("nat-id")),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_route" "private" {
      destination_cidr_block = "0.0.0.0/0"
      instance_id            = "i-0a1b2c3d"
      #                        ^^^^^^^^^^^^
      route_table_id         = "rtb-0a1b2c3d"
    }
  `,
  secure: hcl`
    resource "aws_route" "private" {
      destination_cidr_block = "0.0.0.0/0"
      nat_gateway_id         = "nat-id"
      route_table_id         = "rtb-0a1b2c3d"
    }
  `,
});
