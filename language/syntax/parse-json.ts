import { type EarlierPieces, isLate, readJson, readPieces } from "./read-json.ts";
import type { Span, TextChange } from "./text.ts";
import type {
  Attribute,
  Block,
  Body,
  Comment,
  Expression,
  Item,
  Name,
  ObjectEntry,
  SharedObject,
  SourceFile,
  SyntaxProblem,
} from "./tree.ts";

/**
 * Reads a JSON file. The top level of Terraform's own (`*.tf.json`, `*.tfvars.json`) becomes blocks and attributes;
 * of any other, such as a policy, the whole document is the value of one attribute without a name.
 */
export function parseJson(uri: string, text: string): SourceFile {
  return fileOf(uri, text, undefined);
}

/** Reads a JSON file anew after a change: the pieces that the change does not touch are shared with `file`. */
export function reparseJson(file: SourceFile, change: TextChange, text: string): SourceFile {
  return fileOf(file.uri, text, piecesBefore(file, change));
}

function fileOf(uri: string, text: string, earlier: EarlierPieces | undefined): SourceFile {
  const isTerraform = /\.(?:tf|tfvars|tofu)\.json$/.test(uri);
  const { value, errors, comments, conditional } = isTerraform
    ? readJson(text, "templates")
    : readPieces(text, earlier);
  const blocks = new JsonBlocks([...errors], [...comments]);
  const items = isTerraform ? blocks.topLevel(value) : [document(value)];
  const body: Body = { start: 0, end: text.length, items };
  const found = blocks.errors.sort((a, b) => a.start - b.start);
  const part = {
    length: text.length,
    body,
    comments: blocks.comments,
    errors: found,
    broken: conditional || found.length > 0,
  };
  return { uri, text, syntax: "json", chunks: [{ start: 0, tree: part }] };
}

/** The pieces of a file by where they would begin after a change that leaves them as they are. */
function piecesBefore({ chunks }: SourceFile, { start, end, text }: TextChange): EarlierPieces {
  const found = new Map<number, { readonly piece: SharedObject; readonly depth: number }>();
  const shift = text.length - (end - start);
  const collect = (value: Expression, depth: number): void => {
    if (value.kind === "piece") {
      if (isLate(value)) return;
      if (value.end <= start) found.set(value.start, { piece: value, depth });
      else if (value.start >= end) found.set(value.start + shift, { piece: value, depth });
    } else if (value.kind === "tuple") for (const item of value.items) collect(item, depth + 1);
    else if (value.kind === "object") for (const entry of value.entries) collect(entry.value, depth + 1);
  };
  for (const { tree } of chunks)
    for (const item of tree.body.items) if (item.kind === "attribute") collect(item.value, 0);
  return (at, depth) => {
    const known = found.get(at);
    return known?.depth === depth ? known.piece : undefined;
  };
}

function document(value: Expression): Attribute {
  const { start, end } = value;
  return { kind: "attribute", start, end, name: { start, end: start, text: "" }, value };
}

/** How many labels the top-level blocks of Terraform have. */
const labelCounts: ReadonlyMap<string, number> = new Map([
  ["resource", 2],
  ["data", 2],
  ["ephemeral", 2],
  ["action", 2],
  ["list", 2],
  ["module", 1],
  ["provider", 1],
  ["variable", 1],
  ["output", 1],
  ["check", 1],
  ["locals", 0],
  ["terraform", 0],
  ["moved", 0],
  ["import", 0],
  ["removed", 0],
]);

class JsonBlocks {
  readonly errors: SyntaxProblem[];
  readonly comments: Comment[];

  constructor(errors: SyntaxProblem[], comments: Comment[]) {
    this.errors = errors;
    this.comments = comments;
  }

  topLevel(value: Expression): readonly Item[] {
    const items: Item[] = [];
    for (const { name, entry } of this.#properties(value)) {
      const labels = labelCounts.get(name.text);
      if (labels === undefined) items.push(attribute(name, entry));
      else items.push(...this.#blocks(name, [], labels, name, entry.value));
    }
    return items;
  }

  /** The blocks of one type in `value`, which is an object keyed by labels, a body, or a list of either. */
  *#blocks(type: Name, labels: readonly Name[], missing: number, from: Span, value: Expression): Iterable<Block> {
    if (value.kind === "tuple") {
      for (const item of value.items) yield* this.#blocks(type, labels, missing, item, item);
    } else if (missing > 0) {
      for (const { name, entry } of this.#properties(value))
        yield* this.#blocks(type, [...labels, name], missing - 1, name, entry.value);
    } else if (value.kind === "object") {
      const items = [...this.#properties(value)].map(({ name, entry }) => attribute(name, entry));
      const body: Body = { start: value.start, end: value.end, items };
      yield { kind: "block", start: from.start, end: value.end, type, labels, body, closed: true };
    } else this.#expectObject(value);
  }

  /** The properties of an object, or of all objects in a list; a key `//` is a comment. */
  *#properties(value: Expression): Iterable<{ readonly name: Name; readonly entry: ObjectEntry }> {
    if (value.kind === "tuple") for (const item of value.items) yield* this.#properties(item);
    else if (value.kind !== "object") this.#expectObject(value);
    else
      for (const entry of value.entries) {
        const { key } = entry;
        if ("kind" in key) this.errors.push({ start: key.start, end: key.end, message: "a name cannot be a template" });
        else if (key.text === "//") this.#comment(entry);
        else yield { name: key, entry };
      }
  }

  #comment({ start, end, value }: ObjectEntry): void {
    const text =
      value.kind === "template" ? value.parts.map((part) => (part.kind === "text" ? part.value : "")).join("") : "";
    this.comments.push({ start, end, text: `// ${text}` });
  }

  #expectObject({ kind, start, end }: Expression): void {
    if (kind !== "error") this.errors.push({ start, end, message: "expected an object in braces" });
  }
}

function attribute(name: Name, { start, end, value }: ObjectEntry): Attribute {
  return { kind: "attribute", start, end, name, value };
}
