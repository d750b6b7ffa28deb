import { hcl, rule } from "../../kit/rule.ts";
import { exposed, problem } from "./shapes/exposure.ts";
import { clientsOnly } from "./shapes/narrowing.ts";

export default rule({
  id: "aws-ec2-database-port-open-to-world",
  title: "A database port is open to the internet",
  severity: "high",
  severityDependsOn: "what listens on the port, and whether the internet reaches what the group is attached to",
  responsibility: "customer",
  why: "Nothing but the password is left between the internet and the data, and several databases start without one.",
  controls: { "security-hub": ["EC2.18", "EC2.19"], cwe: ["284"] },
  aliases: {
    tfsec: ["aws-ec2-no-public-ingress-sgr", "aws-vpc-no-public-ingress-sgr"],
    kics: ["381c3f2a-ef6f-4eff-99f7-b169cda3422c", "4728cd65-a20c-49da-8b31-9c08b423e4db"],
  },
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html",
  ],
  subsumes: ["aws-ec2-port-open-to-world", "aws-ec2-http-open-to-world"],

  on: exposed("database"),
  *check(exposure) {
    yield problem(exposure, () => clientsOnly(exposure));
  },

  insecure: hcl`
    resource "aws_security_group" "bastion" {
      name = "bastion"
    }

    resource "aws_security_group" "database" {
      name = "database"
    }

    resource "aws_security_group_rule" "postgres" {
      security_group_id = aws_security_group.database.id
      type              = "ingress"
      from_port         = 5432
      to_port           = 5432
      protocol          = "tcp"
      cidr_blocks       = ["0.0.0.0/0"]
      #                    ^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_security_group" "bastion" {
      name = "bastion"
    }

    resource "aws_security_group" "database" {
      name = "database"
    }

    resource "aws_security_group_rule" "postgres" {
      security_group_id        = aws_security_group.database.id
      type                     = "ingress"
      from_port                = 5432
      to_port                  = 5432
      protocol                 = "tcp"
      source_security_group_id = aws_security_group.bastion.id
    }
  `,
});
