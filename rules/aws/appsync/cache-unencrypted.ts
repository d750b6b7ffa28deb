import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-appsync-cache-unencrypted",
  title: "AppSync cache is not encrypted at rest",
  severity: "medium",
  responsibility: "customer",
  why: "Answers to one user lie readable on the disk of the cache.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_214"] },
  references: [
    "https://docs.aws.amazon.com/appsync/latest/devguide/enabling-caching.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html",
  ],

  on: resources("aws_appsync_api_cache"),
  check: setting("at_rest_encryption_enabled", is(true), {
    fallback: false,
    impact: "replacement",
    title: "Encrypt the cache",
  }),

  insecure: hcl`
    resource "aws_appsync_api_cache" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      api_caching_behavior       = "FULL_REQUEST_CACHING"
      api_id                     = "a0b1c2"
      ttl                        = 900
      type                       = "LARGE"
      transit_encryption_enabled = true
    }
  `,
  secure: hcl`
    resource "aws_appsync_api_cache" "orders" {
      api_caching_behavior       = "FULL_REQUEST_CACHING"
      api_id                     = "a0b1c2"
      ttl                        = 900
      type                       = "LARGE"
      transit_encryption_enabled = true
      at_rest_encryption_enabled = true
    }
  `,
});
