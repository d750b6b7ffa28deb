import { memo, memoBy } from "../query/engine.ts";
import type { Place } from "../syntax/text.ts";
import { toBool } from "./convert.ts";
import { nameOf } from "./override.ts";
import { isSameValue } from "./same-value.ts";
import type { Step } from "./scope.ts";
import { type BlockSection, each } from "./section.ts";
import { known, type Mapping, unknown, type Value } from "./value.ts";

/** How often a module is there through one call. */
export interface Repetition {
  /** What repeats it. */
  readonly by: "count" | "each" | undefined;
  /** The keys or numbers of the instances; undefined where they are not known. */
  readonly steps: readonly Step[] | undefined;
  /** Whether nothing in the call tells one instance from the other. */
  readonly isOne: boolean;
}

/** The most instances of one block that are looked at each by itself. */
export const mostInstances = 32;

/** What is not repeated. */
export const once: Repetition = { by: undefined, steps: undefined, isOne: true };

/** `["key"]`, `[0]`; empty for none. */
export const keyOf = (step: Step | undefined): string => (step === undefined ? "" : `[${JSON.stringify(step)}]`);

/** OpenTofu's `lifecycle { enabled = … }`; undefined where it is not written. */
export function enabled(section: BlockSection): Value | undefined {
  const isWritten = section.body.items.some((item) => nameOf(item) === "lifecycle");
  const value = isWritten ? section.get("lifecycle.enabled") : undefined;
  return value?.state === "absent" ? undefined : value;
}

/** `count = 0`, an empty `for_each` or, in OpenTofu, `enabled = false`. */
export function isNever(section: BlockSection): boolean {
  const is = enabled(section);
  if (is?.state === "known" && toBool(is.value) === false) return true;
  // most blocks say neither, and nothing need be remembered of them
  const count = section.attribute("count") && section.get("count");
  if (count?.state === "known") return Number(count.value) === 0;
  if (!section.attribute("for_each")) return false;
  const over = section.get("for_each");
  if (over.state === "list") return over.items.length === 0 && !over.open;
  return over.state === "mapping" && over.entries.size === 0 && !over.open;
}

/** What `count` means in one instance. */
export const countOf = (index: number, at: Place): Mapping => ({
  state: "mapping",
  at,
  entries: new Map([["index", { key: at, value: known(index, at) }]]),
  open: false,
});

/** What `each` means in one instance. */
export const eachOf = (key: Value, value: Value): Mapping => ({
  state: "mapping",
  at: value.at,
  entries: new Map([
    ["key", { key: key.at, value: key }],
    ["value", { key: value.at, value }],
  ]),
  open: false,
});

/** Key and value of what `for_each` runs over; it runs over maps and sets only, and the key of a set's element is the element. */
function* instancesIn(over: Value): Iterable<readonly [key: Value, value: Value]> {
  for (const [index, value] of each(over)) yield [over.state === "list" ? value : index, value];
}

/** How a call is repeated: the same as long as its keys are, whatever their values. */
export const repetitionOf = memo(
  (call: BlockSection): Repetition => {
    const by = repeatedBy(call);
    if (!by) return once;
    const name = by === "count" ? "count.index" : "each.";
    const isOne = !call.written().some(({ file, at }) => file.text.slice(at.start, at.end).includes(name));
    return { by, steps: stepsOf(call, by), isOne };
  },
  {
    equals: (a, b) =>
      a.by === b.by &&
      a.isOne === b.isOne &&
      a.steps?.length === b.steps?.length &&
      (a.steps ?? []).every((step, index) => step === b.steps?.[index]),
    inCycle: (call) => ({ by: repeatedBy(call), steps: undefined, isOne: true }),
  },
);

function repeatedBy(call: BlockSection): Repetition["by"] {
  if (call.attribute("count")) return "count";
  return call.attribute("for_each") ? "each" : undefined;
}

function stepsOf(call: BlockSection, by: "count" | "each"): readonly Step[] | undefined {
  if (by === "count") {
    const count = call.get("count");
    const number = count.state === "known" ? Number(count.value) : Number.NaN;
    return number <= mostInstances ? Array.from({ length: number }, (_, index) => index) : undefined;
  }
  const steps: string[] = [];
  const over = call.get("for_each");
  if (over.state !== "list" && over.state !== "mapping") return undefined;
  for (const [key] of instancesIn(over)) {
    if (key.state !== "known" || steps.length === mostInstances) return undefined;
    steps.push(String(key.value));
  }
  return steps;
}

/** What `each` or `count` means in the instance of a key: it is asked for by instances that stay while the values change. */
export const repeatedAs = memoBy(
  (call: BlockSection, key: string): Value => {
    const count = call.attribute("count");
    if (count) return key === "" ? unknown(call.header) : countOf(Number(key.slice(1, -1)), call.place(count.value));
    for (const [name, value] of instancesIn(call.get("for_each")))
      if (name.state === "known" && keyOf(String(name.value)) === key) return eachOf(name, value);
    return unknown(call.header);
  },
  { equals: isSameValue },
);
