import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-eks-endpoint-public",
  title: "Kubernetes API of the cluster is reachable from the internet",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Anyone may try stolen or weak credentials on it.",
  controls: { "security-hub": ["EKS.1"] },
  aliases: {
    checkov: ["CKV_AWS_39"],
    trivy: ["AVD-AWS-0040"],
    tfsec: ["aws-eks-no-public-cluster-access"],
    kics: ["42f4b905-3736-4213-bfe9-c0660518cda8"],
  },
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html",
  ],

  on: resources("aws_eks_cluster"),
  *check(cluster) {
    const open = cluster.get("vpc_config.endpoint_public_access");
    if (holds(open, is(false), true)) return;
    yield {
      at: open.at,
      ...relatedTo(open),
      fixes: () => [
        {
          title: "Keep it inside the VPC",
          impact: "disruption",
          edits: putAll(cluster, {
            "vpc_config.endpoint_private_access": true,
            "vpc_config.endpoint_public_access": false,
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_eks_cluster" "main" {
      name     = "main"
      role_arn = "arn:aws:iam::123456789012:role/eks"

      vpc_config {
      #^^^^^^^^^
        subnet_ids = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
  secure: hcl`
    resource "aws_eks_cluster" "main" {
      name     = "main"
      role_arn = "arn:aws:iam::123456789012:role/eks"

      vpc_config {
        endpoint_private_access = true
        endpoint_public_access  = false
        subnet_ids              = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
});
