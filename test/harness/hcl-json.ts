import type { Span } from "../../language/syntax/text.ts";
import type {
  Block,
  Expression,
  Item,
  Name,
  ObjectEntry,
  SourceFile,
  TemplatePart,
} from "../../language/syntax/tree.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A file in the shape in which `@cdktf/hcl2json` writes it, quirks included, so that the two can be compared. */
export function hclJson(file: SourceFile): Json {
  const contents = file.chunks.flatMap(({ start, tree }) => {
    const writer = new Writer(file.text, start);
    return tree.body.items.map((item): Content => ({ writer, item }));
  });
  return body(contents);
}

interface Content {
  readonly writer: Writer;
  readonly item: Item;
}

type Open = { [key: string]: Json };

function body(contents: readonly Content[]): Json {
  const out: Open = {};
  for (const { writer, item } of contents) if (item.kind === "block") addBlock(out, writer, item);
  for (const { writer, item } of contents)
    if (item.kind === "attribute") define(out, item.name.text, writer.expression(item.value));
  return out;
}

function addBlock(out: Open, writer: Writer, block: Block): void {
  let at = out;
  let key = block.type.text;
  for (const label of block.labels) {
    if (!Object.hasOwn(at, key)) define(at, key, {});
    at = at[key] as Open;
    key = label.text;
  }
  if (!Object.hasOwn(at, key)) define(at, key, []);
  (at[key] as Json[]).push(body(block.body.items.map((item) => ({ writer, item }))));
}

/** Also where the key is `__proto__`. */
function define(out: Open, key: string, value: Json): void {
  Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true });
}

class Writer {
  readonly #text: string;
  readonly #base: number;

  constructor(text: string, base: number) {
    this.#text = text;
    this.#base = base;
  }

  /** The source; a closing parenthesis right behind it comes along, as it does there. */
  #source({ start, end }: Span): string {
    const to = this.#base + end;
    return this.#text.slice(this.#base + start, this.#text[to] === ")" ? to + 1 : to);
  }

  #wrapped(node: Span): string {
    return `\${${this.#source(node)}}`;
  }

  expression(node: Expression): Json {
    switch (node.kind) {
      case "literal":
        return node.value;
      case "template":
        return this.#template(node.parts);
      case "tuple":
        return node.items.map((item) => this.expression(item));
      case "object": {
        const out: Open = {};
        for (const entry of node.entries) define(out, this.#key(entry), this.expression(entry.value));
        return out;
      }
      case "unary": {
        const { operator, operand } = node;
        if (operand.kind === "literal" && operator === "-" && typeof operand.value === "number") return -operand.value;
        if (operand.kind === "literal" && operator === "!" && typeof operand.value === "boolean") return !operand.value;
        return this.#wrapped(node);
      }
      default:
        return this.#wrapped(node);
    }
  }

  #template(parts: readonly TemplatePart[]): Json {
    const [only] = parts;
    return parts.length === 1 && only?.kind === "interpolation"
      ? this.expression(only.expression)
      : this.#joined(parts);
  }

  #joined(parts: readonly TemplatePart[]): string {
    return parts.map((part) => this.#part(part)).join("");
  }

  #part(part: TemplatePart): string {
    switch (part.kind) {
      case "text":
        return escaped(part.value);
      case "interpolation":
        return this.#inTemplate(part.expression);
      case "if": {
        const otherwise = this.#joined(part.else ?? []);
        return this.#if(part.condition, this.#joined(part.then), otherwise);
      }
      case "for-directive": {
        const names = [part.key, part.value].filter((name): name is Name => name !== undefined).map(({ text }) => text);
        return `%{for ${names.join(", ")} in ${this.#source(part.collection)}}${this.#joined(part.body)}%{endfor}`;
      }
    }
  }

  #if(condition: Expression, then: string, otherwise: string): string {
    return `%{if ${this.#source(condition)}}${then}${otherwise === "" ? "" : `%{else}${otherwise}`}%{endif}`;
  }

  #inTemplate(node: Expression): string {
    switch (node.kind) {
      case "template": {
        const [only] = node.parts;
        if (node.parts.length === 1 && only?.kind === "interpolation") return this.#inTemplate(only.expression);
        return this.#joined(node.parts);
      }
      case "literal":
        return String(node.value);
      case "conditional":
        return this.#if(node.condition, this.#inTemplate(node.then), this.#inTemplate(node.else));
      default:
        return this.#wrapped(node);
    }
  }

  #key({ key }: ObjectEntry): string {
    if (!("kind" in key)) return this.#text[this.#base + key.start] === '"' ? escaped(key.text) : key.text;
    return isPlainTraversal(key) ? this.#source(key) : this.#inTemplate(key);
  }
}

function escaped(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

function isPlainTraversal(node: Expression): boolean {
  switch (node.kind) {
    case "root":
      return true;
    case "attr":
      return isPlainTraversal(node.on);
    case "index":
      return isPlainTraversal(node.on) && isConstant(node.index);
    default:
      return false;
  }
}

function isConstant(node: Expression): boolean {
  if (node.kind === "literal") return typeof node.value === "number";
  return node.kind === "template" && node.parts.every((part) => part.kind === "text");
}
