import { holds, isNot, plain, relatedTo, resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-lambda-callable-by-anyone",
  title: "Anyone with an AWS account can call the function",
  severity: "high",
  severityDependsOn: "what the action allows",
  responsibility: "customer",
  why: "Whoever knows its name calls it from any account, as often as he likes.",
  controls: { "security-hub": ["Lambda.1"] },
  aliases: {
    checkov: ["CKV_AWS_301"],
    kics: ["e08ed7eb-f3ef-494d-9d22-2e3db756a347"],
  },
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
  ],

  on: resources("aws_lambda_permission"),
  *check(permission) {
    const principal = permission.get("principal");
    if (
      plain(principal) !== "*" ||
      ["principal_org_id", "function_url_auth_type"].some((name) => permission.get(name).state !== "absent") ||
      // through the function's URL alone: whether that asks who is calling is said there
      !holds(permission.get("invoked_via_function_url"), isNot(true), false)
    )
      return;
    yield {
      at: principal.at,
      reach: "any account",
      power: /^lambda:(?:\*|Get\*?$|Update|Delete|Add|Put)/i.test(String(plain(permission.get("action"))))
        ? "data"
        : "write",
      ...relatedTo(principal),
      fixes: () => [
        {
          title: "Name the account",
          impact: "replacement",
          edits: [put(permission, "principal", stop("123456789012"))],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_lambda_permission" "all" {
      action        = "lambda:InvokeFunction"
      function_name = "mail"
      principal     = "*"
      #               ^^^
    }
  `,
  secure: hcl`
    resource "aws_lambda_permission" "all" {
      action        = "lambda:InvokeFunction"
      function_name = "mail"
      principal     = "123456789012"
    }
  `,
});
