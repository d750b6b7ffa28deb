import type { BlockSection } from "../../../language/model/section.ts";
import { declared } from "../../kit/checks.ts";
import { put, remove, substitute } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { type FoundSecret, foundIn, problem } from "./shapes/found.ts";
import { literalsOf } from "./shapes/literals.ts";

export default rule({
  id: "aws-secrets-in-variable-default",
  title: "Secret is hard-coded as a variable's default",
  severity: "high",
  profileDependsOn: "whether more is written there than the id of an access key, or words in the example of a module",
  responsibility: "customer",
  why: "Whoever reads this file, or any earlier version of it, has the secret, and so does every environment that forgets to set it. Rotate it: the history of the repository keeps it, and so may Terraform's state.",
  controls: { cwe: ["798"] },
  aliases: {},
  references: [
    "https://developer.hashicorp.com/terraform/language/values/variables",
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html",
    "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  ],
  // what a variable holds is still in the configuration that it goes to
  uncovers: ["aws-secrets-readable-in-configuration"],

  on: declared("variable").each(defaults),
  *check(found: FoundSecret) {
    const { section, literal } = found;
    yield problem(found, function* () {
      // Inside an object the default holds more than the secret.
      if (literal.path.includes(".")) return;
      const { call } = section.module;
      // whoever calls the module without it would have to hand it in
      if (call && !call.attribute(section.block.labels[0]?.text ?? "")) return;
      yield {
        title: "Remove the default and mark the variable sensitive",
        impact: "disruption",
        edits: section.attribute("sensitive")
          ? [...remove(section, "default"), put(section, "sensitive", true)]
          : substitute(section, "default", "sensitive", true),
      };
    });
  },

  insecure: hcl`
    variable "api_token" {
      type    = string
      default = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
      #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    variable "api_token" {
      type      = string
      sensitive = true
    }
  `,
});

/** The secrets in what a variable is when nobody sets it, or a part of it. */
function* defaults(section: BlockSection): Iterable<FoundSecret> {
  const name = section.block.labels[0]?.text ?? "";
  for (const attribute of ["default", "type"]) {
    const value = section.attribute(attribute)?.value;
    if (value) yield* foundIn(section, literalsOf(section, name, value));
  }
}
