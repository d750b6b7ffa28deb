import { partitionPoint } from "../bisect.ts";
import { namelessScope, placed } from "../model/section.ts";
import { inlined } from "../syntax/inlined.ts";
import { blocksAround, expressionsAround, type Located } from "../syntax/locate.ts";
import { readJson } from "../syntax/read-json.ts";
import { table } from "../syntax/table.ts";
import type { Place, Span } from "../syntax/text.ts";
import type { Block, Expression, Name, ObjectExpression, SourceFile, Template } from "../syntax/tree.ts";
import { embedded, holeMark } from "./embedded.ts";
import type { Notation } from "./policy.ts";

/** What a place in a policy is for. */
export type ElementRole =
  | { readonly kind: "policy-key" | "statement-key" | "effect" | "sid" | "version" | "action" | "resource" }
  | { readonly kind: "principal-type" | "operator" }
  | { readonly kind: "principal"; readonly type: string }
  | { readonly kind: "condition-key"; readonly operator: string }
  | { readonly kind: "condition-value"; readonly operator: string; readonly key: string }
  /** A name in a `principals` or `condition` block of a document. */
  | { readonly kind: "principals-key" | "condition-block-key" };

/** One string of a policy, or the place where one may be written, by syntax alone: it may be half typed. */
export interface ElementAt {
  readonly role: ElementRole;
  /** The text without its quotes; empty where nothing is written yet. */
  readonly at: Place;
  /** As it is meant, with `holeMark` for what Terraform fills in. */
  readonly text: string;
  readonly isQuoted: boolean;
  readonly notation: Notation;
  /** Names that stand beside it, for a key. */
  readonly siblings: readonly string[];
  /** Actions and resources of its statement, as far as they are written out; holes are marked. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What of a policy stands at an offset of a file, whatever it is written in. */
export function elementAt(file: SourceFile, offset: number): ElementAt | undefined {
  if (isInComment(file, offset)) return undefined;
  const cursor = { start: offset, end: offset };
  const around = expressionsAround(file, cursor);
  if (file.syntax === "json" && !blocksAround(file, cursor)[0]) {
    const [root] = around;
    if (!root) return undefined;
    const at = offset - root.base;
    return inTree(file.text, inlined(root.node, at), at, "json", (span) => placed(file, root.base, span));
  }
  for (const located of around) {
    const { node, base } = located;
    const place = (span: Span) => placed(file, base, span);
    if (node.kind === "template" && isObject(node)) return inTemplate(file, located, node, offset);
    if (node.kind !== "call" || node.name.text !== "jsonencode") continue;
    const [argument] = node.args;
    return argument && inTree(file.text.slice(base), argument, offset - base, "jsonencode", place);
  }
  return inDocument(file, offset);
}

const isInComment = ({ chunks }: SourceFile, offset: number): boolean =>
  chunks.some(
    ({ start, tree }) =>
      start <= offset &&
      offset <= start + tree.length &&
      tree.comments.some((comment) => comment.start + start < offset && offset <= comment.end + start),
  );

const isObject = ({ parts: [first] }: Template): boolean =>
  first?.kind === "text" && /^[\s\uFEFF]*\{/.test(first.value) && first.value.includes('"');

/** Evaluates nothing: what Terraform fills in stays a hole. */
function inTemplate(file: SourceFile, { base }: Located<Expression>, template: Template, offset: number) {
  const json = embedded(template, file.text, namelessScope(file, base));
  const isBefore = (at: number): boolean => json.place({ start: at, end: at }).start <= offset;
  const at = Math.max(0, partitionPoint(json.text.length + 1, isBefore) - 1);
  const spelling = template.form === "heredoc" ? "heredoc" : "string";
  return inTree(json.text, readJson(json.text).value, at, spelling, json.place);
}

// ── trees

/** The way from a tree's root to the place: names, and what the place is to the innermost object. */
interface TreePath {
  readonly keys: readonly string[];
  /** `objects[i]` is where `keys[i]` stands; one more where the place is that of a key. */
  readonly objects: readonly ObjectExpression[];
  readonly role: "key" | "value";
  readonly string: Name | Template | undefined;
}

function inTree(
  text: string,
  root: Expression,
  offset: number,
  notation: Notation,
  place: (span: Span) => Place,
): ElementAt | undefined {
  const { keys, objects, role, string } = treePath(text, root, offset);
  const from = keys.lastIndexOf("Statement");
  const part = from < 0 ? policyPart(keys, role, objects) : partOf(keys.slice(from + 1), role);
  if (!part) return undefined;
  const statement = objects[from + 1];
  const key = objects[keys.length];
  return {
    role: part,
    ...written(text, string, offset, place),
    notation,
    siblings: role === "key" && key ? namesIn(key) : [],
    actions: statement && from >= 0 ? textsUnder(statement, /^(?:Not)?Action$/) : [],
    resources: statement && from >= 0 ? textsUnder(statement, /^(?:Not)?Resource$/) : [],
  };
}

function treePath(text: string, root: Expression, offset: number): TreePath {
  const keys: string[] = [];
  const objects: ObjectExpression[] = [];
  let node = root;
  for (;;) {
    if (node.kind === "tuple") {
      const item = node.items.find((each) => holds(each, offset));
      if (!item) return { keys, objects, role: "value", string: undefined };
      node = item;
    } else if (node.kind === "object") {
      objects.push(node);
      const entry = node.entries.find((each) => holds(each, offset)) ?? node.entries.findLast(awaits(text, offset));
      if (!entry) return { keys, objects, role: "key", string: undefined };
      const { key, value } = entry;
      const name = "text" in key && !("kind" in key) ? key : undefined;
      if (holds(key, offset) && !isBehind(text, key, offset)) return { keys, objects, role: "key", string: name };
      keys.push(name?.text ?? "");
      node = value;
    } else {
      const string = node.kind === "template" && holds(node.content, offset) ? node : undefined;
      return { keys, objects, role: "value", string };
    }
  }
}

const holds = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

/** Behind the quote that closes a key. */
const isBehind = (text: string, { end }: Span, offset: number): boolean => offset === end && text[end - 1] === '"';

/** An entry of which only the value is missing, before the place. */
const awaits =
  (text: string, offset: number) =>
  ({ key, value }: { readonly key: Span; readonly value: Expression }): boolean =>
    value.kind === "error" &&
    key.end < offset &&
    /^\s*[:=][ \t]*(?:\r?\n\s*)?[\w:*-]*$/.test(text.slice(key.end, offset));

/** The string at the place as it stands; without one, the word before it. */
function written(
  text: string,
  string: Name | Template | undefined,
  offset: number,
  place: (span: Span) => Place,
): Pick<ElementAt, "at" | "text" | "isQuoted"> {
  if (!string) {
    const start = offset - (/[\w:*.-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0);
    return { at: place({ start, end: offset }), text: text.slice(start, offset), isQuoted: false };
  }
  if ("kind" in string) return { at: place(string.content), text: textOf(string), isQuoted: true };
  const isQuoted = text[string.start] === '"';
  const isClosed = isQuoted && string.end > string.start + 1 && text[string.end - 1] === '"';
  const span = isQuoted ? { start: string.start + 1, end: string.end - (isClosed ? 1 : 0) } : string;
  return { at: place(span), text: string.text, isQuoted };
}

const textOf = ({ parts }: Template): string =>
  parts.map((part) => (part.kind === "text" ? part.value : holeMark)).join("");

const namesIn = ({ entries }: ObjectExpression): readonly string[] =>
  entries.flatMap(({ key }) => ("text" in key && !("kind" in key) ? [key.text] : []));

const textsUnder = ({ entries }: ObjectExpression, name: RegExp): readonly string[] =>
  entries.flatMap(({ key, value }) => ("text" in key && !("kind" in key) && name.test(key.text) ? texts(value) : []));

function texts(value: Expression): readonly string[] {
  if (value.kind === "tuple") return value.items.flatMap(texts);
  return value.kind === "template" ? [textOf(value)] : [];
}

function policyPart(keys: readonly string[], role: TreePath["role"], objects: readonly ObjectExpression[]) {
  const object = objects.at(-1);
  if (!object || !namesIn(object).some((name) => name === "Statement" || name === "Version")) return undefined;
  if (role === "key") return isPolicy(object) ? ({ kind: "policy-key" } as const) : undefined;
  return keys.at(-1) === "Version" && isPolicy(object) ? ({ kind: "version" } as const) : undefined;
}

const isPolicy = (object: ObjectExpression): boolean =>
  namesIn(object).includes("Statement") || textsUnder(object, /^Version$/).some((text) => /^20\d\d-/.test(text));

function partOf(keys: readonly string[], role: TreePath["role"]): ElementRole | undefined {
  const [element, second = "", third = ""] = keys;
  if (element === undefined) return role === "key" ? { kind: "statement-key" } : undefined;
  const depth = keys.length;
  switch (element) {
    case "Effect":
      return depth === 1 && role === "value" ? { kind: "effect" } : undefined;
    case "Sid":
      return depth === 1 && role === "value" ? { kind: "sid" } : undefined;
    case "Action":
    case "NotAction":
      return depth === 1 && role === "value" ? { kind: "action" } : undefined;
    case "Resource":
    case "NotResource":
      return depth === 1 && role === "value" ? { kind: "resource" } : undefined;
    case "Principal":
    case "NotPrincipal":
      if (role === "key") return depth === 1 ? { kind: "principal-type" } : undefined;
      return depth <= 2 ? { kind: "principal", type: second } : undefined;
    case "Condition":
      if (role === "key") return depth === 1 ? { kind: "operator" } : { kind: "condition-key", operator: second };
      return depth === 3 ? { kind: "condition-value", operator: second, key: third } : undefined;
    default:
      return undefined;
  }
}

// ── aws_iam_policy_document

const parts: Readonly<Record<string, ElementRole>> = table({
  sid: { kind: "sid" },
  effect: { kind: "effect" },
  actions: { kind: "action" },
  not_actions: { kind: "action" },
  resources: { kind: "resource" },
  not_resources: { kind: "resource" },
});

const names: Readonly<Record<string, ElementRole>> = table({
  statement: { kind: "statement-key" },
  principals: { kind: "principals-key" },
  not_principals: { kind: "principals-key" },
  condition: { kind: "condition-block-key" },
});

function inDocument(file: SourceFile, offset: number): ElementAt | undefined {
  const blocks = blocksAround(file, { start: offset, end: offset });
  const [data] = blocks;
  if (data?.node.labels[0]?.text !== "aws_iam_policy_document") return undefined;
  const inner = blocks.slice(1).filter(({ node }) => node.type.text !== "content");
  const block = blocks.at(-1);
  const type = inner.map(({ node }) => typeOf(node)).at(-1) ?? "";
  const statement = inner.find(({ node }) => typeOf(node) === "statement")?.node;
  if (!block || !statement) return undefined;
  const place = (span: Span) => placed(file, block.base, span);
  const text = file.text.slice(block.base);
  const at = offset - block.base;
  const { items } = block.node.body;
  if (!holds({ start: block.node.body.start + 1, end: block.node.body.end - 1 }, at)) return undefined;
  const item = items.find((each) => holds(each, at)) ?? items.findLast((each) => isAwaiting(text, each, at));
  const isName = item?.kind !== "attribute" || holds(item.name, at);
  const part = isName ? names[type] : valuePart(type, item.name.text, block.node);
  if (!part) return undefined;
  const found = isName ? undefined : stringAt(item.value, at);
  return {
    role: part,
    ...written(text, isName && item?.kind === "attribute" ? item.name : found, at, place),
    notation: "document",
    siblings: items.map((each) => (each.kind === "attribute" ? each.name.text : typeOf(each))),
    actions: textsOf(statement, /^(?:not_)?actions$/),
    resources: textsOf(statement, /^(?:not_)?resources$/),
  };
}

const typeOf = ({ type, labels }: Block): string => (type.text === "dynamic" ? (labels[0]?.text ?? "") : type.text);

const isAwaiting = (text: string, item: Block["body"]["items"][number], offset: number): boolean =>
  item.kind === "attribute" && awaits(text, offset)({ key: item.name, value: item.value });

function valuePart(type: string, name: string, block: Block): ElementRole | undefined {
  const beside = (other: string) => textsOf(block, new RegExp(`^${other}$`))[0] ?? "";
  if (type === "statement") return parts[name];
  if (type === "condition") {
    if (name === "test") return { kind: "operator" };
    if (name === "variable") return { kind: "condition-key", operator: beside("test") };
    if (name !== "values") return undefined;
    return { kind: "condition-value", operator: beside("test"), key: beside("variable") };
  }
  if (name === "type") return { kind: "principal-type" };
  return name === "identifiers" ? { kind: "principal", type: beside("type") } : undefined;
}

function stringAt(value: Expression, offset: number): Template | undefined {
  if (value.kind === "tuple") {
    const item = value.items.find((each) => holds(each, offset));
    return item && stringAt(item, offset);
  }
  return value.kind === "template" && holds(value.content, offset) ? value : undefined;
}

const textsOf = ({ body }: Block, name: RegExp): readonly string[] =>
  body.items.flatMap((item) => (item.kind === "attribute" && name.test(item.name.text) ? texts(item.value) : []));
