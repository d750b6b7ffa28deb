import { holds, isSet, resources } from "../../kit/checks.ts";
import { block, put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudfront-default-certificate",
  title: "CloudFront uses its default certificate, which allows TLS 1.0",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "The site can be reached under CloudFront's name only, and TLS 1.0 cannot be switched off.",
  controls: { "security-hub": ["CloudFront.7"] },
  aliases: { checkov: ["CKV2_AWS_42"], kics: ["3a1e94df-6847-4c0e-a3b6-6c6af4e128ef"] },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  ],

  on: resources("aws_cloudfront_distribution"),
  *check(distribution) {
    const [certificate] = distribution.sections("viewer_certificate");
    if (!certificate && distribution.isOpen("viewer_certificate")) return;
    if (
      certificate &&
      ["acm_certificate_arn", "iam_certificate_id"].some((name) => holds(certificate.get(name), isSet()))
    )
      return;
    yield {
      at: certificate ? certificate.header : distribution.header,
      fixes: () => [
        {
          title: "Show a certificate of your own",
          impact: "disruption",
          edits: [
            put(
              distribution,
              "viewer_certificate",
              block({
                acm_certificate_arn: stop("arn:aws:acm:us-east-1:123456789012:certificate/id"),
                minimum_protocol_version: "TLSv1.2_2021",
                ssl_support_method: "sni-only",
              }),
            ),
          ],
        },
      ],
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
        }
      }

      viewer_certificate {
      #^^^^^^^^^^^^^^^^^
        cloudfront_default_certificate = true
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
        acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/id"
        minimum_protocol_version = "TLSv1.2_2021"
        ssl_support_method       = "sni-only"
      }
    }
  `,
});
