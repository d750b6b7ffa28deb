import { isConfiguration, isVariables } from "../language/model/files.ts";
import type { Place } from "../language/syntax/text.ts";
import type { Chunk, SourceFile } from "../language/syntax/tree.ts";

/** What an edit did to a file: the chunks, or in a file of one chunk the text, between what both versions share at its ends. */
export interface Change {
  readonly before: SourceFile;
  readonly after: SourceFile;
  readonly removed: readonly Chunk[];
  readonly added: readonly Chunk[];
  /** Where the change begins, in both versions. */
  readonly start: number;
  /** Where it ends in the version before. */
  readonly end: number;
  /** How far everything behind it has moved. */
  readonly shift: number;
}

/** How a file's version came from another. */
export function changed(before: SourceFile, after: SourceFile): Change {
  const shift = after.text.length - before.text.length;
  if (!isConfiguration(after.uri) && !isVariables(after.uri))
    return { before, after, removed: [], added: [], ...rewritten(before.text, after.text), shift };
  const [old, now] = [before.chunks, after.chunks];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head]?.part === now[head]?.part) head++;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail)?.part === now.at(-1 - tail)?.part) tail++;
  const removed = old.slice(head, old.length - tail);
  const last = old[head - 1];
  return {
    before,
    after,
    removed,
    added: now.slice(head, now.length - tail),
    start: last ? last.start + last.part.length : 0,
    end: old[old.length - tail]?.start ?? before.text.length,
    shift,
  };
}

/** What stands between the ends that two texts share. */
function rewritten(before: string, after: string): { readonly start: number; readonly end: number } {
  const most = Math.min(before.length, after.length);
  const start = shared(most, (from, to) => before.slice(from, to) === after.slice(from, to));
  const [end, now] = [before.length, after.length];
  const tail = shared(
    most - start,
    (from, to) => before.slice(end - to, end - from) === after.slice(now - to, now - from),
  );
  return { start, end: end - tail };
}

/** How far, up to `most`, all runs are the same; whole runs are compared faster than their characters. */
function shared(most: number, isSame: (from: number, to: number) => boolean): number {
  let reached = 0;
  for (let step = 4096; step >= 1; step = Math.floor(step / 8))
    while (reached + step <= most && isSame(reached, reached + step)) reached += step;
  return reached;
}

/** Where something stands after changes; undefined where it lies within one, or at its rim without extent. */
export function moved<Somewhere extends Place>(
  place: Somewhere,
  changes: ReadonlyMap<string, Change>,
): Somewhere | undefined {
  const change = changes.get(place.uri);
  if (!change || (place.end <= change.start && place.start < change.start)) return place;
  if (place.start < change.end || place.end === change.end) return undefined;
  return change.shift === 0 ? place : { ...place, start: place.start + change.shift, end: place.end + change.shift };
}
