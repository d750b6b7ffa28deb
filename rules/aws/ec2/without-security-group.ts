import { isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-without-security-group",
  title: "Instance has no security group of its own and takes the VPC's default one",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "The default one of the VPC decides who may connect.",
  controls: {},
  aliases: { kics: ["a31a5a29-718a-4ff4-8001-a69e5e4d029e"] },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"],

  on: resources("aws_instance").where(
    (instance) =>
      ["launch_template", "network_interface", "primary_network_interface"].every(
        (name) => instance.sections(name).length === 0 && !instance.isOpen(name),
      ) && instance.get("security_groups").state === "absent",
  ),
  check: setting("vpc_security_group_ids", isSet([stop("sg-id")]), { title: "Name a security group" }),

  insecure: hcl`
    resource "aws_instance" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"
    }
  `,
  secure: hcl`
    resource "aws_instance" "app" {
      ami                    = "ami-0a1b2c3d4e5f6a7b8"
      instance_type          = "t3.small"
      vpc_security_group_ids = ["sg-id"]
    }
  `,
});
