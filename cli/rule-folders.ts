import { readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import {
  isRuleFile,
  mostFiles,
  noRules,
  type OwnRules,
  ownRules,
  ruleFolder,
} from "../analysis/own-rules/own-rules.ts";
import { type Disk, isCode, readText, reason } from "./disk.ts";
import type { Fault } from "./outcome.ts";
import { range, source } from "./source.ts";
import { isBelow } from "./targets.ts";

/** Directories' own rules, each read once. */
export class RuleFolders {
  readonly faults: Fault[] = [];
  readonly #disk: Disk;
  readonly #read = new Map<string, OwnRules | undefined>();

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** The rules in the `.parapet/rules` of a directory; undefined where it has none. */
  in(directory: string): OwnRules | undefined {
    if (!this.#read.has(directory)) this.#read.set(directory, this.#load(directory));
    return this.#read.get(directory);
  }

  #load(directory: string): OwnRules | undefined {
    const folder = join(directory, ruleFolder);
    let names: readonly string[];
    try {
      names = readdirSync(folder).filter(isRuleFile).sort();
    } catch (error) {
      if (!isCode(error, "ENOENT", "ENOTDIR"))
        this.faults.push({ file: this.#disk.shown(folder), message: reason(error), kind: "input" });
      return undefined;
    }
    const texts = new Map(
      names.slice(0, mostFiles + 1).map((name) => [name, this.#text(directory, join(folder, name))]),
    );
    const own = ownRules(texts);
    for (const [name, mistakes] of own.mistakes) {
      const file = this.#disk.shown(join(folder, name));
      const found = source(file, texts.get(name) ?? "");
      for (const one of mistakes)
        this.faults.push({ file, at: range(found, one).start, message: one.message, kind: "input" });
    }
    return own === noRules ? undefined : own;
  }

  /** A link that leads out of the directory is not followed: what is told of a file must not tell of another. */
  #text(directory: string, path: string): string | undefined {
    try {
      if (!isBelow(realpathSync(directory), realpathSync(path))) return undefined;
    } catch {
      return undefined;
    }
    const reading = readText(path);
    return "text" in reading ? reading.text : undefined;
  }
}
