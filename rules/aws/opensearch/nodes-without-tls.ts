import { holds, is, plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isElasticsearchBefore } from "./shapes/version.ts";

export default rule({
  id: "aws-opensearch-nodes-without-tls",
  title: "Traffic between the nodes of the OpenSearch domain is not encrypted (no TLS)",
  severity: "medium",
  responsibility: "customer",
  why: "Whoever listens between the nodes reads every document.",
  controls: { "security-hub": ["Opensearch.3", "ES.3"] },
  aliases: {
    checkov: ["CKV_AWS_6"],
    trivy: ["AVD-AWS-0043"],
    tfsec: ["aws-elastic-search-enable-in-transit-encryption"],
    kics: ["967eb3e6-26fc-497d-8895-6428beb6e8e2"],
  },
  references: [
    "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html",
  ],

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain").where(
    (domain) => !isElasticsearchBefore(domain, 6, 0),
  ),
  *check(domain) {
    const enabled = domain.get("node_to_node_encryption.enabled");
    if (holds(enabled, is(true), false)) return;
    // a single node speaks with nobody
    const nodes = domain.get("cluster_config.instance_count");
    if (enabled.state === "absent" && (nodes.state === "unknown" || Number(plain(nodes) ?? 1) < 2)) return;
    yield {
      at: enabled.at,
      ...relatedTo(enabled),
      fixes: () => [
        {
          title: "Encrypt between nodes",
          impact: "disruption",
          edits: [put(domain, "node_to_node_encryption.enabled", true)],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_opensearch_domain" "logs" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      cluster_config {
        instance_count = 3
      }
    }
  `,
  secure: hcl`
    resource "aws_opensearch_domain" "logs" {
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      cluster_config {
        instance_count = 3
      }

      node_to_node_encryption {
        enabled = true
      }
    }
  `,
});
