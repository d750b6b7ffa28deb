import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-compression-out-of-range",
  title: "Minimum size for compression is outside the range that AWS accepts",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "AWS refuses the API: what the change was to protect is not protected.",
  controls: {},
  aliases: { kics: ["ed35928e-195c-4405-a252-98ccb664ab7b"] },
  references: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-openapi-minimum-compression-size.html",
  ],

  on: resources("aws_api_gateway_rest_api"),
  *check(api) {
    const size = api.get("minimum_compression_size");
    const bytes = Number(plain(size) ?? 0);
    if (plain(size) === undefined || plain(size) === "" || (bytes >= -1 && bytes <= 10485760)) return;
    yield {
      at: size.at,
      message: "Minimum size for compression is outside the 0 to 10,485,760 bytes that AWS accepts",
      ...relatedTo(size),
      fixes: () => [
        { title: "Compress from 1 KB on", impact: "update", edits: [put(api, "minimum_compression_size", 1024)] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
      minimum_compression_size = 20000000
      #                          ^^^^^^^^
      name                     = "orders"
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
      minimum_compression_size = 1024
      name                     = "orders"
    }
  `,
});
