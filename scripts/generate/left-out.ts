import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Concepts of other tools that no rule of ours covers, with the reason. */
export interface LeftOut {
  readonly ids: readonly string[];
  /** A sentence: it needs a live account, is not about security, is wrong. */
  readonly reason: string;
}

const entries = JSON.parse(readFileSync(join(import.meta.dirname, "left-out.json"), "utf8")) as readonly LeftOut[];

/** The reasons by the other tools' ids. */
export const leftOut: ReadonlyMap<string, string> = new Map(
  entries.flatMap(({ ids, reason }) => ids.map((id): [string, string] => [id, reason])),
);
