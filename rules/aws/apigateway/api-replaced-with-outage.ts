import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-api-replaced-with-outage",
  title: "Replacing the API deletes it before the new one exists",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "While Terraform replaces it, nobody is served.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_237"] },
  references: ["https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle"],

  on: resources("aws_api_gateway_rest_api"),
  check: setting("lifecycle.create_before_destroy", is(true), {
    fallback: false,
    impact: "none",
    title: "Create the successor first",
  }),

  insecure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "orders"
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
      name = "orders"

      lifecycle {
        create_before_destroy = true
      }
    }
  `,
});
