import { companions, resources } from "../../kit/checks.ts";
import { append, block, expression, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-without-firewall",
  title: "No network firewall protects the VPC",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "advanced",
  why: "Nothing looks into what passes the security groups.",
  controls: {},
  aliases: { kics: ["fd632aaf-b8a1-424d-a4d1-0de22fd3247a"] },
  references: ["https://docs.aws.amazon.com/network-firewall/latest/developerguide/what-is-aws-network-firewall.html"],

  on: resources("aws_vpc"),
  *check(vpc) {
    const { found, certain } = companions(vpc, "aws_networkfirewall_firewall", "vpc_id");
    if (found.length > 0 || !certain) return;
    yield {
      at: vpc.header,
      fixes: () => [
        {
          title: "Add a firewall",
          impact: "disruption",
          edits: [
            append(vpc, "aws_networkfirewall_firewall", {
              name: vpc.name,
              firewall_policy_arn: stop("arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/id"),
              vpc_id: expression(`aws_vpc.${vpc.name}.id`),
              subnet_mapping: block({ subnet_id: stop("subnet-id") }),
            }),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_vpc" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^
      cidr_block = "10.0.0.0/16"
    }
  `,
  secure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_networkfirewall_firewall" "main" {
      name                = "main"
      firewall_policy_arn = "arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/id"
      vpc_id              = aws_vpc.main.id

      subnet_mapping {
        subnet_id = "subnet-id"
      }
    }
  `,
});
