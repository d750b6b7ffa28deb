import type { Value } from "../model/value.ts";
import { matches } from "../schema/wildcards.ts";
import { textWith } from "./policy.ts";

/** Whether a value certainly takes a text in; undefined where its holes decide. */
export function takesIn(value: Value, text: string): boolean | undefined {
  if (value.state === "known") return matches(String(value.value), text);
  return matches(textWith(value, "*"), text) ? undefined : false;
}

/** Whether any of the values certainly takes the text in. */
export const anyTakesIn = (values: readonly Value[], text: string): boolean =>
  values.some((value) => takesIn(value, text) === true);
