import { items, plain, resources } from "../../kit/checks.ts";
import { replace, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-default-security-group",
  title: "Instance uses the VPC's default security group",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Everything in that group may talk to it on every port.",
  controls: { "security-hub": ["EC2.2"] },
  aliases: { kics: ["f1adc521-f79a-4d71-b55b-a68294687432"] },
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ],

  on: resources("aws_instance"),
  *check(instance) {
    for (const name of ["vpc_security_group_ids", "security_groups"])
      for (const group of items(instance.get(name))) {
        const isDefault =
          (group.refs ?? []).some(({ type }) => type === "aws_default_security_group") || plain(group) === "default";
        if (isDefault)
          yield {
            at: group.at,
            fixes: () => [
              {
                title: "Name a group of its own",
                impact: "disruption",
                edits: [replace(instance, group.at, stop("sg-id"))],
              },
            ],
          };
      }
  },

  insecure: hcl`
    resource "aws_instance" "app" {
      ami                    = "ami-0a1b2c3d4e5f6a7b8"
      instance_type          = "t3.small"
      vpc_security_group_ids = [aws_default_security_group.default.id]
      #                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }

    resource "aws_default_security_group" "default" {
      vpc_id = "vpc-0a1b2c3d"
    }
  `,
  secure: hcl`
    resource "aws_instance" "app" {
      ami                    = "ami-0a1b2c3d4e5f6a7b8"
      instance_type          = "t3.small"
      vpc_security_group_ids = ["sg-id"]
    }

    resource "aws_default_security_group" "default" {
      vpc_id = "vpc-0a1b2c3d"
    }
  `,
});
