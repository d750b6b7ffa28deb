import { holds, isNot, relatedTo, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudfront-without-geo-restriction",
  title: "CloudFront serves every country in the world",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Traffic from countries without users is mostly attacks.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_374"] },
  references: ["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html"],
  noFix: "In which countries your users are is for the author to say: everyone else is shut out.",

  on: resources("aws_cloudfront_distribution"),
  *check(distribution) {
    const kind = distribution.get("restrictions.geo_restriction.restriction_type");
    if (holds(kind, isNot("none"), "own")) return;
    yield {
      at: kind.at,
      ...relatedTo(kind),
    };
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
          #                  ^^^^^^
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
          locations        = ["DE"]
          restriction_type = "whitelist"
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
