import { holds, is, noneOf, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-method-open",
  title: "Anyone who can reach the API can call this method",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever finds the URL may call it, as often as he likes.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_59"],
    trivy: ["AVD-AWS-0004"],
    tfsec: ["aws-api-gateway-no-public-access"],
    kics: ["15ccec05-5476-4890-ad19-53991eba1db8"],
  },
  references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html"],

  on: resources("aws_api_gateway_method").where((method) =>
    holds(method.get("http_method"), noneOf(["OPTIONS", "OPTION"])),
  ),
  *check(method) {
    const authorization = method.get("authorization");
    if (holds(authorization, noneOf(["NONE"]), "NONE") || holds(method.get("api_key_required"), is(true), false))
      return;
    yield {
      at: authorization.at,
      ...relatedTo(authorization),
      fixes: () => [
        { title: "Ask for a signature of IAM", impact: "disruption", edits: [put(method, "authorization", "AWS_IAM")] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_api_gateway_method" "read" {
      http_method   = "GET"
      resource_id   = "r0s1t2"
      rest_api_id   = "a0b1c2d3e4"
      authorization = "NONE"
      #               ^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_method" "read" {
      http_method   = "GET"
      resource_id   = "r0s1t2"
      rest_api_id   = "a0b1c2d3e4"
      authorization = "AWS_IAM"
    }
  `,
});
