import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-internet-not-blocked",
  title: "Nothing blocks the internet gateways of the region",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One wrong route or group in any VPC of the region opens what is in it.",
  controls: { "security-hub": ["EC2.172"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_block_public_access_options",
  ],
  noFix: "What comes in through a gateway today has to be known first, and excluded by its author.",

  on: resources("aws_vpc_block_public_access_options"),
  check: setting("internet_gateway_block_mode", isNot("off")),

  insecure: hcl`
    resource "aws_vpc_block_public_access_options" "region" {
      internet_gateway_block_mode = "off"
      #                             ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_vpc_block_public_access_options" "region" {
      internet_gateway_block_mode = "block-ingress"
    }
  `,
});
