import { type Entry, known, type Unknown, type Unnamed, unknown, type Value } from "../model/value.ts";
import { isLate, readJson } from "../syntax/read-json.ts";
import { type Anchor, Anchored, detached, type Place, type Span } from "../syntax/text.ts";
import type { Chunk, Expression, SharedObject, SourceFile, Template } from "../syntax/tree.ts";
import { type Embedded, type Hole, holeMark } from "./embedded.ts";

/** Whether a file is JSON in which no policy stands: the lock files and settings that lie about everywhere. */
export const isForeign = (uri: string, text: string): boolean => isOrdinaryJson(uri) && !naming.test(text);

/** JSON that Terraform itself does not read. */
export const isOrdinaryJson = (uri: string): boolean =>
  /\.json$/i.test(uri) && !/\.(?:tf|tofu|tfvars)\.json$/i.test(uri);

/** Whether an edit that wrote `[start, end)` of a text may have made a policy of it; looks at the text around the edit only. */
export const bringsPolicy = (text: string, start: number, end: number): boolean =>
  naming.test(text.slice(Math.max(0, start - reach), end + reach));

/** The key that every policy has; or any letter as an escape, for AWS reads `"\u0053tatement"` as the same key. */
const naming = /"Statement"|\\u00[4-7][\da-f]/i;
const reach = '"Statement"'.length - 1;

/** The JSON that a template comes to, as a value. */
export function jsonText({ text, holes, open, place }: Embedded): Value {
  const { value, errors } = readJson(text, "plain");
  return jsonValue(value, { place, holes, open: open || errors.length > 0 });
}

/** What a JSON file comes to. */
export interface FileReading {
  readonly file: SourceFile;
  readonly value: Value;
  readonly pieces: ReadonlyMap<Expression, PieceReading>;
  /** Those of a file that keeps no trees, by their texts: of several that are alike each has its own. */
  readonly latePieces: ReadonlyMap<string, readonly PieceReading[]>;
  /** What the places outside of pieces count from. */
  readonly anchor: Anchor & { start: number };
  readonly open: boolean;
  /** Where it was too much and the rest is taken for unknown. */
  readonly cut: Place | undefined;
}

/** What a piece of a file came to; its places count from where it stands. */
interface PieceReading {
  readonly anchor: Anchor & { start: number };
  readonly value: Value;
  /** How many values it took of the room. */
  readonly took: number;
}

/**
 * What a JSON file comes to, up to so many values. The pieces of an earlier version that are here as well are taken from there, the
 * same values, and stand where they now are.
 */
export function readFile(
  file: SourceFile,
  { start: base, tree }: Chunk,
  value: Expression,
  earlier: FileReading | undefined,
  mostValues = Number.POSITIVE_INFINITY,
): FileReading {
  const { uri } = file;
  const open = tree.broken;
  const pieces = new Map<Expression, PieceReading>();
  const latePieces = new Map<string, PieceReading[]>();
  const words = new Map<string, string>();
  const room: ValueRoom = { left: mostValues, cut: undefined };
  const again = earlier?.open === open ? earlier : undefined;
  const taken = (before: PieceReading | undefined, start: number): PieceReading | undefined => {
    if (!before || before.took > room.left) return undefined;
    before.anchor.start = start;
    room.left -= before.took;
    return before;
  };
  const piece = (inner: SharedObject, depth: number): Value => {
    const start = base + inner.start;
    const anchor = { uri, start };
    const place = (span: Span): Place => new Anchored(anchor, span);
    const anew = (tree: Expression): PieceReading => {
      const { left } = room;
      const value = jsonValue(tree, { place, piece, holes: [], open, words, room }, depth);
      return { anchor, value, took: left - room.left };
    };
    if (isLate(inner)) {
      const text = file.text.slice(start, base + inner.end);
      const others = latePieces.get(text) ?? [];
      const read = taken(again?.latePieces.get(text)?.[others.length], start) ?? anew(inner.value);
      if (others.length > 0) others.push(read);
      else latePieces.set(detached(text), [read]);
      return read.value;
    }
    const tree = inner.value;
    const read = taken(again?.pieces.get(tree), start) ?? anew(tree);
    pieces.set(tree, read);
    return read.value;
  };
  const anchor = earlier?.anchor ?? { uri, start: base };
  anchor.start = base;
  const place = (span: Span): Place => new Anchored(anchor, span);
  const read = jsonValue(value, { place, piece, holes: [], open, room });
  return { file, value: read, pieces, latePieces, anchor, open, cut: room.cut };
}

/** How many more values are read, and where there was no more room. */
interface ValueRoom {
  left: number;
  cut: Place | undefined;
}

/** What a JSON tree stands in. */
interface JsonContext {
  place(span: Span): Place;
  piece?(piece: SharedObject, depth: number): Value;
  readonly holes: readonly Hole[];
  readonly room?: ValueRoom;
  /** Texts that have been met, each by itself: of a text that stands in a file a thousand times one copy is kept. */
  readonly words?: Map<string, string>;
  /** Parts may be hidden: every list and object may hold more. */
  readonly open: boolean;
}

const deepest = 200;

/** A JSON tree as a value: no templates are read in it, and a key that comes twice counts as IAM takes it, last. */
function jsonValue(expression: Expression, around: JsonContext, depth = 0): Value {
  const at = around.place(expression);
  if (depth > deepest) return unknown(at);
  if (around.room && around.room.left-- <= 0) {
    around.room.cut ??= at;
    return unknown(at);
  }
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
      const unnamed: Unnamed[] = [];
      for (const { key, value } of expression.entries) {
        const name = nameOf(key);
        if (name === undefined) continue;
        const place = around.place(key);
        const under = jsonValue(value, around, depth + 1);
        if (around.holes.length === 0 || !name.includes(holeMark))
          entries.set(once(name, around.words), { key: place, value: under });
        else unnamed.push({ key: filledUp(name, key, place, around), value: under });
      }
      const isUnnamed = unnamed.length > 0;
      return {
        state: "mapping",
        at,
        entries,
        open: around.open || isUnnamed,
        ...(isUnnamed && !around.open && { unnamed }),
      };
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

const longestWord = 40;

function once(word: string, words: Map<string, string> | undefined): string {
  if (!words || word.length > longestWord) return word;
  const before = words.get(word);
  if (before !== undefined) return before;
  words.set(word, word);
  return word;
}

const joined = ({ parts }: Template): string => parts.map((part) => (part.kind === "text" ? part.value : "")).join("");

/** A string in which `templatefile` fills something in: only the call, in another file, knows what. */
const filledIn = ({ parts }: Template, at: Place): Unknown => ({
  state: "unknown",
  at,
  parts: parts.map((part) => (part.kind === "text" ? part.value : unknown(at))),
});

function text(template: Expression & { readonly kind: "template" }, at: Place, around: JsonContext): Value {
  const [first] = template.parts;
  if (template.parts.some(({ kind }) => kind === "interpolation")) return filledIn(template, at);
  const whole = first?.kind === "text" && template.parts.length === 1 ? first.value : joined(template);
  if (around.holes.length === 0 || !whole.includes(holeMark)) return known(once(whole, around.words), at);
  const [only] = holesIn(template, around);
  return only && !only.quoted ? { ...only.value, at } : filledUp(whole, template, at, around);
}

const holesIn = ({ start, end }: Span, { holes }: JsonContext): readonly Hole[] =>
  holes.filter((hole) => start <= hole.at && hole.at < end);

/** A text with holes for what Terraform fills in. */
function filledUp(whole: string, span: Span, at: Place, around: JsonContext): Unknown {
  const inside = holesIn(span, around);
  const parts: (string | Unknown)[] = [];
  for (const [index, piece] of whole.split(holeMark).entries()) {
    const hole = index > 0 ? inside[index - 1] : undefined;
    if (index > 0) parts.push(hole?.value.state === "unknown" ? hole.value : unknown(at));
    if (piece !== "") parts.push(piece);
  }
  return { state: "unknown", at, parts };
}
