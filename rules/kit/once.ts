import { remembered } from "../../language/model/asked.ts";
import type { Module } from "../../language/model/module.ts";

/** Reads a shape once for each module, whichever of its rules asks first: a module never changes. */
export const once = <Shape>(read: (module: Module) => Iterable<Shape>): ((module: Module) => readonly Shape[]) =>
  remembered((module) => [...read(module)]);
