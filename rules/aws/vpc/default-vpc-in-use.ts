import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import { isTrue } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-default-vpc-in-use",
  title: "The default VPC is used",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It comes with public subnets that give out public addresses, so what is put there is on the internet from the start.",
  controls: { cwe: ["1188"] },
  aliases: [
    "CKV_AWS_148",
    "AVD-AWS-0101",
    "aws-ec2-no-default-vpc",
    "aws-vpc-no-default-vpc",
    "96ed3526-0179-4c73-b1b2-372fde2e0d13",
  ],
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html"],
  noFix: "What runs in the default VPC has to be moved to another by hand: nothing can be carried over.",

  *on(module: Module): Iterable<Resource> {
    yield* module.ofType("aws_default_vpc");
    yield* module.ofType("aws_default_subnet");
    for (const vpc of module.data("aws_vpc")) if (isTrue(vpc.get("default"))) yield vpc;
  },
  *check(resource) {
    yield { at: resource.mode === "data" ? resource.get("default").at : resource.header };
  },

  insecure: hcl`
    resource "aws_default_vpc" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      tags = {
        Name = "default"
      }
    }
  `,
  secure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }
  `,
});
