import type { Mapping, Value } from "../../../../language/model/value.ts";
import { dialects, type Edits } from "../../../../language/policy/edits.ts";
import { type Policy, type Statement, textOf } from "../../../../language/policy/policy.ts";
import { near, type Place } from "../../../../language/syntax/text.ts";
import { quoted } from "../../../../language/write/dialect.ts";
import { statementJson } from "./size.ts";

/** Elements of a policy. */
const inPolicy = ["Version", "Id", "Statement"] as const;

/** Elements of a statement. */
const inStatement = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
] as const;

/** An object of a policy with the names that it may have. */
interface DescribedObject {
  readonly mapping: Mapping;
  readonly names: readonly string[];
}

/** The policy itself and its statements, where they are objects. */
export function* objectsOf(policy: Policy): Iterable<DescribedObject> {
  if (policy.form.kind === "object") yield { mapping: policy.form.mapping, names: inPolicy };
  for (const { form } of policy.statements)
    if (form.kind === "object") yield { mapping: form.mapping, names: inStatement };
}

/** A value that is not of the type that its element has. */
interface Mistyped {
  readonly owner: Mapping;
  readonly name: string;
  readonly value: Value;
  readonly wanted: "text" | "text or a list of texts" | "an object" | "an object or a list of objects";
}

/** Every value of the wrong type; types that cannot be known are left alone. */
export function* mistyped(policy: Policy): Iterable<Mistyped> {
  for (const { mapping: owner } of objectsOf(policy))
    for (const [name, { value }] of owner.entries)
      switch (name) {
        case "Version":
        case "Id":
        case "Sid":
        case "Effect":
          if (!isText(value)) yield { owner, name, value, wanted: "text" };
          break;
        case "Action":
        case "NotAction":
        case "Resource":
        case "NotResource":
          for (const item of value.state === "list" ? value.items : [value])
            if (!isText(item)) yield { owner, name, value: item, wanted: "text or a list of texts" };
          break;
        case "Condition":
          if (isNoObject(value)) yield { owner, name, value, wanted: "an object" };
          break;
        case "Statement":
          for (const item of value.state === "list" ? value.items : [value])
            if (isNoObject(item)) yield { owner, name, value: item, wanted: "an object or a list of objects" };
      }
}

const isNoObject = ({ state }: Value): boolean => state === "known" || state === "list";

const isText = (value: Value): boolean =>
  value.state === "unknown" || value.state === "absent" || (value.state === "known" && typeof value.value === "string");

/** Writes a scalar as text. */
export function retyped({ at, notation }: Policy, value: Value, text: string): Edits {
  if (value.at.uri !== at.uri || value.origin) return undefined;
  return [{ at: value.at, text: quoted(text, dialects[notation]) }];
}

/** Writes another name in the quotes that a key has. */
export function renamedAt(policy: Policy, at: Place, name: string): Edits {
  if (at.uri !== policy.at.uri) return undefined;
  const mark = /^\\?"/.exec(policy.text.slice(at.start, at.end))?.[0] ?? "";
  return [{ at, text: mark + name + mark }];
}

/** What to underline where something is missing in a statement: never the whole of it. */
export const headOf = ({ header, form, at }: Statement): Place => {
  if (form.kind === "block" || header.end - header.start < at.end - at.start) return header;
  const [first] = form.mapping.entries.values();
  return first?.key ?? beginning(at);
};

/** The same for a policy. */
export const headOfPolicy = ({ header, form }: Policy): Place => {
  if (form.kind === "block" || form.mapping.entries.has("Statement")) return header;
  const [first] = form.mapping.entries.values();
  return first?.key ?? beginning(header);
};

/** The bracket that something begins with. */
const beginning = (at: Place): Place => near(at, at.start, Math.min(at.end, at.start + 1));

/** What alike statements have in common, told without reading all of them. */
export const likenessOf = ({ effect, actions, notActions, resources, conditions }: Statement): string =>
  [
    textOf(effect),
    ...[actions ?? notActions, resources].flatMap((elements) => [
      elements?.values.length,
      ...(elements?.values.map(textOf).sort().slice(0, 1) ?? []),
    ]),
    conditions?.values.length,
  ].join(" ");

/** What a statement says besides its name, the same for the same meaning; undefined where parts are unknown. */
export function meaningOf(statement: Statement): string | undefined {
  const json = statementJson(statement);
  if (json === undefined) return undefined;
  const { Sid: _, ...rest } = json;
  return JSON.stringify(sorted(rest));
}

/** Lists and keys in order, a lone value as a list of one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(sorted(item))).sort();
  if (typeof value !== "object" || value === null) return [JSON.stringify([value])];
  return Object.entries(value)
    .map(([name, inner]) => [name.toLowerCase(), sorted(inner)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
