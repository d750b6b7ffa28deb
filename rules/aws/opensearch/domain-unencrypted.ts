import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isElasticsearchBefore } from "./shapes/version.ts";

export default rule({
  id: "aws-opensearch-domain-unencrypted",
  title: "OpenSearch domain is not encrypted at rest",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of a disk or a snapshot reads every document.",
  controls: { "security-hub": ["Opensearch.1", "ES.1"] },
  aliases: {
    checkov: ["CKV_AWS_5"],
    trivy: ["AVD-AWS-0048"],
    tfsec: ["aws-elastic-search-enable-domain-encryption"],
    kics: ["24e16922-4330-4e9d-be8a-caa90299466a"],
  },
  references: [
    "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html",
  ],

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain").where(
    (domain) => !isElasticsearchBefore(domain, 5, 1),
  ),
  check: setting("encrypt_at_rest.enabled", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Encrypt the data",
  }),

  insecure: hcl`
    resource "aws_opensearch_domain" "logs" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"
    }
  `,
  secure: hcl`
    resource "aws_opensearch_domain" "logs" {
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      encrypt_at_rest {
        enabled = true
      }
    }
  `,
});
