import { companion, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-default-security-group-unmanaged",
  title: "Default security group of the VPC is left as AWS made it, with traffic allowed",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "As made, it lets its members reach each other and the whole internet, and whatever names no group is a member.",
  controls: {
    "cis-aws-1.4": ["5.3"],
    "security-hub": ["EC2.2"],
    cwe: ["1188"],
  },
  aliases: { checkov: ["CKV2_AWS_12"], trivy: ["AVD-AWS-0173"], kics: ["9a4ef195-74b9-4c58-b8ed-2b2fe4353a75"] },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"],

  on: resources("aws_vpc"),
  check: companion("aws_default_security_group", {
    via: "vpc_id",
    impact: "disruption",
    title: "Close the default security group",
    body: () => ({}),
  }),

  insecure: hcl`
    resource "aws_vpc" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^
      cidr_block = "10.0.0.0/16"
    }
  `,
  secure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_default_security_group" "main" {
      vpc_id = aws_vpc.main.id
    }
  `,
});
