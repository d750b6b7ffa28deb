import { type How, Input } from "./engine.ts";

/** Inputs by a key, each made when it is first asked for. */
export class KeyedInputs<Value> {
  readonly #byKey = new Map<string, Input<Value>>();
  readonly #read: (key: string) => Value;
  readonly #equals: How<unknown, Value>["equals"];

  /** `read` says what one holds at the present version. */
  constructor(read: (key: string) => Value, equals?: How<unknown, Value>["equals"]) {
    this.#read = read;
    this.#equals = equals;
  }

  get(key: string): Value {
    let input = this.#byKey.get(key);
    if (!input) {
      input = new Input(this.#read(key), this.#equals);
      this.#byKey.set(key, input);
    }
    return input.get();
  }

  /** Sets anew what is still read, and forgets the rest. */
  renew(): void {
    for (const [key, input] of this.#byKey)
      if (input.isRead) input.set(this.#read(key));
      else this.#byKey.delete(key);
  }

  /** Forgets all but these. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.#byKey.keys()) if (!keys.has(key)) this.#byKey.delete(key);
  }
}
