import { partitionPoint } from "../bisect.ts";
import { Cursor } from "./cursor.ts";
import { lexItem, lexRange, type Tolerance } from "./lex-hcl.ts";
import { repeated, topLevel } from "./parse-body.ts";
import type { TextChange } from "./text.ts";
import { TokenKind, Tokens } from "./tokens.ts";
import type { Chunk, ChunkTree, Comment, Item, Name, SourceFile, SyntaxProblem } from "./tree.ts";

/** Reads a file of HCL's native syntax (`*.tf`, `*.tfvars`). */
export function parseHcl(uri: string, text: string): SourceFile {
  return { uri, text, syntax: "hcl", chunks: new HclParser(text, undefined).chunks() };
}

/** Reads a file anew after a change: chunks that the change does not touch are shared with `file`. */
export function reparseHcl(file: SourceFile, change: TextChange, text: string): SourceFile {
  const chunks = withinChunk(file, change) ?? new HclParser(text, new Earlier(file, change)).chunks();
  return { uri: file.uri, text, syntax: "hcl", chunks };
}

/**
 * The chunks after a change that lies inside one chunk and leaves it one; undefined where more than that chunk may
 * read differently. The chunk is read from a text of its own, so that it does not keep a whole version alive.
 */
function withinChunk({ chunks, text }: SourceFile, change: TextChange): readonly Chunk[] | undefined {
  const index = chunkAround(chunks, change);
  const chunk = chunks[index];
  if (!chunk || chunks.some((each) => each.tree.broken)) return undefined;
  const { start } = chunk;
  const own = text.slice(start, change.start) + change.text + text.slice(change.end, start + chunk.tree.length);
  if (start > 0 && own.charCodeAt(0) === byteOrderMark) return undefined;
  const tokens = new Tokens();
  const lexed = lexItem(own, 0, own.length, tokens);
  if (!lexed.complete || lexed.end < own.length) return undefined;
  const part = strictPart(own, tokens, own.length);
  if (part?.body.items[0]?.kind !== "block") return undefined;
  const shift = own.length - chunk.tree.length;
  const result = chunks.slice();
  result[index] = { start, tree: part };
  if (shift !== 0)
    for (let after = index + 1; after < chunks.length; after++) {
      const moved = chunks[after];
      if (moved) result[after] = { start: moved.start + shift, tree: moved.tree };
    }
  return result;
}

/** The index of the chunk that holds a change and more on both sides of it, or -1. */
function chunkAround(chunks: readonly Chunk[], { start, end }: TextChange): number {
  const index = partitionPoint(chunks.length, (each) => (chunks[each]?.start ?? 0) < start) - 1;
  const chunk = chunks[index];
  return chunk && end < chunk.start + chunk.tree.length ? index : -1;
}

/** The part of an item's tokens; undefined when it would have holes. */
function strictPart(text: string, tokens: Tokens, length: number): ChunkTree | undefined {
  const cursor = new Cursor(text, tokens, "strict");
  const items = topLevel(cursor);
  return cursor.readable ? part(length, items, cursor) : undefined;
}

const byteOrderMark = 0xfeff;

/** The chunks of an earlier version that a change has left as they were. */
class Earlier {
  readonly #chunks: readonly Chunk[];
  readonly #change: TextChange;
  readonly #shift: number;
  #near = 0;

  constructor(file: SourceFile, change: TextChange) {
    this.#chunks = file.chunks;
    this.#change = change;
    this.#shift = change.text.length - (change.end - change.start);
  }

  /** The untouched chunk that begins at `position` of the new text. */
  at(position: number): ChunkTree | undefined {
    const chunks = this.#chunks;
    while (this.#near > 0 && this.#start(this.#near) > position) this.#near--;
    while (this.#near < chunks.length && this.#start(this.#near) < position) this.#near++;
    for (let near = this.#near; near < chunks.length && this.#start(near) === position; near++)
      if (this.#untouched(near)) return chunks[near]?.tree;
    return undefined;
  }

  /** Where the chunk begins in the new text if it is untouched; grows from chunk to chunk in any case. */
  #start(index: number): number {
    const start = this.#chunks[index]?.start ?? 0;
    const { start: from, end, text } = this.#change;
    if (start >= end) return start + this.#shift;
    return Math.min(start, from + text.length);
  }

  #untouched(index: number): boolean {
    const chunk = this.#chunks[index];
    if (!chunk) return false;
    const end = chunk.start + chunk.tree.length;
    if (end < this.#change.start) return true;
    // What comes after the last chunk can still become a part of it.
    if (end === this.#change.start) return index < this.#chunks.length - 1;
    // The first chunk is the only one that may begin with a byte order mark.
    return chunk.start >= this.#change.end && chunk.start > 0 && chunk.start + this.#shift > 0;
  }
}

/**
 * Reads a text from its start to its end, one item after the other. What follows an item never changes how it is
 * read, and that is what lets an edit leave the chunks before and after it alone.
 */
class HclParser {
  readonly #text: string;
  readonly #earlier: Earlier | undefined;
  readonly #tokens = new Tokens();
  readonly #chunks: Chunk[] = [];
  /** Names of top-level attributes so far. */
  readonly #names = new Set<string>();
  #position = 0;
  /**
   * Set when an unfinished item has run into the blocks below it. From there on, a line that begins like a top-level
   * block begins one, whatever is still open: otherwise every further item might run to the end of the file.
   */
  #cuts = false;

  constructor(text: string, earlier: Earlier | undefined) {
    this.#text = text;
    this.#earlier = earlier;
  }

  chunks(): readonly Chunk[] {
    while (this.#position < this.#text.length) this.#item();
    if (this.#chunks.length === 0) this.#chunks.push({ start: 0, tree: emptyPart(0, []) });
    return this.#chunks;
  }

  #item(): void {
    const start = this.#position;
    const limit = this.#cuts ? this.#cut(skipTrivia(this.#text, start)) : this.#text.length;
    const kept = this.#earlier?.at(start);
    if (kept && !kept.broken && kept.length <= limit - start) {
      this.#push(kept, kept);
      return;
    }
    const lexed = lexItem(this.#text, start, limit, this.#tokens);
    if (lexed.complete && this.#isTrivia()) this.#trailing(lexed.end);
    else {
      const part = lexed.complete ? strictPart(this.#text, this.#tokens, lexed.end - start) : undefined;
      if (part) this.#push(part, kept);
      else this.#broken(start, lexed.end);
    }
  }

  #isTrivia(): boolean {
    for (let index = 0; index < this.#tokens.count - 1; index++)
      if (this.#tokens.kinds[index] !== TokenKind.Newline) return false;
    return true;
  }

  /** Gives what follows the last item to the last chunk. */
  #trailing(end: number): void {
    const length = end - this.#position;
    const last = this.#chunks.pop();
    const shift = last ? this.#position - last.start : 0;
    const more = new Cursor(this.#text, this.#tokens, "strict").comments(shift);
    const before = last?.tree ?? emptyPart(0, []);
    const merged: ChunkTree = {
      ...before,
      length: before.length + length,
      body: { ...before.body, end: before.length + length },
      comments: [...before.comments, ...more],
    };
    this.#position = last?.start ?? 0;
    this.#place(merged, this.#earlier?.at(this.#position));
  }

  /** Adds a chunk that has been read without holes; `kept` is what stood there before the change. */
  #push(read: ChunkTree, kept: ChunkTree | undefined): void {
    const [item] = read.body.items;
    if (item?.kind !== "attribute") {
      this.#place(read, kept);
      return;
    }
    const { name } = item;
    const repeated = this.#names.has(name.text) && read.errors.every((error) => error.start !== name.start);
    this.#names.add(name.text);
    this.#place(repeated ? { ...read, broken: true, errors: [...read.errors, repeatedName(name)] } : read, kept);
  }

  /** Adds a chunk: the one that stood there before when it says the same. */
  #place(read: ChunkTree, kept: ChunkTree | undefined): void {
    const start = this.#position;
    const same =
      kept?.length === read.length && kept.broken === read.broken && kept.errors.length === read.errors.length;
    this.#chunks.push({ start, tree: same ? kept : read });
    this.#position = start + read.length;
  }

  /** Reads what cannot be read strictly, up to the next line that begins like a top-level block. */
  #broken(start: number, reached: number): void {
    const first = skipTrivia(this.#text, start);
    const end = this.#cut(first);
    if (reached > end) this.#cuts = true;
    this.#position = isHeader(this.#text, first) ? start : this.#sectionStart(start);
    const length = end - this.#position;
    const kept = this.#earlier?.at(this.#position);
    this.#place(kept?.broken && kept.length === length ? kept : this.#tolerant(this.#position, end), kept);
  }

  /** Takes back what has been read since the last header: the fault may lie there, as with a brace too many. */
  #sectionStart(start: number): number {
    let from = start;
    for (let last = this.#chunks.at(-1); last && !last.tree.broken; last = this.#chunks.at(-1)) {
      this.#chunks.pop();
      from = last.start;
      const item = last.tree.body.items[0];
      if (item && isHeader(this.#text, from + item.start)) break;
    }
    return from;
  }

  /** Where what begins at `first` has to end at the latest: before the next header and the comments on it. */
  #cut(first: number): number {
    const text = this.#text;
    let cut = nextHeader(text, first);
    if (cut === text.length) return cut;
    for (;;) {
      const line = text.lastIndexOf("\n", cut - 2) + 1;
      if (line <= first || !isCommentOrBlank(text, line)) return cut;
      cut = line;
    }
  }

  #tolerant(start: number, end: number): ChunkTree {
    const strict = this.#attempt(start, end, "strict");
    if (strict.readable) return part(end - start, strict.items, strict.cursor);
    const lenient = this.#attempt(start, end, "lenient");
    let best = lenient;
    if (lenient.cursor.unbalanced) {
      const indented = this.#attempt(start, end, "indented");
      if (indented.cursor.problems.length <= lenient.cursor.problems.length) best = indented;
    }
    const { cursor, items, comments } = best;
    if (cursor.problems.length === 0) cursor.problems.push(strict.cursor.problems[0] ?? unreadable(items, end - start));
    return { ...part(end - start, items, cursor), comments };
  }

  #attempt(start: number, end: number, tolerance: Tolerance): Attempt {
    const lexed = lexRange(this.#text, start, end, this.#tokens, tolerance);
    const cursor = new Cursor(this.#text, this.#tokens, tolerance);
    const items = topLevel(cursor);
    return { cursor, items, comments: cursor.comments(), readable: lexed.complete && cursor.readable };
  }
}

interface Attempt {
  readonly cursor: Cursor;
  readonly items: readonly Item[];
  readonly comments: readonly Comment[];
  readonly readable: boolean;
}

function part(length: number, items: readonly Item[], cursor: Cursor): ChunkTree {
  const { problems } = cursor;
  return {
    length,
    body: { start: 0, end: length, items },
    comments: cursor.comments(),
    errors: problems.length > 1 ? problems.sort((a, b) => a.start - b.start) : problems,
    broken: problems.length > 0,
  };
}

function emptyPart(length: number, comments: readonly Comment[]): ChunkTree {
  return { length, body: { start: 0, end: length, items: [] }, comments, errors: [], broken: false };
}

function repeatedName(name: Name): SyntaxProblem {
  return { start: name.start, end: name.end, message: repeated(name) };
}

function unreadable(items: readonly Item[], length: number): SyntaxProblem {
  return { start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? length, message: "this cannot be read" };
}

/** The keywords that begin a top-level block of Terraform. */
const header =
  /(?:resource|data|variable|output|module|provider|ephemeral|check|action|list)[ \t]+"|(?:locals|terraform|moved|import|removed)[ \t]*\{/y;
const headerInitials = new Set(Array.from("acdeilmoprtv", (letter) => letter.charCodeAt(0)));

/** The first line after `from`'s that begins like a top-level block, or the end of the text. */
function nextHeader(text: string, from: number): number {
  for (let newline = text.indexOf("\n", from); newline >= 0; newline = text.indexOf("\n", newline + 1))
    if (isHeader(text, newline + 1)) return newline + 1;
  return text.length;
}

function isHeader(text: string, at: number): boolean {
  if (!headerInitials.has(text.charCodeAt(at)) || (at > 0 && text.charCodeAt(at - 1) !== 10)) return false;
  header.lastIndex = at;
  return header.test(text);
}

const trivia = /(?:[ \t\r\n\ufeff]+|#[^\n]*|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*/y;

/** Where white space and comments end that begin at `from`. */
function skipTrivia(text: string, from: number): number {
  trivia.lastIndex = from;
  trivia.test(text);
  return trivia.lastIndex;
}

const commentOrBlank = /[ \t\r]*\n|(?:#|\/\/)/y;

function isCommentOrBlank(text: string, line: number): boolean {
  commentOrBlank.lastIndex = line;
  return commentOrBlank.test(text);
}
