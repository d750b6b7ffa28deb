import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-opensearch-plain-http",
  title: "OpenSearch domain accepts plain HTTP",
  severity: "high",
  responsibility: "customer",
  why: "Whoever listens on the way reads what is asked and answered, and the password.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_83"],
    trivy: ["AVD-AWS-0046"],
    tfsec: ["aws-elastic-search-enforce-https"],
    kics: ["2e9e0729-66d5-4148-9d39-5e6fb4bf2a4e"],
  },
  references: ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html"],

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain"),
  check: setting("domain_endpoint_options.enforce_https", is(true), {
    fallback: true,
    impact: "disruption",
    title: "Ask for HTTPS",
  }),

  insecure: hcl`
    resource "aws_opensearch_domain" "logs" {
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      domain_endpoint_options {
        enforce_https = false
        #               ^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_opensearch_domain" "logs" {
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      domain_endpoint_options {
        enforce_https = true
      }
    }
  `,
});
