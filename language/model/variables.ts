import type { Place } from "../syntax/text.ts";
import type { Expression, SourceFile } from "../syntax/tree.ts";
import { evaluate } from "./evaluate.ts";
import { isSample } from "./files.ts";
import type { Module } from "./module.ts";
import { namelessScope } from "./section.ts";
import { toJson, unknown, type Value } from "./value.ts";
import { typed } from "./variable-type.ts";

/**
 * What a variable holds: for a called module the call's argument, else its default; for a root what Terraform loads by
 * itself (`terraform.tfvars`, `*.auto.tfvars`), else what the other tfvars files agree on, else its default, unless calls
 * elsewhere set it.
 */
export function variableValue(module: Module, name: string, at: Place): Value {
  const [section] = module.blocksNamed("variable", name);
  if (!section) return unknown(at);
  const nullable = section.get("nullable");
  const takesNull = !(nullable.state === "known" && nullable.value === false);
  const fallback = section.attribute("default")?.value;
  const type = section.attribute("type")?.value;
  const read = (expression: Expression) => section.value(expression);
  const given = module.call ? argument(module, name) : assigned(module, name, at);
  const isNull = given?.state === "known" && given.value === null;
  // a stand-in does not say which inputs give their default for null
  if (isNull && fallback && !isNullLiteral(fallback) && module.isStandIn) return unknown(at);
  if (given && (takesNull || !isNull)) return typed(given, type, read);
  return fallback ? typed(section.value(fallback), type, read) : unknown(section.header);
}

const isNullLiteral = (expression: Expression): boolean => expression.kind === "literal" && expression.value === null;

function argument(module: Module, name: string): Value | undefined {
  const attribute = module.call?.attribute(name);
  return attribute && module.call?.value(attribute.value);
}

/** What a root is given in tfvars; unknown where files that are only read with `-var-file` disagree. */
function assigned(module: Module, name: string, at: Place): Value | undefined {
  const files = module.variables.filter(({ uri }) => !isSample(uri));
  const automatic = files
    .filter((file) => rank(file) < 3)
    .sort((a, b) => rank(b) - rank(a) || (a.uri < b.uri ? 1 : -1));
  for (const file of automatic) {
    const value = assignment(file, name);
    if (value) return value;
  }
  if (module.given?.has(name)) return unknown(at);
  const [first, ...others] = files.filter((file) => rank(file) === 3).flatMap((file) => assignment(file, name) ?? []);
  return !first || [first, ...others].every((value) => isSame(value, first)) ? first : unknown(at);
}

/** The order in which Terraform reads tfvars files, of which the last wins; 3 is what it reads only when told to. */
function rank({ uri }: SourceFile): 0 | 1 | 2 | 3 {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  if (name === "terraform.tfvars") return 0;
  if (name === "terraform.tfvars.json") return 1;
  return /\.auto\.tfvars(?:\.json)?$/.test(name) ? 2 : 3;
}

function isSame(a: Value, b: Value): boolean {
  const [left, right] = [toJson(a), toJson(b)];
  return left !== undefined && JSON.stringify(left) === JSON.stringify(right);
}

function assignment(file: SourceFile, name: string): Value | undefined {
  for (const { start, tree } of file.chunks)
    for (const item of tree.body.items)
      if (item.kind === "attribute" && item.name.text === name) return evaluate(item.value, namelessScope(file, start));
  return undefined;
}
