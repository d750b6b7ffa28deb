import { holds, is, oneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-zones-apart",
  title: "Load balancer keeps traffic within its availability zone",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "When the targets of one zone fail or are flooded, those of the others do not help.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_152"] },
  references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html"],

  on: resources("aws_lb", "aws_alb").where((balancer) =>
    holds(balancer.get("load_balancer_type"), oneOf("network", "gateway"), "application"),
  ),
  check: setting("enable_cross_zone_load_balancing", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Balance over zones",
  }),

  insecure: hcl`
    resource "aws_lb" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^
      load_balancer_type = "network"
      name               = "web"
    }
  `,
  secure: hcl`
    resource "aws_lb" "web" {
      enable_cross_zone_load_balancing = true
      load_balancer_type               = "network"
      name                             = "web"
    }
  `,
});
