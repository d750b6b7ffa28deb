import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-deployment-replaced-with-outage",
  title: "Replacing the API deployment deletes it before the new one exists",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A stage still points to it: AWS refuses, and the apply stops half-way.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_217"] },
  references: ["https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle"],

  on: resources("aws_api_gateway_deployment"),
  check: setting("lifecycle.create_before_destroy", is(true), {
    fallback: false,
    impact: "none",
    title: "Create the successor first",
  }),

  insecure: hcl`
    resource "aws_api_gateway_deployment" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rest_api_id = "a0b1c2d3e4"
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_deployment" "orders" {
      rest_api_id = "a0b1c2d3e4"

      lifecycle {
        create_before_destroy = true
      }
    }
  `,
});
