import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-neptune-cluster-without-own-key",
  title: "Neptune cluster is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_347"], trivy: ["AVD-AWS-0128"], tfsec: ["aws-neptune-encryption-customer-key"] },
  references: ["https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html"],

  on: resources("aws_neptune_cluster"),
  check: ownKey("kms_key_arn", { description: "Graph data", impact: "replacement" }),

  insecure: hcl`
    resource "aws_neptune_cluster" "graph" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier  = "graph"
      skip_final_snapshot = true
      storage_encrypted   = true
    }
  `,
  secure: hcl`
    resource "aws_neptune_cluster" "graph" {
      cluster_identifier  = "graph"
      kms_key_arn         = aws_kms_key.graph.arn
      skip_final_snapshot = true
      storage_encrypted   = true
    }

    resource "aws_kms_key" "graph" {
      description         = "Graph data"
      enable_key_rotation = true
    }
  `,
});
