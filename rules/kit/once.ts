import type { Module } from "../../language/model/module.ts";
import { areSame, memo } from "../../language/query/engine.ts";

/** Reads shapes once for each module, whichever of its rules asks first. */
export const once = <Shape>(read: (module: Module) => Iterable<Shape>): ((module: Module) => readonly Shape[]) =>
  memo((module: Module): readonly Shape[] => [...read(module)], { equals: areSame });
