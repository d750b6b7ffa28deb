import type { Module } from "../language/model/module.ts";
import { lint, type Options, type Report } from "./lint.ts";
import { type Files, open } from "./project.ts";

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

/** Opens and lints a module. */
export function check(files: Files, directory: string, options: Options, given?: ReadonlySet<string>): Checked {
  const module = open(files, directory, given);
  return { files, directory, options, given, module, report: lint(module, options) };
}
