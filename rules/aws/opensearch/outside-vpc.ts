import { resources } from "../../kit/checks.ts";
import { block, put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-opensearch-outside-vpc",
  title: "OpenSearch domain is outside a VPC: its endpoint is reachable from the internet",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "It has an address in the internet: a policy is all that keeps strangers out.",
  controls: { "security-hub": ["Opensearch.2", "ES.2"] },
  aliases: { checkov: ["CKV_AWS_137"] },
  references: [
    "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html",
  ],

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain"),
  *check(domain) {
    if (domain.sections("vpc_options").length > 0 || domain.isOpen("vpc_options")) return;
    yield {
      at: domain.header,
      fixes: () => [
        {
          title: "Put it into a VPC",
          impact: "replacement",
          edits: [
            put(domain, "vpc_options", block({ security_group_ids: [stop("sg-id")], subnet_ids: [stop("subnet-id")] })),
          ],
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

      vpc_options {
        security_group_ids = ["sg-id"]
        subnet_ids         = ["subnet-id"]
      }
    }
  `,
});
