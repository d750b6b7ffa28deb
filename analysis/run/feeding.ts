import type { Module } from "../../language/model/module.ts";
import { BlockSection } from "../../language/model/section.ts";
import type { Value } from "../../language/model/value.ts";
import { nodesAround, operands, partsAround } from "../../language/syntax/locate.ts";
import { isSamePlace, isSameSpan, type Place, type Span } from "../../language/syntax/text.ts";
import type { Block, Expression } from "../../language/syntax/tree.ts";

/** A setting, or an element of one, in the blocks that hold it. */
interface Setting {
  readonly expression: Expression;
  /** The innermost block around it, once for each that comes of it where `dynamic` ones repeat it. */
  readonly scopes: readonly BlockSection[];
  readonly iterators: Iterators;
}

/** What the names of `dynamic` blocks run over. */
type Iterators = ReadonlyMap<string, Expression>;

/**
 * Where that is set which alone decides what a setting comes to: an entry, or the whole of the one variable that feeds it, however
 * it is looked up and asked whether it is there. Undefined where several things decide, and where the code itself writes what is at fault.
 */
export function fedFrom(at: Place, section: BlockSection): Place | undefined {
  if (at.uri !== section.file.uri) return undefined;
  const inside = section.relative(at);
  const setting = settingAt(inside, section);
  if (!setting || isOwn(setting.expression, inside)) return undefined;
  const { expression, scopes, iterators } = setting;
  const variables = new Set<string>();
  if (!isFedBy(expression, section.module, iterators, variables) || variables.size !== 1) return undefined;
  const [name = ""] = variables;
  const entries = scopes.flatMap((scope) => entryIn(expression, scope, at) ?? []);
  const [entry, ...others] = entries;
  if (entry && others.every((other) => isSamePlace(other, entry))) return entry;
  const value = section.module.follow("var", [name], at).value;
  return value && value.state !== "unknown" ? (value.origin ?? value.at) : undefined;
}

function settingAt(inside: Span, section: BlockSection): Setting | undefined {
  const iterators = new Map<string, Expression>();
  let scopes: readonly BlockSection[] = [section];
  let repeating: { readonly dynamic: Block; readonly scopes: Setting["scopes"] } | undefined;
  for (const node of partsAround(section.body, inside)) {
    if (node.kind === "attribute") return { expression: elementAt(node.value, inside), scopes, iterators };
    if (node.kind !== "block") return undefined;
    const around = node.type.text === "content" ? repeating : undefined;
    if (around) {
      const [name, over] = iteratorOf(around.dynamic);
      if (over) iterators.set(name, over);
    }
    repeating = node.type.text === "dynamic" ? { dynamic: node, scopes } : undefined;
    const type = around ? around.dynamic.labels[0] : node.type;
    scopes = (around?.scopes ?? scopes).flatMap((scope) =>
      scope
        .sections(type?.text ?? "")
        .filter((inner) => inner instanceof BlockSection)
        .filter(({ block }) => block === node),
    );
  }
  return undefined;
}

function iteratorOf({ labels, body }: Block): readonly [name: string, over: Expression | undefined] {
  let name = labels[0]?.text ?? "";
  let over: Expression | undefined;
  for (const item of body.items) {
    if (item.kind !== "attribute") continue;
    if (item.name.text === "iterator" && item.value.kind === "root") name = item.value.name;
    if (item.name.text === "for_each") over = item.value;
  }
  return [name, over];
}

/** The element of a list or an object that is meant, as deep as it is written here. */
const elementAt = (expression: Expression, inside: Span): Expression =>
  [...nodesAround([expression], inside, elements)].at(-1) ?? expression;

function elements(node: Expression): readonly Expression[] {
  if (node.kind === "object") return node.entries.map(({ value }) => value);
  return node.kind === "tuple" ? node.items : [];
}

/** Whether what stands at a place is written there to be taken, and does not only stand for nothing being given. */
function isOwn(expression: Expression, inside: Span): boolean {
  const around = [...nodesAround([expression], inside, operands)];
  const depth = around.findIndex((one) => isSameSpan(one, inside));
  const node = around[depth];
  const isFallback = around[depth - 1]?.kind === "call";
  switch (node?.kind) {
    case "literal":
      return node.value !== null && !(isFallback && node.value === false);
    case "root":
      return /^(?:true|false)$/i.test(node.name);
    case "template":
      return node.parts.every((part) => part.kind === "text") && node.parts.length > 0;
    case "tuple":
      return node.items.length > 0;
    case "object":
      return node.entries.length > 0;
    default:
      return node === undefined;
  }
}

/** What hands on what it is given, or asks whether anything is. */
const handingOn: ReadonlySet<string> = new Set([
  ...["lookup", "try", "can", "coalesce", "coalescelist", "element", "one", "merge", "keys", "values", "length"],
  ...["tolist", "toset", "tomap", "tostring", "tobool", "tonumber", "compact", "concat", "flatten", "distinct"],
  ...["contains", "lower", "upper", "trimspace", "nonsensitive", "sensitive"],
]);

const computing: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%"]);

/** Whether variables alone, all of which are noted, and what is written here decide what an expression comes to. */
function isFedBy(
  node: Expression,
  module: Module,
  iterators: Iterators,
  variables: Set<string>,
  names: ReadonlySet<string> = new Set([""]),
  passed: ReadonlySet<string> = new Set(),
): boolean {
  const isFed = (one: Expression, within = names): boolean =>
    isFedBy(one, module, iterators, variables, within, passed);
  switch (node.kind) {
    case "attr": {
      const { on, name } = node;
      if (on.kind !== "root" || names.has(on.name)) return isFed(on);
      if (on.name === "var") return Boolean(variables.add(name.text));
      const local = on.name === "local" && !passed.has(name.text) ? module.local(name.text) : undefined;
      if (!local) return isFed(on);
      return isFedBy(local.expression, module, new Map(), variables, new Set([""]), new Set([...passed, name.text]));
    }
    case "root": {
      if (names.has(node.name) || /^(?:true|false)$/i.test(node.name)) return true;
      const over = iterators.get(node.name);
      return (
        over !== undefined && !passed.has(node.name) && isFedBy(over, module, without(iterators, node.name), variables)
      );
    }
    case "template":
      return (
        node.parts.every(({ kind }) => kind === "text") ||
        (node.parts.length === 1 && operands(node).every((one) => isFed(one)))
      );
    case "for": {
      const within = new Set([...names, node.valueName.text, ...(node.keyName ? [node.keyName.text] : [])]);
      return isFed(node.collection) && operands(node).every((one) => one === node.collection || isFed(one, within));
    }
    case "call":
      return handingOn.has(node.name.text) && node.args.every((one) => isFed(one));
    case "binary":
      return !computing.has(node.operator) && operands(node).every((one) => isFed(one));
    case "literal":
    case "tuple":
    case "object":
    case "index":
    case "splat":
    case "unary":
    case "conditional":
    case "parentheses":
      return operands(node).every((one) => isFed(one));
    default:
      return false;
  }
}

/** The iterators around the block whose own is asked for. */
const without = (iterators: Iterators, name: string): Iterators =>
  new Map([...iterators].filter(([other]) => other !== name));

/** Where the entry is written that a setting looks up, or what it looks in where there is none. */
function entryIn(expression: Expression, scope: BlockSection, at: Place): Place | undefined {
  const value = scope.value(expression);
  if (value.state === "unknown" || !isSamePlace(value.at, at)) return undefined;
  if (value.origin) return value.origin;
  const on = lookedIn(expression);
  const from: Value | undefined = on && scope.value(on);
  return from?.state === "mapping" ? from.origin : undefined;
}

function lookedIn(expression: Expression): Expression | undefined {
  if (expression.kind === "parentheses") return lookedIn(expression.inner);
  if (expression.kind !== "call") return undefined;
  const [first] = expression.args;
  if (expression.name.text === "lookup") return first;
  return expression.name.text === "try" && (first?.kind === "attr" || first?.kind === "index") ? first.on : undefined;
}
