import type { Place } from "../syntax/text.ts";
import { enabled, type Repetition, repeatedAs } from "./repetition.ts";
import type { Followed, Step } from "./scope.ts";
import { BlockSection, noBindings } from "./section.ts";

/** A `module` block, one for each instance that can be told apart. It stays while the value that `for_each` has for it changes. */
export class ModuleCall extends BlockSection {
  /** `["key"]`, `[0]`, or empty where there is one instance or those there are cannot be told apart. */
  readonly key: string;
  /** By how many the instances of it multiply what is called. */
  readonly number: number;
  /** False when `count` or `for_each` may come out empty. */
  readonly certain: boolean;
  readonly #written: BlockSection;
  readonly #name: Repetition["by"];

  constructor(written: BlockSection, { by, steps }: Repetition, key: string, number: number) {
    super(written.module, written.anchor, written.block, noBindings, written.broken);
    this.#written = written;
    this.#name = by;
    this.key = key;
    this.number = number;
    this.certain = (by === undefined || steps !== undefined) && enabled(written)?.state !== "unknown";
  }

  /** `module.db`, `module.a["eu"].module.b`. */
  get address(): string {
    const { address } = this.module;
    return `${address === "" ? "" : `${address}.`}module.${this.block.labels[0]?.text ?? ""}${this.key}`;
  }

  /** What is the same for an instance that stays as it is. */
  get id(): string {
    return `${this.key} ${this.number} ${this.certain}`;
  }

  override follow(root: string, steps: readonly Step[], at: Place): Followed | undefined {
    if (root === this.#name) return { value: repeatedAs(this.#written, this.key), used: 0 };
    return super.follow(root, steps, at);
  }
}
