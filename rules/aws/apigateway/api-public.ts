import { items, plain, relatedTo, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-api-public",
  title: "API is reachable from the internet",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whatever stands behind it can be attacked by anyone.",
  controls: {},
  aliases: { kics: ["6b2739db-9c49-4db7-b980-7816e0c248c1"] },
  references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html"],
  noFix: "A private API needs an endpoint in the VPC and a policy that admits it, and callers that are in there.",

  on: resources("aws_api_gateway_rest_api"),
  *check(api) {
    const types = api.get("endpoint_configuration.types");
    if (types.state === "unknown" || items(types).some((type) => type.state === "unknown" || plain(type) === "PRIVATE"))
      return;
    yield {
      at: types.at,
      ...relatedTo(types),
    };
  },

  insecure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "orders"
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
      name = "orders"

      endpoint_configuration {
        types = ["PRIVATE"]
      }
    }
  `,
});
