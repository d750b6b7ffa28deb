import type { Value } from "../../../language/model/value.ts";
import { pieces } from "../../../language/policy/policy.ts";
import { blocks, holds, is, plain, relatedTo } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudfront-origin-plain-http",
  title: "CloudFront can connect to its origin over plain HTTP",
  severity: "medium",
  profileDependsOn: "whether it is always plain HTTP or only for viewers who come by it",
  responsibility: "customer",
  why: "Whoever listens between CloudFront and the origin reads and changes what the site sends and what its users type.",
  controls: { "security-hub": ["CloudFront.9"] },
  aliases: { checkov: ["CKV2_AWS_72"] },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  ],

  on: blocks("origin", "aws_cloudfront_distribution"),
  *check(origin) {
    const domain = origin.get("domain_name");
    if (isWebsite(domain)) return;
    const isOfAws =
      /\.(?:elb|mediastore|mediapackage)\b/.test(String(plain(domain) ?? "")) ||
      (domain.refs ?? []).some(({ type }) => /^aws_(?:lb|alb|elb|media_)/.test(type));
    for (const config of origin.sections("custom_origin_config")) {
      const policy = config.get("origin_protocol_policy");
      if (holds(policy, is("https-only"), "https-only")) continue;
      yield {
        at: policy.at,
        // Checkov asks it of AWS's own services only
        aliases: isOfAws ? ["CKV2_AWS_72"] : [],
        ...relatedTo(policy),
        // what the viewers' side allows is another finding
        ...(holds(policy, is("match-viewer")) && { profile: "all" }),
        fixes: () => [
          {
            title: "Speak HTTPS to the origin",
            impact: "disruption",
            edits: [put(config, "origin_protocol_policy", "https-only")],
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
          origin_protocol_policy = "http-only"
          #                        ^^^^^^^^^^^
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
    }
  `,
});

/** Whether it is a bucket's website endpoint, which speaks nothing but HTTP. */
const isWebsite = (domain: Value): boolean =>
  pieces(domain).some((piece) => piece !== undefined && /\.s3-website[.-]/.test(piece)) ||
  (domain.refs ?? []).some(
    ({ type, attribute }) => type === "aws_s3_bucket_website_configuration" || attribute === "website_endpoint",
  );
