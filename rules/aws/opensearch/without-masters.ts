import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-opensearch-without-masters",
  title: "OpenSearch domain has no dedicated master nodes",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A node that is busy with queries drops out, and with it the cluster.",
  controls: { "security-hub": ["Opensearch.11", "ES.7"] },
  aliases: { checkov: ["CKV2_AWS_59"] },
  references: [
    "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html",
  ],

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain"),
  *check(domain) {
    const enabled = domain.get("cluster_config.dedicated_master_enabled");
    if (holds(enabled, is(true), false)) return;
    const isMissing = (name: string) => domain.get(`cluster_config.${name}`).state === "absent";
    yield {
      at: enabled.at,
      ...relatedTo(enabled),
      fixes: () => [
        {
          title: "Take three masters",
          impact: "disruption",
          edits: putAll(domain, {
            "cluster_config.dedicated_master_enabled": true,
            ...(isMissing("dedicated_master_count") && { "cluster_config.dedicated_master_count": 3 }),
            ...(isMissing("dedicated_master_type") && {
              "cluster_config.dedicated_master_type": stop("m7g.large.search"),
            }),
          }),
        },
      ],
    };
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
        dedicated_master_enabled = true
        dedicated_master_count   = 3
        dedicated_master_type    = "m7g.large.search"
      }
    }
  `,
});
