import { partitionPoint } from "../bisect.ts";
import { fact } from "../query/engine.ts";
import type { Span, TextChange } from "./text.ts";
import type { SourceFile } from "./tree.ts";

/** Where the lines of one text begin. */
export interface Lines {
  readonly starts: Int32Array;
  /** Length of the text. */
  readonly length: number;
}

/** A line and a column in it, both from 0, in UTF-16 code units. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

export interface LineRange {
  readonly start: LinePosition;
  readonly end: LinePosition;
}

const lineFeed = 10;
const carriageReturn = 13;

/** Pushes the start of every line that begins in `(from, to)`. */
function scan(text: string, from: number, to: number, starts: number[]): void {
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code !== lineFeed && code !== carriageReturn) continue;
    if (code === carriageReturn && text.charCodeAt(index + 1) === lineFeed) index++;
    if (index + 1 < to) starts.push(index + 1);
  }
}

export function lines(text: string): Lines {
  const starts = [0];
  scan(text, 0, text.length + 1, starts);
  return { starts: Int32Array.from(starts), length: text.length };
}

/** The lines after an edit; only the lines that it touches are read again. */
export function edited(before: Lines, { start, end, text: inserted }: TextChange, text: string): Lines {
  const delta = inserted.length - (end - start);
  // one character back, so that a line feed typed after a carriage return joins it
  const first = lineAt(before, Math.max(0, start - 1));
  const rest = lineAt(before, end) + 1;
  const resume = before.starts[rest];
  const read: number[] = [];
  scan(text, before.starts[first] ?? 0, resume === undefined ? text.length + 1 : resume + delta, read);
  const kept = first + 1;
  const starts = new Int32Array(kept + read.length + Math.max(0, before.starts.length - rest));
  starts.set(before.starts.subarray(0, kept));
  starts.set(read, kept);
  for (let line = rest, to = kept + read.length; line < before.starts.length; line++, to++)
    starts[to] = (before.starts[line] ?? 0) + delta;
  return { starts, length: text.length };
}

const lineAt = ({ starts }: Lines, offset: number): number =>
  partitionPoint(starts.length, (line) => (starts[line] ?? 0) <= offset) - 1;

function toPosition(lines: Lines, offset: number): LinePosition {
  const within = Math.min(Math.max(offset, 0), lines.length);
  return positionIn(lines, lineAt(lines, within), within);
}

const positionIn = ({ starts }: Lines, line: number, offset: number): LinePosition => ({
  line,
  character: offset - (starts[line] ?? 0),
});

export function toRange(lines: Lines, { start, end }: Span): LineRange {
  const first = toPosition(lines, start);
  const isOneLine = start <= end && end < (lines.starts[first.line + 1] ?? 0);
  const last = isOneLine ? positionIn(lines, first.line, end) : toPosition(lines, end);
  return { start: first, end: last };
}

/** Whether a span has this range, told without looking for its lines. */
export const isRange = (lines: Lines, { start, end }: Span, range: LineRange): boolean =>
  isPosition(lines, start, range.start) && isPosition(lines, end, range.end);

const isPosition = ({ starts, length }: Lines, offset: number, { line, character }: LinePosition): boolean =>
  (starts[line] ?? Number.NaN) + character === offset && offset < (starts[line + 1] ?? length + 1);

const known = fact((_: SourceFile): { lines?: Lines } => ({}));

/** The lines of a file, counted once. */
export function linesOf(file: SourceFile): Lines {
  const own = known(file);
  own.lines ??= lines(file.text);
  return own.lines;
}

/** Tells the lines of a file whose lines are already known from its document. */
export function remember(file: SourceFile, lines: Lines): void {
  known(file).lines = lines;
}
