import { dataSources, either, isTrue, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-default-vpc-in-use",
  title: "Default VPC is in use",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It comes with public subnets that give out public addresses, so what is put there is on the internet from the start.",
  controls: { cwe: ["1188"] },
  aliases: {
    checkov: ["CKV_AWS_148"],
    trivy: ["AVD-AWS-0101"],
    tfsec: ["aws-ec2-no-default-vpc", "aws-vpc-no-default-vpc"],
    kics: ["96ed3526-0179-4c73-b1b2-372fde2e0d13"],
  },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html"],
  noFix: "What runs in the default VPC has to be moved to another by hand: nothing can be carried over.",

  on: either(resources("aws_default_vpc", "aws_default_subnet"), dataSources("aws_vpc")).where(
    (resource) => resource.mode === "resource" || isTrue(resource.get("default")),
  ),
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
