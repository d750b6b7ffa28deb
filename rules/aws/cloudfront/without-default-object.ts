import { holds, isSet, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isBucket } from "./shapes/origin-access.ts";

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
  *check(distribution) {
    const root = distribution.get("default_root_object");
    if (holds(root, isSet())) return;
    yield {
      at: root.at,
      ...relatedTo(root),
      // what a server of its own answers at the root is its own to say
      fixes: () =>
        distribution.sections("origin").some(isBucket)
          ? [
              {
                title: "Serve index.html at the root",
                impact: "disruption",
                edits: [put(distribution, "default_root_object", "index.html")],
              },
            ]
          : [],
    };
  },

  insecure: hcl`
    resource "aws_cloudfront_distribution" "site" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      enabled = true

      origin {
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
      default_root_object = "index.html"
      enabled             = true

      origin {
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
});
