import { normal, type Place } from "../../syntax/text.ts";
import { longestText, toNumber, toText } from "../convert.ts";
import { fails, failure } from "../failure.ts";
import type { Folder } from "../scope.ts";
import { type Entry, type Json, known, type List, type Mapping, type Scalar, unknown, type Value } from "../value.ts";

/** Where a function is called and what it may use. */
export interface CallSite {
  /** The place of the whole call. */
  readonly at: Place;
  /** Text of a file inside the module. */
  readonly read: (path: string) => string | undefined;
  /** What is in a folder inside the module. */
  readonly list: (path: string) => Folder | undefined;
  /** Takes an amount of work from what is left; false when there is not enough. */
  readonly spend: (amount: number) => boolean;
}

export type TerraformFunction = (args: readonly Value[], call: CallSite) => Value;

export type Functions = Readonly<Record<string, TerraformFunction>>;

/** An answer that Terraform has and we cannot give for sure. */
export const doubtful = Symbol("doubtful");
export type Doubtful = typeof doubtful;

/** Reads one argument: undefined where Terraform would refuse it. */
export type Parameter<T> = (value: Value, call: CallSite) => T | Doubtful | undefined;

/** The value of a known argument converted by `convert`, doubtful where it is not known. */
const scalar =
  <T>(convert: (value: Scalar) => T | undefined): Parameter<T> =>
  (value) => {
    if (value.state === "known") return convert(value.value);
    return value.state === "list" || value.state === "mapping" || fails(value) ? undefined : doubtful;
  };

export const number = scalar(toNumber);
export const integer = scalar((value) => {
  const result = toNumber(value);
  return Number.isInteger(result) ? result : undefined;
});

export const text: Parameter<string> = (value) => {
  if (value.state === "known" && value.value !== null) return toText(value.value) ?? doubtful;
  return value.state === "unknown" || value.state === "absent" ? (fails(value) ? undefined : doubtful) : undefined;
};

/** The same for functions that look at one character after the other, which takes far longer than to search or to cut. */
export const characters: Parameter<string> = (value, call) => {
  const read = text(value, call);
  return typeof read === "string" && !call.spend(read.length) ? doubtful : read;
};

/** A list, tuple or set of which every item is read by `item`. */
export const listOf =
  <T>(item: Parameter<T>): Parameter<readonly T[]> =>
  (value, call) => {
    if (value.state !== "list")
      return value.state === "unknown" || value.state === "absent" ? (fails(value) ? undefined : doubtful) : undefined;
    const items: T[] = [];
    let doubt = value.open || !call.spend(value.items.length);
    for (const each of value.items) {
      const read = item(each, call);
      if (read === undefined) return undefined;
      if (read === doubtful) doubt = true;
      else items.push(read);
    }
    return doubt ? doubtful : items;
  };

/** Anything that is known all through, as plain data. */
export const json: Parameter<Json> = (value, call) => {
  if (!call.spend(1)) return doubtful;
  switch (value.state) {
    case "known":
      return value.value;
    case "list":
      return listOf(json)(value, call);
    case "mapping": {
      const entries: [string, Json][] = [];
      let doubt = value.open;
      for (const [key, entry] of value.entries) {
        const read = json(entry.value, call);
        if (read === undefined) return undefined;
        if (read === doubtful) doubt = true;
        else entries.push([key, read]);
      }
      return doubt ? doubtful : Object.fromEntries(entries);
    }
    default:
      return fails(value) ? undefined : doubtful;
  }
};

/**
 * A function of known arguments to a known result. An argument that is not known makes the result unknown; `undefined`
 * says that Terraform would refuse. The last `optional` parameters may be left out.
 */
export function plain<const A extends readonly unknown[]>(
  parameters: readonly [...{ [K in keyof A]: Parameter<A[K]> }],
  result: (...args: A) => Json | Doubtful | undefined,
  optional = 0,
): TerraformFunction {
  const all: readonly Parameter<unknown>[] = parameters;
  return (args, call) => {
    if (args.length > all.length || args.length < all.length - optional) return failure(call.at);
    const values: unknown[] = [];
    let doubt = false;
    for (const [i, arg] of args.entries()) {
      const value = all[i]?.(arg, call);
      if (value === undefined) return failure(call.at);
      if (value === doubtful) doubt = true;
      values.push(value);
    }
    return doubt ? unknown(call.at) : answer(result(...(values as unknown as A)), call);
  };
}

/** A function of any number of arguments that are all read alike. */
export const variadic =
  <T>(parameter: Parameter<T>, result: (args: readonly T[]) => Json | Doubtful | undefined): TerraformFunction =>
  (args, call) => {
    const values = listOf(parameter)({ state: "list", at: call.at, items: args, open: false }, call);
    return answer(values === undefined || values === doubtful ? values : result(values), call);
  };

/** What a function comes to: a failure for undefined, unknown for what is in doubt or too large. */
export function answer(result: Json | Doubtful | undefined, call: CallSite): Value {
  if (result === undefined) return failure(call.at);
  return result === doubtful ? unknown(call.at) : fromJson(result, call);
}

const deepest = 200;

/** Plain data as a value of which every part stands at the call. */
export function fromJson(data: Json, call: CallSite, depth = 0): Value {
  const { at } = call;
  if (typeof data === "string")
    return data.length > longestText || !call.spend(data.length >> 3) ? unknown(at) : known(normal(data), at);
  if (typeof data !== "object" || data === null) {
    return typeof data === "number" && !Number.isFinite(data) ? unknown(at) : known(data, at);
  }
  if (depth >= deepest || !call.spend(1)) return unknown(at);
  if (isArray(data)) {
    if (!call.spend(data.length)) return unknown(at);
    return list(
      data.map((item) => fromJson(item, call, depth + 1)),
      call,
    );
  }
  const all = Object.entries(data);
  if (!call.spend(all.length * 4)) return unknown(at);
  const entries = new Map<string, Entry>();
  for (const [key, value] of all) entries.set(key, { key: at, value: fromJson(value, call, depth + 1) });
  return mapping(entries, call);
}

const isArray = (data: object): data is readonly Json[] => Array.isArray(data);

export const list = (items: readonly Value[], call: CallSite, open = false): List => ({
  state: "list",
  at: call.at,
  items,
  open,
});

export const mapping = (entries: ReadonlyMap<string, Entry>, call: CallSite, open = false): Mapping => ({
  state: "mapping",
  at: call.at,
  entries,
  open,
});

/** What is left to say when an argument is not of the kind that is needed. */
export const without = (arg: Value | undefined, call: CallSite): Value =>
  arg && !fails(arg) && (arg.state === "unknown" || arg.state === "absent") ? unknown(call.at) : failure(call.at);

/** A null of any type. */
export const isNull = (value: Value): boolean => value.state === "known" && value.value === null;
