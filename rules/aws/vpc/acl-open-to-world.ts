import { hcl, rule } from "../../kit/rule.ts";
import { openings } from "./shapes/acl.ts";
import { wholly } from "./shapes/acl-wholly-open.ts";

export default rule({
  id: "aws-vpc-acl-open-to-world",
  title: "Network ACL opens every port to the internet",
  severity: "medium",
  profile: "hint",
  responsibility: "customer",
  why: "The ACL is the second line of defence: open like this it stops nothing that a careless security group lets in.",
  controls: {
    "cis-aws-1.4": ["5.1"],
    "security-hub": ["EC2.21"],
    cwe: ["284"],
  },
  aliases: {
    checkov: ["CKV_AWS_352", "CKV_AWS_229", "CKV_AWS_230", "CKV_AWS_231", "CKV_AWS_232"],
    trivy: ["AVD-AWS-0102", "AVD-AWS-0105"],
    tfsec: [
      "aws-ec2-no-excessive-port-access",
      "aws-vpc-no-excessive-port-access",
      "aws-ec2-no-public-ingress-acl",
      "aws-vpc-no-public-ingress-acl",
    ],
    kics: ["3af7f2fd-06e6-4dab-b996-2912bea19ba4", "a20be318-cac7-457b-911d-04cc6e812c25"],
  },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html"],

  // a VPC comes with the default one open: another rule, for who wants it closed
  on: openings("aws_network_acl", "aws_network_acl_rule"),
  check: wholly,

  insecure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_network_acl" "app" {
      vpc_id = aws_vpc.main.id
    }

    resource "aws_network_acl_rule" "all" {
      network_acl_id = aws_network_acl.app.id
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "-1"
      cidr_block     = "0.0.0.0/0"
      #                ^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_network_acl" "app" {
      vpc_id = aws_vpc.main.id
    }

    resource "aws_network_acl_rule" "all" {
      network_acl_id = aws_network_acl.app.id
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "-1"
      cidr_block     = "0.0.0.0/0"
    }

    resource "aws_network_acl_rule" "all_without_22" {
      network_acl_id = aws_network_acl.app.id
      rule_number    = 98
      rule_action    = "deny"
      protocol       = "tcp"
      from_port      = 22
      to_port        = 22
      cidr_block     = "0.0.0.0/0"
    }

    resource "aws_network_acl_rule" "all_without_3389" {
      network_acl_id = aws_network_acl.app.id
      rule_number    = 99
      rule_action    = "deny"
      protocol       = "tcp"
      from_port      = 3389
      to_port        = 3389
      cidr_block     = "0.0.0.0/0"
    }
  `,
});
