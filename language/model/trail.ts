import type { Step } from "./scope.ts";

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

  /** The same object in a trail and its forks. */
  readonly origin: object;

  constructor(origin: object = {}) {
    this.origin = origin;
  }

  /** What was made of the latest version of a file, by its URI, to make the next from; one version and no more. */
  readonly latest = new Map<string, unknown>();

  /** The same so far, to go on with for a version that may come to nothing. */
  fork(): Trail {
    const fork = new Trail(this.origin);
    for (const [name, all] of this.#names) fork.#names.set(name, [...all]);
    for (const [key, read] of this.#reads) fork.#reads.set(key, read);
    for (const [uri, latest] of this.latest) fork.latest.set(uri, latest);
    return fork;
  }

  /** `name` is that of `followed`. */
  follows(name: string, steps: readonly Step[]): void {
    const others = this.#names.get(name);
    if (!others) this.#names.set(name, [steps]);
    else if (!others.some((other) => isSame(other, steps))) others.push(steps);
  }

  /** All that was followed from a name. */
  from(name: string): readonly (readonly Step[])[] {
    return this.#names.get(name) ?? [];
  }

  get names(): Iterable<string> {
    return this.#names.keys();
  }

  reads(directory: string, path: string, text: string | undefined): void {
    this.#reads.set(`${directory} ${path}`, { directory, path, text });
  }

  get read(): readonly Read[] {
    return [...this.#reads.values()];
  }
}

const isSame = (a: readonly Step[], b: readonly Step[]): boolean =>
  a.length === b.length && a.every((step, index) => step === b[index]);
