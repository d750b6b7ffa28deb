import type { Place } from "../syntax/text.ts";
import type { Unknown, Value } from "./value.ts";

/** Unknown because Terraform would refuse the expression, which is what `try` and `can` ask about. */
export const failure = (at: Place): Unknown => ({ state: "unknown", at, invalid: true });

/** A list or mapping, marked as made of something that Terraform would refuse; what is known of it stays known. */
export const marked = <T extends Value>(value: T, failed: boolean): T => (failed ? { ...value, invalid: true } : value);

/** Terraform would refuse the expression that this came from; what merely cannot be known does not fail. */
export const fails = (value: Value): boolean => value.invalid === true;
