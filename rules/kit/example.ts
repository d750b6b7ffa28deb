import type { Module } from "../../language/model/module.ts";
import { memo } from "../../language/query/engine.ts";
import { plain } from "./checks.ts";

/** Directories in which a module is shown, and those in which it is tried out, beside it. */
const [shown, tried] = [/^examples?$/i, /^(?:examples?|tests?|test-fixtures|fixtures)$/i];

/**
 * Whether a root is there to show or to try a module: it calls what lies beside its directory of examples, or the very
 * module that its directory of tests lies in. An environment that is called `test` calls modules that stand apart.
 */
export const isExample = memo((root: Module): boolean =>
  root.blocks("module").some((call) => {
    const source = String(plain(call.get("source")) ?? "");
    const up = /^(?:\.\/)?((?:\.\.(?:\/|$))+)/.exec(source)?.[1]?.split("..").length ?? 1;
    const below = root.directory.split("/").at(1 - up) ?? "";
    const isAbove = /^[./]*$/.test(source);
    return up > 1 && (isAbove ? tried : shown).test(below);
  }),
);
