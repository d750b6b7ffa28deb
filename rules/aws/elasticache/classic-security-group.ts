import { holds, isSet, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-classic-security-group",
  title: "EC2-Classic security group protects nothing: AWS has retired EC2-Classic",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "AWS retired EC2-Classic: what it was to keep out is not kept out by it.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_196"],
    trivy: ["AVD-AWS-0049"],
    tfsec: ["aws-elasticache-add-description-for-security-group"],
  },
  references: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VPCs.html"],
  noFix: "A VPC's security group takes its place, with rules of its own.",

  on: resources("aws_elasticache_security_group"),
  *check(group) {
    const isDescribed = holds(group.get("description"), isSet());
    yield { at: group.header, ...(isDescribed && { aliases: ["CKV_AWS_196"] }) };
  },

  insecure: hcl`
    resource "aws_elasticache_security_group" "cache" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name                 = "cache"
      security_group_names = ["web"]
    }
  `,
  secure: hcl`
    resource "aws_elasticache_subnet_group" "cache" {
      name       = "cache"
      subnet_ids = ["subnet-0a1b2c3d"]
    }
  `,
});
