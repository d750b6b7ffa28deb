import type { Module } from "../../language/model/module.ts";

/** Reads a shape once for each module, whichever of its rules asks first: a module never changes. */
export function once<Shape>(read: (module: Module) => Iterable<Shape>): (module: Module) => readonly Shape[] {
  const known = new WeakMap<Module, readonly Shape[]>();
  return (module) => {
    let shapes = known.get(module);
    if (!shapes) {
      shapes = [...read(module)];
      known.set(module, shapes);
    }
    return shapes;
  };
}
