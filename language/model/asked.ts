import type { Module } from "./module.ts";

/** The names that a computation asked for. What it shares with other computations is held once, by reference. */
export class Asked {
  readonly #names: Set<string>;
  readonly #shared = new Set<Asked>();

  constructor(names: Iterable<string> = []) {
    this.#names = new Set(names);
  }

  add(name: string): void {
    this.#names.add(name);
  }

  include(other: Asked): void {
    this.#shared.add(other);
  }

  /** Everything that these asked for, without holding on to any of them. */
  static together(...all: readonly Asked[]): Asked {
    const names = new Set<string>();
    const seen = new Set<Asked>();
    const collect = (asked: Asked): void => {
      if (seen.has(asked)) return;
      seen.add(asked);
      for (const name of asked.#names) names.add(name);
      asked.#shared.forEach(collect);
    };
    all.forEach(collect);
    return new Asked(names);
  }

  /** Whether it asked for any of these names; `known` keeps the answers for what is shared. */
  hasAny(names: readonly string[], known: Map<Asked, boolean>): boolean {
    const before = known.get(this);
    if (before !== undefined) return before;
    const found =
      names.some((name) => this.#names.has(name)) || [...this.#shared].some((other) => other.hasAny(names, known));
    known.set(this, found);
    return found;
  }
}

// A rule asks its module through many hands, all on one stack: hence not a parameter.
let asking: Asked | undefined;

/** Notes that whoever is recorded depends on what the modules of a tree hold under this name. */
export function ask(name: string): void {
  asking?.add(name);
}

/** What a computation asks for, to know when it must be made anew; values that names lead to are not among it. */
export function recorded<Value>(compute: () => Value): { readonly value: Value; readonly asked: Asked } {
  const asked = new Asked();
  return { value: within(asked, compute), asked };
}

/** The same, noted with what was asked before. */
export const recordedIn = <Value>(asked: Asked, compute: () => Value): Value => within(asked, compute);

/** Asks without leaving a note: the caller leaves one that says it better. */
export const unrecorded = <Value>(compute: () => Value): Value => within(undefined, compute);

function within<Value>(set: Asked | undefined, compute: () => Value): Value {
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

/**
 * Computes once, whoever asks first; everybody who asks depends on what it asked for. Asked for while it is computed, it is
 * `meanwhile`.
 */
export function once<Value>(compute: () => Value, meanwhile: Value): () => Value {
  let found: { readonly value: Value; readonly asked: Asked } | undefined;
  let isRunning = false;
  return () => {
    if (isRunning) return meanwhile;
    if (!found) {
      isRunning = true;
      try {
        found = recorded(compute);
      } finally {
        isRunning = false;
      }
    }
    asking?.include(found.asked);
    return found.value;
  };
}

/** The same for each module and key. */
export function rememberedEach<Value>(
  compute: (module: Module, key: string) => Value,
): (module: Module, key: string) => Value {
  return (module, key) => {
    let own = module.remembered.get(compute) as
      | Map<string, { readonly value: Value; readonly asked: Asked }>
      | undefined;
    if (!own) {
      own = new Map();
      module.remembered.set(compute, own);
    }
    let found = own.get(key);
    if (!found) {
      found = recorded(() => compute(module, key));
      own.set(key, found);
    }
    asking?.include(found.asked);
    return found.value;
  };
}
