import { blocks, holds, is, items, noneOf } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudfront-origin-old-tls",
  title: "CloudFront can connect to its origin with SSL 3.0",
  severity: "medium",
  responsibility: "customer",
  why: "SSL 3.0 and TLS before 1.2 have holes through which what is sent can be read.",
  controls: { "security-hub": ["CloudFront.10"] },
  aliases: { checkov: ["CKV2_AWS_54"] },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  ],

  on: blocks("origin.custom_origin_config", "aws_cloudfront_distribution"),
  *check(config) {
    // TLS is never spoken there, which is a finding of its own
    if (holds(config.get("origin_protocol_policy"), is("http-only"))) return;
    const protocols = config.get("origin_ssl_protocols");
    for (const protocol of items(protocols)) {
      if (holds(protocol, noneOf(["SSLv3"]))) continue;
      yield {
        at: protocol.at,
        fixes: () => [
          {
            title: "Speak TLS 1.2 to the origin",
            impact: "disruption",
            edits: [put(config, "origin_ssl_protocols", ["TLSv1.2"])],
          },
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_cloudfront_distribution" "site" {
      enabled = true

      origin {
        domain_name = "origin.acme.com"
        origin_id   = "origin"

        custom_origin_config {
          http_port              = 80
          https_port             = 443
          origin_protocol_policy = "https-only"
          origin_ssl_protocols   = ["SSLv3", "TLSv1.2"]
          #                         ^^^^^^^
        }
      }

      default_cache_behavior {
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        target_origin_id       = "origin"
        viewer_protocol_policy = "redirect-to-https"
      }

      restrictions {
        geo_restriction {
          restriction_type = "none"
        }
      }

      viewer_certificate {
        acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/site"
        minimum_protocol_version = "TLSv1.2_2021"
        ssl_support_method       = "sni-only"
      }
    }
  `,
  secure: hcl`
    resource "aws_cloudfront_distribution" "site" {
      enabled = true

      origin {
        domain_name = "origin.acme.com"
        origin_id   = "origin"

        custom_origin_config {
          http_port              = 80
          https_port             = 443
          origin_protocol_policy = "https-only"
          origin_ssl_protocols   = ["TLSv1.2"]
        }
      }

      default_cache_behavior {
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        target_origin_id       = "origin"
        viewer_protocol_policy = "redirect-to-https"
      }

      restrictions {
        geo_restriction {
          restriction_type = "none"
        }
      }

      viewer_certificate {
        acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/site"
        minimum_protocol_version = "TLSv1.2_2021"
        ssl_support_method       = "sni-only"
      }
    }
  `,
});
