import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-endpoint-service-takes-anyone",
  title: "Endpoint service accepts connections without approval",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever is allowed to ask is connected, and nobody looks at it.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_123"] },
  references: ["https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html"],

  on: resources("aws_vpc_endpoint_service"),
  check: setting("acceptance_required", is(true), { impact: "disruption", title: "Accept each by hand" }),

  insecure: hcl`
    resource "aws_vpc_endpoint_service" "api" {
      acceptance_required        = false
      #                            ^^^^^
      network_load_balancer_arns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/api/1"]
    }
  `,
  secure: hcl`
    resource "aws_vpc_endpoint_service" "api" {
      acceptance_required        = true
      network_load_balancer_arns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/api/1"]
    }
  `,
});
