import { holds, includes, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

const wanted = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export default rule({
  id: "aws-eks-without-control-plane-logs",
  title: "Cluster does not keep all logs of its control plane",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a break-in nobody can tell who called the API and what was allowed.",
  controls: { "security-hub": ["EKS.8"] },
  aliases: {
    checkov: ["CKV_AWS_37"],
    trivy: ["AVD-AWS-0038"],
    tfsec: ["aws-eks-enable-control-plane-logging"],
    kics: ["37304d3f-f852-40b8-ae3f-725e87a7cedf", "66f130d9-b81d-4e8e-9b08-da74b9c891df"],
  },
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html",
  ],

  on: resources("aws_eks_cluster"),
  *check(cluster) {
    const kinds = cluster.get("enabled_cluster_log_types");
    if (wanted.every((kind) => holds(kinds, includes(kind)))) return;
    yield {
      at: kinds.at,
      message:
        kinds.state === "absent"
          ? "Cluster keeps no logs of its control plane"
          : `Cluster does not keep logs of its control plane: ${wanted.filter((kind) => !holds(kinds, includes(kind))).join(", ")}`,
      ...relatedTo(kinds),
      fixes: () => [
        { title: "Keep all logs", impact: "disruption", edits: [put(cluster, "enabled_cluster_log_types", wanted)] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_eks_cluster" "main" {
      name                      = "main"
      role_arn                  = "arn:aws:iam::123456789012:role/eks"
      enabled_cluster_log_types = ["api"]
      #                           ^^^^^^^

      vpc_config {
        subnet_ids = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
  secure: hcl`
    resource "aws_eks_cluster" "main" {
      name                      = "main"
      role_arn                  = "arn:aws:iam::123456789012:role/eks"
      enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]

      vpc_config {
        subnet_ids = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
});
