import { hcl, rule } from "../../kit/rule.ts";
import { exposed, isKnowingly, problem } from "./shapes/exposure.ts";
import { administratorsOnly } from "./shapes/narrowing.ts";

export default rule({
  id: "aws-ec2-rdp-open-to-world",
  title: "Remote Desktop is open to the internet",
  severity: "high",
  severityDependsOn:
    "what listens on the port, whether the internet reaches what the group is attached to, and whether it is a bastion or said to be meant",
  responsibility: "customer",
  why: "Open Remote Desktop is a usual way in for ransomware: passwords are guessed, and some of its flaws needed none.",
  controls: {
    "cis-aws-1.4": ["5.2"],
    "security-hub": ["EC2.14", "EC2.18", "EC2.19", "EC2.53", "EC2.54"],
    cwe: ["284"],
  },
  aliases: {
    checkov: ["CKV_AWS_25"],
    trivy: ["AVD-AWS-0107"],
    tfsec: ["aws-ec2-no-public-ingress-sgr", "aws-vpc-no-public-ingress-sgr"],
    kics: ["151187cb-0efc-481c-babd-ad24e3c9bc22", "4728cd65-a20c-49da-8b31-9c08b423e4db"],
  },
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-remote-desktop-connections.html",
  ],
  subsumes: [
    "aws-ec2-admin-port-open-to-world",
    "aws-ec2-database-port-open-to-world",
    "aws-ec2-port-open-to-world",
    "aws-ec2-http-open-to-world",
  ],

  on: exposed("rdp"),
  *check(exposure) {
    const { reach, power, ...told } = problem(exposure, () => administratorsOnly(exposure));
    const isWeighed = reach !== "internet" || !isKnowingly(exposure);
    yield { ...told, ...(isWeighed && reach && power && { reach, power }) };
  },

  insecure: hcl`
    resource "aws_security_group" "management" {
      name = "management"
    }

    resource "aws_security_group" "desktop" {
      name = "desktop"
    }

    resource "aws_vpc_security_group_ingress_rule" "rdp" {
      security_group_id = aws_security_group.desktop.id
      cidr_ipv4         = "0.0.0.0/0"
      #                   ^^^^^^^^^^^
      ip_protocol       = "tcp"
      from_port         = 3389
      to_port           = 3389
    }
  `,
  secure: hcl`
    resource "aws_security_group" "management" {
      name = "management"
    }

    resource "aws_security_group" "desktop" {
      name = "desktop"
    }

    resource "aws_vpc_security_group_ingress_rule" "rdp" {
      security_group_id            = aws_security_group.desktop.id
      referenced_security_group_id = aws_security_group.management.id
      ip_protocol                  = "tcp"
      from_port                    = 3389
      to_port                      = 3389
    }
  `,
});
