import { addTo } from "../../language/multimap.ts";
import { fact } from "../../language/query/engine.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { Body } from "../../language/syntax/tree.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { serviceOf } from "../../rules/responsibility/services.ts";

/** The rules that speak about an attribute. */
export const rulesAbout = (rules: readonly Rule[], type: string, path: string): readonly Rule[] =>
  spoken(rules).get(`${type} ${path}`) ?? [];

const spoken = fact((rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> => {
  const index = new Map<string, Rule[]>();
  for (const rule of rules)
    for (const { type, path } of isOfSchema(rule) ? [] : settingsOf(rule)) addTo(index, `${type} ${path}`, rule);
  return index;
});

/** An attribute of a type; where the path is empty, that there is one of the type. */
export interface SpokenSetting {
  readonly type: string;
  readonly path: string;
  /** What the insecure example has there, as it is written. */
  readonly insecure: string | undefined;
}

/**
 * What a rule speaks about. It does not say so of itself, but its examples do: it is what differs between the insecure and the secure
 * one.
 */
export const settingsOf = fact((rule: Rule): readonly SpokenSetting[] => {
  const [before, after] = [attributes(rule.insecure), attributes(rule.secure)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key) && (before.has(key) || isNear(key, before)))
    .map((key) => ({ type: typeIn(key), path: key.slice(key.indexOf(" ") + 1), insecure: before.get(key)?.trim() }));
});

/** Whether a rule holds every resource against the provider's schema: then the attributes of its example are there by chance. */
const isOfSchema = ({ id }: Rule): boolean => id.startsWith("aws-provider-");

/** Whether what the secure example adds belongs to a service of the insecure one: a role or a key beside it is there as a means. */
function isNear(key: string, before: ReadonlyMap<string, string>): boolean {
  const service = serviceOf(typeIn(key));
  return [...before.keys()].some((other) => typeIn(other) === typeIn(key) || serviceOf(typeIn(other)) === service);
}

const typeIn = (key: string): string => key.slice(0, key.indexOf(" "));

/** Every `type path` of an example with all that is written for it; an empty path where the type stands there at all. */
function attributes(example: string): Map<string, string> {
  const { chunks, text } = parse("file:///example/main.tf", example);
  const found = new Map<string, string>();
  for (const { start, tree } of chunks)
    for (const item of tree.body.items) {
      const type = item.kind === "block" && /^(?:resource|data)$/.test(item.type.text) ? item.labels[0] : undefined;
      if (item.kind !== "block" || !type) continue;
      found.set(`${type.text} `, "");
      visit(item.body, `${type.text} `, start);
    }
  return found;

  function visit(body: Body, prefix: string, base: number): void {
    for (const item of body.items) {
      if (item.kind === "block") visit(item.body, `${prefix}${item.type.text}.`, base);
      else {
        const key = prefix + item.name.text;
        const written = text.slice(base + item.value.start, base + item.value.end);
        found.set(key, `${found.get(key) ?? ""}\n${written}`);
      }
    }
  }
}
