import { blocks, holds, isSet } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-eks-nodes-open-for-ssh",
  title: "SSH of the cluster's nodes is open to the internet",
  severity: "high",
  responsibility: "customer",
  why: "Anyone may try keys on them; one that leaked opens every pod.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_100"], kics: ["ba40ace1-a047-483c-8a8d-bc2d3a67a82d"] },
  references: ["https://docs.aws.amazon.com/eks/latest/userguide/create-managed-node-group.html"],

  on: blocks("remote_access", "aws_eks_node_group"),
  *check(access) {
    if (access.get("ec2_ssh_key").state === "absent" || holds(access.get("source_security_group_ids"), isSet())) return;
    yield {
      at: access.header,
      fixes: () => [
        {
          title: "Name the groups that may connect",
          impact: "replacement",
          edits: [put(access, "source_security_group_ids", [stop("sg-id")])],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_eks_node_group" "main" {
      cluster_name  = "main"
      node_role_arn = "arn:aws:iam::123456789012:role/node"
      subnet_ids    = ["subnet-0a1b2c3d"]

      remote_access {
      #^^^^^^^^^^^^
        ec2_ssh_key = "ops"
      }

      scaling_config {
        desired_size = 2
        max_size     = 3
        min_size     = 1
      }
    }
  `,
  secure: hcl`
    resource "aws_eks_node_group" "main" {
      cluster_name  = "main"
      node_role_arn = "arn:aws:iam::123456789012:role/node"
      subnet_ids    = ["subnet-0a1b2c3d"]

      remote_access {
        ec2_ssh_key               = "ops"
        source_security_group_ids = ["sg-id"]
      }

      scaling_config {
        desired_size = 2
        max_size     = 3
        min_size     = 1
      }
    }
  `,
});
