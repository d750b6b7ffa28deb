import type { Position, Range, TextDocumentContentChangeEvent } from "vscode-languageserver";
import type { Lines } from "../../language/syntax/lines.ts";
import type { Span, TextChange } from "../../language/syntax/text.ts";

// Besides `language/syntax/lines.ts` the only file that knows both our offsets and the protocol's lines. Both count UTF-16 code units.

/** A position beyond a line's end is at that end, as the protocol wants it. */
export function toOffset({ starts, length }: Lines, { line, character }: Position): number {
  const start = starts[line];
  if (start === undefined) return line < 0 ? 0 : length;
  return Math.min(start + Math.max(character, 0), starts[line + 1] ?? length);
}

export const toSpan = (lines: Lines, { start, end }: Range): Span => ({
  start: toOffset(lines, start),
  end: toOffset(lines, end),
});

/** What one change event replaces; one without a range replaces everything. */
export const toReplacement = (lines: Lines, change: TextDocumentContentChangeEvent): TextChange =>
  "range" in change
    ? { ...toSpan(lines, change.range), text: change.text }
    : { start: 0, end: lines.length, text: change.text };

/** A line from 1 and a column from 1 in grapheme clusters, as HashiCorp's parser counts. */
export function fromHashicorp(text: string, lines: Lines, line: number, column: number): number {
  const start = lines.starts[line - 1] ?? lines.length;
  const end = lines.starts[line] ?? lines.length;
  let at = start;
  let left = column - 1;
  for (const { index, segment } of new Intl.Segmenter().segment(text.slice(start, end))) {
    if (left-- <= 0) break;
    at = start + index + segment.length;
  }
  return at;
}
