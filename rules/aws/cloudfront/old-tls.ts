import type { Resource } from "../../../language/model/resource.ts";
import { isTrue, plain, relatedTo, resources } from "../../kit/checks.ts";
import { block, put, stop } from "../../kit/edits.ts";
import { type Fix, hcl, rule } from "../../kit/rule.ts";
import { isOldMinimum } from "../../kit/tls-policies.ts";

export default rule({
  id: "aws-cloudfront-old-tls",
  title: "CloudFront accepts TLS older than 1.2",
  severity: "medium",
  profileDependsOn: "whether it shows the certificate of a name of its own: that of CloudFront fixes the minimum",
  responsibility: "customer",
  why: "TLS before 1.2 has holes through which what is sent can be read.",
  controls: { "security-hub": ["CloudFront.15"] },
  aliases: {
    checkov: ["CKV_AWS_174"],
    trivy: ["AVD-AWS-0013"],
    tfsec: ["aws-cloudfront-use-secure-tls-policy"],
    kics: ["00e5e55e-c2ff-46b3-a757-a7a1cd802456", "5c0003fb-9aa0-42c1-9da3-eb0e332bef21"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  ],

  on: resources("aws_cloudfront_distribution"),
  *check(distribution) {
    const [certificate] = distribution.sections("viewer_certificate");
    if (!certificate && distribution.isOpen("viewer_certificate")) return;
    const version = certificate?.get("minimum_protocol_version");
    const isShared = !certificate || isTrue(certificate.get("cloudfront_default_certificate"));
    if (version && version.state !== "absent" && !isShared) {
      if (!isOldMinimum(String(plain(version)))) return;
    } else if (version?.state === "unknown") return;
    yield {
      at: version && version.state !== "absent" ? version.at : (certificate?.header ?? distribution.header),
      ...(version && version.state !== "absent" && relatedTo(version)),
      message: isShared
        ? "CloudFront accepts TLS 1.0 with its default certificate"
        : "CloudFront accepts TLS older than 1.2",
      ...(isShared && { profile: "all" as const }),
      fixes: () =>
        isShared
          ? withOwnCertificate(distribution)
          : [
              {
                title: "Ask for TLS 1.2",
                impact: "disruption",
                edits: [put(distribution, "viewer_certificate.minimum_protocol_version", "TLSv1.2_2021")],
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
        acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/site"
        minimum_protocol_version = "TLSv1"
        #                          ^^^^^^^
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

/** CloudFront's own certificate fixes the minimum at TLS 1.0, whatever is written. */
const withOwnCertificate = (distribution: Resource): readonly Fix[] => [
  {
    title: "Show a certificate of your own, from TLS 1.2 on",
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
];
