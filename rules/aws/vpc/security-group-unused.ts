import { isCallingUnseen, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isNamed } from "../ec2/shapes/attached.ts";

export default rule({
  id: "aws-vpc-security-group-unused",
  title: "Security group is unused",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It protects nothing, and whoever attaches it one day takes it for reviewed.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_5"], kics: ["4849211b-ac39-479e-ae78-5694d506cb24"] },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"],
  noFix: "Whether it is to be attached or deleted is for its author to say.",

  on: resources("aws_security_group"),
  *check(group) {
    if (isNamed(group.module, group.name) || isCallingUnseen(group.module.root)) return;
    yield { at: group.header };
  },

  insecure: hcl`
    resource "aws_security_group" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "app"
    }
  `,
  secure: hcl`
    resource "aws_security_group" "app" {
      name = "app"
    }

    resource "aws_instance" "app" {
      ami                    = "ami-0a1b2c3d4e5f6a7b8"
      instance_type          = "t3.small"
      vpc_security_group_ids = [aws_security_group.app.id]
    }
  `,
});
