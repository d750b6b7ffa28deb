import { spend } from "./budget.ts";
import { toText } from "./convert.ts";
import { extent } from "./relocate.ts";
import { type Entry, unknown, type Value } from "./value.ts";

/** What can be told of a type: "any" of null and of what is not known, a set or list as the tuple of its items. */
type Type = "any" | "string" | "number" | "bool" | TupleType | ObjectType | { readonly each: Type };

interface TupleType {
  readonly items: readonly Type[];
  readonly open: boolean;
}

interface ObjectType {
  readonly attributes: ReadonlyMap<string, Type>;
  readonly open: boolean;
}

const largest = 10_000;
/** What reading the type of one value and converting it takes. */
const workOfConversion = 20;

/**
 * The values converted to the one type that Terraform finds for them, as for the items of a list or the branches of a
 * conditional: a number becomes a string beside strings. Undefined where there is no such type.
 */
export function unify(values: readonly Value[]): readonly Value[] | undefined {
  const uniform = uniformScalars(values);
  if (uniform !== undefined) return uniform ? values : undefined;
  let size = 0;
  for (const value of values) size += extent(value).size;
  if (size > largest || !spend(size * workOfConversion)) return values;
  const type = common(values.map(typeOf));
  return type && values.map((value) => convert(value, type));
}

/** The frequent case, decided without building types; undefined where it takes more. */
function uniformScalars(values: readonly Value[]): boolean | undefined {
  let type: string | undefined;
  for (const value of values) {
    if (value.state === "list" || value.state === "mapping" || (value.state === "unknown" && value.parts))
      return undefined;
    if (value.state !== "known" || value.value === null) continue;
    if (type !== undefined && type !== typeof value.value) return undefined;
    type = typeof value.value;
  }
  return true;
}

function typeOf(value: Value): Type {
  switch (value.state) {
    case "known":
      if (value.value === null) return "any";
      return typeof value.value === "string" ? "string" : typeof value.value === "number" ? "number" : "bool";
    case "list":
      return { items: value.items.map(typeOf), open: value.open };
    case "mapping":
      return {
        attributes: new Map([...value.entries].map(([key, entry]) => [key, typeOf(entry.value)])),
        open: value.open,
      };
    case "unknown":
      return value.parts ? "string" : "any";
    default:
      return "any";
  }
}

function common(types: readonly Type[]): Type | undefined {
  const said = types.filter((type) => type !== "any");
  const [first] = said;
  if (first === undefined) return "any";
  if (typeof first === "string") return commonScalar(said);
  if (said.some((type) => typeof type === "string")) return undefined;
  const tuples = said.filter((type): type is TupleType => typeof type === "object" && "items" in type);
  if (tuples.length === said.length) return commonTuple(tuples);
  const objects = said.filter((type): type is ObjectType => typeof type === "object" && "attributes" in type);
  if (objects.length === said.length) return commonObject(objects);
  if (tuples.length > 0 && objects.length > 0) return undefined;
  const each = common(said.flatMap(inside));
  return each && { each };
}

function commonScalar(types: readonly Type[]): Type | undefined {
  if (types.some((type) => typeof type === "object")) return undefined;
  if (types.every((type) => type === types[0])) return types[0];
  return types.includes("string") ? "string" : undefined;
}

function commonTuple(tuples: readonly TupleType[]): Type | undefined {
  const [first] = tuples;
  if (first && tuples.every(({ items, open }) => items.length === first.items.length && !open)) {
    const items = first.items.map((_, i) => common(tuples.map((tuple) => tuple.items[i] ?? "any")));
    const found = items.filter((type) => type !== undefined);
    if (found.length === items.length) return { items: found, open: false };
  }
  const each = common(tuples.flatMap(inside));
  return each && { each };
}

function commonObject(objects: readonly ObjectType[]): Type | undefined {
  const [first] = objects;
  const keys = [...(first?.attributes.keys() ?? [])];
  if (
    objects.every(
      ({ attributes, open }) => !open && attributes.size === keys.length && keys.every((key) => attributes.has(key)),
    )
  ) {
    const attributes = new Map<string, Type>();
    for (const key of keys) {
      const type = common(objects.map((object) => object.attributes.get(key) ?? "any"));
      if (type) attributes.set(key, type);
    }
    if (attributes.size === keys.length) return { attributes, open: false };
  }
  const each = common(objects.flatMap(inside));
  return each && { each };
}

function inside(type: Type): readonly Type[] {
  if (typeof type === "string") return [];
  if ("items" in type) return type.items;
  return "each" in type ? [type.each] : [...type.attributes.values()];
}

function convert(value: Value, type: Type): Value {
  if (value.state === "known") {
    if (type !== "string" || value.value === null || typeof value.value === "string") return value;
    const text = toText(value.value);
    return text === undefined ? unknown(value.at) : { ...value, value: text };
  }
  if (typeof type === "string") return value;
  if (value.state === "list") {
    const items = value.items.map((item, i) => convert(item, "items" in type ? (type.items[i] ?? "any") : each(type)));
    return { ...value, items };
  }
  if (value.state !== "mapping") return value;
  const entries = new Map<string, Entry>();
  for (const [key, entry] of value.entries) {
    const inner = "attributes" in type ? (type.attributes.get(key) ?? "any") : each(type);
    entries.set(key, { key: entry.key, value: convert(entry.value, inner) });
  }
  return { ...value, entries };
}

const each = (type: Exclude<Type, string>): Type => ("each" in type ? type.each : "any");
