import { holds, noneOf, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-old-tls",
  title: "API domain accepts TLS older than 1.2",
  severity: "medium",
  profileDependsOn: "whether the policy is written: without a word AWS's default decides",
  responsibility: "customer",
  why: "TLS before 1.2 has holes through which what is sent can be read.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_206"],
    trivy: ["AVD-AWS-0005"],
    tfsec: ["aws-api-gateway-use-secure-tls-policy"],
    kics: ["4e1cc5d3-2811-4fb2-861c-ee9b3cb7f90b"],
  },
  references: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
  ],

  on: resources("aws_api_gateway_domain_name"),
  *check(domain) {
    const policy = domain.get("security_policy");
    if (policy.state === "unknown" || holds(policy, noneOf(["TLS_1_0"]), "TLS_1_0")) return;
    yield {
      at: policy.at,
      ...(policy.state === "absent" && { profile: "all" }),
      ...relatedTo(policy),
      message:
        policy.state === "absent" ? "API domain does not require TLS 1.2" : "API domain accepts TLS older than 1.2",
      fixes: () => [
        { title: "Ask for TLS 1.2", impact: "disruption", edits: [put(domain, "security_policy", "TLS_1_2")] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_api_gateway_domain_name" "api" {
      domain_name              = "api.acme.com"
      regional_certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/api"
      security_policy          = "TLS_1_0"
      #                          ^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_domain_name" "api" {
      domain_name              = "api.acme.com"
      regional_certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/api"
      security_policy          = "TLS_1_2"
    }
  `,
});
