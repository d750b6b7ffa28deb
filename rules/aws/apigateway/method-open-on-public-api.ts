import type { Resource } from "../../../language/model/resource.ts";
import { companions, holds, is, items, noneOf, plain, referred, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-method-open-on-public-api",
  title: "Anyone on the internet can call this method",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever finds the URL may call it, and no policy or private endpoint holds him back.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_70"] },
  references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html"],
  subsumes: ["aws-apigateway-method-open"],

  on: resources("aws_api_gateway_method"),
  *check(method) {
    const authorization = method.get("authorization");
    if (holds(authorization, noneOf(["NONE"]), "NONE") || holds(method.get("api_key_required"), is(true), false))
      return;
    const api = referred(method.get("rest_api_id"), method, "aws_api_gateway_rest_api");
    if (!api || isHeld(api)) return;
    yield {
      at: authorization.at,
      related: [{ at: api.header, message: "This API is reachable from the internet" }],
      fixes: () => [
        { title: "Ask for a signature of IAM", impact: "disruption", edits: [put(method, "authorization", "AWS_IAM")] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
      name = "orders"
    }

    resource "aws_api_gateway_method" "read" {
      authorization = "NONE"
      #               ^^^^^^
      http_method   = "GET"
      resource_id   = aws_api_gateway_rest_api.orders.root_resource_id
      rest_api_id   = aws_api_gateway_rest_api.orders.id
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
      name = "orders"
    }

    resource "aws_api_gateway_method" "read" {
      authorization = "AWS_IAM"
      http_method   = "GET"
      resource_id   = aws_api_gateway_rest_api.orders.root_resource_id
      rest_api_id   = aws_api_gateway_rest_api.orders.id
    }
  `,
});

/** A private endpoint, a policy, or what may be one of them. */
const isHeld = (api: Resource): boolean =>
  !holds(api.get("policy"), is(""), "") ||
  api.get("policy").state === "unknown" ||
  !holds(api.get("endpoint_configuration.types"), noneOf(["PRIVATE"]), "EDGE") ||
  items(api.get("endpoint_configuration.types")).some(
    (type) => plain(type) === "PRIVATE" || type.state === "unknown",
  ) ||
  companions(api, "aws_api_gateway_rest_api_policy", "rest_api_id").found.length > 0;
