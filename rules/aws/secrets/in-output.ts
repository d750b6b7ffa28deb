import type { BlockSection } from "../../../language/model/section.ts";
import type { Expression } from "../../../language/syntax/tree.ts";
import { declared, isFalse } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isPlaceName, isSecretName } from "./shapes/detect.ts";

export default rule({
  id: "aws-secrets-in-output",
  title: "Output shows a secret and is not marked sensitive",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "What an output shows stands in every log of a plan or an apply.",
  controls: { cwe: ["532"] },
  aliases: {},
  references: ["https://developer.hashicorp.com/terraform/language/values/outputs"],

  on: declared("output"),
  *check(output, module) {
    // Terraform prints the outputs of the root only.
    if (module.call) return;
    const value = output.attribute("value")?.value;
    if (isPlaceName(output.block.labels[0]?.text ?? "") || isEncrypted(output)) return;
    if (!value || !isPlain(output, "sensitive") || !isPlain(output, "ephemeral")) return;
    const [shown] = secretsShown(value, output);
    if (!shown) return;
    yield {
      at: output.place(shown),
      message: `Output \`${output.block.labels[0]?.text}\` shows a secret and is not marked sensitive`,
      fixes: () => [{ title: "Mark the output sensitive", impact: "none", edits: [put(output, "sensitive", true)] }],
    };
  },

  insecure: hcl`
    variable "db_password" {
      type      = string
      sensitive = true
    }

    output "db_password" {
      value = var.db_password
      #       ^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    variable "db_password" {
      type      = string
      sensitive = true
    }

    output "db_password" {
      sensitive = true
      value     = var.db_password
    }
  `,
});

const isPlain = (output: BlockSection, mark: string): boolean => {
  const value = output.get(mark);
  return value.state === "absent" || isFalse(value);
};

/** Where the output says that only the holder of a key can read it (PGP, as the IAM resources write passwords). */
const isEncrypted = (output: BlockSection): boolean => {
  const said = output.get("description");
  return said.state === "known" && typeof said.value === "string" && /\bencrypted\b/i.test(said.value);
};

/** What of a value is a secret: attributes that are called so, and the results of what makes or reads one. */
function* secretsShown(expression: Expression, output: BlockSection): Iterable<Expression> {
  switch (expression.kind) {
    case "attr": {
      if (isSecretName(expression.name.text) || isMade(expression, output)) yield expression;
      break;
    }
    case "template":
      for (const part of expression.parts)
        if (part.kind === "interpolation") yield* secretsShown(part.expression, output);
      break;
    case "object":
      for (const { value } of expression.entries) yield* secretsShown(value, output);
      break;
    case "tuple":
      for (const item of expression.items) yield* secretsShown(item, output);
      break;
    case "conditional":
      yield* secretsShown(expression.then, output);
      yield* secretsShown(expression.else, output);
      break;
    case "parentheses":
      yield* secretsShown(expression.inner, output);
      break;
    case "index":
      yield* secretsShown(expression.on, output);
      break;
    case "splat":
      yield* secretsShown(expression.each, output);
      break;
    case "call":
      if (
        /^(?:jsonencode|yamlencode|base64encode|format|join|concat|merge|coalesce|try|one|tostring|urlencode)$/.test(
          expression.name.text,
        )
      )
        for (const argument of expression.args) yield* secretsShown(argument, output);
      break;
  }
}

/** `random_password.x.result` and the like, by the attributes that hold the secret (providers random, tls, aws). */
function isMade({ name, ...expression }: Extract<Expression, { kind: "attr" }>, output: BlockSection): boolean {
  const { start, end } = output.place(expression);
  const text = output.fileOf(expression).text.slice(start, end);
  return (
    (/^random_password\./.test(text) && /^(?:result|bcrypt_hash)$/.test(name.text)) ||
    (/^tls_private_key\./.test(text) && name.text.startsWith("private_key")) ||
    (/aws_secretsmanager_secret_version\./.test(text) && name.text === "secret_string") ||
    (/^aws_iam_access_key\./.test(text) && /^(?:secret|ses_smtp_password_v4)$/.test(name.text))
  );
}
