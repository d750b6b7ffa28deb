import type { Resource } from "../../../language/model/resource.ts";
import { companions, isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudfront-without-logging",
  title: "CloudFront keeps no access log",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell who asked for what.",
  controls: { "security-hub": ["CloudFront.5"] },
  aliases: {
    checkov: ["CKV_AWS_86"],
    trivy: ["AVD-AWS-0010"],
    tfsec: ["aws-cloudfront-enable-logging"],
    kics: ["94690d79-b3b0-43de-b656-84ebef5753e5"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  ],

  on: resources("aws_cloudfront_distribution").where((distribution) => !isDelivered(distribution)),
  check: setting("logging_config.bucket", isSet(stop("acme-logs.s3.amazonaws.com")), { title: "Keep an access log" }),

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

      logging_config {
        bucket = "acme-logs.s3.amazonaws.com"
      }
    }
  `,
});

/** The newer way: a source of logs, whose delivery may stand elsewhere. */
const isDelivered = (distribution: Resource): boolean =>
  companions(distribution, "aws_cloudwatch_log_delivery_source", "resource_arn").found.length > 0;
