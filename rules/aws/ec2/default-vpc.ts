import { resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-default-vpc",
  title: "Instance runs in the default VPC",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "All subnets of the default VPC are public.",
  controls: {},
  aliases: { kics: ["7e4a6e76-568d-43ef-8c4e-36dea481bff1"] },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html"],

  on: resources("aws_instance"),
  *check(instance) {
    const subnet = instance.get("subnet_id");
    const isDefault = (subnet.refs ?? []).some(({ type }) => type === "aws_default_subnet");
    if (!isDefault) return;
    yield {
      at: subnet.at,
      fixes: () => [
        {
          title: "Put it into a subnet of yours",
          impact: "replacement",
          edits: [put(instance, "subnet_id", stop("subnet-id"))],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_instance" "app" {
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"
      subnet_id     = aws_default_subnet.a.id
      #               ^^^^^^^^^^^^^^^^^^^^^^^
    }

    resource "aws_default_subnet" "a" {
      availability_zone = "eu-west-1a"
    }
  `,
  secure: hcl`
    resource "aws_instance" "app" {
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"
      subnet_id     = "subnet-id"
    }

    resource "aws_default_subnet" "a" {
      availability_zone = "eu-west-1a"
    }
  `,
});
