import { toText } from "../convert.ts";
import { unknown, type Value } from "../value.ts";

/** The values as one type, as the items of a list have to be: strings as soon as one is. Undefined where there is none. */
export function unify(values: readonly Value[]): readonly Value[] | undefined {
  let strings = false;
  let numbers = false;
  let bools = false;
  let collections = false;
  for (const value of values) {
    if (value.state === "list" || value.state === "mapping") collections = true;
    else if (value.state === "unknown") strings ||= value.parts !== undefined;
    else if (value.state === "known") {
      strings ||= typeof value.value === "string";
      numbers ||= typeof value.value === "number";
      bools ||= typeof value.value === "boolean";
    }
  }
  if (collections && (strings || numbers || bools)) return undefined;
  if (!strings) return numbers && bools ? undefined : values;
  return numbers || bools ? values.map(asText) : values;
}

function asText(value: Value): Value {
  if (value.state !== "known" || value.value === null) return value;
  const text = toText(value.value);
  return text === undefined ? unknown(value.at) : { ...value, value: text };
}
