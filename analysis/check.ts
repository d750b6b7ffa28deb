import type { Module } from "../language/model/module.ts";
import { lint, type Options, type Report } from "./lint.ts";
import { type Files, type Given, open } from "./project.ts";
import { relint } from "./relint.ts";

/** A root module together with what was found in it and in the modules that it calls. */
export interface Checked {
  readonly files: Files;
  readonly directory: string;
  readonly options: Options;
  /** Variables that calls elsewhere set. */
  readonly given?: Given | undefined;
  readonly module: Module;
  readonly report: Report;
}

/** What `check` would say of a module after edits; the version before stays as it was. */
export function recheck(before: Checked, files: Files): Checked {
  const { directory, options, given } = before;
  const module = open(files, directory, given, before.module.trail.fork());
  return judged({ files, directory, given, module }, options, before);
}

/** Opens and lints a module. */
export function check(files: Files, directory: string, options: Options, given?: Given): Checked {
  return judged({ files, directory, given, module: open(files, directory, given) }, options);
}

/** Lints a module that is open; only what has changed where there is an earlier version. */
export function judged<Root extends Omit<Checked, "options" | "report">>(
  root: Root,
  options: Options,
  earlier?: Checked,
) {
  const report = earlier ? relint(earlier, root.module, options) : lint(root.module, options);
  return { ...root, options, report };
}
