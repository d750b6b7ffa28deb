import { spend } from "./budget.ts";
import type { Reference, Unknown, Value } from "./value.ts";

/** More that one value is made of is not kept. */
const mostKept = 32;

/** A value that is not known, with what can be read in it. */
export function madeOf(value: Unknown, parts: readonly Value[]): Unknown {
  const found: Reference[] = [];
  for (const part of parts) collect(part, found);
  return found.length > 0 ? { ...value, madeOf: found } : value;
}

function collect(value: Value, found: Reference[]): void {
  if (found.length >= mostKept || !spend(1)) return;
  switch (value.state) {
    case "list":
      for (const item of value.items) collect(item, found);
      break;
    case "mapping":
      for (const entry of value.entries.values()) collect(entry.value, found);
      break;
    case "unknown":
      found.push(...(value.refs ?? []), ...(value.madeOf ?? []));
      for (const part of value.parts ?? []) if (typeof part !== "string") collect(part, found);
  }
}
