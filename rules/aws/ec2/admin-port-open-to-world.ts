import { hcl, rule } from "../../kit/rule.ts";
import { exposed, problem } from "./shapes/exposure.ts";
import { administratorsOnly } from "./shapes/narrowing.ts";

export default rule({
  id: "aws-ec2-admin-port-open-to-world",
  title: "An administration or file sharing port is open to the internet",
  severity: "high",
  severityDependsOn: "what listens on the port, and whether the internet reaches what the group is attached to",
  responsibility: "customer",
  why: "Docker, WinRM, VNC, SMB and their like hand over the machine or its files, some of them without any password.",
  controls: {
    "cis-aws-1.4": ["5.2"],
    "cis-aws-3.0": ["5.2", "5.3"],
    "security-hub": ["EC2.18", "EC2.19"],
    cwe: ["284"],
  },
  aliases: {
    tfsec: ["aws-ec2-no-public-ingress-sgr", "aws-vpc-no-public-ingress-sgr"],
    kics: ["381c3f2a-ef6f-4eff-99f7-b169cda3422c", "4728cd65-a20c-49da-8b31-9c08b423e4db"],
  },
  references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19"],
  subsumes: ["aws-ec2-database-port-open-to-world", "aws-ec2-port-open-to-world", "aws-ec2-http-open-to-world"],

  on: exposed("administration"),
  *check(exposure) {
    yield problem(exposure, () => administratorsOnly(exposure));
  },

  insecure: hcl`
    resource "aws_security_group" "vpn" {
      name = "vpn"
    }

    resource "aws_security_group" "files" {
      name = "files"

      ingress {
        from_port        = 445
        to_port          = 445
        protocol         = "tcp"
        ipv6_cidr_blocks = ["::/0"]
        #                   ^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_security_group" "vpn" {
      name = "vpn"
    }

    resource "aws_security_group" "files" {
      name = "files"

      ingress {
        from_port       = 445
        to_port         = 445
        protocol        = "tcp"
        security_groups = [aws_security_group.vpn.id]
      }
    }
  `,
});
