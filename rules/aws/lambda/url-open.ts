import { holds, noneOf, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-lambda-url-open",
  title: "Anyone on the internet can call the function",
  severity: "high",
  responsibility: "customer",
  why: "Whoever finds the URL may call it, as often as he likes, and you pay.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_258"] },
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"],

  on: resources("aws_lambda_function_url"),
  *check(url) {
    const asked = url.get("authorization_type");
    if (holds(asked, noneOf(["NONE"]), "AWS_IAM")) return;
    yield {
      at: asked.at,
      ...relatedTo(asked),
      fixes: () =>
        // browsers, which it answers, cannot sign
        url.sections("cors").length > 0 || url.isOpen("cors")
          ? []
          : [
              {
                title: "Ask callers for a signature of IAM",
                impact: "disruption",
                edits: [put(url, "authorization_type", "AWS_IAM")],
              },
            ],
    };
  },

  insecure: hcl`
    resource "aws_lambda_function_url" "mail" {
      authorization_type = "NONE"
      #                    ^^^^^^
      function_name      = "mail"
    }
  `,
  secure: hcl`
    resource "aws_lambda_function_url" "mail" {
      authorization_type = "AWS_IAM"
      function_name      = "mail"
    }
  `,
});
