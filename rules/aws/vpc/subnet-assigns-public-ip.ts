import type { Resource } from "../../../language/model/resource.ts";
import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isOnlyWayOut } from "./shapes/subnet.ts";

export default rule({
  id: "aws-vpc-subnet-assigns-public-ip",
  title: "Every machine started in the subnet gets a public IP address by default",
  severity: "medium",
  profile: "hint",
  responsibility: "customer",
  why: "Machines that were meant to be private get an address on the internet by merely being started there.",
  controls: {
    "security-hub": ["EC2.15"],
    cwe: ["284"],
  },
  aliases: {
    checkov: ["CKV_AWS_130"],
    trivy: ["AVD-AWS-0164"],
    tfsec: ["aws-ec2-no-public-ip-subnet"],
    kics: ["52f04a44-6bfa-4c41-b1d3-4ae99a2de05c"],
  },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html"],

  on: resources("aws_subnet", "aws_default_subnet").where((subnet) => !isForBalancers(subnet)),
  check: (subnet) =>
    setting("map_public_ip_on_launch", isOnlyWayOut(subnet) ? isNot(true) : isNot(true, false), {
      // What the provider takes for the subnets that AWS made.
      fallback: subnet.type === "aws_default_subnet",
      impact: "disruption",
      title: "Give private addresses only",
    })(subnet),

  insecure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_subnet" "app" {
      vpc_id                  = aws_vpc.main.id
      cidr_block              = "10.0.1.0/24"
      map_public_ip_on_launch = true
      #                         ^^^^
    }
  `,
  secure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_subnet" "app" {
      vpc_id                  = aws_vpc.main.id
      cidr_block              = "10.0.1.0/24"
      map_public_ip_on_launch = false
    }
  `,
});

/** Whether its tags hand the subnet to load balancers that face the internet. */
const isForBalancers = (subnet: Resource): boolean => {
  const tags = subnet.get("tags");
  return tags.state === "mapping" && tags.entries.has("kubernetes.io/role/elb");
};
