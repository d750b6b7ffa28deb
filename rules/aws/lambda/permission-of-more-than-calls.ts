import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-lambda-permission-of-more-than-calls",
  title: "Permission lets its holder do more than call the function",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever holds it may change the code.",
  controls: {},
  aliases: {
    kics: [
      "75ec6890-83af-4bf1-9f16-e83726df0bd0",
      "0ca1017d-3b80-423e-bb9c-6cd5898d34bd",
      "ad9dabc7-7839-4bae-a957-aa9120013f39",
    ],
  },
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"],

  on: resources("aws_lambda_permission"),
  *check(permission) {
    const action = permission.get("action");
    if (!/^(?:\*|lambda:\*|lambda:(?:Update|Delete|Add|Put).*)$/i.test(String(plain(action) ?? ""))) return;
    yield {
      at: action.at,
      ...relatedTo(action),
      fixes: () => [
        {
          title: "Allow calls only",
          impact: "replacement",
          edits: [put(permission, "action", "lambda:InvokeFunction")],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_lambda_permission" "bucket" {
      action        = "lambda:*"
      #               ^^^^^^^^^^
      function_name = "mail"
      principal     = "123456789012"
    }
  `,
  secure: hcl`
    resource "aws_lambda_permission" "bucket" {
      action        = "lambda:InvokeFunction"
      function_name = "mail"
      principal     = "123456789012"
    }
  `,
});
