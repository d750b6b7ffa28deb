import { addTo } from "../../../language/multimap.ts";
import { fact } from "../../../language/query/engine.ts";
import { parse } from "../../../language/syntax/parse.ts";
import type { Body } from "../../../language/syntax/tree.ts";
import type { Rule } from "../../../rules/kit/rule.ts";

/**
 * The rules that speak about an attribute. No rule says so of itself, but its examples do: it is what differs between
 * the insecure and the secure one.
 */
export const rulesAbout = (rules: readonly Rule[], type: string, path: string): readonly Rule[] =>
  spoken(rules).get(`${type} ${path}`) ?? [];

const spoken = fact((rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> => {
  const index = new Map<string, Rule[]>();
  for (const rule of rules) {
    const [before, after] = [attributes(rule.insecure), attributes(rule.secure)];
    for (const key of new Set([...before.keys(), ...after.keys()]))
      if (before.get(key) !== after.get(key)) addTo(index, key, rule);
  }
  return index;
});

/** Every `type path` of an example with all that is written for it. */
function attributes(example: string): Map<string, string> {
  const { chunks, text } = parse("file:///example/main.tf", example);
  const found = new Map<string, string>();
  for (const { start, tree } of chunks)
    for (const item of tree.body.items) {
      const type = item.kind === "block" && /^(?:resource|data)$/.test(item.type.text) ? item.labels[0] : undefined;
      if (item.kind === "block" && type) visit(item.body, `${type.text} `, start);
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
