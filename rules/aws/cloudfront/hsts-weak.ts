import { atLeast, holds, is, resources } from "../../kit/checks.ts";
import { putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** What is missing, as a message names it. */
const gaps: ReadonlyMap<string, string> = new Map([
  ["access_control_max_age_sec", "it lasts less than a year"],
  ["include_subdomains", "it leaves out subdomains"],
  ["override", "the origin may weaken it"],
  ["preload", "it is not preloaded"],
]);

export default rule({
  id: "aws-cloudfront-hsts-weak",
  title: "Browsers are not told to stay on HTTPS (HSTS)",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "On the first request of each visit somebody on the way can keep the user on plain HTTP.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_259"] },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html",
  ],

  on: resources("aws_cloudfront_response_headers_policy"),
  *check(policy) {
    const path = "security_headers_config.strict_transport_security";
    const [config] = policy.sections("security_headers_config");
    if (config ? config.isOpen("strict_transport_security") : policy.isOpen("security_headers_config")) return;
    const wanted = {
      access_control_max_age_sec: 31536000,
      include_subdomains: true,
      override: true,
      preload: true,
    } as const;
    const missing = Object.entries(wanted).filter(
      ([name, value]) => !holds(policy.get(`${path}.${name}`), typeof value === "number" ? atLeast(value) : is(value)),
    );
    if (missing.length === 0) return;
    const [header] = config?.sections("strict_transport_security") ?? [];
    yield {
      at: header ? header.header : policy.header,
      message: header
        ? `HSTS header is too weak: ${missing.map(([name]) => gaps.get(name)).join(", ")}`
        : "Browsers are not told to stay on HTTPS: no HSTS header is sent",
      fixes: () => [
        {
          title: "Hold browsers to HTTPS for a year",
          impact: "disruption",
          edits: putAll(policy, Object.fromEntries(missing.map(([name, value]) => [`${path}.${name}`, value]))),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_cloudfront_response_headers_policy" "site" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "site"

      security_headers_config {
        content_type_options {
          override = true
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_cloudfront_response_headers_policy" "site" {
      name = "site"

      security_headers_config {
        content_type_options {
          override = true
        }

        strict_transport_security {
          access_control_max_age_sec = 31536000
          include_subdomains         = true
          override                   = true
          preload                    = true
        }
      }
    }
  `,
});
