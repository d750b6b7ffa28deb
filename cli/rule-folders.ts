import { readdirSync } from "node:fs";
import { join } from "node:path";
import {
  isRuleFile,
  mostFiles,
  noRules,
  type OwnRules,
  ownRules,
  ruleFolder,
} from "../analysis/own-rules/own-rules.ts";
import { isCode, type LocalDisk, patiently, readText, reason } from "./disk.ts";
import type { Fault } from "./outcome.ts";
import { type MayRead, outside, reachInto, realOf } from "./reach.ts";
import { range, source } from "./source.ts";

/** Directories' own rules, each read once. */
export class RuleFolders {
  readonly faults: Fault[] = [];
  readonly #disk: LocalDisk;
  readonly #read = new Map<string, OwnRules | undefined>();

  constructor(disk: LocalDisk) {
    this.#disk = disk;
  }

  /** The rules in the `.parapet/rules` of a directory; undefined where it has none. */
  in(directory: string): OwnRules | undefined {
    if (!this.#read.has(directory)) this.#read.set(directory, this.#load(directory));
    return this.#read.get(directory);
  }

  #load(directory: string): OwnRules | undefined {
    const folder = join(directory, ruleFolder);
    // What is told of a file must not tell of another that a link leads to.
    const reach = reachInto(this.#disk.reach, directory);
    const real = realOf(folder);
    if (real !== undefined && !reach(real)) {
      this.faults.push({ file: this.#disk.shown(folder), message: outside, kind: "input" });
      return undefined;
    }
    let names: readonly string[];
    try {
      names = patiently(() => readdirSync(folder))
        .filter(isRuleFile)
        .sort();
    } catch (error) {
      if (!isCode(error, "ENOENT", "ENOTDIR"))
        this.faults.push({ file: this.#disk.shown(folder), message: reason(error), kind: "input" });
      return undefined;
    }
    const texts = new Map(names.slice(0, mostFiles + 1).map((name) => [name, textOf(join(folder, name), reach)]));
    const own = ownRules(texts);
    for (const [name, mistakes] of own.mistakes) {
      const file = this.#disk.shown(join(folder, name));
      const found = source(file, texts.get(name) ?? "");
      for (const one of mistakes)
        this.faults.push({ file, at: range(found, one).start, message: one.message, kind: "input" });
    }
    return own === noRules ? undefined : own;
  }
}

function textOf(path: string, reach: MayRead): string | undefined {
  const reading = readText(path, reach);
  return "text" in reading ? reading.text : undefined;
}
