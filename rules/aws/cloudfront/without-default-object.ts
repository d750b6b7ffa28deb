import { isSet, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudfront-without-default-object",
  title: "CloudFront has no default object",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A request for the root can list what lies at the origin.",
  controls: { "security-hub": ["CloudFront.1"] },
  aliases: { checkov: ["CKV_AWS_305"] },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  ],

  on: resources("aws_cloudfront_distribution"),
  check: setting("default_root_object", isSet("index.html"), {
    impact: "disruption",
    title: "Serve index.html at the root",
  }),

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
      default_root_object = "index.html"
      enabled             = true

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
