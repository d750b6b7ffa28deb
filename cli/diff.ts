import { lines } from "../language/syntax/lines.ts";
import type { FileChange } from "./write.ts";

/** Lines that are told around what changes. */
const context = 3;

/** Where more lines come and go, all of the old ones go and all of the new ones come. */
const mostChanges = 2_000;

/** A change of a file as a unified diff, with dots in place of secrets: where one stands in it, it is for reading only. */
export function unifiedDiff(name: string, { before, after }: FileChange, secrets: Iterable<string>): string {
  const [old, fresh] = [linesIn(before), linesIn(after)];
  const found = hunks(changes(old, fresh));
  if (found.length === 0) return "";
  const text = found.map((hunk) => hunkText(hunk, old, fresh)).join("");
  return `--- a/${name}\n+++ b/${name}\n${concealed(text, secrets)}`;
}

/** A text's lines with their ends. */
function linesIn(text: string): readonly string[] {
  const { starts } = lines(text);
  return [...starts].map((start, index) => text.slice(start, starts[index + 1])).filter((line) => line !== "");
}

/** Lines that go, and lines that come in their place. */
interface LineChange {
  readonly old: number;
  readonly gone: number;
  readonly fresh: number;
  readonly come: number;
}

function changes(old: readonly string[], fresh: readonly string[]): readonly LineChange[] {
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let [oldEnd, freshEnd] = [old.length, fresh.length];
  while (oldEnd > start && freshEnd > start && old[oldEnd - 1] === fresh[freshEnd - 1]) {
    oldEnd--;
    freshEnd--;
  }
  const kept = pairs(old.slice(start, oldEnd), fresh.slice(start, freshEnd));
  const found: LineChange[] = [];
  let [x, y] = [0, 0];
  for (const [left, right] of [...kept, [oldEnd - start, freshEnd - start] as const]) {
    if (left > x || right > y) found.push({ old: start + x, gone: left - x, fresh: start + y, come: right - y });
    [x, y] = [left + 1, right + 1];
  }
  return found;
}

type Pair = readonly [old: number, fresh: number];

/** The lines that stay, as many as can be (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). */
function pairs(old: readonly string[], fresh: readonly string[]): readonly Pair[] {
  const most = Math.min(old.length + fresh.length, mostChanges);
  const middle = most + 1;
  const furthest = new Int32Array(2 * middle + 1);
  const trail: Int32Array[] = [];
  for (let distance = 0; distance <= most; distance++) {
    trail.push(furthest.slice());
    for (let k = -distance; k <= distance; k += 2) {
      let x = cameDown(furthest, middle, k, distance)
        ? (furthest[middle + k + 1] ?? 0)
        : (furthest[middle + k - 1] ?? 0) + 1;
      while (x < old.length && x - k < fresh.length && old[x] === fresh[x - k]) x++;
      furthest[middle + k] = x;
      if (x >= old.length && x - k >= fresh.length) return backwards(trail, middle, [old.length, fresh.length]);
    }
  }
  return [];
}

/** Whether the furthest way on a diagonal comes from the one above it: a line comes. */
const cameDown = (furthest: Int32Array, middle: number, k: number, distance: number): boolean =>
  k === -distance || (k !== distance && (furthest[middle + k - 1] ?? 0) < (furthest[middle + k + 1] ?? 0));

function backwards(trail: readonly Int32Array[], middle: number, [oldEnd, freshEnd]: Pair): readonly Pair[] {
  const found: Pair[] = [];
  let [x, y] = [oldEnd, freshEnd];
  for (const [distance, furthest] of [...trail.entries()].reverse()) {
    const k = x - y;
    const from = cameDown(furthest, middle, k, distance) ? k + 1 : k - 1;
    const left = distance === 0 ? 0 : (furthest[middle + from] ?? 0);
    const right = distance === 0 ? 0 : left - from;
    while (x > left && y > right) found.push([--x, --y]);
    [x, y] = [left, right];
  }
  return found.reverse();
}

/** Changes that are so near to each other that they are told together. */
function hunks(all: readonly LineChange[]): readonly (readonly LineChange[])[] {
  const found: LineChange[][] = [];
  for (const change of all) {
    const last = found.at(-1);
    const before = last?.at(-1);
    if (last && before && change.old - (before.old + before.gone) <= 2 * context) last.push(change);
    else found.push([change]);
  }
  return found;
}

function hunkText(hunk: readonly LineChange[], old: readonly string[], fresh: readonly string[]): string {
  const [first, last] = [hunk[0], hunk.at(-1)];
  if (!first || !last) return "";
  const start = Math.max(0, first.old - context);
  const end = Math.min(old.length, last.old + last.gone + context);
  const freshStart = start + first.fresh - first.old;
  const grown = hunk.reduce((sum, { gone, come }) => sum + come - gone, 0);
  const told: string[] = [];
  let at = start;
  for (const { old: from, gone, fresh: to, come } of hunk) {
    told.push(...old.slice(at, from).map(marked(" ")));
    told.push(...old.slice(from, from + gone).map(marked("-")));
    told.push(...fresh.slice(to, to + come).map(marked("+")));
    at = from + gone;
  }
  told.push(...old.slice(at, end).map(marked(" ")));
  return `@@ -${range(start, end - start)} +${range(freshStart, end - start + grown)} @@\n${told.join("")}`;
}

const range = (start: number, count: number): string => `${count === 0 ? start : start + 1},${count}`;

const marked =
  (mark: string) =>
  (line: string): string =>
    line.endsWith("\n") ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;

/** Secrets of several lines are hidden line by line. */
function concealed(text: string, secrets: Iterable<string>): string {
  let told = text;
  for (const secret of secrets)
    for (const line of secret.split(/\r?\n/)) if (line.trim() !== "") told = told.replaceAll(line, "•••");
  return told;
}
