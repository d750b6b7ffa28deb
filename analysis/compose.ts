import type { Edit } from "../language/syntax/text.ts";
import { byFile } from "./verify.ts";

/** Edits that come to the same as one list after the other; the second counts in what the first has written. Stops are lost. */
export function composed(first: readonly Edit[], second: readonly Edit[]): readonly Edit[] {
  const [before, after] = [byFile(first), byFile(second)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((uri) =>
    composedIn(uri, before.get(uri) ?? [], after.get(uri) ?? []),
  );
}

/** A run of the text: what stood at an offset before, up to the next edit, or what was written. */
type Piece = { readonly from: number; readonly length: number } | { readonly text: string };

const rest = Number.MAX_SAFE_INTEGER;

function composedIn(uri: string, first: readonly Edit[], second: readonly Edit[]): readonly Edit[] {
  const edits: Edit[] = [];
  let start = 0;
  let text = "";
  const flush = (end: number): void => {
    if (end > start || text !== "") edits.push({ at: { uri, start, end }, text });
    text = "";
  };
  for (const piece of written(written([{ from: 0, length: rest }], first), second)) {
    if ("text" in piece) text += piece.text;
    else {
      flush(piece.from);
      start = piece.from + piece.length;
    }
  }
  return edits;
}

/** Pieces after edits that count in the text which the pieces make up. */
function written(pieces: readonly Piece[], edits: readonly Edit[]): readonly Piece[] {
  const result: Piece[] = [];
  let from = 0;
  for (const { at, text } of [...edits].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)) {
    result.push(...slice(pieces, from, at.start), { text });
    from = at.end;
  }
  return [...result, ...slice(pieces, from, rest)];
}

function* slice(pieces: readonly Piece[], start: number, end: number): Iterable<Piece> {
  let offset = 0;
  for (const piece of pieces) {
    const length = "text" in piece ? piece.text.length : piece.length;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, length);
    if (from < to)
      yield "text" in piece ? { text: piece.text.slice(from, to) } : { from: piece.from + from, length: to - from };
    offset += length;
  }
}
