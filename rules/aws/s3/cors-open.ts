import { blocks, items, plain } from "../../kit/checks.ts";
import { replace, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-cors-open",
  title: "Scripts of any website can call the bucket with every method",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A page that a user visits elsewhere acts on the bucket in his name.",
  controls: {},
  aliases: { kics: ["98a8f708-121b-455b-ae2f-da3fb59d17e1"] },
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html"],

  on: blocks("cors_rule", "aws_s3_bucket", "aws_s3_bucket_cors_configuration"),
  *check(rule) {
    const has = (name: string) => items(rule.get(name)).some((item) => plain(item) === "*");
    const origin = items(rule.get("allowed_origins")).find((item) => plain(item) === "*");
    const methods = items(rule.get("allowed_methods")).map((item) => String(plain(item)));
    const writes = ["PUT", "POST", "DELETE"].every((method) => methods.includes(method)) || has("allowed_methods");
    if (!origin || !(has("allowed_headers") || writes) || !writes) return;
    yield {
      at: origin.at,
      fixes: () => [
        {
          title: "Name the site",
          impact: "disruption",
          edits: [replace(rule, origin.at, stop("https://www.acme.com"))],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket_cors_configuration" "reports" {
      bucket = "acme-reports"

      cors_rule {
        allowed_headers = ["*"]
        allowed_methods = ["GET", "PUT", "POST", "DELETE"]
        allowed_origins = ["*"]
        #                  ^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket_cors_configuration" "reports" {
      bucket = "acme-reports"

      cors_rule {
        allowed_headers = ["*"]
        allowed_methods = ["GET", "PUT", "POST", "DELETE"]
        allowed_origins = ["https://www.acme.com"]
      }
    }
  `,
});
