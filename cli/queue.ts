/** Modules that wait for a worker, and who of the workers has them in memory. */
export class Queue {
  readonly #sizes: readonly number[];
  readonly #waiting: Map<number, number[]>;
  readonly #batch: number;
  #size = 0;

  /** Modules of a size each, in the order in which they are taken; `ownerOf` says which worker knows one already. */
  constructor(
    modules: readonly number[],
    sizes: readonly number[],
    workers: number,
    ownerOf: (module: number) => number = () => 0,
  ) {
    this.#sizes = sizes;
    this.#waiting = new Map();
    for (const module of modules) this.#add(ownerOf(module), module, "last");
    this.#batch = Math.min(mostInOrder, this.#size / (workers * ordersEach));
  }

  /** How much waits. */
  get size(): number {
    return this.#size;
  }

  get count(): number {
    return [...this.#waiting.values()].reduce((sum, own) => sum + own.length, 0);
  }

  /**
   * The next for a worker, as many as are worth an order: of those that it knows, and once there are none, of those of whom has most left.
   */
  take(worker: number): readonly number[] {
    const own = this.#waiting.get(worker);
    const from = own && own.length > 0 ? own : this.#longest();
    const taken: number[] = [];
    for (let size = 0; from && from.length > 0 && size < this.#batch; ) {
      const module = from.shift();
      if (module === undefined) break;
      taken.push(module);
      size += this.#sizeOf(module);
    }
    for (const module of taken) this.#size -= this.#sizeOf(module);
    return taken;
  }

  /** Takes back what was not done. */
  giveBack(worker: number, modules: readonly number[]): void {
    for (const module of [...modules].reverse()) this.#add(worker, module, "first");
  }

  #add(worker: number, module: number, where: "first" | "last"): void {
    const own = this.#waiting.get(worker) ?? [];
    this.#waiting.set(worker, own);
    if (where === "first") own.unshift(module);
    else own.push(module);
    this.#size += this.#sizeOf(module);
  }

  #longest(): number[] | undefined {
    let [longest, most]: [number[] | undefined, number] = [undefined, 0];
    for (const own of this.#waiting.values()) {
      const size = own.reduce((sum, module) => sum + this.#sizeOf(module), 0);
      if (size > most) [longest, most] = [own, size];
    }
    return longest;
  }

  #sizeOf(module: number): number {
    return (this.#sizes[module] ?? 0) + perModule;
  }
}

/** What an empty module costs, as if it were bytes. */
const perModule = 1_000;

/** An order holds no more than that, so that nobody is left with much at the end, */
const mostInOrder = 100_000;
/** and each worker gets so many. */
const ordersEach = 4;
