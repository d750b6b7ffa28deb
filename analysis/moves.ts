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
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < most - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  return { start, end: before.length - tail };
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
