import { hcl, rule } from "../../kit/rule.ts";
import { exposed, isKnowingly, problem } from "./shapes/exposure.ts";
import { administratorsOnly } from "./shapes/narrowing.ts";

export default rule({
  id: "aws-ec2-ssh-open-to-world",
  title: "SSH is open to the internet",
  severity: "high",
  severityDependsOn:
    "what listens on the port (a shell, or a server for files), whether the internet reaches what the group is attached to, and whether it is a bastion or said to be meant",
  responsibility: "customer",
  why: "Scanners try every address on port 22 all the time; one weak password, leaked key or flaw in sshd is then a shell.",
  controls: {
    "cis-aws-1.4": ["5.2"],
    "security-hub": ["EC2.13", "EC2.18", "EC2.19", "EC2.53", "EC2.54"],
    cwe: ["284"],
  },
  aliases: {
    checkov: ["CKV_AWS_24"],
    trivy: ["AVD-AWS-0107"],
    tfsec: ["aws-ec2-no-public-ingress-sgr", "aws-vpc-no-public-ingress-sgr"],
    kics: ["65905cec-d691-4320-b320-2000436cb696", "4728cd65-a20c-49da-8b31-9c08b423e4db"],
  },
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
    "https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html",
  ],
  subsumes: [
    "aws-ec2-rdp-open-to-world",
    "aws-ec2-admin-port-open-to-world",
    "aws-ec2-database-port-open-to-world",
    "aws-ec2-port-open-to-world",
    "aws-ec2-http-open-to-world",
  ],

  on: exposed("ssh"),
  *check(exposure) {
    const { reach, power, ...told } = problem(exposure, () => administratorsOnly(exposure));
    const isWeighed = reach !== "internet" || power !== "admin" || !isKnowingly(exposure);
    yield { ...told, ...(isWeighed && reach && power && { reach, power }) };
  },

  insecure: hcl`
    resource "aws_security_group" "bastion" {
      name = "bastion"
    }

    resource "aws_security_group" "web" {
      name = "web"

      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"] # SSH open to the world!
        #              ^^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_security_group" "bastion" {
      name = "bastion"
    }

    resource "aws_security_group" "web" {
      name = "web"

      ingress {
        from_port       = 22
        to_port         = 22
        protocol        = "tcp"
        security_groups = [aws_security_group.bastion.id]
      }
    }
  `,
});
