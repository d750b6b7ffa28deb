import type { Resource } from "../../../language/model/resource.ts";
import type { Section } from "../../../language/model/section.ts";
import { holds, isSet, referred, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { cloudFrontOnly, isBucket, signed } from "./shapes/origin-access.ts";

export default rule({
  id: "aws-cloudfront-bucket-open-to-bypass",
  title: "CloudFront reads its bucket without signing its requests",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "The bucket must then be readable by everyone, past CloudFront, its firewall and its logs.",
  controls: { "security-hub": ["CloudFront.13"] },
  aliases: { checkov: ["CKV2_AWS_46"] },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  ],
  uncovers: ["aws-s3-bucket-allows-plain-http"],

  on: resources("aws_cloudfront_distribution").each((distribution) =>
    distribution.sections("origin").flatMap((origin) => (isBucket(origin) ? [{ distribution, origin }] : [])),
  ),
  *check({ distribution, origin }: { readonly distribution: Resource; readonly origin: Section }) {
    const access = [origin.get("origin_access_control_id"), origin.get("s3_origin_config.origin_access_identity")];
    if (
      origin.sections("custom_origin_config").length > 0 ||
      origin.isOpen("custom_origin_config") ||
      access.some((value) => holds(value, isSet()))
    )
      return;
    yield {
      at: origin.header,
      fixes: () => {
        const bucket = referred(origin.get("domain_name"), origin, "aws_s3_bucket");
        const closing = bucket?.module === distribution.module ? cloudFrontOnly(bucket) : undefined;
        return [...(closing ? [closing] : []), signed(distribution, origin)];
      },
    };
  },

  insecure: hcl`
    resource "aws_cloudfront_distribution" "site" {
      enabled = true

      origin {
      #^^^^^
        domain_name = "acme-site.s3.eu-west-1.amazonaws.com"
        origin_id   = "origin"

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
        domain_name              = "acme-site.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = aws_cloudfront_origin_access_control.site.id
        origin_id                = "origin"

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

    resource "aws_cloudfront_origin_access_control" "site" {
      name                              = "site"
      origin_access_control_origin_type = "s3"
      signing_behavior                  = "always"
      signing_protocol                  = "sigv4"
    }
  `,
});
