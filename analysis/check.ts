import type { Module } from "../language/model/module.ts";
import { lint, type Options, type Report } from "./lint.ts";
import { type Files, open } from "./project.ts";
import { relint } from "./relint.ts";

/** A root module together with what was found in it and in the modules that it calls. */
export interface Checked {
  readonly files: Files;
  readonly directory: string;
  readonly options: Options;
  /** Variables that calls elsewhere set. */
  readonly given?: ReadonlySet<string> | undefined;
  readonly module: Module;
  readonly report: Report;
}

/** What `check` would say of a module after edits; the version before stays as it was. */
export function recheck(before: Checked, files: Files): Checked {
  const { directory, options, given } = before;
  const module = open(files, directory, given, before.module.trail.fork());
  return { files, directory, options, given, module, report: relint(before, module, options) };
}

/** Opens and lints a module. */
export function check(files: Files, directory: string, options: Options, given?: ReadonlySet<string>): Checked {
  const module = open(files, directory, given);
  return { files, directory, options, given, module, report: lint(module, options) };
}
