import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-appsync-cache-without-tls",
  title: "AppSync cache is not encrypted in transit",
  severity: "medium",
  responsibility: "customer",
  why: "Whoever listens on the way reads the answers.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_215"] },
  references: [
    "https://docs.aws.amazon.com/appsync/latest/devguide/enabling-caching.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html",
  ],

  on: resources("aws_appsync_api_cache"),
  check: setting("transit_encryption_enabled", is(true), {
    fallback: false,
    impact: "replacement",
    title: "Encrypt the way to the cache",
  }),

  insecure: hcl`
    resource "aws_appsync_api_cache" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      api_caching_behavior       = "FULL_REQUEST_CACHING"
      api_id                     = "a0b1c2"
      ttl                        = 900
      type                       = "LARGE"
      at_rest_encryption_enabled = true
    }
  `,
  secure: hcl`
    resource "aws_appsync_api_cache" "orders" {
      api_caching_behavior       = "FULL_REQUEST_CACHING"
      api_id                     = "a0b1c2"
      ttl                        = 900
      type                       = "LARGE"
      at_rest_encryption_enabled = true
      transit_encryption_enabled = true
    }
  `,
});
