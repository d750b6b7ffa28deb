import type { Module } from "../../../language/model/module.ts";
import { pieces } from "../../../language/policy/policy.ts";
import { items, plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { endedKubernetes } from "../../kit/ended-versions.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** Once extended support is over, AWS takes a cluster to the oldest version that still has it. */
const oldest = `1.${endedKubernetes + 1}`;

export default rule({
  id: "aws-eks-version-ended",
  title: "Cluster runs a version of Kubernetes that AWS no longer patches",
  severity: "medium",
  responsibility: "customer",
  why: "Known holes stay open, and AWS upgrades the cluster when it likes.",
  controls: { "security-hub": ["EKS.2"] },
  aliases: { checkov: ["CKV_AWS_339"] },
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html",
  ],

  on: resources("aws_eks_cluster"),
  *check(cluster) {
    const version = cluster.get("version");
    const minor = Number(/^1\.(\d+)$/.exec(String(plain(version) ?? ""))?.[1] ?? Number.NaN);
    if (!(minor <= endedKubernetes)) return;
    yield {
      at: version.at,
      message: `Cluster runs Kubernetes 1.${minor}, which AWS no longer patches`,
      ...relatedTo(version),
      fixes: () =>
        // nodes whose image is of the old version do not come along
        hasImageOf(cluster.module, minor)
          ? []
          : [
              {
                title: `Take ${oldest}, to which AWS upgrades it by itself; go on from there, one minor version at a time`,
                impact: "disruption",
                edits: [put(cluster, "version", oldest)],
              },
            ],
    };
  },

  insecure: hcl`
    resource "aws_eks_cluster" "main" {
      name     = "main"
      role_arn = "arn:aws:iam::123456789012:role/eks"
      version  = "1.24"
      #          ^^^^^^

      vpc_config {
        subnet_ids = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
  secure: hcl`
    resource "aws_eks_cluster" "main" {
      name     = "main"
      role_arn = "arn:aws:iam::123456789012:role/eks"
      version  = "1.32"

      vpc_config {
        subnet_ids = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
});

/** Whether the tree looks up a machine image that is called by this version. */
const hasImageOf = ({ root }: Module, minor: number): boolean =>
  root
    .tree()
    .flatMap((module) => module.data("aws_ami"))
    .flatMap((image) => image.sections("filter").flatMap((filter) => items(filter.get("values"))))
    .some((name) => new RegExp(`(?<![\\d.])1\\.${minor}(?![\\d.]*\\d)`).test(pieces(name).join("")));
