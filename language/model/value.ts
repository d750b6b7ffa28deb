import type { Place } from "../syntax/text.ts";

export type Scalar = string | number | boolean | null;

export type Json = Scalar | readonly Json[] | { readonly [key: string]: Json };

/**
 * What can be told about a value without running Terraform.
 *
 * `unknown` is not `absent`: a rule stays silent on what it cannot see, and speaks about what is not there.
 */
export type Value = Known | List | Mapping | Unknown | Absent;

interface Somewhere {
  /** Where the value stands in the block that is looked at; for an absent one, where it would have to be. */
  readonly at: Place;
  /** Where it is written, when that is elsewhere: a variable's default, a local, a tfvars file, a module call. */
  readonly origin?: Place;
  /** What it refers to as a whole (`aws_s3_bucket.logs.id`, also through a local), nearest first. */
  readonly refs?: readonly Reference[];
  /** Terraform would refuse the expression that it comes from, or one that a part of it comes from. */
  readonly invalid?: true;
}

/** A string, number, boolean or null. */
export interface Known extends Somewhere {
  readonly state: "known";
  readonly value: Scalar;
}

/** A list, tuple or set, of which some items can be unknown. */
export interface List extends Somewhere {
  readonly state: "list";
  readonly items: readonly Value[];
  /** There may be further items. */
  readonly open: boolean;
  /** A set: without doubles, sorted where all is known, and no item has an index. */
  readonly set?: true;
}

/** A map or object, of which some values can be unknown. */
export interface Mapping extends Somewhere {
  readonly state: "mapping";
  readonly entries: ReadonlyMap<string, Entry>;
  /** There may be further keys. */
  readonly open: boolean;
  /** Where it is open for nothing but keys of which not all is known: what stands under them. */
  readonly unnamed?: readonly Unnamed[];
}

export interface Unnamed {
  readonly key: Unknown;
  readonly value: Value;
}

export interface Entry {
  /** Where the key is written. */
  readonly key: Place;
  readonly value: Value;
}

/** Something that only `terraform apply` can know, or that could not be followed. */
export interface Unknown extends Somewhere {
  readonly state: "unknown";
  /** A string of which pieces are known: the text pieces and holes in order. */
  readonly parts?: readonly (string | Unknown)[];
  /** What can be read in it that it does not refer to as a whole: what a function packed, and what either branch would be. */
  readonly madeOf?: readonly Reference[];
}

export interface Absent extends Somewhere {
  readonly state: "absent";
}

/** `type.name.attribute`: a resource, `data.` source, `module` output, `var`, `local` or `file()` of the module that a value comes from. */
export interface Reference {
  /** Address of the module in which it is declared: "" for the root, `module.db`, `module.a.module.b`. */
  readonly module: string;
  readonly mode: "resource" | "data" | "module" | "var" | "local" | "file";
  readonly type: string;
  readonly name: string;
  /** The first attribute that is asked for, empty where the whole is meant. */
  readonly attribute: string;
  /** `["key"]` or `[0]` where one of several instances is meant. */
  readonly key?: string;
}

export const known = (value: Scalar, at: Place): Known => ({ state: "known", at, value });
export const unknown = (at: Place): Unknown => ({ state: "unknown", at });
export const absent = (at: Place): Absent => ({ state: "absent", at });

/** The plain value, or undefined where any of it is not known; Terraform's null is null. */
export function toJson(value: Value): Json | undefined {
  switch (value.state) {
    case "known":
      return value.value;
    case "list": {
      const items: Json[] = [];
      for (const item of value.items) {
        const json = toJson(item);
        if (json === undefined) return undefined;
        items.push(json);
      }
      return value.open ? undefined : items;
    }
    case "mapping": {
      const entries: [string, Json][] = [];
      for (const [key, entry] of value.entries) {
        const json = toJson(entry.value);
        if (json === undefined) return undefined;
        entries.push([key, json]);
      }
      return value.open ? undefined : Object.fromEntries(entries);
    }
    default:
      return undefined;
  }
}
