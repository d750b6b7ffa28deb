import { contains, type Edit, near, type Place, type Span } from "../syntax/text.ts";
import { join, type Printed } from "./print.ts";

/** An edit that writes printed text over a span. */
export const editAt = (uri: string, { start, end }: Span, { text, stops }: Printed): Edit => ({
  at: { uri, start, end },
  text,
  ...(stops.length > 0 && { stops }),
});

/** Edits by the file they belong to. */
export function byFile(edits: readonly Edit[]): ReadonlyMap<string, readonly Edit[]> {
  const files = new Map<string, Edit[]>();
  for (const each of edits) {
    const own = files.get(each.at.uri);
    if (own) own.push(each);
    else files.set(each.at.uri, [each]);
  }
  return files;
}

/** Whether two edits write the same in the same place. */
export const isSame = (a: Edit, b: Edit): boolean =>
  a.at.uri === b.at.uri && a.at.start === b.at.start && a.at.end === b.at.end && a.text === b.text;

/** Edits in the order in which they are applied. */
export const inOrder = (edits: readonly Edit[]): readonly Edit[] =>
  [...edits].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);

/** Whether two edits of one file write over the same text. */
export function overlap(edits: readonly Edit[]): boolean {
  const sorted = inOrder(edits);
  return sorted.some(({ at }, index) => at.start < (sorted[index - 1]?.at.end ?? 0));
}

/** Where the text of an edit stands once it is applied. */
export interface Applied extends Place {
  /** By how much offsets behind it have moved. */
  readonly shift: number;
}

/** Where the text of edits of one file, in order, stands when they are applied. */
export function placesOf(edits: readonly Edit[]): readonly Applied[] {
  let shift = 0;
  return edits.map(({ at, text }) => {
    const start = at.start + shift;
    const end = start + text.length;
    shift = end - at.end;
    return { uri: at.uri, start, end, shift };
  });
}

/** Where what is to be overtyped in them stands then. */
export const stopsIn = (edits: readonly Edit[]): readonly Place[] =>
  placesOf(edits).flatMap(({ uri, start }, index) =>
    (edits[index]?.stops ?? []).map((stop) => ({ uri, start: start + stop.start, end: start + stop.end })),
  );

/** A text after edits, with what is to be overtyped in it. */
export function edited(text: string, edits: readonly Edit[]): Printed {
  const pieces: (string | Printed)[] = [];
  let from = 0;
  for (const { at, text: inserted, stops = [] } of inOrder(edits)) {
    if (at.start < from) throw new RangeError(`edits overlap at ${at.start} in ${at.uri}`);
    pieces.push(text.slice(from, at.start), { text: inserted, stops });
    from = at.end;
  }
  return join([...pieces, text.slice(from)]);
}

/** Edits in a text that has another beginning: each counts `by` more. */
export const shifted = (edits: readonly Edit[], by: number): readonly Edit[] =>
  edits.map((edit) => ({ ...edit, at: near(edit.at, edit.at.start + by, edit.at.end + by) }));

/** Edits that come to the same as one list after the other; the second counts in what the first has written. */
export function composed(first: readonly Edit[], second: readonly Edit[]): readonly Edit[] {
  const [before, after] = [byFile(first), byFile(second)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((uri) =>
    composedIn(uri, before.get(uri) ?? [], after.get(uri) ?? []),
  );
}

/** A run of the text: what stood at an offset before, up to the next edit, or what was written. */
type TextRun = { readonly from: number; readonly length: number } | Printed;

const rest = Number.MAX_SAFE_INTEGER;

function composedIn(uri: string, first: readonly Edit[], second: readonly Edit[]): readonly Edit[] {
  const edits: Edit[] = [];
  let start = 0;
  let texts: Printed[] = [];
  const flush = (end: number): void => {
    const printed = join(texts);
    if (end > start || printed.text !== "") edits.push(editAt(uri, { start, end }, printed));
    texts = [];
  };
  for (const run of written(written([{ from: 0, length: rest }], first), second)) {
    if ("text" in run) texts.push(run);
    else {
      flush(run.from);
      start = run.from + run.length;
    }
  }
  return edits;
}

/** Runs after edits that count in the text which the runs make up. */
function written(runs: readonly TextRun[], edits: readonly Edit[]): readonly TextRun[] {
  const result: TextRun[] = [];
  let from = 0;
  for (const { at, text, stops = [] } of inOrder(edits)) {
    result.push(...slice(runs, from, at.start), { text, stops });
    from = at.end;
  }
  return [...result, ...slice(runs, from, rest)];
}

function* slice(runs: readonly TextRun[], start: number, end: number): Iterable<TextRun> {
  let offset = 0;
  for (const run of runs) {
    const length = "text" in run ? run.text.length : run.length;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, length);
    if (from < to) yield "text" in run ? cut(run, from, to) : { from: run.from + from, length: to - from };
    offset += length;
  }
}

/** A piece of a text, with the stops that are whole in it. */
const cut = ({ text, stops }: Printed, from: number, to: number): Printed => ({
  text: text.slice(from, to),
  stops: stops.flatMap((stop) =>
    contains({ start: from, end: to }, stop) ? [{ ...stop, start: stop.start - from, end: stop.end - from }] : [],
  ),
});
