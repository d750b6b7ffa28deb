import { hcl, rule } from "../../kit/rule.ts";
import { openings } from "./shapes/acl.ts";
import { wholly } from "./shapes/acl-wholly-open.ts";

export default rule({
  id: "aws-vpc-default-acl-open-to-world",
  title: "Default network ACL opens every port to the internet",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Open as AWS makes it, it stops nothing in subnets that no other ACL is written for.",
  controls: {
    "cis-aws-1.4": ["5.1"],
    cwe: ["284"],
  },
  aliases: {
    trivy: ["AVD-AWS-0102", "AVD-AWS-0105"],
    tfsec: [
      "aws-ec2-no-excessive-port-access",
      "aws-vpc-no-excessive-port-access",
      "aws-ec2-no-public-ingress-acl",
      "aws-vpc-no-public-ingress-acl",
    ],
  },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html"],

  on: openings("aws_default_network_acl"),
  check: wholly,

  insecure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_default_network_acl" "main" {
      default_network_acl_id = aws_vpc.main.default_network_acl_id

      ingress {
        rule_no    = 100
        action     = "allow"
        protocol   = "-1"
        from_port  = 0
        to_port    = 0
        cidr_block = "0.0.0.0/0"
        #            ^^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_default_network_acl" "main" {
      default_network_acl_id = aws_vpc.main.default_network_acl_id

      ingress {
        rule_no    = 100
        action     = "allow"
        protocol   = "-1"
        from_port  = 0
        to_port    = 0
        cidr_block = "0.0.0.0/0"
      }

      ingress {
        rule_no    = 98
        action     = "deny"
        protocol   = "tcp"
        from_port  = 22
        to_port    = 22
        cidr_block = "0.0.0.0/0"
      }

      ingress {
        rule_no    = 99
        action     = "deny"
        protocol   = "tcp"
        from_port  = 3389
        to_port    = 3389
        cidr_block = "0.0.0.0/0"
      }
    }
  `,
});
