import { dirname, join, relative, resolve, sep } from "node:path";
import { type Config, isExcluded, merge, parseConfig } from "../analysis/config.ts";
import type { Profile, Rule } from "../rules/kit/rule.ts";
import { type Disk, readText } from "./disk.ts";
import { type Fault, range, source } from "./outcome.ts";
import { isBelow } from "./targets.ts";

const configName = ".parapet.yaml";

/** What the command line says about the configuration. */
export interface Overrides {
  /** A file instead of those that are found. */
  readonly config: string | undefined;
  readonly profile: Profile | undefined;
}

/** A configuration and the directory that its globs count from. */
export interface Settled {
  readonly config: Config;
  readonly base: string;
}

/** Finds the configuration of each directory: the nearest `.parapet.yaml` from there up to the working directory. */
export class Configs {
  readonly faults: Fault[] = [];
  readonly #cwd: string;
  readonly #disk: Disk;
  readonly #rules: readonly Rule[];
  readonly #overrides: Overrides;
  readonly #settled = new Map<string, Settled | undefined>();

  constructor(cwd: string, disk: Disk, rules: readonly Rule[], overrides: Overrides) {
    this.#cwd = cwd;
    this.#disk = disk;
    this.#rules = rules;
    this.#overrides = overrides;
  }

  of(root: string): Settled {
    const { config, profile } = this.#overrides;
    if (config !== undefined) {
      const path = resolve(this.#cwd, config);
      return this.#read(path, dirname(path), true) ?? { config: merge(profile ? { profile } : {}), base: this.#cwd };
    }
    for (let directory = root; ; directory = dirname(directory)) {
      const settled = this.#read(join(directory, configName), directory, false);
      if (settled) return settled;
      if (directory === this.#cwd || !isBelow(this.#cwd, directory) || directory === dirname(directory))
        return { config: merge(profile ? { profile } : {}), base: isBelow(this.#cwd, root) ? this.#cwd : root };
    }
  }

  /** Whether a path is excluded by the configuration of the root that it was found from. */
  excludes(path: string, root: string): boolean {
    const { config, base } = this.of(root);
    return (
      config.exclude.length > 0 && isBelow(base, path) && isExcluded(config, relative(base, path).split(sep).join("/"))
    );
  }

  #read(path: string, base: string, isWanted: boolean): Settled | undefined {
    if (this.#settled.has(path)) return this.#settled.get(path);
    const settled = this.#parse(path, base, isWanted);
    this.#settled.set(path, settled);
    return settled;
  }

  #parse(path: string, base: string, isWanted: boolean): Settled | undefined {
    const reading = readText(path);
    const file = this.#disk.shown(path);
    if ("fault" in reading) {
      if (isWanted || !reading.isMissing) this.faults.push({ file, message: reading.fault, kind: "input" });
      return undefined;
    }
    const { config, problems } = parseConfig(reading.text, this.#rules);
    const found = source(file, reading.text);
    for (const problem of problems)
      this.faults.push({ file, at: range(found, problem).start, message: problem.message, kind: "input" });
    const { profile } = this.#overrides;
    return { config: merge(config, profile ? { profile } : {}), base };
  }
}
