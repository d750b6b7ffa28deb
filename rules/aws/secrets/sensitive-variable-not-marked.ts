import type { BlockSection } from "../../../language/model/section.ts";
import { declared } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isSecretName, secrets } from "./shapes/detect.ts";
import { literalsOf } from "./shapes/literals.ts";

export default rule({
  id: "aws-secrets-sensitive-variable-not-marked",
  title: "Variable for a secret is not marked sensitive",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Terraform writes the values of plain variables into every plan and log that they have a part in.",
  controls: { cwe: ["532"] },
  aliases: {},
  references: ["https://developer.hashicorp.com/terraform/language/values/variables"],

  on: declared("variable"),
  *check(variable) {
    const [label] = variable.block.labels;
    if (!label || !isSecretName(label.text) || variable.get("sensitive").state !== "absent") return;
    if (variable.get("ephemeral").state !== "absent" || !takesText(variable) || hasSecretDefault(variable, label.text))
      return;
    yield {
      at: variable.header,
      fixes: () => [
        { title: "Mark the variable sensitive", impact: "none", edits: [put(variable, "sensitive", true)] },
      ],
    };
  },

  insecure: hcl`
    variable "db_password" {
    #^^^^^^^^^^^^^^^^^^^^^
      type = string
    }
  `,
  secure: hcl`
    variable "db_password" {
      sensitive = true
      type      = string
    }
  `,
});

/** A switch or a number by that name is about the secret. */
function takesText(variable: BlockSection): boolean {
  const type = variable.attribute("type")?.value;
  return !(type?.kind === "root" && (type.name === "bool" || type.name === "number"));
}

/** Found by another rule, whose fix marks it as well. */
function hasSecretDefault(variable: BlockSection, name: string): boolean {
  const value = variable.attribute("default")?.value;
  if (!value) return false;
  for (const literal of literalsOf(variable, name, value))
    if (secrets(literal.name, literal.text).length > 0) return true;
  return false;
}
