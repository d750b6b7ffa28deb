import type { Resource } from "../../../language/model/resource.ts";
import { holds, meant, noneOf, plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { isExplained } from "../../kit/explained.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { sourceText } from "../../kit/source-text.ts";

export default rule({
  id: "aws-lambda-url-open",
  title: "Anyone on the internet can call the function",
  severity: "high",
  profileDependsOn: "whether its name says who calls it from outside: what others call back cannot sign for AWS",
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
      ...(isCalledBack(url) && { profile: "hint" as const }),
      fixes: () =>
        // browsers, which it answers, and other services cannot sign as IAM asks for
        url.sections("cors").length > 0 ||
        url.isOpen("cors") ||
        isCalledBack(url) ||
        isServed(url) ||
        isExplained(asked, url)
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

/** Whether CloudFront calls it, which signs only by an access control of the origin and with a permission of its own. */
const isServed = (url: Resource): boolean =>
  url.module
    .ofType("aws_cloudfront_distribution")
    .some((distribution) =>
      distribution
        .sections("origin")
        .some(
          (origin) =>
            origin.get("origin_access_control_id").state === "absent" &&
            new RegExp(`\\baws_lambda_function_url\\.${url.name}\\b(?!-)`).test(
              sourceText(origin, "domain_name") ?? "",
            ),
        ),
    );

/** Whether another service calls the function, by its name: such a caller proves itself by a signature of its own. */
function isCalledBack(url: Resource): boolean {
  const called = meant(url.get("function_name"), url, "aws_lambda_function", "function_name");
  return [url.name, plain(url.get("function_name")), called?.name, called && plain(called.get("function_name"))].some(
    (name) => typeof name === "string" && outside.test(name),
  );
}

const outside =
  /web-?_?hook|call-?_?back|slack|github|gitlab|bitbucket|stripe|twilio|telegram|discord|pagerduty|shopify|oauth/i;
