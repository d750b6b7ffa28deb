import type { Module } from "../language/model/module.ts";
import { lint, type Options, type Report } from "./lint.ts";
import { type Files, open } from "./project.ts";

/** A root module together with what was found in it and in the modules that it calls. */
export interface Checked {
  readonly files: Files;
  readonly directory: string;
  readonly options: Options;
  readonly module: Module;
  readonly report: Report;
}

/** Opens and lints a module. */
export function check(files: Files, directory: string, options: Options): Checked {
  const module = open(files, directory);
  return { files, directory, options, module, report: lint(module, options) };
}
