import type { Expression } from "../syntax/tree.ts";
import { type Entry, known, type Value } from "./value.ts";

/**
 * A value as a variable of a type holds it: Terraform converts `"true"` where a bool is asked for, makes sets of lists, and
 * fills in what an object type gives as `optional(type, default)`. `read` evaluates a default where the type is written.
 */
export function typed(value: Value, type: Expression | undefined, read: (expression: Expression) => Value): Value {
  if (type?.kind === "root") return value.state === "known" ? scalar(value, type.name) : value;
  if (type?.kind !== "call") return value;
  const [argument] = type.args;
  switch (type.name.text) {
    case "optional":
      return typed(value, argument, read);
    case "list":
    case "set": {
      if (value.state !== "list") return value;
      const items = value.items.map((item) => typed(item, argument, read));
      return { ...value, items, ...(type.name.text === "set" && { set: true as const }) };
    }
    case "map":
      return value.state === "mapping" ? { ...value, entries: mapped(value.entries, () => argument, read) } : value;
    case "object":
      return value.state === "mapping" && argument?.kind === "object"
        ? { ...value, entries: filled(value, typesOf(argument), read) }
        : value;
    default:
      return value;
  }
}

function scalar(value: Extract<Value, { state: "known" }>, type: string): Value {
  const text = value.value;
  if (type === "bool" && (text === "true" || text === "false")) return { ...value, value: text === "true" };
  if (type === "number" && typeof text === "string" && text.trim() !== "" && !Number.isNaN(Number(text)))
    return { ...value, value: Number(text) };
  if (type === "string" && (typeof text === "number" || typeof text === "boolean"))
    return { ...value, value: String(text) };
  return value;
}

const typesOf = ({ entries }: Extract<Expression, { kind: "object" }>): ReadonlyMap<string, Expression> =>
  new Map(entries.flatMap(({ key, value }) => ("text" in key ? [[key.text, value] as const] : [])));

function mapped(
  entries: ReadonlyMap<string, Entry>,
  typeOf: (name: string) => Expression | undefined,
  read: (expression: Expression) => Value,
): ReadonlyMap<string, Entry> {
  return new Map(
    [...entries].map(([name, { key, value }]) => [name, { key, value: typed(value, typeOf(name), read) }]),
  );
}

function filled(
  mapping: Extract<Value, { state: "mapping" }>,
  types: ReadonlyMap<string, Expression>,
  read: (expression: Expression) => Value,
): ReadonlyMap<string, Entry> {
  const entries = new Map(mapped(mapping.entries, (name) => types.get(name), read));
  for (const [name, type] of mapping.open ? [] : types) {
    const isNull = entries.get(name)?.value;
    if (isNull && !(isNull.state === "known" && isNull.value === null)) continue;
    if (type.kind !== "call" || type.name.text !== "optional") continue;
    const [inner, fallback] = type.args;
    const value = fallback ? typed(read(fallback), inner, read) : known(null, mapping.at);
    entries.set(name, { key: mapping.at, value });
  }
  return entries;
}
