import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Attempt, Found } from "./attempt.ts";

const folder = join(import.meta.dirname, "../found");

/** What has been found so far, by the names of the files it is kept in. */
export const found = (): ReadonlyMap<string, Found> =>
  new Map(
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((name) => name.endsWith(".json"))
      .map((name) => [name, JSON.parse(readFileSync(join(folder, name), "utf8")) as Found]),
  );

/** Keeps an attempt that fails, and gives the name of its file. */
export function keep(broke: string, { files, edits, ways }: Attempt): string {
  const content = `${JSON.stringify({ broke, ways, files, edits } satisfies Found, undefined, 2)}\n`;
  const digest = createHash("sha256")
    .update(JSON.stringify([files, edits]))
    .digest("hex")
    .slice(0, 8);
  const name = `${broke.replaceAll(/\W+/g, "-").slice(0, 40).toLowerCase()}-${digest}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
  return name;
}
