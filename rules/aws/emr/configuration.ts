import type { Mapping, Value } from "../../../language/model/value.ts";

/** What stands at a path of a security configuration; undefined where nothing does, `unknown` where it cannot be seen. */
export function at(content: Mapping, path: readonly string[]): Value | "unknown" | undefined {
  let value: Value = content;
  for (const name of path) {
    if (value.state === "unknown") return "unknown";
    if (value.state !== "mapping") return undefined;
    const entry = value.entries.get(name);
    if (!entry) return value.open ? "unknown" : undefined;
    value = entry.value;
  }
  return value.state === "unknown" ? "unknown" : value;
}
