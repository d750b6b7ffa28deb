import { anywhere, blocks, items, plain, referred } from "../../kit/checks.ts";
import { replace, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-lambda-url-cors-open",
  title: "Scripts of any website can call the function with every method",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A page that a user visits elsewhere calls it in his name.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_75"] },
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html"],

  on: blocks("cors", "aws_lambda_function_url"),
  *check(cors) {
    const star = (name: string) => items(cors.get(name)).find((item) => plain(item) === "*");
    const [origin, method] = [star("allow_origins"), star("allow_methods")];
    if (!origin || !method) return;
    const url = anywhere(cors, "aws_lambda_function_url").find((each) => each.sections("cors").includes(cors));
    const found = url && referred(url.get("function_name"), url, "aws_lambda_function");
    yield {
      at: origin.at,
      ...(found && { subject: found }),
      fixes: () => [
        {
          title: "Name the site",
          impact: "disruption",
          edits: [replace(cors, origin.at, stop("https://www.acme.com"))],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_lambda_function_url" "mail" {
      authorization_type = "AWS_IAM"
      function_name      = "mail"

      cors {
        allow_methods = ["*"]
        allow_origins = ["*"]
        #                ^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_lambda_function_url" "mail" {
      authorization_type = "AWS_IAM"
      function_name      = "mail"

      cors {
        allow_methods = ["*"]
        allow_origins = ["https://www.acme.com"]
      }
    }
  `,
});
