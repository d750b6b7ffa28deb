import { partitionPoint } from "../bisect.ts";
import { lexRange } from "../syntax/lex-hcl.ts";
import { apply, contains, type Edit, near, type Span } from "../syntax/text.ts";
import { TokenKind, Tokens } from "../syntax/tokens.ts";
import type { SourceFile } from "../syntax/tree.ts";
import { type Applied, composed, inOrder, placesOf } from "./edit-set.ts";

/**
 * Edits of one file, written with one space around `=`, made into edits after which the lines they touch stand as
 * `terraform fmt` puts them. Lines that were not aligned before keep their spacing. The result does not overlap, is in
 * order and leaves every other byte alone.
 *
 * The rules of alignment follow hclwrite's `format.go`: equals signs over consecutive lines that hold a whole assignment,
 * then comments over consecutive lines that end in one.
 */
export function tidy(text: string, edits: readonly Edit[], syntax: SourceFile["syntax"] = "hcl"): readonly Edit[] {
  const written = inOrder(edits).map((edit) => withNewlinesOf(text, withoutBlanksBehind(text, edit)));
  const [first] = written;
  if (first === undefined || syntax === "json") return written.filter((edit) => changes(text, edit));
  const regions = placesOf(written);
  const result = apply(text, written);
  const { uri } = first.at;
  const respaced = respacings(lines(text), text, lines(result), result, regions)
    // a gap of which only a part was written stays as it was written
    .filter((gap) =>
      regions.every((region) => contains(region, gap) || region.end <= gap.start || gap.end <= region.start),
    )
    .map(({ text: blanks, start, end }): Edit => ({ at: { uri, start, end }, text: blanks }));
  const changing = written.filter((edit) => changes(text, edit));
  return composed(changing, respaced).filter((edit) => changes(text, edit));
}

/**
 * The same for edits of a file, which are looked at with the blocks around them: what stands further away aligns with nothing here.
 */
export function tidyIn({ uri, text, syntax, chunks }: SourceFile, edits: readonly Edit[]): readonly Edit[] {
  if (syntax === "json") return tidy(text, edits, syntax);
  const windows: { start: number; end: number; readonly edits: Edit[] }[] = [];
  for (const edit of inOrder(edits)) {
    const first = partitionPoint(chunks.length, (index) => (chunks[index]?.start ?? 0) <= edit.at.start) - 2;
    const last = partitionPoint(chunks.length, (index) => (chunks[index]?.start ?? 0) <= edit.at.end) + 1;
    const start = chunks[Math.max(first, 0)]?.start ?? 0;
    const end = chunks[last]?.start ?? text.length;
    const before = windows.at(-1);
    if (!before || before.end <= start) windows.push({ start, end, edits: [edit] });
    else {
      before.end = end;
      before.edits.push(edit);
    }
  }
  return windows.flatMap(({ start, end, edits: own }) =>
    tidy(
      text.slice(start, end),
      own.map((edit) => ({ ...edit, at: { uri, start: edit.at.start - start, end: edit.at.end - start } })),
    ).map((edit) => ({ ...edit, at: { uri, start: edit.at.start + start, end: edit.at.end + start } })),
  );
}

/** Text to write over a span. */
interface SpanEdit extends Span {
  readonly text: string;
}

const changes = (text: string, { at, text: inserted }: Edit): boolean => text.slice(at.start, at.end) !== inserted;

/** The blanks behind a heredoc's end marker are part of it for `terraform fmt`; they go when it goes. */
function withoutBlanksBehind(text: string, edit: Edit): Edit {
  const { at } = edit;
  if (!text.startsWith("<<", at.start) || !text.slice(at.start, at.end).includes("\n")) return edit;
  const blanks = /^[ \t]*(?=\r?\n)/.exec(text.slice(at.end))?.[0].length ?? 0;
  return { ...edit, at: near(at, at.start, at.end + blanks) };
}

/** An edit with the newlines of the text. */
function withNewlinesOf(text: string, edit: Edit): Edit {
  const newline = text.indexOf("\n");
  if (newline < 1 || text[newline - 1] !== "\r") return edit;
  const crlf = (part: string): string => part.replaceAll(/(?<!\r)\n/g, "\r\n");
  const moved = (offset: number): number => crlf(edit.text.slice(0, offset)).length;
  const stops = edit.stops?.map((stop) => ({ ...stop, start: moved(stop.start), end: moved(stop.end) }));
  return { ...edit, text: crlf(edit.text), ...(stops && { stops }) };
}

/** A line as `terraform fmt` sees it: a heredoc belongs to the line that it begins on. */
interface FmtLine {
  readonly start: number;
  /** Where what is left of the equals sign ends. */
  readonly lead: number;
  /** The equals sign, where all of the assignment is on the line. */
  readonly equals: number | undefined;
  /** The equals sign of a value that goes on below. */
  readonly opening: number | undefined;
  readonly end: number;
  /** The `#` or `//` behind all this. */
  readonly comment: number | undefined;
}

const depths: ReadonlyMap<number, number> = new Map([
  [TokenKind.BraceOpen, 1],
  [TokenKind.BracketOpen, 1],
  [TokenKind.ParenthesisOpen, 1],
  [TokenKind.Interpolation, 1],
  [TokenKind.Directive, 1],
  [TokenKind.BraceClose, -1],
  [TokenKind.BracketClose, -1],
  [TokenKind.ParenthesisClose, -1],
  [TokenKind.SequenceEnd, -1],
]);

function lines(text: string): readonly FmtLine[] {
  const tokens = new Tokens();
  lexRange(text, 0, text.length, tokens, "lenient");
  const found: FmtLine[] = [];
  let start = 0;
  let from = 0;
  let comment = 0;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index];
    if (kind !== TokenKind.Newline && kind !== TokenKind.End) continue;
    const end = tokens.starts[index] ?? 0;
    let last: number | undefined;
    for (; (tokens.comments[comment] ?? Number.POSITIVE_INFINITY) < end; comment += 2) last = tokens.comments[comment];
    found.push(line(text, tokens, start, from, index, last));
    start = tokens.ends[index] ?? 0;
    from = index + 1;
  }
  return found;
}

function line(
  text: string,
  tokens: Tokens,
  start: number,
  from: number,
  to: number,
  comment: number | undefined,
): FmtLine {
  const end = from < to ? (tokens.ends[to - 1] ?? start) : start;
  let equals = from + 1;
  while (equals < to && tokens.kinds[equals] !== TokenKind.Equals) equals++;
  let depth = 0;
  for (let index = equals; index < to; index++) depth += depths.get(tokens.kinds[index] ?? TokenKind.End) ?? 0;
  const sign = equals < to ? tokens.starts[equals] : undefined;
  return {
    start,
    lead: equals < to ? (tokens.ends[equals - 1] ?? end) : end,
    equals: depth === 0 ? sign : undefined,
    opening: depth === 0 ? undefined : sign,
    end,
    comment: from < to && comment !== undefined && comment >= end && text[comment + 1] !== "*" ? comment : undefined,
  };
}

const segmenter = new Intl.Segmenter();

/** Width in columns, of which a grapheme takes one. */
const columns = (text: string): number => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return [...segmenter.segment(text)].length;
  return text.length;
};

type Cell = "equals" | "comment";

/** Runs of lines that have the cell; each is aligned by itself, and so is a value that goes on below. */
function chains(all: readonly FmtLine[], cell: Cell): readonly (readonly number[])[] {
  const found: number[][] = [];
  let run: number[] = [];
  for (const [index, each] of all.entries()) {
    if (cell === "equals" && each.opening !== undefined) found.push([index]);
    if (each[cell] !== undefined) {
      if (run.length === 0) found.push(run);
      run.push(index);
    } else if (run.length > 0) run = [];
  }
  return found;
}

function respacings(
  before: readonly FmtLine[],
  old: string,
  after: readonly FmtLine[],
  result: string,
  regions: readonly Applied[],
): readonly SpanEdit[] {
  const touched = touchedLines(after, regions);
  const assignments = respacing("equals", before, old, after, result, regions, touched, new Map());
  const widened = new Map(assignments.map((change) => [change.line, change.text.length - (change.end - change.start)]));
  for (const index of widened.keys()) touched.add(index);
  return [...assignments, ...respacing("comment", before, old, after, result, regions, touched, widened)].sort(
    (a, b) => a.start - b.start,
  );
}

/** The lines that a region reaches and one on either side, whose neighbour is new. */
function touchedLines(all: readonly FmtLine[], regions: readonly Span[]): Set<number> {
  const touched = new Set<number>();
  for (const [index, { start }] of all.entries()) {
    const end = all[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    if (regions.some((region) => region.start < end && start <= region.end))
      for (const near of [index - 1, index, index + 1]) touched.add(near);
  }
  return touched;
}

interface Respacing extends SpanEdit {
  readonly line: number;
}

function respacing(
  cell: Cell,
  before: readonly FmtLine[],
  old: string,
  after: readonly FmtLine[],
  result: string,
  regions: readonly Applied[],
  touched: ReadonlySet<number>,
  widened: ReadonlyMap<number, number>,
): readonly Respacing[] {
  const aligned = alignedCells(before, old, cell);
  const found: Respacing[] = [];
  for (const chain of chains(after, cell)) {
    if (!chain.some((index) => touched.has(index))) continue;
    const members = chain.flatMap((index) => {
      const each = after[index];
      const at = each && positionOf(each, cell);
      if (each === undefined || at === undefined) return [];
      const gap = gapBefore(each, cell, at);
      const width = columns(result.slice(each.start, gap.start)) + (widened.get(index) ?? 0);
      return [{ index, gap, width, origin: originOf(at, regions) }];
    });
    const kept = members.filter(({ origin }) => origin !== undefined);
    const isAligned = kept.every(({ origin }) => origin !== undefined && aligned.has(origin));
    const shared = new Set(kept.map(({ gap, width }) => width + gap.end - gap.start));
    const column = isAligned
      ? Math.max(...members.map(({ width }) => width)) + 1
      : shared.size === 1
        ? [...shared][0]
        : undefined;
    for (const { index, gap, width } of isAligned ? members : members.filter(({ origin }) => origin === undefined)) {
      const present = result.slice(gap.start, gap.end);
      const wanted = " ".repeat(Math.max(1, (column ?? 0) - width));
      if (present !== wanted && present.trim() === "") found.push({ ...gap, text: wanted, line: index });
    }
  }
  return found;
}

const positionOf = (each: FmtLine, cell: Cell): number | undefined =>
  cell === "equals" ? (each.equals ?? each.opening) : each.comment;

const gapBefore = (each: FmtLine, cell: Cell, at: number): Span => ({
  start: cell === "equals" ? each.lead : each.end,
  end: at,
});

/** The cells of the chains that stand as `terraform fmt` would have them. */
function alignedCells(all: readonly FmtLine[], text: string, cell: Cell): ReadonlySet<number> {
  const aligned = new Set<number>();
  for (const chain of chains(all, cell)) {
    const members = chain.flatMap((index) => {
      const each = all[index];
      const at = each && positionOf(each, cell);
      if (each === undefined || at === undefined) return [];
      const gap = gapBefore(each, cell, at);
      return [{ at, width: columns(text.slice(each.start, gap.start)), gap: gap.end - gap.start }];
    });
    const column = Math.max(...members.map(({ width }) => width)) + 1;
    if (members.every(({ width, gap }) => width + gap === column)) for (const { at } of members) aligned.add(at);
  }
  return aligned;
}

/** Where an offset of the result stood before; undefined in what an edit has written. */
function originOf(offset: number, regions: readonly Applied[]): number | undefined {
  if (regions.some(({ start, end }) => start <= offset && offset < end)) return undefined;
  return offset - (regions.findLast(({ end }) => end <= offset)?.shift ?? 0);
}
