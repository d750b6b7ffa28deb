import { fact } from "../query/engine.ts";
import { Anchored, Handed, type Place } from "../syntax/text.ts";
import { charging } from "./budget.ts";
import type { Entry, List, Mapping, Unknown, Value } from "./value.ts";

interface Extent {
  readonly size: number;
  readonly height: number;
}

const scalar: Extent = { size: 1, height: 0 };
/** What is known of a collection; of a relocated one before anybody has looked into it. */
interface KnownExtent {
  extent?: Extent;
  /** What a relocated one shows. */
  shows?: List | Mapping;
}

const known = fact((_: List | Mapping): KnownExtent => ({}));

/** How many values stand in it, itself included, and how deep; shared parts count each time they appear. */
export function extent(value: Value): Extent {
  if (value.state !== "list" && value.state !== "mapping") return scalar;
  const own = known(value);
  if (own.extent) return own.extent;
  let size = 1;
  let height = 0;
  const children = value.state === "list" ? value.items : value.entries.values();
  for (const child of children) {
    const inner = extent("key" in child ? child.value : child);
    size += inner.size;
    if (inner.height > height) height = inner.height;
  }
  own.extent = { size, height: height + 1 };
  return own.extent;
}

/** What relocating one value takes. */
const workOfOne = 3;

/** A relocated collection, by the one that it shows. */
type Shared = Map<List | Mapping, List | Mapping>;

/** The same value, looked at from `at`: it and all in it stand there, and originate from where they were written. */
export const relocate = (value: Value, at: Place): Value => relocated(value, at, new Map());

function relocated(value: Value, at: Place, shared: Shared): Value {
  const origin = value.origin ?? value.at;
  const about = value.refs ? { at, origin, refs: value.refs } : { at, origin };
  switch (value.state) {
    case "known":
      return { state: "known", value: value.value, ...about };
    case "list":
    case "mapping":
      return relocatedCollection(value, about, shared);
    case "unknown":
      if (value.parts) charging()(value.parts.length);
      return {
        state: "unknown",
        ...(value.parts && { parts: value.parts.map((part) => relocatedPart(part, at)) }),
        ...(value.madeOf && { madeOf: value.madeOf }),
        ...about,
      };
    default:
      return { state: "absent", ...about };
  }
}

type ValueContext = Pick<Value, "at" | "origin" | "refs">;

const relocatedPart = (part: string | Unknown, at: Place): string | Unknown =>
  typeof part === "string" ? part : { ...part, at, origin: part.origin ?? part.at };

/** A collection that stands in another several times stays one, or a few that hold each other twice would unfold without end. */
function relocatedCollection(collection: List | Mapping, about: ValueContext, shared: Shared): List | Mapping {
  const { shows: shown = collection } = known(collection);
  const before = shared.get(shown);
  if (before && before.origin === about.origin && before.refs === about.refs) return before;
  const result =
    collection.state === "list"
      ? relocatedList(collection, about, shared)
      : relocatedMapping(collection, about, shared);
  Object.assign(known(result), { extent: extent(collection), shows: shown });
  shared.set(shown, result);
  return result;
}

// What is inside is relocated when it is asked for: of a large local mostly one item is.
function relocatedList(list: List, about: ValueContext, shared: Shared): List {
  const charge = charging();
  let items: readonly Value[] | undefined;
  return {
    state: "list",
    open: list.open,
    ...(list.set && { set: true }),
    ...about,
    get items() {
      if (!items) {
        charge(list.items.length * workOfOne);
        items = list.items.map((item) => relocated(item, handed(item, about.at), shared));
      }
      return items;
    },
  };
}

/** Where one of several values stands that a name leads to: which of them is meant, its place alone does not say. */
const handed = ({ at, origin = at }: Value, here: Place): Place =>
  here instanceof Anchored ? new Handed(here, origin) : here;

function relocatedMapping(mapping: Mapping, about: ValueContext, shared: Shared): Mapping {
  const charge = charging();
  let entries: ReadonlyMap<string, Entry> | undefined;
  const unnamed = mapping.unnamed?.map(({ key, value }) => ({
    key,
    value: relocated(value, handed(value, about.at), shared),
  }));
  return {
    state: "mapping",
    open: mapping.open,
    ...(unnamed && { unnamed }),
    ...about,
    get entries() {
      if (!entries) {
        charge(mapping.entries.size * workOfOne);
        const found = new Map<string, Entry>();
        for (const [key, entry] of mapping.entries)
          found.set(key, { key: entry.key, value: relocated(entry.value, handed(entry.value, about.at), shared) });
        entries = found;
      }
      return entries;
    },
  };
}
