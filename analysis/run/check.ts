import { isConfiguration } from "../../language/model/files.ts";
import { Module } from "../../language/model/module.ts";
import { areSame } from "../../language/query/engine.ts";
import { WatchedQuery } from "../../language/query/results.ts";
import { Linter, type LintOptions, lintOnce } from "./lint.ts";
import { type Files, type Given, sourceOf } from "./project.ts";
import type { Report } from "./report.ts";
import { type UnreadCall, unreadCalls } from "./unread.ts";

/** A root module at one version, together with what was found in it and in the modules that it calls. */
export interface Checked {
  readonly root: Root;
  readonly files: Files;
  readonly directory: string;
  readonly options: LintOptions;
  /** What others do with it. */
  readonly given?: Given | undefined;
  /** It goes on to the next version as soon as that is looked at; what is found is told as it stood. */
  readonly module: Module;
  readonly report: Report;
}

/** A directory as a root module, which goes from one version of its files to the next and keeps what has not changed. */
export class Root {
  readonly directory: string;
  #module: Module | undefined;
  #linter: { readonly linter: Linter; readonly module: Module; readonly options: LintOptions } | undefined;
  #unread: { readonly module: Module; readonly calls: WatchedQuery<readonly UnreadCall[]> } | undefined;
  /** Whether not everything could be computed: what was unknown for want of room may be known in the next version. */
  #isExceeded = false;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** The module at a version of its files, not judged. */
  open(files: Files, given?: Given): Module {
    const source = sourceOf(files, this.directory, given);
    const module = this.#module;
    if (!module || this.#isExceeded || module.budget.exceeded.length > 0) {
      this.#module = Module.open(source, files.limit);
      return this.#module;
    }
    // one that is half at a version is no good for the next
    this.#module = undefined;
    module.update(source);
    this.#module = module;
    return module;
  }

  /** The calls of the module that lead nowhere, looked for again only where calls have changed. */
  get unread(): readonly UnreadCall[] {
    const module = this.#module;
    if (!module) return [];
    if (this.#unread?.module !== module) {
      this.#unread?.calls.leave();
      this.#unread = { module, calls: new WatchedQuery(() => unreadCalls(module)) };
    }
    return this.#unread.calls.get();
  }

  /** The module at a version of its files, judged. */
  check(files: Files, options: LintOptions, given?: Given): Checked {
    this.open(files, given);
    return this.judge(files, options, given);
  }

  /** Judges the module as it was last opened. */
  judge(files: Files, options: LintOptions, given?: Given): Checked {
    const module = this.#module ?? this.open(files, given);
    // nothing of it will be gone on with, so that it is no use to note what reads what
    if (this.#isExceeded) {
      this.#linter?.linter.leave();
      this.#linter = undefined;
      const afresh = Module.open(sourceOf(files, this.directory, given), files.limit);
      return this.#told(afresh, lintOnce(afresh, judged(afresh, options)), files, options, given);
    }
    return this.#told(module, this.#linted(module, judged(module, options)), files, options, given);
  }

  /** Judges the module as it was opened, of which there will be no other version. */
  judgeOnce(files: Files, options: LintOptions, given?: Given): Checked {
    const module = this.#module ?? this.open(files, given);
    return this.#told(module, lintOnce(module, judged(module, options)), files, options, given);
  }

  #told(module: Module, report: Report, files: Files, options: LintOptions, given: Given | undefined): Checked {
    this.#isExceeded = report.exceeded.length > 0;
    return {
      root: this,
      module,
      report: told(module, report, given),
      files,
      directory: this.directory,
      options,
      given,
    };
  }

  #linted(module: Module, options: LintOptions): Report {
    const before = this.#linter;
    const isSame =
      before?.module === module &&
      areSame(before.options.rules, options.rules) &&
      before.options.config === options.config &&
      before.options.today === options.today &&
      before.options.isAside === options.isAside;
    if (!isSame) before?.linter.leave();
    const linter = isSame ? before.linter : new Linter(module, options);
    // one that fails on the way is no good for the next version
    this.#linter = undefined;
    const report = linter.report();
    this.#linter = { linter, module, options };
    return report;
  }

  /** Looks at the module after edits, and takes it back. */
  try<Answer>(before: Checked, files: Files, look: (module: Module) => Answer): Answer {
    const [module, isExceeded] = [this.#module, this.#isExceeded];
    try {
      return look(this.open(files, before.given));
    } finally {
      this.#isExceeded = isExceeded;
      // what the edits left no room for is unknown to it for good
      const hasRoom = module?.budget.exceeded.length === 0;
      if (this.#module === module) module?.update(sourceOf(before.files, this.directory, before.given));
      this.#module = hasRoom ? module : undefined;
    }
  }
}

const judged = (module: Module, options: LintOptions): LintOptions =>
  isJudged(module) ? options : { ...options, rules: noRules };

/** Nothing is judged of what others call: they are what Terraform is run in, and judge it as they call it. */
export const isJudged = (root: Module): boolean => !root.given || root.isRunHere;

const noRules: LintOptions["rules"] = [];

/** What modules above read, and none here, is judged as they use it. */
const told = (module: Module, report: Report, given: Given | undefined): Report =>
  given && given.files.size > 0 && !module.files.some(({ uri }) => isConfiguration(uri))
    ? report.without(given.files)
    : report;

/** What `check` would say of a module at another version of its files. */
export const recheck = ({ root, options, given }: Checked, files: Files): Checked => root.check(files, options, given);

/** Opens and lints a module. */
export const check = (files: Files, directory: string, options: LintOptions, given?: Given): Checked =>
  new Root(directory).check(files, options, given);

/** The same for who will not look at another version. */
export const checkOnce = (files: Files, directory: string, options: LintOptions, given?: Given): Checked =>
  new Root(directory).judgeOnce(files, options, given);
