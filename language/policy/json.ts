import { placed } from "../model/section.ts";
import { type Entry, known, type Unknown, unknown, type Value } from "../model/value.ts";
import { readJson } from "../syntax/read-json.ts";
import type { Place, Span } from "../syntax/text.ts";
import type { Expression, Piece, SourceFile } from "../syntax/tree.ts";
import { type Embedded, type Hole, holeMark } from "./embedded.ts";

/** The JSON that a template comes to, as a value. */
export function jsonText({ text, holes, open, place }: Embedded): Value {
  const { value, errors } = readJson(text, "plain");
  return jsonValue(value, { place, holes, open: open || errors.length > 0 });
}

/** What a JSON expression of a file comes to. */
export function fileValue(file: SourceFile, origin: number, value: Expression, broken: boolean): Value {
  const piece = (inner: Piece, depth: number): Value => {
    const start = origin + inner.start;
    const before = inPieces.get(inner.value);
    if (before?.start === start && before.uri === file.uri && before.open === broken) return before.value;
    const place = (span: Span): Place => placed(file, start, span);
    const read = jsonValue(inner.value, { place, piece, holes: [], open: broken }, depth);
    inPieces.set(inner.value, { start, uri: file.uri, open: broken, value: read });
    return read;
  };
  return jsonValue(value, { place: (span) => placed(file, origin, span), piece, holes: [], open: broken });
}

/** What a piece came to when it was last read: mostly it stands where it stood. */
const inPieces = new WeakMap<
  Expression,
  { readonly start: number; readonly uri: string; readonly open: boolean; readonly value: Value }
>();

/** What a JSON tree stands in. */
interface Surroundings {
  place(span: Span): Place;
  piece?(piece: Piece, depth: number): Value;
  readonly holes: readonly Hole[];
  /** Parts may be hidden: every list and object may hold more. */
  readonly open: boolean;
}

const deepest = 200;

/** A JSON tree as a value: no templates are read in it, and a key that comes twice counts as IAM takes it, last. */
function jsonValue(expression: Expression, around: Surroundings, depth = 0): Value {
  const at = around.place(expression);
  if (depth > deepest) return unknown(at);
  switch (expression.kind) {
    case "literal":
      return known(expression.value, at);
    case "template":
      return text(expression, at, around);
    case "tuple":
      return {
        state: "list",
        at,
        items: expression.items.map((item) => jsonValue(item, around, depth + 1)),
        open: around.open || expression.items.some(({ kind }) => kind === "error"),
      };
    case "object": {
      const entries = new Map<string, Entry>();
      for (const { key, value } of expression.entries) {
        const name = nameOf(key);
        if (name === undefined) continue;
        entries.set(name, { key: around.place(key), value: jsonValue(value, around, depth + 1) });
      }
      return { state: "mapping", at, entries, open: around.open };
    }
    case "piece":
      return around.piece?.(expression, depth) ?? unknown(at);
    default:
      return unknown(at);
  }
}

function nameOf(key: { readonly kind?: string } & Span): string | undefined {
  if ("text" in key && typeof key.text === "string") return key.text;
  return undefined;
}

function text(template: Expression & { readonly kind: "template" }, at: Place, around: Surroundings): Value {
  const whole = template.parts.map((part) => (part.kind === "text" ? part.value : "")).join("");
  if (!whole.includes(holeMark)) return known(whole, at);
  const inside = around.holes.filter((hole) => template.start <= hole.at && hole.at < template.end);
  const [only] = inside;
  if (only && !only.quoted) return { ...only.value, at };
  const parts: (string | Unknown)[] = [];
  for (const [index, piece] of whole.split(holeMark).entries()) {
    const hole = index > 0 ? inside[index - 1] : undefined;
    if (index > 0) parts.push(hole?.value.state === "unknown" ? hole.value : unknown(at));
    if (piece !== "") parts.push(piece);
  }
  return { state: "unknown", at, parts };
}
