import { dirname, join, relative, resolve, sep } from "node:path";
import { type Config, isExcluded, merge, parseConfig } from "../analysis/config/config.ts";
import type { OwnRules } from "../analysis/own-rules/own-rules.ts";
import type { Framework, Profile, Rule } from "../rules/kit/rule.ts";
import { type LocalDisk, readText } from "./disk.ts";
import type { Fault } from "./outcome.ts";
import { everywhere, isBelow, reachInto } from "./reach.ts";
import { RuleFolders } from "./rule-folders.ts";
import { range, source } from "./source.ts";

const configName = ".parapet.yaml";

/** What the command line says about the configuration. */
export interface Overrides {
  /** A file instead of those that are found. */
  readonly config: string | undefined;
  readonly profile: Profile | undefined;
  /** Empty where nothing is said. */
  readonly frameworks: readonly Framework[];
}

/** A configuration and the directory that its globs count from. */
export interface Settled {
  readonly config: Config;
  readonly base: string;
}

/**
 * Finds the configuration and the own rules of each directory: the nearest `.parapet.yaml` and the nearest `.parapet/rules` from
 * there up to the working directory.
 */
export class Configs {
  readonly #faults: Fault[] = [];
  readonly #cwd: string;
  readonly #disk: LocalDisk;
  readonly #rules: readonly Rule[];
  readonly #overrides: Overrides;
  readonly #folders: RuleFolders;
  readonly #settled = new Map<string, Settled | undefined>();
  readonly #all = new Map<OwnRules, readonly Rule[]>();

  constructor(cwd: string, disk: LocalDisk, rules: readonly Rule[], overrides: Overrides) {
    this.#cwd = cwd;
    this.#disk = disk;
    this.#rules = rules;
    this.#overrides = overrides;
    this.#folders = new RuleFolders(disk);
  }

  get faults(): readonly Fault[] {
    return [...this.#faults, ...this.#folders.faults];
  }

  of(root: string): Settled {
    const { config } = this.#overrides;
    if (config !== undefined) {
      const path = resolve(this.#cwd, config);
      return this.#read(path, dirname(path), true) ?? { config: this.#merged({}), base: this.#cwd };
    }
    for (const directory of this.#upwards(root)) {
      const settled = this.#read(join(directory, configName), directory, false);
      if (settled) return settled;
    }
    return { config: this.#merged({}), base: isBelow(this.#cwd, root) ? this.#cwd : root };
  }

  /** The rules that can run in a root: all that come with Parapet, and the nearest own ones. */
  rulesOf(root: string): readonly Rule[] {
    const { config } = this.#overrides;
    const places = config === undefined ? this.#upwards(root) : [dirname(resolve(this.#cwd, config))];
    for (const directory of places) {
      const own = this.#folders.in(directory);
      if (!own) continue;
      const all = this.#all.get(own) ?? [...this.#rules, ...own.rules];
      this.#all.set(own, all);
      return all;
    }
    return this.#rules;
  }

  *#upwards(root: string): Iterable<string> {
    for (let directory = root; ; directory = dirname(directory)) {
      yield directory;
      if (directory === this.#cwd || !isBelow(this.#cwd, directory) || directory === dirname(directory)) return;
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
    // A file that was named is read wherever it leads; one that was found does not lead out of where it lies.
    const reading = readText(path, isWanted ? everywhere : reachInto(this.#disk.reach, base));
    const file = this.#disk.shown(path);
    if ("fault" in reading) {
      if (isWanted || reading.kind !== "missing") this.#faults.push({ file, message: reading.fault, kind: "input" });
      return undefined;
    }
    const { config, problems } = parseConfig(reading.text, this.rulesOf(base));
    const found = source(file, reading.text);
    for (const problem of problems)
      this.#faults.push({ file, at: range(found, problem).start, message: problem.message, kind: "input" });
    return { config: this.#merged(config), base };
  }

  /** What the command line says has the last word. */
  #merged(config: Partial<Config>): Config {
    const { profile, frameworks } = this.#overrides;
    return merge(config, { ...(profile && { profile }), ...(frameworks.length > 0 && { frameworks }) });
  }
}
