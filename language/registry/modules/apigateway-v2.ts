import type { StandIn } from "../stand-in.ts";

export const apigatewayV2: readonly StandIn[] = [
  {
    name: "apigateway-v2",
    majors: [5, 6],
    inputs: {
      create: true,
      create_domain_name: true,
      domain_name: "",
      domain_name_ownership_verification_certificate_arn: null,
    },
    resources: `
      resource "aws_apigatewayv2_domain_name" "this" {
        count       = var.create && var.create_domain_name ? 1 : 0
        domain_name = var.domain_name
        domain_name_configuration {
          endpoint_type                          = "REGIONAL"
          security_policy                        = "TLS_1_2"
          ownership_verification_certificate_arn = var.domain_name_ownership_verification_certificate_arn
        }
      }
    `,
  },
];
