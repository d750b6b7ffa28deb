import type { Expression } from "./tree.ts";

/** A JSON tree in which the piece around an offset is taken apart, its spans counting as those around it do. */
export function inlined(value: Expression, offset: number): Expression {
  if (value.end < offset || offset < value.start) return value;
  switch (value.kind) {
    case "piece":
      return shifted(value.value, value.start);
    case "tuple":
      return { ...value, items: value.items.map((item) => inlined(item, offset)) };
    case "object":
      return {
        ...value,
        entries: value.entries.map((entry) => ({ ...entry, value: inlined(entry.value, offset) })),
      };
    default:
      return value;
  }
}

/** A copy of a part of a tree, or of the tree, with all spans moved. */
export function shifted<Part>(part: Part, by: number): Part {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((item) => shifted(item, by)) as Part;
  const moved = Object.entries(part).map(([name, value]) => [
    name,
    (name === "start" || name === "end") && typeof value === "number" ? value + by : shifted(value, by),
  ]);
  return Object.fromEntries(moved) as Part;
}
