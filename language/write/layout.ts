import type { Span } from "../syntax/text.ts";
import type { Dialect } from "./dialect.ts";

/** Where something is written: in which dialect, on which line. */
export interface Layout {
  readonly dialect: Dialect;
  /** What the line begins with. */
  readonly margin: string;
  /** By how much a level is indented. */
  readonly unit: string;
  /** Whether a list may stand on one line; undefined keeps everything to one line. */
  readonly fits: Fits | undefined;
}

/** Judges a list that is written on one line. */
export type Fits = (list: string, margin: string, count: number) => boolean;

const longestLine = 80;

/** A list as long as a line, wherever it begins: what is added to Terraform's own blocks. */
export const asLongAsALine: Fits = (list) => list.length <= longestLine;

/** A list that ends before a column, or has one item at most. */
export const endingBefore =
  (column: number = longestLine): Fits =>
  (list, margin, count) =>
    count < 2 || margin.length + list.length <= column;

/** Where the line at `offset` begins. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** Where the newline, or the carriage return before it, stands. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === "\r" ? newline - 1 : newline;
}

/** Behind the newline. */
export function nextLine(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline + 1;
}

/** The blanks that the line at `offset` begins with. */
export const marginAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";

/** By how much a text indents a level, as far as its first indented line tells: two blanks where that is none. */
export const unitOf = (text: string): string => /^(?:\t| {2}(?: {2})?)(?=[^\s])/m.exec(text)?.[0] ?? "  ";

/** Whether a line holds nothing else before `offset`. */
export const beginsLine = (text: string, offset: number): boolean =>
  text.slice(lineStart(text, offset), offset).trim() === "";

/** Whether a line holds nothing behind `offset` but a comma and a comment. */
export const endsLine = (text: string, offset: number): boolean =>
  /^[ \t]*,?[ \t]*(?:(?:#|\/\/).*)?$/.test(text.slice(offset, lineEnd(text, offset)));

/** Where the comments that stand right above a line begin, or the line itself; not above `limit`. */
export function withCommentsAbove(text: string, offset: number, limit = 0): number {
  let start = lineStart(text, offset);
  while (start > limit) {
    const above = lineStart(text, start - 1);
    if (above < limit || !/^[ \t]*(?:#|\/\/)/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}

/** An item of a list with the comma behind it, or before it where it is the last. */
export const withComma = (item: Span, previous: Span | undefined, next: Span | undefined): Span =>
  next ? { start: item.start, end: next.start } : { start: previous?.end ?? item.start, end: item.end };
