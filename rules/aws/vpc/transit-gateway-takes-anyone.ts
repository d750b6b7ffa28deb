import { noneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-transit-gateway-takes-anyone",
  title: "Transit gateway accepts attachments of other accounts without approval",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "A VPC of another account is joined to the network, and nobody looks at it.",
  controls: { "security-hub": ["EC2.23"] },
  aliases: { checkov: ["CKV_AWS_331"] },
  references: [
    "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ],

  on: resources("aws_ec2_transit_gateway"),
  check: setting("auto_accept_shared_attachments", noneOf(["enable"], "disable"), {
    fallback: "disable",
    impact: "disruption",
    title: "Accept each by hand",
  }),

  insecure: hcl`
    resource "aws_ec2_transit_gateway" "hub" {
      auto_accept_shared_attachments = "enable"
      #                                ^^^^^^^^
      description                    = "Hub"
    }
  `,
  secure: hcl`
    resource "aws_ec2_transit_gateway" "hub" {
      auto_accept_shared_attachments = "disable"
      description                    = "Hub"
    }
  `,
});
