import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudsearch-plain-http",
  title: "CloudSearch domain accepts plain HTTP",
  severity: "medium",
  responsibility: "customer",
  why: "Whoever listens on the way reads what is asked and answered.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_220"] },
  references: [
    "https://docs.aws.amazon.com/cloudsearch/latest/developerguide/configuring-domain-endpoint-options.html",
  ],

  on: resources("aws_cloudsearch_domain"),
  check: setting("endpoint_options.enforce_https", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Ask for HTTPS",
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
        enforce_https = true
      }
    }
  `,
});
