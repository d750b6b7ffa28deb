import { evaluate } from "../../../../language/model/evaluate.ts";
import type { Scope } from "../../../../language/model/scope.ts";
import type { BlockSection } from "../../../../language/model/section.ts";
import type { Value } from "../../../../language/model/value.ts";
import { embedded } from "../../../../language/policy/embedded.ts";
import { jsonText } from "../../../../language/policy/json.ts";
import { isSamePlace, near, type Place } from "../../../../language/syntax/text.ts";
import type {
  Body,
  Expression,
  ObjectEntry,
  SourceFile,
  Template,
  TemplatePart,
} from "../../../../language/syntax/tree.ts";
import type { Related } from "../../../kit/rule.ts";
import { isSecretName, maySaySecret } from "./detect.ts";

/** A text that is written out in the code, and what it is called there. */
export interface LiteralText {
  /** The nearest name: of the attribute, the key, or the `name` that stands beside a `value`. */
  readonly name: string;
  /** The way to it from the block, as `environment.variables.DB_PASSWORD`. */
  readonly path: string;
  readonly text: string;
  /** What can be replaced by an expression: the string with its quotes; undefined inside a heredoc or a longer string. */
  readonly expression: Place | undefined;
  /** The text itself, without quotes. */
  readonly at: Place;
  /** Whether the text stands in the file as it is, character by character. */
  readonly verbatim: boolean;
  readonly related?: readonly Related[];
}

/**
 * Every text in a block, in its nested blocks, and in what it makes of them by functions that only pack; none where the
 * whole block speaks of no secret.
 */
export function* literals(section: BlockSection, scope?: Scope): Iterable<LiteralText> {
  for (const written of section.written()) {
    const { file, at, body } = written;
    if (maySaySecret(file.text.slice(at.start, at.end)))
      yield* inBody(body, { source: { file, scope: scope ?? written }, name: "", path: "" });
  }
}

/** The texts of one expression of a block. */
export function literalsOf(section: BlockSection, name: string, expression: Expression): Iterable<LiteralText> {
  return literalsIn({ file: section.fileOf(expression), scope: section }, name, expression);
}

/** The texts of an expression that stands in no block. */
export function literalsIn(source: ExpressionContext, name: string, expression: Expression): Iterable<LiteralText> {
  return inExpression(expression, { source, name, path: name });
}

/** A file, and what names mean where the expression stands. */
export interface ExpressionContext {
  readonly file: SourceFile;
  readonly scope: Scope;
}

interface Where {
  readonly source: ExpressionContext;
  readonly name: string;
  readonly path: string;
}

const below = (where: Where, name: string, called = name): Where => ({
  source: where.source,
  name: called,
  path: where.path === "" ? name : `${where.path}.${name}`,
});

function* inBody(body: Body, where: Where): Iterable<LiteralText> {
  const attributes = body.items.filter((item) => item.kind === "attribute");
  const called = labelIn(attributes.map(({ name, value }) => [name.text, value]));
  for (const item of body.items) {
    if (item.kind === "attribute") {
      const name = item.name.text;
      yield* inExpression(item.value, below(where, name, name === "value" ? called : name));
    } else if (item.type.text === "content") yield* inBody(item.body, where);
    else
      yield* inBody(
        item.body,
        below(where, item.type.text === "dynamic" ? (item.labels[0]?.text ?? "") : item.type.text),
      );
  }
}

/** What the `value` beside a `name` is called. */
function labelIn(entries: readonly (readonly [name: string, value: Expression])[]): string {
  for (const [name, value] of entries)
    if (/^(?:name|key)$/i.test(name) && value.kind === "template") return plainText(value) ?? "value";
  return "value";
}

const plainText = ({ parts }: Template): string | undefined => {
  const [only] = parts;
  return parts.length === 1 && only?.kind === "text" ? only.value : undefined;
};

/** Functions that leave what they are given as it is, but for its form. */
const packing: ReadonlySet<string> = new Set(
  (
    "jsonencode yamlencode base64encode base64gzip textencodebase64 sensitive nonsensitive tostring tomap tolist toset " +
    "merge concat coalesce try trimspace chomp urlencode one flatten " +
    // types, with the defaults in them
    "object optional list set map tuple"
  ).split(" "),
);

function* inExpression(expression: Expression, where: Where): Iterable<LiteralText> {
  switch (expression.kind) {
    case "template":
      yield* inTemplate(expression, where);
      break;
    case "parentheses":
      yield* inExpression(expression.inner, where);
      break;
    case "conditional":
      yield* inExpression(expression.then, where);
      yield* inExpression(expression.else, where);
      break;
    case "tuple":
      for (const item of expression.items) yield* inExpression(item, where);
      break;
    case "object":
      yield* inObject(expression.entries, where);
      break;
    case "for":
      yield* inExpression(expression.value, where);
      yield* renamed(expression, [expression.collection], where);
      break;
    case "call":
      if (packing.has(expression.name.text)) for (const item of expression.args) yield* inExpression(item, where);
      else if (expression.name.text === "zipmap") yield* renamed(expression, expression.args, where);
      else if (expression.name.text === "templatefile" && expression.args[1])
        yield* inExpression(expression.args[1], where);
      break;
    case "attr":
      yield* fromElsewhere(expression, where);
      break;
  }
}

/** The texts of what a value is made from, by the names that they get in it. */
function* renamed(expression: Expression, from: readonly Expression[], where: Where): Iterable<LiteralText> {
  const written = from.flatMap((one) => [...inExpression(one, { ...where, name: "" })]);
  if (written.length === 0) return;
  const made = [...inValue(evaluate(expression, where.source.scope), where)];
  for (const literal of written) {
    const name = made.find(({ at }) => isSamePlace(at, literal.at))?.name;
    yield name === undefined || isSecretName(literal.name) ? literal : { ...literal, name };
  }
}

function* inObject(entries: readonly ObjectEntry[], where: Where): Iterable<LiteralText> {
  const named = entries.map(({ key, value }) => [nameOf(key), value] as const);
  const called = labelIn(named);
  for (const [name, value] of named)
    yield* inExpression(value, below(where, name, /^value$/i.test(name) ? called : name));
}

function nameOf(key: ObjectEntry["key"]): string {
  if (!("kind" in key)) return key.text;
  if (key.kind === "root") return key.name;
  return key.kind === "template" ? (plainText(key) ?? "") : "";
}

/** A value that a local or a variable with an innocent name carries here, where the name tells. */
function* fromElsewhere(expression: Expression, where: Where): Iterable<LiteralText> {
  if (!isSecretName(where.name)) return;
  const value = evaluate(expression, where.source.scope);
  if (value.state !== "known" || typeof value.value !== "string" || !value.origin || !value.refs) return;
  const isTold = value.refs.some(({ mode, name }) => (mode !== "local" && mode !== "var" ? true : isSecretName(name)));
  if (isTold || value.refs.some(({ name }) => isNameOfName(name))) return;
  const at = where.source.scope.place(expression);
  yield {
    ...where,
    text: value.value,
    at,
    expression: at,
    verbatim: false,
    related: [{ at: value.origin, message: "The secret is written here", decides: true }],
  };
}

/** Whether something by this name tells what a secret is called or where it is. */
const isNameOfName = (name: string): boolean => /_(?:id|name|arn|path|ref|uri|url)s?$/i.test(name);

const worthReading = /pass|pwd|secret|token|key|credential/i;

function* inTemplate(template: Template, where: Where): Iterable<LiteralText> {
  const { file, scope } = where.source;
  const source = file.text;
  const content = scope.place(template.content);
  const raw = source.slice(content.start, content.end);
  if (/^\s*[[{]/.test(raw) && worthReading.test(raw)) {
    const value = jsonText(embedded(template, source, scope));
    if (value.state === "list" || value.state === "mapping") return yield* inValue(value, where);
  }
  const only = plainText(template);
  if (only !== undefined) {
    const verbatim = raw === only;
    const at =
      template.form === "heredoc" ? near(content, content.start, content.start + raw.trimEnd().length) : content;
    yield { ...where, text: only, at, expression: scope.place(template), verbatim };
    return;
  }
  yield* inParts(template.parts, { ...where, name: "" });
}

/** A piece of a text is not what the name speaks of: only its form can tell. */
function* inParts(parts: readonly TemplatePart[], where: Where): Iterable<LiteralText> {
  const { file, scope } = where.source;
  for (const part of parts)
    switch (part.kind) {
      case "interpolation":
        yield* inExpression(part.expression, where);
        break;
      case "if":
        yield* inParts([...part.then, ...(part.else ?? [])], where);
        break;
      case "for-directive":
        yield* inExpression(part.collection, where);
        yield* inParts(part.body, where);
        break;
      case "text": {
        const at = scope.place(part);
        const verbatim = file.text.slice(at.start, at.end) === part.value;
        yield { ...where, text: part.value, at, expression: undefined, verbatim };
      }
    }
}

function* inValue(value: Value, where: Where): Iterable<LiteralText> {
  const { file } = where.source;
  if (value.state === "list") for (const item of value.items) yield* inValue(item, where);
  else if (value.state === "mapping") {
    const label = ["name", "Name", "key", "Key"]
      .map((name) => value.entries.get(name)?.value)
      .find((each) => each !== undefined);
    const called = label?.state === "known" && typeof label.value === "string" ? label.value : "value";
    for (const [name, entry] of value.entries)
      yield* inValue(entry.value, below(where, name, /^value$/i.test(name) ? called : name));
  } else if (value.state === "known" && typeof value.value === "string") {
    const at = unquoted(file.text, value.at);
    const code = file.text.slice(at.start, at.end);
    const verbatim = code === value.value;
    const [, carrier] = /^\$\{(?:var|local)\.([\w-]+)\}$/.exec(code) ?? [];
    // told where the name is given its value
    if (carrier !== undefined && isSecretName(carrier)) return;
    yield { ...where, text: value.value, at, expression: undefined, verbatim };
  }
}

/** A string of JSON without its quotes, which may themselves be escaped. */
function unquoted(text: string, at: Place): Place {
  const opening = /^\\?"/.exec(text.slice(at.start, at.start + 2))?.[0].length ?? 0;
  const closing = /\\?"$/.exec(text.slice(at.start, at.end))?.[0].length ?? 0;
  return near(at, at.start + opening, Math.max(at.start + opening, at.end - closing));
}
