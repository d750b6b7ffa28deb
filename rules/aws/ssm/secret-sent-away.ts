import { anywhere, dataSources, plain } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { sourceText } from "../../kit/source-text.ts";

export default rule({
  id: "aws-ssm-secret-sent-away",
  title: "Secret is sent to a web address",
  severity: "critical",
  responsibility: "customer",
  why: "Every plan and every apply sends it there, and into the logs on the way.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_36"], trivy: ["AVD-AWS-0134"], tfsec: ["aws-ssm-avoid-leaks-via-http"] },
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
  ],
  noFix: "What the request is for is for its author to say.",

  on: dataSources("http"),
  *check(request) {
    for (const name of ["url", "request_body", "request_headers"]) {
      const written = sourceText(request, name) ?? "";
      const [, named] = /aws_ssm_parameter\.([\w-]+)/.exec(written) ?? [];
      const parameter =
        named === undefined ? undefined : anywhere(request, "aws_ssm_parameter").find((other) => other.name === named);
      if (!parameter || plain(parameter.get("type")) !== "SecureString") continue;
      yield { at: request.get(name).at, related: [{ at: parameter.header, message: "This secret is sent" }] };
    }
  },

  insecure: hcl`
    resource "aws_ssm_parameter" "password" {
      name  = "password"
      type  = "SecureString"
      value = var.password
    }

    data "http" "report" {
      url = "https://report.acme.com/?p=\${aws_ssm_parameter.password.value}"
      #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }

    variable "password" {
      sensitive = true
    }
  `,
  secure: hcl`
    resource "aws_ssm_parameter" "password" {
      name  = "password"
      type  = "SecureString"
      value = var.password
    }

    variable "password" {
      sensitive = true
    }
  `,
});
