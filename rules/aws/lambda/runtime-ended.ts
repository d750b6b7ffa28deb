import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { endedRuntimes, nextRuntimes, runtimeName } from "../../kit/ended-versions.ts";
import { isKnown } from "../../kit/provider.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-lambda-runtime-ended",
  title: "Function runs on a runtime that AWS no longer patches",
  severity: "medium",
  responsibility: "customer",
  why: "Known holes in the language stay open.",
  controls: { "security-hub": ["Lambda.2"] },
  aliases: { checkov: ["CKV_AWS_363"] },
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
  ],

  on: resources("aws_lambda_function"),
  *check(lambda) {
    const runtime = lambda.get("runtime");
    const name = String(plain(runtime) ?? "");
    const ended = endedRuntimes.get(name);
    if (ended === undefined) return;
    const next = nextRuntimes.get(/^[a-z]+/.exec(name)?.[0] ?? "");
    yield {
      at: runtime.at,
      message: `Function runs on ${runtimeName(name)}, which AWS no longer patches (since ${ended})`,
      ...relatedTo(runtime),
      fixes: () =>
        // an older provider refuses a runtime that it does not know
        next === undefined || !isKnown(lambda.module)
          ? []
          : [{ title: `Take \`${next}\``, impact: "disruption", edits: [put(lambda, "runtime", next)] }],
    };
  },

  insecure: hcl`
    resource "aws_lambda_function" "mail" {
      function_name = "mail"
      handler       = "index.handler"
      role          = "arn:aws:iam::123456789012:role/mail"
      runtime       = "nodejs16.x"
      #               ^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_lambda_function" "mail" {
      function_name = "mail"
      handler       = "index.handler"
      role          = "arn:aws:iam::123456789012:role/mail"
      runtime       = "nodejs22.x"
    }
  `,
});
