import { atLeast, holds, is, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-opensearch-too-few-masters",
  title: "OpenSearch domain has fewer than three dedicated masters or only one zone",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "When a node or a zone fails, the domain can neither answer nor agree on what is true.",
  controls: { "security-hub": ["Opensearch.11", "ES.7"] },
  aliases: { checkov: ["CKV_AWS_318"] },
  references: [
    "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html",
  ],
  noFix: "How many nodes of which size, in which zones and subnets, is for its owner to plan and to pay.",

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain"),
  *check(domain) {
    const [count, zones] = [
      domain.get("cluster_config.dedicated_master_count"),
      domain.get("cluster_config.zone_awareness_enabled"),
    ];
    if (holds(count, atLeast(3)) && holds(zones, is(true), false)) return;
    yield { at: holds(count, atLeast(3)) ? zones.at : count.at };
  },

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

      cluster_config {
        dedicated_master_count   = 3
        dedicated_master_enabled = true
        zone_awareness_enabled   = true
      }
    }
  `,
});
