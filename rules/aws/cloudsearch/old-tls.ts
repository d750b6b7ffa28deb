import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudsearch-old-tls",
  title: "CloudSearch domain accepts TLS older than 1.2",
  severity: "medium",
  responsibility: "customer",
  why: "TLS before 1.2 has holes through which what is sent can be read.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_218"] },
  references: [
    "https://docs.aws.amazon.com/cloudsearch/latest/developerguide/configuring-domain-endpoint-options.html",
  ],

  on: resources("aws_cloudsearch_domain"),
  check: setting("endpoint_options.tls_security_policy", is("Policy-Min-TLS-1-2-2019-07"), {
    fallback: "Policy-Min-TLS-1-0-2019-07",
    impact: "disruption",
    title: "Ask for TLS 1.2",
  }),

  insecure: hcl`
    resource "aws_cloudsearch_domain" "shop" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "shop"
    }
  `,
  secure: hcl`
    resource "aws_cloudsearch_domain" "shop" {
      name = "shop"

      endpoint_options {
        tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
      }
    }
  `,
});
