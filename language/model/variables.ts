import type { Place } from "../syntax/text.ts";
import type { Expression, SourceFile } from "../syntax/tree.ts";
import { evaluate } from "./evaluate.ts";
import { isVariables } from "./files.ts";
import type { Module } from "./module.ts";
import type { Scope } from "./scope.ts";
import { placed } from "./section.ts";
import { toJson, unknown, type Value } from "./value.ts";
import { typed } from "./variable-type.ts";

/**
 * What a variable holds: for a called module the call's argument, else its default; for a root what Terraform loads by
 * itself (`terraform.tfvars`, `*.auto.tfvars`), else what the other tfvars files agree on, else its default.
 */
export function variableValue(module: Module, name: string, at: Place): Value {
  const section = module.blocks("variable").find((block) => block.block.labels[0]?.text === name);
  if (!section) return unknown(at);
  const nullable = section.get("nullable");
  const takesNull = !(nullable.state === "known" && nullable.value === false);
  const fallback = section.attribute("default")?.value;
  const type = section.attribute("type")?.value;
  const read = (expression: Expression) => section.value(expression);
  const given = module.call ? argument(module, name) : assigned(module, name);
  const isNull = given?.state === "known" && given.value === null;
  if (given && (takesNull || !isNull)) return typed(given, type, read);
  if (module.call === undefined && given === undefined && isDisputed(module, name)) return unknown(at);
  return fallback ? typed(section.value(fallback), type, read) : unknown(section.header);
}

function argument(module: Module, name: string): Value | undefined {
  const attribute = module.call?.attribute(name);
  return attribute && module.call?.value(attribute.value);
}

/** The tfvars files in the order in which Terraform reads them; the last that sets a variable wins. */
function automatic(module: Module): readonly SourceFile[] {
  const rank = (file: SourceFile): number => {
    const name = file.uri.slice(file.uri.lastIndexOf("/") + 1);
    if (name === "terraform.tfvars") return 0;
    if (name === "terraform.tfvars.json") return 1;
    return /\.auto\.tfvars(?:\.json)?$/.test(name) ? 2 : 3;
  };
  return module.source.files
    .filter((file) => isVariables(file.uri) && rank(file) < 3)
    .sort((a, b) => rank(a) - rank(b) || (a.uri < b.uri ? -1 : 1));
}

function assigned(module: Module, name: string): Value | undefined {
  const loaded = automatic(module);
  for (const file of [...loaded].reverse()) {
    const value = assignment(file, name);
    if (value) return value;
  }
  const others = optional(module, name);
  const [first] = others;
  return first && others.every((value) => isSame(value, first)) ? first : undefined;
}

/** Values in files that are only read with `-var-file`. */
function optional(module: Module, name: string): readonly Value[] {
  const loaded = automatic(module);
  return module.source.files
    .filter((file) => isVariables(file.uri) && !loaded.includes(file))
    .flatMap((file) => assignment(file, name) ?? []);
}

const isDisputed = (module: Module, name: string): boolean => optional(module, name).length > 0;

function isSame(a: Value, b: Value): boolean {
  const [left, right] = [toJson(a), toJson(b)];
  return left !== undefined && JSON.stringify(left) === JSON.stringify(right);
}

function assignment(file: SourceFile, name: string): Value | undefined {
  for (const { start, part } of file.chunks)
    for (const item of part.body.items)
      if (item.kind === "attribute" && item.name.text === name) {
        const scope: Scope = {
          place: (span) => placed(file, start, span),
          follow: () => undefined,
          read: () => undefined,
        };
        return evaluate(item.value, scope);
      }
  return undefined;
}
