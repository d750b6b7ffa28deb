import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isElasticsearchBefore } from "./shapes/version.ts";

export default rule({
  id: "aws-opensearch-domain-without-own-key",
  title: "OpenSearch domain is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_247"], kics: ["7af2f4a3-00d9-47f3-8d15-ca0888f4e5b2"] },
  references: ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html"],

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain").where(
    (domain) => !isElasticsearchBefore(domain, 5, 1),
  ),
  check: ownKey("encrypt_at_rest.kms_key_id", {
    description: "Search data",
    impact: "replacement",
    also: { "encrypt_at_rest.enabled": true },
  }),

  insecure: hcl`
    resource "aws_opensearch_domain" "logs" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      encrypt_at_rest {
        enabled = true
      }
    }
  `,
  secure: hcl`
    resource "aws_opensearch_domain" "logs" {
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      encrypt_at_rest {
        enabled    = true
        kms_key_id = aws_kms_key.logs.arn
      }
    }

    resource "aws_kms_key" "logs" {
      description         = "Search data"
      enable_key_rotation = true
    }
  `,
});
