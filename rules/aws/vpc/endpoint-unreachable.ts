import { holds, is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-endpoint-unreachable",
  title: "VPC endpoint does not answer under the service's name: its private DNS is off",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Traffic to the service leaves the VPC all the same.",
  controls: {},
  aliases: { kics: ["0bc534c5-13d1-4353-a7fe-b8665d5c1d7d", "e9b7acf9-9ba0-4837-a744-31e7df1e434d"] },
  references: ["https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"],

  on: resources("aws_vpc_endpoint").where((endpoint) =>
    holds(endpoint.get("vpc_endpoint_type"), is("Interface"), "Gateway"),
  ),
  check: setting("private_dns_enabled", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Answer under the service's name",
  }),

  insecure: hcl`
    resource "aws_vpc_endpoint" "sqs" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      service_name      = "com.amazonaws.eu-west-1.sqs"
      subnet_ids        = ["subnet-0a1b2c3d"]
      vpc_endpoint_type = "Interface"
      vpc_id            = "vpc-0a1b2c3d"
    }
  `,
  secure: hcl`
    resource "aws_vpc_endpoint" "sqs" {
      private_dns_enabled = true
      service_name        = "com.amazonaws.eu-west-1.sqs"
      subnet_ids          = ["subnet-0a1b2c3d"]
      vpc_endpoint_type   = "Interface"
      vpc_id              = "vpc-0a1b2c3d"
    }
  `,
});
