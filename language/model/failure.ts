import type { Place } from "../syntax/text.ts";
import { type Unknown, unknown, type Value } from "./value.ts";

const failures = new WeakSet<Value>();

/** Unknown because Terraform would refuse the expression, which is what `try` and `can` ask about. */
export function failure(at: Place): Unknown {
  const value = unknown(at);
  failures.add(value);
  return value;
}

/** Marks a list or mapping as made of something that Terraform would refuse; what is known of it stays known. */
export function marked<T extends Value>(value: T, failed: boolean): T {
  if (failed) failures.add(value);
  return value;
}

/** Terraform would refuse the expression that this came from; what merely cannot be known does not fail. */
export const fails = (value: Value): boolean => failures.has(value);
