import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dax-cluster-without-tls",
  title: "DAX cluster accepts connections without TLS",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever listens on the way reads what goes between the application and the cache.",
  controls: { "security-hub": ["DynamoDB.7"] },
  aliases: { checkov: ["CKV_AWS_239"] },
  references: [
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
  ],

  on: resources("aws_dax_cluster"),
  check: setting("cluster_endpoint_encryption_type", is("TLS"), {
    fallback: "NONE",
    impact: "replacement",
    title: "Encrypt connections",
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
      cluster_endpoint_encryption_type = "TLS"
      cluster_name                     = "orders"
      iam_role_arn                     = "arn:aws:iam::123456789012:role/dax"
      node_type                        = "dax.t3.small"
      replication_factor               = 3
    }
  `,
});
