import { BlockSection, type Section } from "../../language/model/section.ts";
import type { Value } from "../../language/model/value.ts";
import { isInStandIn } from "../../language/registry/stand-in.ts";
import { expressionAt, topBlockAround } from "../../language/syntax/locate.ts";
import type { Edit, Span } from "../../language/syntax/text.ts";
import type { Expression, SourceFile } from "../../language/syntax/tree.ts";
import { editAt } from "../../language/write/edit-set.ts";
import { print } from "../../language/write/print.ts";
import { isConstant, type Source } from "../../language/write/source.ts";
import { fileOf, layoutAt } from "./container.ts";

// A value is changed where it is decided: at the caller's argument, in a tfvars file, in a default, in a local.

/**
 * Writes a value over the literal that code comes to, where it can be changed there: named in the code, and written in this module or by
 * those that call it.
 */
export function decidedElsewhere(
  section: Section,
  code: Expression | undefined,
  { origin }: Value,
  value: Source,
): Edit | undefined {
  if (!origin || !code || !(isNamed(code, section) || (isChoice(code) && !isInStandIn(origin)))) return undefined;
  const file = fileOf(section.module, origin.uri);
  const written = file && expressionAt(file, origin)?.node;
  if (!written || !isLiteral(written)) return undefined;
  const isHere = section.module.files.includes(file);
  return isConstant(value) || (isHere && topBlockAround(file, origin)?.node.type.text === "locals")
    ? editAt(file.uri, origin, print(value, layoutAt(file, origin.start)))
    : undefined;
}

/** What a variable's description says of its default, where an edit writes another one: it would tell a lie. */
export function toldAnew({ module }: Section, { at, text }: Edit): readonly Edit[] {
  const file = fileOf(module, at.uri);
  const top = file && topBlockAround(file, at);
  if (!file || top?.node.type.text !== "variable") return [];
  const described = top.node.body.items.find((item) => item.kind === "attribute" && item.name.text === "description");
  if (described?.kind !== "attribute") return [];
  const start = described.value.start + top.base;
  const words = file.text.slice(start, described.value.end + top.base);
  const [old, now] = [file.text.slice(at.start, at.end), text].map((code) => code.replaceAll('"', ""));
  const [whole = "", told = ""] = /\bdefaults?(?: value)?(?: is| to|:| =)? [`'"\\]{0,2}([\w:.-]*\w)/i.exec(words) ?? [];
  if (told === "" || told !== old || now === undefined) return [];
  const from = start + words.indexOf(whole) + whole.length - told.length;
  return [editAt(file.uri, { start: from, end: from + told.length }, { text: now, stops: [] })];
}

/** `var.x`, `"${var.x}"`, `local.x.y`, `each.value.z` or a dynamic block's iterator: not an attribute of another resource. */
function isNamed(node: Expression, section: Section): boolean {
  const named = inQuotes(node);
  let root = named;
  while (root.kind === "attr" || root.kind === "index" || root.kind === "parentheses")
    root = root.kind === "parentheses" ? root.inner : root.on;
  if (root.kind !== "root" || root === named) return false;
  return (
    ["var", "local", "each"].includes(root.name) || (section instanceof BlockSection && section.bindings.has(root.name))
  );
}

/** What quotes hold that hold nothing but one expression, as Terraform 0.11 asked for. */
function inQuotes(node: Expression): Expression {
  const [part, ...others] = node.kind === "template" ? node.parts : [];
  return part?.kind === "interpolation" && others.length === 0 ? part.expression : node;
}

const isLiteral = (node: Expression): boolean =>
  node.kind === "literal" || (node.kind === "template" && node.parts.every((part) => part.kind === "text"));

/** What a setting is where nobody has chosen, and that is a literal; of a stand-in only the input can be changed that it speaks of. */
export function fallbackIn(file: SourceFile, place: Span): Span | undefined {
  const found = isInStandIn(file) ? undefined : expressionAt(file, place);
  const last = found && isChoice(found.node) ? found.node.args.at(-1) : undefined;
  return found && last && isLiteral(last) ? { start: last.start + found.base, end: last.end + found.base } : undefined;
}

/** `lookup(var.settings, "encrypted", null)`, `try(var.settings.encrypted, false)`, `coalesce(var.encrypted, false)`. */
const isChoice = (node: Expression): node is Extract<Expression, { kind: "call" }> =>
  node.kind === "call" && node.args.length >= (leastArguments.get(node.name.text) ?? Number.POSITIVE_INFINITY);

const leastArguments: ReadonlyMap<string, number> = new Map([
  ["lookup", 3],
  ["try", 2],
  ["coalesce", 2],
]);
