import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dax-cluster-unencrypted",
  title: "DAX cluster is not encrypted at rest",
  severity: "medium",
  responsibility: "customer",
  why: "Whoever gets hold of a node's disk reads what the cache took from the tables.",
  controls: { "security-hub": ["DynamoDB.3"] },
  aliases: {
    checkov: ["CKV_AWS_47"],
    trivy: ["AVD-AWS-0023"],
    tfsec: ["aws-dynamodb-enable-at-rest-encryption"],
    kics: ["f11aec39-858f-4b6f-b946-0a1bf46c0c87"],
  },
  references: [
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
  ],

  on: resources("aws_dax_cluster"),
  check: setting("server_side_encryption.enabled", is(true), {
    fallback: false,
    impact: "replacement",
    title: "Encrypt the cluster",
  }),

  insecure: hcl`
    resource "aws_dax_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_name       = "orders"
      iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
      node_type          = "dax.t3.small"
      replication_factor = 3
    }
  `,
  secure: hcl`
    resource "aws_dax_cluster" "orders" {
      cluster_name       = "orders"
      iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
      node_type          = "dax.t3.small"
      replication_factor = 3

      server_side_encryption {
        enabled = true
      }
    }
  `,
});
