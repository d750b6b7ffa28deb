import { isFalse, items, plain, resources } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-eks-endpoint-open-to-world",
  title: "Kubernetes API of the cluster is open to every address on the internet",
  severity: "high",
  responsibility: "customer",
  why: "Anyone may try stolen or weak credentials on it.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_38"],
    trivy: ["AVD-AWS-0041"],
    tfsec: ["aws-eks-no-public-cluster-access-to-cidr"],
    kics: ["61cf9883-1752-4768-b18c-0d57f2737709"],
  },
  references: ["https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"],
  subsumes: ["aws-eks-endpoint-public"],

  on: resources("aws_eks_cluster").where(
    (cluster) =>
      !isFalse(cluster.get("vpc_config.endpoint_public_access")) &&
      cluster.get("vpc_config.endpoint_public_access").state !== "unknown",
  ),
  *check(cluster) {
    const ranges = cluster.get("vpc_config.public_access_cidrs");
    const wide =
      ranges.state === "absent" || (ranges.state === "list" && ranges.items.length === 0 && !ranges.open)
        ? ranges
        : items(ranges).find((range) => /^(?:0\.0\.0\.0|::)\/0$/.test(String(plain(range))));
    if (!wide) return;
    const inner = cluster.get("vpc_config.endpoint_private_access");
    yield {
      at: wide.at,
      fixes: () => [
        {
          title: "Name the networks that may connect",
          impact: "disruption",
          edits: putAll(cluster, {
            "vpc_config.public_access_cidrs": [stop("203.0.113.0/24")],
            // its own nodes would be shut out
            ...((isFalse(inner) || inner.state === "absent") && {
              "vpc_config.endpoint_private_access": true,
            }),
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
        public_access_cidrs = ["0.0.0.0/0"]
        #                      ^^^^^^^^^^^
        subnet_ids          = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
  secure: hcl`
    resource "aws_eks_cluster" "main" {
      name     = "main"
      role_arn = "arn:aws:iam::123456789012:role/eks"

      vpc_config {
        endpoint_private_access = true
        public_access_cidrs     = ["203.0.113.0/24"]
        subnet_ids              = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
});
