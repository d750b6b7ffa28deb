import { readFileSync, statSync } from "node:fs";
import type { Sighting } from "./known.ts";

/** Where a baseline is, unless somebody says otherwise. */
export const baselineFile = ".parapet-baseline.json";

/** A line for each thing that was found, in order, and a last one that is always there: what two branches add merges line by line. */
export function baselineText(seen: readonly Sighting[]): string {
  const lines = seen
    .map(({ rule, directory, address, mark }) => JSON.stringify([rule, directory, address, mark]))
    .sort()
    .map((line) => `    ${line},\n`);
  return `{\n  "version": 1,\n  "findings": [\n${lines.join("")}    []\n  ]\n}\n`;
}

/** Longest baseline that is read, in bytes. */
const largest = 50_000_000;

/** What a baseline holds. Throws where it is none. */
export function readBaseline(path: string): readonly Sighting[] {
  if (statSync(path).size > largest) throw new Error("it is too large to be a baseline");
  const { version, findings } = Object(JSON.parse(readFileSync(path, "utf8"))) as Record<string, unknown>;
  if (version !== 1 || !Array.isArray(findings)) throw new Error('it has no "version": 1 with "findings"');
  return findings.flatMap((line) => {
    if (Array.isArray(line) && line.length === 0) return [];
    const [rule, directory, address, mark] = Array.isArray(line) ? (line as readonly unknown[]) : [];
    if (!isText(rule) || !isText(directory) || !isText(address) || !isText(mark))
      throw new Error(`${JSON.stringify(line)} is no finding`);
    return [{ rule, directory, address, mark }];
  });
}

const isText = (value: unknown): value is string => typeof value === "string";
