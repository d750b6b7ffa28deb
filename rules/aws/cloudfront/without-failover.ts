import type { Section } from "../../../language/model/section.ts";
import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudfront-without-failover",
  title: "CloudFront has no second origin to fail over to",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "When the origin fails, the site is gone.",
  controls: { "security-hub": ["CloudFront.4"] },
  aliases: { checkov: ["CKV_AWS_310"] },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  ],
  noFix: "A second origin has to hold the same content first.",

  on: resources("aws_cloudfront_distribution"),
  *check(distribution) {
    const groups = distribution.sections("origin_group");
    const isReady = (group: Section) =>
      group.sections("failover_criteria").length > 0 &&
      (group.sections("member").length >= 2 || group.isOpen("member"));
    if (distribution.isOpen("origin_group") || groups.some(isReady)) return;
    yield {
      at: distribution.header,
    };
  },

  insecure: hcl`
    resource "aws_cloudfront_distribution" "site" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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

      origin_group {
        origin_id = "with-failover"

        failover_criteria {
          status_codes = [500, 502, 503, 504]
        }

        member {
          origin_id = "origin"
        }

        member {
          origin_id = "second-origin"
        }
      }
    }
  `,
});
