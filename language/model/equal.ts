import { spend } from "./budget.ts";
import { extent } from "./relocate.ts";
import type { Value } from "./value.ts";

/**
 * Whether two values are equal in Terraform's sense: no conversion, types included. Undefined where that cannot be told,
 * as with two collections of the same content, of which one may be a list and the other a tuple.
 */
export function equal(a: Value, b: Value): boolean | undefined {
  if (a.state === "absent" || b.state === "absent") return undefined;
  if (a.state === "unknown") return unequalToText(a.parts, b);
  if (b.state === "unknown") return unequalToText(b.parts, a);
  if (a.state === "known") {
    if (typeof a.value === "string" && !spend(a.value.length >> 9)) return undefined;
    return b.state === "known" && a.value === b.value;
  }
  if (b.state === "known") return false;
  return a.state === b.state && alike(a, b) !== false ? undefined : false;
}

/** Whether two values hold the same, whatever the types of their collections. */
export const alike = (a: Value, b: Value): boolean | undefined =>
  spend(Math.min(extent(a).size, extent(b).size)) ? holdSame(a, b) : undefined;

function holdSame(a: Value, b: Value): boolean | undefined {
  if (a.state === "list" && b.state === "list") {
    if (a.open || b.open) return undefined;
    if (a.items.length !== b.items.length) return false;
    return every(a.items.map((item, i) => holdSame(item, b.items[i] ?? item)));
  }
  if (a.state === "mapping" && b.state === "mapping") {
    if (a.open || b.open) return undefined;
    if (a.entries.size !== b.entries.size) return false;
    return every(
      [...a.entries].map(([key, { value }]) => {
        const other = b.entries.get(key);
        return other ? holdSame(value, other.value) : false;
      }),
    );
  }
  return equal(a, b);
}

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

// What is a string with holes is at least no null, number, bool or collection, and holds the text around its holes.
function unequalToText(parts: readonly (string | Value)[] | undefined, other: Value): false | undefined {
  if (!parts || other.state === "unknown") return undefined;
  if (other.state !== "known" || typeof other.value !== "string") return false;
  const [first] = parts;
  const last = parts.at(-1);
  if (typeof first === "string" && !other.value.startsWith(first)) return false;
  return typeof last === "string" && !other.value.endsWith(last) ? false : undefined;
}
