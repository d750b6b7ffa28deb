import { BlockSection } from "../model/section.ts";
import { readJson } from "../syntax/read-json.ts";
import type { Expression, ObjectEntry, Template } from "../syntax/tree.ts";
import { marginAt } from "../write/layout.ts";
import {
  concat,
  expression,
  isList,
  isText,
  isVerbatim,
  piecesOf,
  type Source,
  type SourceBody,
  type Text,
  type TextPiece,
  type Verbatim,
} from "../write/source.ts";
import { inDocument } from "./policy.ts";

// A policy as it is spelled out: JSON with Terraform's code in it, nothing evaluated.

/** Reads a template that spells out JSON; undefined where something in it cannot be carried over. */
export function spelledTemplate(template: Template, section: BlockSection): Source | undefined {
  const codes: Expression[] = [];
  let text = "";
  let quoted = false;
  for (const part of template.parts) {
    if (part.kind === "text") {
      if (part.value.includes(inQuotes) || part.value.includes(alone)) return undefined;
      quoted = isQuotedAfter(part.value, quoted);
      text += part.value;
    } else if (part.kind === "interpolation") {
      codes.push(part.expression);
      text += quoted ? inQuotes : `"${alone}"`;
    } else return undefined;
  }
  const { value, errors, comments } = readJson(text);
  if (errors.length > 0 || comments.length > 0) return undefined;
  let next = 0;
  const taken = (): Verbatim | undefined => {
    const code = codes[next++];
    return code && codeOf(code, section);
  };
  return converted(value);

  function converted(node: Expression): Source | undefined {
    switch (node.kind) {
      case "literal":
        return node.value;
      case "tuple":
        return list(node.items.map(converted));
      case "object":
        return object(node.entries, converted);
      case "template":
        return string(node.parts.map((part) => (part.kind === "text" ? part.value : "")).join(""));
      default:
        return undefined;
    }
  }

  function string(value: string): Source | undefined {
    if (value === alone) {
      const expression = codes[next++];
      // what stands without quotes is JSON itself
      if (expression?.kind !== "call" || expression.name.text !== "jsonencode") return undefined;
      const [argument] = expression.args;
      return argument && spelledExpression(argument, section);
    }
    const pieces: TextPiece[] = [];
    for (const [index, piece] of value.split(inQuotes).entries()) {
      const code = index > 0 ? taken() : undefined;
      if (index > 0 && !code) return undefined;
      if (code) pieces.push(code);
      pieces.push(piece);
    }
    return wholeText(pieces);
  }
}

// From Unicode's private use area: nobody writes them.
const inQuotes = "\uE000";
const alone = "\uE001";

function isQuotedAfter(text: string, before: boolean): boolean {
  let quoted = before;
  for (const { 0: sign } of text.matchAll(/\\[\s\S]|"/g)) if (sign === '"') quoted = !quoted;
  return quoted;
}

/** Reads an expression that spells out an object; undefined where something in it cannot be carried over. */
export function spelledExpression(node: Expression, section: BlockSection): Source | undefined {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "tuple":
      return list(node.items.map((item) => spelledExpression(item, section)));
    case "object":
      return object(node.entries, (value) => spelledExpression(value, section));
    case "template": {
      const pieces: TextPiece[] = [];
      for (const part of node.parts) {
        const piece =
          part.kind === "text"
            ? part.value
            : part.kind === "interpolation"
              ? codeOf(part.expression, section)
              : undefined;
        if (piece === undefined) return undefined;
        pieces.push(piece);
      }
      return wholeText(pieces);
    }
    default:
      return codeOf(node, section);
  }
}

/** A string; undefined where it cannot be put together again in quotes. */
function wholeText(all: readonly TextPiece[]): Text | undefined {
  const pieces = all.filter((piece) => piece !== "");
  const [only = ""] = pieces;
  // code in quotes comes to one string, whatever it is
  if (pieces.length < 2) return typeof only === "string" || !isVerbatim(only) ? only : { ...only, shape: "one" };
  const isWhole = pieces.every((piece, index) =>
    // a sign before an interpolation would be read together with it
    typeof piece === "string"
      ? !/[$%]$/.test(piece) || index === pieces.length - 1
      : isVerbatim(piece) && !piece.text.includes("\n"),
  );
  return isWhole ? concat(...pieces) : undefined;
}

const list = (items: readonly (Source | undefined)[]): readonly Source[] | undefined => {
  const found = items.filter((item) => item !== undefined);
  return found.length === items.length ? found : undefined;
};

function object(all: readonly ObjectEntry[], read: (value: Expression) => Source | undefined): SourceBody | undefined {
  const entries = new Map<string, Source>();
  for (const { key, value } of all) {
    if ("kind" in key || entries.has(key.text) || key.text.includes(inQuotes)) return undefined;
    const spelled = read(value);
    if (spelled === undefined) return undefined;
    entries.set(key.text, spelled);
  }
  return Object.fromEntries(entries);
}

function codeOf(node: Expression, section: BlockSection): Verbatim | undefined {
  if (node.kind === "error") return undefined;
  const { start, end } = section.place(node);
  const source = section.fileOf(node).text;
  const code = source.slice(start, end);
  if (/<<-?[\p{ID_Start}_]/u.test(code)) return undefined;
  return expression(code, { margin: marginAt(source, start), shape: shapeOf(node, section) });
}

const makesMany =
  /^(?:coalescelist|compact|concat|distinct|flatten|formatlist|keys|matchkeys|range|regexall|reverse|set\w+|slice|sort|split|tolist|toset|values)$/;
const makesOne = /^(?:base64encode|coalesce|format|join|lower|replace|substr|title|tostring|trim\w*|upper)$/;

function shapeOf(node: Expression, section: BlockSection): Verbatim["shape"] {
  switch (node.kind) {
    case "template":
    case "literal":
      return "one";
    case "tuple":
    case "splat":
      return "many";
    case "for":
      return node.form === "tuple" ? "many" : undefined;
    case "parentheses":
      return shapeOf(node.inner, section);
    case "conditional": {
      const [first, second] = [shapeOf(node.then, section), shapeOf(node.else, section)];
      return first === second ? first : undefined;
    }
    case "call":
      if (makesMany.test(node.name.text)) return "many";
      return makesOne.test(node.name.text) ? "one" : undefined;
    default: {
      const value = section.value(node);
      if (value.state === "list") return "many";
      if (value.state === "known" || (value.state === "unknown" && value.parts)) return "one";
      if (node.kind !== "attr") return undefined;
      if (node.on.kind === "root" && node.on.name === "var") return declaredShape(node.name.text, section);
      // what the provider calls so is one string, whatever the resource
      return /^(?:arn|id|account_id|name|unique_id|\w+_arn|\w+_id)$/.test(node.name.text) && node.on.kind !== "root"
        ? "one"
        : undefined;
    }
  }
}

function declaredShape(name: string, { module }: BlockSection): Verbatim["shape"] {
  const variable = module.blocks("variable").find(({ block }) => block.labels[0]?.text === name);
  const type = variable?.attribute("type")?.value;
  if (type?.kind === "root") return type.name === "string" ? "one" : undefined;
  return type?.kind === "call" && /^(?:list|set)$/.test(type.name.text) ? "many" : undefined;
}

/** Reads `aws_iam_policy_document` as the JSON that it makes; undefined where it takes in more than is written in it. */
export function spelledDocument(section: BlockSection): SourceBody | undefined {
  const policy = new Map<string, Source>([["Version", "2012-10-17"]]);
  const statements: Source[] = [];
  for (const item of section.body.items) {
    if (item.kind === "attribute") {
      const name = item.name.text === "version" ? "Version" : item.name.text === "policy_id" ? "Id" : undefined;
      const value = name && spelledExpression(item.value, section);
      if (!name || value === undefined) return undefined;
      policy.set(name, value);
    } else {
      if (item.type.text !== "statement") return undefined;
    }
  }
  for (const inner of section.sections("statement")) {
    const statement = inner instanceof BlockSection ? statementBlock(inner) : undefined;
    if (!statement) return undefined;
    statements.push(statement);
  }
  return Object.fromEntries(policy.set("Statement", statements));
}

function statementBlock(section: BlockSection): SourceBody | undefined {
  const { items } = section.body;
  const names: ReadonlySet<string> = new Set(Object.values(inDocument));
  if (!items.every((item) => names.has(item.kind === "attribute" ? item.name.text : item.type.text))) return undefined;
  const entries = new Map<string, Source>();
  for (const [key, name] of Object.entries(inDocument)) {
    const attribute = section.attribute(name);
    const isThere = attribute !== undefined || section.sections(name).length > 0;
    if (!isThere) {
      if (name === "effect") entries.set(key, "Allow");
      continue;
    }
    const value = attribute
      ? withVariables(spelledExpression(attribute.value, section))
      : name === "condition"
        ? conditionBlocks(section)
        : principalBlocks(section, name);
    if (value === undefined) return undefined;
    entries.set(key, unwrapped(value));
  }
  return Object.fromEntries(entries);
}

/** A list of one as that one. */
const unwrapped = (value: Source): Source => {
  const [only, ...others] = isList(value) ? value : [];
  return only !== undefined && others.length === 0 ? only : value;
};

/** `&{aws:username}` of a document is `${aws:username}` in the policy. */
function withVariables(value: Source | undefined): Source | undefined {
  if (value === undefined) return undefined;
  if (isList(value)) return list(value.map(withVariables));
  if (isVerbatim(value)) return value.text.includes("&{") ? undefined : value;
  if (!isText(value)) return value;
  return concat(...piecesOf(value).map((piece) => (typeof piece === "string" ? variable(piece) : piece)));
}

const variable = (word: string): string => word.replaceAll("&{", "${");

function principalBlocks(section: BlockSection, name: string): Source | undefined {
  const entries = new Map<string, Source>();
  for (const block of section.sections(name)) {
    const type = block.get("type");
    const attribute = block.attribute("identifiers");
    const identifiers =
      attribute && block instanceof BlockSection && withVariables(spelledExpression(attribute.value, block));
    if (type.state !== "known" || identifiers === undefined || entries.has(String(type.value))) return undefined;
    entries.set(String(type.value), unwrapped(identifiers));
  }
  const everybody = entries.get("*");
  if (everybody === undefined) return Object.fromEntries(entries);
  return entries.size === 1 && isText(everybody) ? everybody : undefined;
}

function conditionBlocks(section: BlockSection): SourceBody | undefined {
  const operators = new Map<string, Map<string, Source>>();
  for (const block of section.sections("condition")) {
    const [test, key] = [block.get("test"), block.get("variable")];
    const attribute = block.attribute("values");
    const values =
      attribute && block instanceof BlockSection && withVariables(spelledExpression(attribute.value, block));
    if (test.state !== "known" || key.state !== "known" || values === undefined) return undefined;
    const keys = operators.get(String(test.value)) ?? new Map<string, Source>();
    const name = variable(String(key.value));
    if (keys.has(name)) return undefined;
    operators.set(String(test.value), keys.set(name, unwrapped(values)));
  }
  return Object.fromEntries([...operators].map(([operator, keys]) => [operator, Object.fromEntries(keys)] as const));
}
