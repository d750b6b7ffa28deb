import type { Place, Span } from "../syntax/text.ts";
import type { Budget } from "./budget.ts";
import type { Value } from "./value.ts";

/** One step of a traversal after its root: an attribute name or a known index. */
export type Step = string | number;

/** What the first `used` steps of a traversal lead to; the others are yet to be applied to it. */
export interface Followed {
  readonly value: Value;
  readonly used: number;
}

/** What is in a folder, but for what is hidden. */
export interface Folder {
  readonly files: readonly string[];
  /** Undefined where it is not known which there are. */
  readonly folders: readonly string[] | undefined;
}

/** What names mean where an expression stands. `evaluate` asks nothing else. */
export interface Scope {
  /** What evaluating here draws on; undefined for what belongs to no module. */
  readonly budget?: Budget | undefined;
  /** The module that it is part of, where it is of one. */
  readonly module?: { readonly address: string } | undefined;
  /** Turns a span of the tree into a place in its file. */
  place(span: Span): Place;
  /** Follows `root.step.step…` as far as it goes; undefined where the root means nothing here. */
  follow(root: string, steps: readonly Step[], at: Place): Followed | undefined;
  /** Text of a file inside the module (`file("x.json")`), or undefined where it is outside or not loaded. */
  read(path: string): string | undefined;
  /** What is in a folder of the module, `.` for its own; undefined where it is outside or not loaded. */
  list?(path: string): Folder | undefined;
}
