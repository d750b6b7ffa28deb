import { join, resolve } from "node:path";
import { parseTicks, type Tick, ticksFile } from "../analysis/checklist/ticks.ts";
import { readText, shownFrom } from "./disk.ts";
import type { Io } from "./io.ts";
import type { Fault } from "./outcome.ts";
import { reachOf } from "./reach.ts";
import { range, source } from "./source.ts";

/** What people have said of a directory, and what is wrong with the file that keeps it. */
export function ticksOf(
  directory: string,
  { cwd }: Io,
): { readonly byItem: ReadonlyMap<string, Tick>; readonly faults: readonly Fault[] } {
  const path = join(resolve(cwd, directory), ticksFile);
  const file = shownFrom(cwd, path);
  const reading = readText(path, reachOf([directory], cwd));
  if ("fault" in reading)
    return {
      byItem: new Map(),
      faults: reading.kind === "missing" ? [] : [{ file, message: reading.fault, kind: "input" }],
    };
  const { byItem, mistakes } = parseTicks(reading.text);
  const text = source(file, reading.text);
  return {
    byItem,
    faults: mistakes.map((one) => ({ file, at: range(text, one).start, message: one.message, kind: "input" })),
  };
}
