import type { Module } from "../../../language/model/module.ts";
import type { BlockSection } from "../../../language/model/section.ts";
import { declared, isTrue } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { sourceText } from "../../kit/source-text.ts";
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
  *check(variable, module) {
    const [label] = variable.block.labels;
    if (!label || !isSecretName(label.text) || variable.get("sensitive").state !== "absent") return;
    if (variable.get("ephemeral").state !== "absent" || !takesText(variable) || hasSecretDefault(variable, label.text))
      return;
    yield {
      at: variable.header,
      fixes: () => {
        // Terraform refuses outputs that show it and do not say so, also those of callers
        const shown = showing(module, label.text);
        if (module.call && shown.length > 0) return [];
        const marked = [variable, ...shown];
        return [
          {
            title: `Mark the variable${shown.length > 0 ? " and what shows it" : ""} sensitive`,
            impact: "none",
            edits: marked.map((block) => put(block, "sensitive", true)),
          },
        ];
      },
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

/** The outputs that are made of a variable, by way of a local value or not, and are not marked. */
function showing(module: Module, variable: string): readonly BlockSection[] {
  const speaksOf = (section: BlockSection, name: string, words: readonly string[]): boolean =>
    new RegExp(`(?<![\\w.-])(?:${words.join("|")})(?![\\w-])`).test(sourceText(section, name) ?? "");
  const own = [`var\\.${variable}`];
  const locals = module
    .blocks("locals")
    .flatMap((block) =>
      [...block.values()].flatMap(([name]) => (speaksOf(block, name, own) ? [`local\\.${name}`] : [])),
    );
  return module
    .blocks("output")
    .filter((output) => !isTrue(output.get("sensitive")) && speaksOf(output, "value", [...own, ...locals]));
}
