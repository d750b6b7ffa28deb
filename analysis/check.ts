import { Module } from "../language/model/module.ts";
import { areSame } from "../language/query/engine.ts";
import { Linter, lintOnce, type Options } from "./lint.ts";
import { type Files, type Given, sourceOf } from "./project.ts";
import type { Report } from "./report.ts";

/** A root module at one version, together with what was found in it and in the modules that it calls. */
export interface Checked {
  readonly root: Root;
  readonly files: Files;
  readonly directory: string;
  readonly options: Options;
  /** Variables that calls elsewhere set. */
  readonly given?: Given | undefined;
  /** It goes on to the next version as soon as that is looked at; what is found is told as it stood. */
  readonly module: Module;
  readonly report: Report;
}

/** A directory as a root module, which goes from one version of its files to the next and keeps what has not changed. */
export class Root {
  readonly directory: string;
  #module: Module | undefined;
  #linter: { readonly linter: Linter; readonly module: Module; readonly options: Options } | undefined;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** The module at a version of its files, not judged. */
  open(files: Files, given?: Given): Module {
    const source = sourceOf(files, this.directory, given);
    const module = this.#module;
    // what was unknown for want of room may be known now
    if (!module || module.budget.exceeded.length > 0) {
      this.#module = Module.open(source, files.limit);
      return this.#module;
    }
    // one that is half at a version is no good for the next
    this.#module = undefined;
    module.update(source);
    this.#module = module;
    return module;
  }

  /** The module at a version of its files, judged. */
  check(files: Files, options: Options, given?: Given): Checked {
    return { ...this.#judged(this.open(files, given), options), files, directory: this.directory, given };
  }

  /** Judges the module as it was last opened. */
  judge(files: Files, options: Options, given?: Given): Checked {
    const module = this.#module ?? this.open(files, given);
    return { ...this.#judged(module, options), files, directory: this.directory, given };
  }

  #judged(module: Module, options: Options): Pick<Checked, "root" | "module" | "options" | "report"> {
    const before = this.#linter;
    const isSame =
      before?.module === module &&
      areSame(before.options.rules, options.rules) &&
      before.options.config === options.config &&
      before.options.today === options.today;
    if (!isSame) before?.linter.leave();
    const linter = isSame ? before.linter : new Linter(module, options);
    // one that fails on the way is no good for the next version
    this.#linter = undefined;
    const report = linter.report();
    this.#linter = { linter, module, options };
    return { root: this, module, options, report };
  }

  /** Judges the module as it was opened, of which there will be no other version. */
  judgeOnce(files: Files, options: Options, given?: Given): Checked {
    const module = this.#module ?? this.open(files, given);
    const report = lintOnce(module, options);
    return { root: this, module, options, report, files, directory: this.directory, given };
  }

  /** Looks at the module after edits, and takes it back. */
  try<Answer>(before: Checked, files: Files, look: (module: Module) => Answer): Answer {
    const module = this.#module;
    try {
      return look(this.open(files, before.given));
    } finally {
      if (this.#module === module) this.open(before.files, before.given);
      else this.#module = module;
    }
  }
}

/** What `check` would say of a module at another version of its files. */
export const recheck = ({ root, options, given }: Checked, files: Files): Checked => root.check(files, options, given);

/** Opens and lints a module. */
export const check = (files: Files, directory: string, options: Options, given?: Given): Checked =>
  new Root(directory).check(files, options, given);

/** The same for who will not look at another version. */
export const checkOnce = (files: Files, directory: string, options: Options, given?: Given): Checked =>
  new Root(directory).judgeOnce(files, options, given);
