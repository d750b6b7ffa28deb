import { detached } from "../syntax/text.ts";
import type { Step } from "./scope.ts";

/** How much a trail may hold more than at first: of what was typed and is no longer written. */
const mostGone = 1_000;
/** A file that was read, and what stood in it. */
interface Read {
  readonly directory: string;
  readonly path: string;
  readonly text: string | undefined;
}

/** Which names a tree of modules has followed and which files it has read, so that a later version can do it again. */
export class Trail {
  readonly #names = new Map<string, (readonly Step[])[]>();
  readonly #reads = new Map<string, Read>();

  /** How many steps and files it holds, and held when the first version was done. */
  #size = 0;
  #first: number | undefined;

  /** The same object in a trail and its forks. */
  readonly origin: object;

  constructor(origin: object = {}) {
    this.origin = origin;
  }

  /** What was made of the latest version of a file, by its URI, to make the next from; one version and no more. */
  readonly latest = new Map<string, unknown>();

  /**
   * Whether a next version can go on with it. It forgets nothing, so one day it is mostly names that nobody writes any more; a
   * version without it costs a run of all rules.
   */
  handsOn(): boolean {
    this.#first ??= this.#size;
    return this.#size <= 2 * this.#first + mostGone;
  }

  /** The same so far, to go on with for a version that may come to nothing. */
  fork(): Trail {
    const fork = new Trail(this.origin);
    for (const [name, all] of this.#names) fork.#names.set(name, [...all]);
    for (const [key, read] of this.#reads) fork.#reads.set(key, read);
    for (const [uri, latest] of this.latest) fork.latest.set(uri, latest);
    fork.#size = this.#size;
    fork.#first = this.#first;
    return fork;
  }

  /** `name` is that of `followed`. */
  follows(name: string, steps: readonly Step[]): void {
    const others = this.#names.get(name);
    if (others?.some((other) => isSame(other, steps))) return;
    const kept = steps.map((step) => (typeof step === "string" ? detached(step) : step));
    if (others) others.push(kept);
    else this.#names.set(name, [kept]);
    this.#size++;
  }

  /** All that was followed from a name. */
  from(name: string): readonly (readonly Step[])[] {
    return this.#names.get(name) ?? [];
  }

  get names(): Iterable<string> {
    return this.#names.keys();
  }

  reads(directory: string, path: string, text: string | undefined): void {
    const key = `${directory} ${path}`;
    if (!this.#reads.has(key)) this.#size++;
    this.#reads.set(key, { directory, path: detached(path), text });
  }

  get read(): readonly Read[] {
    return [...this.#reads.values()];
  }
}

const isSame = (a: readonly Step[], b: readonly Step[]): boolean =>
  a.length === b.length && a.every((step, index) => step === b[index]);
