import type { Resource } from "../../../language/model/resource.ts";
import { holds, noneOf, plain, referred, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { isExplained } from "../../kit/explained.ts";
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
        isMeantForAll(url) || isExplained(asked, url)
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

/** Whether callers cannot sign: browsers, which it answers, and services that send to a hook. */
const isMeantForAll = (url: Resource): boolean =>
  url.sections("cors").length > 0 ||
  url.isOpen("cors") ||
  [url, referred(url.get("function_name"), url, "aws_lambda_function")].some(
    (each) =>
      each && /hook|callback|public|oauth|slack|github/i.test(`${each.name} ${plain(each.get("function_name")) ?? ""}`),
  );
