import type { Module } from "../../language/model/module.ts";
import { memo } from "../../language/query/engine.ts";
import { plain } from "./checks.ts";

/** The oldest minor version 1.x of Terraform that a tree of modules admits; 0 where nothing says. */
export const oldestTerraform = memo((root: Module): number =>
  Math.max(
    0,
    ...root
      .tree()
      .flatMap((module) => module.blocks("terraform"))
      .flatMap((settings) => String(plain(settings.get("required_version")) ?? "").split(","))
      .map((constraint) => Number(/^\s*(?:>=?|~>|=)?\s*v?1\.(\d+)/.exec(constraint)?.[1] ?? 0)),
  ),
);
