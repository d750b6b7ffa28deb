import { spend } from "../budget.ts";
import { byBytes, toText } from "../convert.ts";
import { alike, equal } from "../equal.ts";
import { fails, failure } from "../failure.ts";
import { unify } from "../unify.ts";
import { type Entry, known, type List, type Mapping, unknown, type Value } from "../value.ts";
import {
  type CallSite,
  doubtful,
  type Functions,
  integer,
  isNull,
  list,
  listOf,
  mapping,
  number,
  plain,
  text,
  without,
} from "./call.ts";
import { graphemes } from "./graphemes.ts";

const sorted = (map: Mapping): [string, Entry][] => [...map.entries].sort(([a], [b]) => byBytes(a, b));

/** Terraform's functions on lists, sets and maps; what is known of a collection stays known, with its places. */
export const collections: Functions = {
  alltrue: (args, call) => every(args, call, true),
  anytrue: (args, call) => every(args, call, false),
  chunklist: (args, call) => {
    const [on, by] = args;
    const size = by ? integer(by, call) : undefined;
    if (args.length !== 2 || on?.state !== "list" || size === undefined) return without(on, call);
    if (size === doubtful || on.open) return unknown(call.at);
    if (size < 0) return failure(call.at);
    const items = unify(on.items);
    if (!items) return failure(call.at);
    if (size === 0) return list([list(items, call)], call);
    const chunks: Value[] = [];
    for (let i = 0; i < items.length; i += size) chunks.push(list(items.slice(i, i + size), call));
    return list(chunks, call);
  },
  coalesce: (args, call) => {
    const values = unify(args);
    if (!values) return failure(call.at);
    const left = values.filter((value) => !isNull(value) && !(value.state === "known" && value.value === ""));
    const [first, ...others] = left;
    if (!first) return failure(call.at);
    if (first.state === "absent") return unknown(call.at);
    // Where nothing follows, it is this one or a refusal.
    if (first.state !== "unknown" || others.length === 0) return first;
    return first.parts?.some((part) => typeof part === "string") ? first : unknown(call.at);
  },
  coalescelist: (args, call) => {
    for (const arg of args) {
      if (arg.state !== "list") return without(arg, call);
      if (arg.items.length > 0) return arg;
      if (arg.open) return unknown(call.at);
    }
    return failure(call.at);
  },
  compact: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || on?.state !== "list") return without(on, call);
    const items: Value[] = [];
    let { open } = on;
    for (const value of on.items) {
      if (value.state === "list" || value.state === "mapping" || fails(value)) return failure(call.at);
      if (value.state === "unknown" && !value.parts?.some((part) => typeof part === "string")) open = true;
      if (value.state !== "known") items.push(value);
      else if (value.value !== null && value.value !== "") {
        const string = toText(value.value);
        items.push(
          string === undefined ? unknown(value.at) : string === value.value ? value : { ...value, value: string },
        );
      }
    }
    return list(items, call, open);
  },
  concat: (args, call) => {
    const items: Value[] = [];
    let open = false;
    if (args.length === 0) return failure(call.at);
    for (const arg of args) {
      if (arg.state === "list" && !arg.set) {
        if (!call.spend(arg.items.length)) return unknown(call.at);
        for (const value of arg.items) items.push(value);
        open ||= arg.open;
      } else if (arg.state !== "unknown" && arg.state !== "absent") return failure(call.at);
      else open = true;
    }
    return list(items, call, open);
  },
  contains: (args, call) => {
    const [on, wanted] = args;
    if (args.length !== 2 || on?.state !== "list" || !wanted) return without(on, call);
    if (fails(wanted) || isNull(wanted)) return failure(call.at);
    let doubt = on.open;
    for (const value of on.items) {
      if (!call.spend(1)) return unknown(call.at);
      const same = equal(value, wanted);
      if (same) return known(true, call.at);
      doubt ||= same === undefined;
    }
    return doubt ? unknown(call.at) : known(false, call.at);
  },
  distinct: (args, call) => {
    const [on] = args;
    return args.length === 1 && on?.state === "list" ? distinct(on, call) : without(on, call);
  },
  element: (args, call) => {
    const [on, at] = args;
    const index = at ? integer(at, call) : undefined;
    if (args.length !== 2 || on?.state !== "list" || on.set || index === undefined) return without(on, call);
    if (index === doubtful || on.open) return unknown(call.at);
    return on.items[index % on.items.length] ?? failure(call.at);
  },
  flatten: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || on?.state !== "list") return without(on, call);
    const items: Value[] = [];
    const open = flatten(on, items, call);
    return open === undefined ? unknown(call.at) : list(items, call, open);
  },
  index: (args, call) => {
    const [on, wanted] = args;
    if (args.length !== 2 || on?.state !== "list" || on.set || !wanted) return without(on, call);
    if (on.open) return unknown(call.at);
    for (const [i, value] of on.items.entries()) {
      if (!call.spend(1)) return unknown(call.at);
      const same = equal(value, wanted);
      if (same) return known(i, call.at);
      if (same === undefined) return unknown(call.at);
    }
    return failure(call.at);
  },
  keys: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || on?.state !== "mapping") return without(on, call);
    return list(
      sorted(on).map(([name, { key }]) => known(name, key)),
      call,
      on.open,
    );
  },
  length: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || !on) return failure(call.at);
    if (on.state === "list") return on.open ? unknown(call.at) : known(on.items.length, call.at);
    if (on.state === "mapping") return on.open ? unknown(call.at) : known(on.entries.size, call.at);
    if (on.state !== "known") return without(on, call);
    if (typeof on.value !== "string") return failure(call.at);
    const characters = graphemes(on.value);
    return characters ? known(characters.length, call.at) : unknown(call.at);
  },
  list: (_, call) => failure(call.at),
  lookup: (args, call) => {
    const [on, key, otherwise] = args;
    const name = key ? text(key, call) : undefined;
    if (args.length > 3 || on?.state !== "mapping" || name === undefined) return without(on, call);
    if (name === doubtful) return unknown(call.at);
    const entry = on.entries.get(name);
    if (entry) return entry.value;
    return on.open ? unknown(call.at) : (otherwise ?? failure(call.at));
  },
  map: (_, call) => failure(call.at),
  matchkeys: (args, call) => {
    const [values, keys, searched] = args;
    if (args.length !== 3 || !values || !keys || !searched) return failure(call.at);
    if (values.state !== "list" || keys.state !== "list" || searched.state !== "list") {
      return without(
        [values, keys, searched].find((arg) => arg.state !== "list"),
        call,
      );
    }
    if (values.open || keys.open) return unknown(call.at);
    if (values.items.length !== keys.items.length) return failure(call.at);
    const items: Value[] = [];
    let open = false;
    for (const [i, value] of values.items.entries()) {
      const key = keys.items[i];
      const found = key && has(searched, key, call);
      if (found) items.push(value);
      else if (found === undefined) open = true;
    }
    return list(items, call, open);
  },
  merge: (args, call) => {
    const entries = new Map<string, Entry>();
    let open = false;
    for (const arg of args) {
      if (isNull(arg)) continue;
      if (arg.state === "list" || arg.state === "known" || fails(arg)) return failure(call.at);
      if (arg.state !== "mapping" || arg.open) {
        open = true;
        // Whatever is in there may overrule what came before.
        for (const [name, entry] of entries) entries.set(name, { key: entry.key, value: unknown(entry.value.at) });
      }
      if (arg.state !== "mapping") continue;
      if (!call.spend(arg.entries.size)) return unknown(call.at);
      for (const [name, entry] of arg.entries) entries.set(name, entry);
    }
    return mapping(entries, call, open);
  },
  one: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || on?.state !== "list") {
      return on?.state === "unknown" && !fails(on) && on.refs
        ? { state: "unknown", at: call.at, refs: on.refs }
        : without(on, call);
    }
    if (on.items.length > 1 && !on.open) return failure(call.at);
    const [only] = on.items;
    return on.open ? unknown(call.at) : (only ?? known(null, call.at));
  },
  range: plain(
    [number, number, number],
    (first, second, third) => {
      const [start, limit] = second === undefined ? [0, first] : [first, second];
      const step = third ?? (limit < start ? -1 : 1);
      if (step === 0 || (step > 0 && limit < start) || (step < 0 && limit > start)) return undefined;
      if (Math.abs((limit - start) / step) > mostInRange) return undefined;
      const numbers: number[] = [];
      for (let i = 0; ; i++) {
        const next = start + i * step;
        if (step > 0 ? next >= limit : next <= limit) return numbers;
        numbers.push(Number.isInteger(next) ? next : Number(next.toPrecision(15)));
      }
    },
    2,
  ),
  reverse: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || on?.state !== "list") return without(on, call);
    return list([...on.items].reverse(), call, on.open);
  },
  setintersection: (args, call) => {
    const sets = asSets(args, call);
    if ("state" in sets) return sets;
    const [first, ...others] = sets.sets;
    if (!first || sets.open) return unknown(call.at);
    const items: Value[] = [];
    for (const value of first.items) {
      const found = others.map((other) => has(other, value, call));
      if (found.includes(undefined)) return unknown(call.at);
      if (!found.includes(false)) items.push(value);
    }
    return set(items, call);
  },
  setproduct: (args, call) => {
    if (args.length < 2) return failure(call.at);
    let rows: Value[][] = [[]];
    for (const arg of args) {
      if (arg.state !== "list") return without(arg, call);
      if (arg.open || !call.spend(rows.length * arg.items.length)) return unknown(call.at);
      rows = rows.flatMap((row) => arg.items.map((value) => [...row, value]));
    }
    return list(
      rows.map((row) => list(row, call)),
      call,
    );
  },
  setsubtract: (args, call) => {
    const sets = asSets(args, call);
    if ("state" in sets) return sets;
    const [from, less] = sets.sets;
    if (args.length !== 2 || !from || !less) return args.length === 2 ? unknown(call.at) : failure(call.at);
    const items: Value[] = [];
    let { open } = from;
    for (const value of from.items) {
      const found = has(less, value, call);
      if (found === false) items.push(value);
      else if (found === undefined) open = true;
    }
    return set(items, call, open);
  },
  setunion: (args, call) => {
    const sets = asSets(args, call);
    if ("state" in sets) return sets;
    return set(
      sets.sets.flatMap((each) => each.items),
      call,
      sets.open,
    );
  },
  slice: (args, call) => {
    const [on, from, to] = args;
    const start = from ? integer(from, call) : undefined;
    const end = to ? integer(to, call) : undefined;
    if (args.length !== 3 || on?.state !== "list" || on.set || start === undefined || end === undefined)
      return without(on, call);
    if (start === doubtful || end === doubtful || on.open) return unknown(call.at);
    if (start < 0 || end < start || end > on.items.length) return failure(call.at);
    return list(on.items.slice(start, end), call);
  },
  sort: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || on?.state !== "list") return without(on, call);
    const strings = listOf(text)({ ...on, open: false }, call);
    if (strings === undefined) return failure(call.at);
    // Open says that what is at which index is not known.
    return strings === doubtful || on.open ? list(on.items, call, true) : list(ordered(on.items.map(textual)), call);
  },
  transpose: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || on?.state !== "mapping") return without(on, call);
    if (on.open) return unknown(call.at);
    const found = new Map<string, { readonly key: Entry["key"]; readonly values: Value[] }>();
    for (const [name, { key, value }] of sorted(on)) {
      const strings = listOf(text)(value, call);
      if (strings === undefined || strings === doubtful)
        return strings === doubtful ? unknown(call.at) : failure(call.at);
      for (const string of strings) {
        const before = found.get(string);
        if (before) before.values.push(known(name, key));
        else found.set(string, { key: value.at, values: [known(name, key)] });
      }
    }
    const entries = new Map<string, Entry>();
    for (const [name, { key, values }] of found) entries.set(name, { key, value: list(values, call) });
    return mapping(entries, call);
  },
  values: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || on?.state !== "mapping") return without(on, call);
    return list(
      sorted(on).map(([, { value }]) => value),
      call,
      on.open,
    );
  },
  zipmap: (args, call) => {
    const [keys, values] = args;
    if (args.length !== 2 || keys?.state !== "list") return without(keys, call);
    if (values?.state !== "list") return without(values, call);
    if (keys.open || values.open) return unknown(call.at);
    if (keys.items.length !== values.items.length) return failure(call.at);
    const entries = new Map<string, Entry>();
    let open = false;
    for (const [i, key] of keys.items.entries()) {
      const name = text(key, call);
      const value = values.items[i];
      if (name === undefined) return failure(call.at);
      if (name === doubtful) open = true;
      else if (value) entries.set(name, { key: key.at, value });
    }
    return mapping(entries, call, open);
  },
};

const mostInRange = 1024;

/** The items as a set: of one type, without doubles, sorted where they can be. */
export function set(values: readonly Value[], call: CallSite, open = false): Value {
  const items = unify(values);
  if (!items) return failure(call.at);
  const once = distinct(list(items, call, open), call);
  if (once.state !== "list") return once;
  return { ...once, items: ordered(once.items), set: true };
}

function every(args: readonly Value[], call: CallSite, wanted: boolean): Value {
  const [on] = args;
  if (args.length !== 1 || on?.state !== "list") return without(on, call);
  let doubt = on.open;
  if (on.items.some((value) => value.state === "list" || value.state === "mapping")) return failure(call.at);
  for (const value of on.items) {
    if (value.state !== "known") {
      doubt = true;
      continue;
    }
    const answer = value.value === null ? false : truths.get(value.value);
    if (answer === undefined) return failure(call.at);
    if (answer !== wanted) return known(!wanted, call.at);
  }
  return doubt ? unknown(call.at) : known(wanted, call.at);
}

const truths = new Map<unknown, boolean>([
  [true, true],
  ["true", true],
  ["1", true],
  [false, false],
  ["false", false],
  ["0", false],
]);

function distinct(on: List, call: CallSite): Value {
  const items = unify(on.items);
  if (!items) return failure(call.at);
  const scalars = new Set<unknown>();
  const kept: Value[] = [];
  let { open } = on;
  for (const value of items) {
    if (value.state === "known") {
      if (!scalars.has(value.value)) kept.push(value);
      scalars.add(value.value);
      continue;
    }
    if (!call.spend(kept.length)) return unknown(call.at);
    // Whether what is not known doubles another item decides how many there are: open says so.
    const same = kept.map((other) => alike(value, other));
    if (same.includes(true)) continue;
    open ||= same.includes(undefined);
    kept.push(value);
  }
  open ||= kept.length > 1 && kept.some((value) => value.state === "unknown");
  return list(kept, call, open);
}

function ordered(items: readonly Value[]): readonly Value[] {
  const [first] = items;
  if (first?.state !== "known" || items.some((value) => value.state !== "known")) return items;
  const key = (value: Value): string | number | boolean | null => (value.state === "known" ? value.value : null);
  if (typeof key(first) === "number") {
    spend((items.length * Math.log2(items.length)) >> 2);
    return [...items].sort((a, b) => Number(key(a)) - Number(key(b)));
  }
  return [...items].sort((a, b) => byBytes(String(key(a)), String(key(b))));
}

function textual(value: Value): Value {
  if (value.state !== "known" || typeof value.value === "string") return value;
  return { ...value, value: toText(value.value) ?? value.value };
}

/** Whether a set holds a value: undefined where that is not known. */
function has(on: List, wanted: Value, call: CallSite): boolean | undefined {
  let doubt = on.open || !call.spend(on.items.length * 2);
  if (doubt && !on.open) return undefined;
  for (const value of on.items) {
    const same = alike(value, wanted);
    if (same) return true;
    doubt ||= same === undefined;
  }
  return doubt ? undefined : false;
}

/** Arguments as sets of one type; unknown ones leave `open`. */
function asSets(
  args: readonly Value[],
  call: CallSite,
): { readonly sets: readonly List[]; readonly open: boolean } | Value {
  const lists: List[] = [];
  let open = false;
  for (const arg of args) {
    if (arg.state === "list") {
      if (!unify(arg.items)) return failure(call.at);
      lists.push(arg);
      open ||= arg.open;
    } else if (arg.state === "known" || arg.state === "mapping" || fails(arg)) return failure(call.at);
    else open = true;
  }
  if (lists.length === 0 && args.length === 0) return failure(call.at);
  const items = unify(lists.flatMap((each) => each.items));
  if (!items) return failure(call.at);
  let from = 0;
  const sets: List[] = [];
  for (const each of lists) {
    sets.push({ ...each, items: items.slice(from, from + each.items.length) });
    from += each.items.length;
  }
  return { sets, open };
}

/** Adds the items of a list and of the lists in it; true where there may be more, undefined where there are too many. */
function flatten(on: List, into: Value[], call: CallSite): boolean | undefined {
  let { open } = on;
  for (const value of on.items) {
    if (!call.spend(1)) return undefined;
    if (value.state === "list") {
      const more = flatten(value, into, call);
      if (more === undefined) return undefined;
      open ||= more;
      continue;
    }
    // It may turn out to be a list: of how many items is not known.
    if (value.state === "unknown" && !value.parts) open = true;
    into.push(value);
  }
  return open;
}
