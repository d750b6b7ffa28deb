import type { Module } from "./module.ts";

// A rule asks its module through many hands, all on one stack: hence not a parameter.
let asking: Set<string> | undefined;

/** Notes that whoever is recorded depends on what the modules of a tree hold under this name. */
export function ask(name: string): void {
  asking?.add(name);
}

/** What a computation asks for, to know when it must be made anew; values that names lead to are not among it. */
export function recorded<Value>(compute: () => Value): { readonly value: Value; readonly asked: ReadonlySet<string> } {
  const asked = new Set<string>();
  return { value: within(asked, compute), asked };
}

/** Asks without leaving a note: the caller leaves one that says it better. */
export const unrecorded = <Value>(compute: () => Value): Value => within(undefined, compute);

function within<Value>(set: Set<string> | undefined, compute: () => Value): Value {
  const outer = asking;
  asking = set;
  try {
    return compute();
  } finally {
    asking = outer;
  }
}

/** Computes once for each module, whoever asks first; everybody who asks depends on what it asked for. */
export function remembered<Value>(compute: (module: Module) => Value): (module: Module) => Value {
  const each = rememberedEach(compute);
  return (module) => each(module, "");
}

/** The same for each module and key. */
export function rememberedEach<Value>(
  compute: (module: Module, key: string) => Value,
): (module: Module, key: string) => Value {
  const known = new WeakMap<Module, Map<string, { readonly value: Value; readonly asked: ReadonlySet<string> }>>();
  return (module, key) => {
    const own = known.get(module) ?? new Map<string, { readonly value: Value; readonly asked: ReadonlySet<string> }>();
    known.set(module, own);
    let found = own.get(key);
    if (!found) {
      found = recorded(() => compute(module, key));
      own.set(key, found);
    }
    if (asking) for (const name of found.asked) asking.add(name);
    return found.value;
  };
}
