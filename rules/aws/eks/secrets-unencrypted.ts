import { holds, includes, isSet, resources } from "../../kit/checks.ts";
import { expression, putAll } from "../../kit/edits.ts";
import { key } from "../../kit/kms-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-eks-secrets-unencrypted",
  title: "Kubernetes secrets are not encrypted with a key of yours",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Whoever gets hold of a backup of the control plane reads every secret of Kubernetes.",
  controls: { "security-hub": ["EKS.3"] },
  aliases: {
    checkov: ["CKV_AWS_58"],
    trivy: ["AVD-AWS-0039"],
    tfsec: ["aws-eks-encrypt-secrets"],
    kics: ["63ebcb19-2739-4d3f-aa5c-e8bbb9b85281"],
  },
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html",
  ],

  on: resources("aws_eks_cluster"),
  *check(cluster) {
    const encrypted = cluster.get("encryption_config.resources");
    const named = cluster.get("encryption_config.provider.key_arn");
    if (holds(encrypted, includes("secrets")) && holds(named, isSet())) return;
    yield {
      at: cluster.sections("encryption_config")[0]?.header ?? cluster.header,
      fixes: () => {
        const { address, edits } = key(cluster, "Kubernetes secrets");
        return [
          {
            title: "Encrypt secrets with a KMS key of your own",
            impact: "disruption",
            edits: [
              ...putAll(cluster, {
                ...(named.state === "absent" && { "encryption_config.provider.key_arn": expression(`${address}.arn`) }),
                "encryption_config.resources": ["secrets"],
              }),
              ...(named.state === "absent" ? edits : []),
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_eks_cluster" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name     = "main"
      role_arn = "arn:aws:iam::123456789012:role/eks"

      vpc_config {
        subnet_ids = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
  secure: hcl`
    resource "aws_eks_cluster" "main" {
      name     = "main"
      role_arn = "arn:aws:iam::123456789012:role/eks"

      vpc_config {
        subnet_ids = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }

      encryption_config {
        provider {
          key_arn = aws_kms_key.main.arn
        }

        resources = ["secrets"]
      }
    }

    resource "aws_kms_key" "main" {
      description         = "Kubernetes secrets"
      enable_key_rotation = true
    }
  `,
});
