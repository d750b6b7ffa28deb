import type { Place } from "../syntax/text.ts";
import type { Entry, List, Mapping, Unknown, Value } from "./value.ts";

interface Extent {
  readonly size: number;
  readonly height: number;
}

const scalar: Extent = { size: 1, height: 0 };
const extents = new WeakMap<List | Mapping, Extent>();

/** How many values stand in it, itself included, and how deep; shared parts count each time they appear. */
export function extent(value: Value): Extent {
  if (value.state !== "list" && value.state !== "mapping") return scalar;
  const before = extents.get(value);
  if (before) return before;
  let size = 1;
  let height = 0;
  const children = value.state === "list" ? value.items : value.entries.values();
  for (const child of children) {
    const inner = extent("key" in child ? child.value : child);
    size += inner.size;
    if (inner.height > height) height = inner.height;
  }
  const result = { size, height: height + 1 };
  extents.set(value, result);
  return result;
}

/** The same value, looked at from `at`: it and all in it stand there, and originate from where they were written. */
export function relocate(value: Value, at: Place): Value {
  const origin = value.origin ?? value.at;
  const about = value.refs ? { at, origin, refs: value.refs } : { at, origin };
  switch (value.state) {
    case "known":
      return { state: "known", value: value.value, ...about };
    case "list":
      return relocatedList(value, about);
    case "mapping":
      return relocatedMapping(value, about);
    case "unknown":
      return value.parts
        ? { state: "unknown", parts: value.parts.map((part) => relocatedPart(part, at)), ...about }
        : { state: "unknown", ...about };
    default:
      return { state: "absent", ...about };
  }
}

type About = Pick<Value, "at" | "origin" | "refs">;

const relocatedPart = (part: string | Unknown, at: Place): string | Unknown =>
  typeof part === "string" ? part : { ...part, at, origin: part.origin ?? part.at };

// What is inside is relocated when it is asked for: of a large local mostly one item is.
function relocatedList(list: List, about: About): List {
  let items: readonly Value[] | undefined;
  const result: List = {
    state: "list",
    open: list.open,
    ...(list.set && { set: true }),
    ...about,
    get items() {
      items ??= list.items.map((item) => relocate(item, about.at));
      return items;
    },
  };
  extents.set(result, extent(list));
  return result;
}

function relocatedMapping(mapping: Mapping, about: About): Mapping {
  let entries: ReadonlyMap<string, Entry> | undefined;
  const result: Mapping = {
    state: "mapping",
    open: mapping.open,
    ...about,
    get entries() {
      if (!entries) {
        const relocated = new Map<string, Entry>();
        for (const [key, entry] of mapping.entries) {
          relocated.set(key, { key: entry.key, value: relocate(entry.value, about.at) });
        }
        entries = relocated;
      }
      return entries;
    },
  };
  extents.set(result, extent(mapping));
  return result;
}
