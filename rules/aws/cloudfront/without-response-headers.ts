import { isSet, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudfront-without-response-headers",
  title: "CloudFront adds no security headers",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Browsers are not told to refuse frames, sniffing and plain HTTP.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_32"] },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html",
  ],

  on: resources("aws_cloudfront_distribution").each((distribution) =>
    ["default_cache_behavior", "ordered_cache_behavior"].flatMap((type) => distribution.sections(type)),
  ),
  check: setting("response_headers_policy_id", isSet("67f7725c-6f97-4210-82d7-5512b31e9d03"), {
    impact: "disruption",
    title: "Add AWS's managed security headers",
  }),

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
      #^^^^^^^^^^^^^^^^^^^^^
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
        allowed_methods            = ["GET", "HEAD"]
        cached_methods             = ["GET", "HEAD"]
        response_headers_policy_id = "67f7725c-6f97-4210-82d7-5512b31e9d03"
        target_origin_id           = "origin"
        viewer_protocol_policy     = "redirect-to-https"
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
