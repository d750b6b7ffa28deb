import { noneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-opensearch-old-tls",
  title: "OpenSearch domain accepts TLS older than 1.2",
  severity: "medium",
  responsibility: "customer",
  why: "TLS before 1.2 has holes through which what is sent can be read.",
  controls: { "security-hub": ["Opensearch.8", "ES.8"] },
  aliases: { checkov: ["CKV_AWS_228"], trivy: ["AVD-AWS-0126"], tfsec: ["aws-elastic-search-use-secure-tls-policy"] },
  references: [
    "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html",
  ],

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain"),
  check: setting(
    "domain_endpoint_options.tls_security_policy",
    noneOf(["Policy-Min-TLS-1-0-2019-07"], "Policy-Min-TLS-1-2-2019-07"),
    { fallback: "Policy-Min-TLS-1-0-2019-07", impact: "disruption", title: "Ask for TLS 1.2" },
  ),

  insecure: hcl`
    resource "aws_opensearch_domain" "logs" {
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      domain_endpoint_options {
        enforce_https       = true
        tls_security_policy = "Policy-Min-TLS-1-0-2019-07"
        #                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_opensearch_domain" "logs" {
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      domain_endpoint_options {
        enforce_https       = true
        tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
      }
    }
  `,
});
