import { type Cursor, closes, maxDepth, opens } from "./cursor.ts";
import { exact } from "./exact.ts";
import { expression, quoted } from "./parse-expression.ts";
import { unescaped } from "./template-parts.ts";
import { TokenKind } from "./tokens.ts";
import type { Attribute, Block, Body, Item, Name } from "./tree.ts";

/** Reads all items of a file or of a chunk. */
export function topLevel(cursor: Cursor): readonly Item[] {
  return items(cursor, undefined);
}

/** Where and how far in the block begins whose items are read. */
interface Enclosing {
  /** The indentation of its header when indentation is the guide, else -1. */
  readonly indentation: number;
  /** Its content begins on the line of its brace. */
  readonly onOneLine: boolean;
}

function items(cursor: Cursor, within: Enclosing | undefined): readonly Item[] {
  const result: Item[] = [];
  for (;;) {
    cursor.pastNewlines();
    const kind = cursor.kind();
    if (kind === TokenKind.End) break;
    if (kind === TokenKind.BraceClose && within) break;
    if (kind === TokenKind.Word) {
      if (within && leaves(cursor, within)) break;
      const read = item(cursor, within);
      if (read) result.push(read);
      continue;
    }
    reportStray(cursor, kind);
    if (kind === TokenKind.BraceClose) cursor.index++;
    else skipLine(cursor);
  }
  reportDuplicates(cursor, result);
  return exact(result);
}

/** True where indentation says that the block has ended before this item. */
function leaves(cursor: Cursor, { indentation }: Enclosing): boolean {
  if (indentation < 0) return false;
  const column = cursor.column(cursor.start());
  return column !== undefined && column <= indentation;
}

function reportStray(cursor: Cursor, kind: TokenKind): void {
  if (kind === TokenKind.BraceClose) cursor.failUnbalanced("this } closes nothing");
  else if (kind === TokenKind.CommentBroken) cursor.failUnbalanced("this comment is not closed: expected */");
  else cursor.fail("expected an attribute (name = value) or a block (name { … })");
}

/** Up to so many items, looking through them is quicker than filling a set. */
const few = 8;

function reportDuplicates(cursor: Cursor, items: readonly Item[]): void {
  const seen = items.length > few ? new Set<string>() : undefined;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item?.kind !== "attribute") continue;
    const { name } = item;
    if (seen ? seen.has(name.text) : isNamedBefore(items, index, name.text)) cursor.report(repeated(name), name);
    seen?.add(name.text);
  }
}

function isNamedBefore(items: readonly Item[], end: number, name: string): boolean {
  for (let index = 0; index < end; index++) {
    const item = items[index];
    if (item?.kind === "attribute" && item.name.text === name) return true;
  }
  return false;
}

/** Says that a body sets one attribute twice. */
export function repeated(name: Name): string {
  return `"${name.text}" is set twice`;
}

function skipLine(cursor: Cursor): void {
  for (let depth = 0; ; cursor.index++) {
    const kind = cursor.kindAt(cursor.index);
    if (kind === TokenKind.End || (kind === TokenKind.Newline && depth <= 0)) return;
    if (opens(kind)) depth++;
    else if (closes(kind)) {
      if (depth === 0 && kind === TokenKind.BraceClose) return;
      depth--;
    }
  }
}

function item(cursor: Cursor, within: Enclosing | undefined): Item | undefined {
  const at = cursor.index++;
  return cursor.kind() === TokenKind.Equals ? attribute(cursor, at, within) : block(cursor, at, within);
}

function attribute(cursor: Cursor, at: number, within: Enclosing | undefined): Attribute {
  cursor.index++;
  const name = cursor.name(at);
  const value = expression(cursor);
  endItem(cursor, value.kind === "error", "the value", within);
  return { kind: "attribute", start: name.start, end: value.end, name, value };
}

/** An item ends its line. */
function endItem(cursor: Cursor, reported: boolean, what: string, within: Enclosing | undefined): void {
  const kind = cursor.kind();
  if (kind === TokenKind.Newline) cursor.index++;
  else if (kind === TokenKind.BraceClose) {
    if (within && !within.onOneLine)
      cursor.report(`expected a new line after ${what}`, { start: cursor.start(), end: cursor.end() });
  } else if (kind !== TokenKind.End) {
    if (kind === TokenKind.CommentBroken) reportStray(cursor, kind);
    else if (!reported) cursor.fail(`expected a new line after ${what}`);
    skipLine(cursor);
  }
}

function block(cursor: Cursor, at: number, within: Enclosing | undefined): Block | undefined {
  const type = cursor.name(at);
  const labels: Name[] = [];
  for (let next = label(cursor); next; next = label(cursor)) labels.push(next);
  const open = cursor.index;
  if (cursor.kind() !== TokenKind.BraceOpen) return withoutBody(cursor, type, labels);
  cursor.index++;
  const onOneLine = cursor.kind() !== TokenKind.Newline;
  if (++cursor.depth > maxDepth) cursor.failTooDeep();
  const indentation = cursor.indented ? cursor.indentation(type.start) : -1;
  const content = items(cursor, { indentation, onOneLine });
  cursor.depth--;
  const closed = cursor.kind() === TokenKind.BraceClose && !closesOuter(cursor, indentation);
  if (closed && onOneLine) reportCrowded(cursor, content);
  if (closed) cursor.index++;
  else if (cursor.depth < maxDepth)
    cursor.failUnbalanced("this block is not closed: expected }", cursor.startAt(open), cursor.endAt(open));
  const end = closed ? cursor.previousEnd() : contentEnd(cursor);
  const body: Body = { start: cursor.startAt(open), end, items: content };
  if (closed) endItem(cursor, false, "the block", within);
  return { kind: "block", start: type.start, end, type, labels: exact(labels), body, closed };
}

/** A block whose content begins on the line of its brace holds no more than one attribute, and ends on that line. */
function reportCrowded(cursor: Cursor, content: readonly Item[]): void {
  const [first, second] = content;
  if (!first) return;
  if (second || first.kind === "block" || cursor.kindAt(cursor.index - 1) === TokenKind.Newline)
    cursor.report("a block on one line can hold only one attribute, with its } on the same line", first);
}

/** True where indentation says that the brace belongs to a block further out. */
function closesOuter(cursor: Cursor, indentation: number): boolean {
  if (indentation < 0) return false;
  const column = cursor.column(cursor.start());
  return column !== undefined && column < indentation;
}

/** The end of the last token that is not a newline. */
function contentEnd(cursor: Cursor): number {
  let last = cursor.index - 1;
  while (last > 0 && cursor.kindAt(last) === TokenKind.Newline) last--;
  return cursor.endAt(last);
}

/** A header that is still being typed: a block when it has a label already, a mere word else. */
function withoutBody(cursor: Cursor, type: Name, labels: readonly Name[]): Block | undefined {
  const end = cursor.previousEnd();
  cursor.fail(
    labels.length > 0 ? "expected { after the header of the block" : "expected = or { after the name",
    type.start,
    end,
  );
  skipLine(cursor);
  if (labels.length === 0) return undefined;
  return { kind: "block", start: type.start, end, type, labels, body: { start: end, end, items: [] }, closed: false };
}

function label(cursor: Cursor): Name | undefined {
  const kind = cursor.kind();
  if (kind === TokenKind.Word) return cursor.name(cursor.index++);
  if (kind !== TokenKind.QuoteOpen) return undefined;
  const open = cursor.index;
  if (cursor.kindAt(open + 1) === TokenKind.Text && cursor.kindAt(open + 2) === TokenKind.QuoteClose) {
    cursor.index = open + 3;
    const text = unescaped(cursor.text(open + 1), cursor.startAt(open + 1), cursor);
    return { start: cursor.startAt(open), end: cursor.endAt(open + 2), text };
  }
  const { start, end, parts } = quoted(cursor);
  let text = "";
  for (const part of parts) {
    if (part.kind === "text") text += part.value;
    else cursor.fail("a label cannot hold a template", part.start, part.end);
  }
  return { start, end, text };
}
