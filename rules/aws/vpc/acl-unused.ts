import { companions, items, resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-acl-unused",
  title: "Network ACL is unused: it is attached to no subnet",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It protects nothing: the default one, which lets everything through, stands before the subnets.",
  controls: { "security-hub": ["EC2.16"] },
  aliases: { checkov: ["CKV2_AWS_1"] },
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ],

  on: resources("aws_network_acl"),
  *check(acl) {
    if (items(acl.get("subnet_ids")).length > 0 || acl.get("subnet_ids").state === "unknown") return;
    const { found, certain } = companions(acl, "aws_network_acl_association", "network_acl_id");
    if (found.length > 0 || !certain) return;
    yield {
      at: acl.header,
      fixes: () => [
        { title: "Name its subnets", impact: "disruption", edits: [put(acl, "subnet_ids", [stop("subnet-id")])] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_network_acl" "private" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      vpc_id = "vpc-0a1b2c3d"
    }
  `,
  secure: hcl`
    resource "aws_network_acl" "private" {
      subnet_ids = ["subnet-id"]
      vpc_id     = "vpc-0a1b2c3d"
    }
  `,
});
