import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-docdb-cluster-without-own-key",
  title: "DocumentDB cluster is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_182"],
    trivy: ["AVD-AWS-0022"],
    tfsec: ["aws-documentdb-encryption-customer-key"],
    kics: ["4766d3ea-241c-4ee6-93ff-c380c996bd1a", "2134641d-30a4-4b16-8ffc-2cd4c4ffd15d"],
  },
  references: ["https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html"],

  on: resources("aws_docdb_cluster"),
  check: ownKey("kms_key_id", { description: "Documents", impact: "replacement", also: { storage_encrypted: true } }),

  insecure: hcl`
    resource "aws_docdb_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier  = "orders"
      skip_final_snapshot = true
      storage_encrypted   = true
    }
  `,
  secure: hcl`
    resource "aws_docdb_cluster" "orders" {
      cluster_identifier  = "orders"
      kms_key_id          = aws_kms_key.orders.arn
      skip_final_snapshot = true
      storage_encrypted   = true
    }

    resource "aws_kms_key" "orders" {
      description         = "Documents"
      enable_key_rotation = true
    }
  `,
});
