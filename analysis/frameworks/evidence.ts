import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import { addTo } from "../../language/multimap.ts";
import type { Statement } from "../../language/policy/policy.ts";
import { fact } from "../../language/query/engine.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { Place } from "../../language/syntax/text.ts";
import { plain } from "../../rules/kit/checks.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { type Evidence, placeOf } from "../checklist/evidence.ts";
import { marked } from "../own-rules/marks.ts";
import { checkExample, exampleUri } from "../run/example.ts";
import { settingsOf } from "../show/spoken.ts";
import { isDecidedAt, isDecidedStatement, isDecidedWhole } from "./decided.ts";
import { Surroundings } from "./surroundings.ts";

/**
 * What rules have looked into in a root and all that it calls. It is known to be in order only where the code decides all that the rule
 * speaks about; what was found there is not known here.
 */
export function evidenceOfRules(rules: readonly Rule[], root: Module): readonly Evidence<Place>[] {
  const surroundings = new Surroundings(root);
  return root.tree().flatMap((module) =>
    rules.flatMap((rule) =>
      [...lookedInto(rule, module)]
        .filter(([resource]) => !isSpared(rule, resource))
        .map(([resource, subjects]) => ({
          item: rule.id,
          address: resource.address,
          at: placeOf(resource),
          isKnown: resource.certain && !resource.broken && isInView(rule, resource, subjects, surroundings),
        })),
    ),
  );
}

function lookedInto(rule: Rule, module: Module): ReadonlyMap<Resource, readonly unknown[]> {
  const found = new Map<Resource, unknown[]>();
  for (const subject of rule.subjects(module)) {
    const resource = rule.looksInto(subject, module);
    if (resource) addTo(found, resource, subject);
  }
  return found;
}

/** Whether a resource is as the rule's insecure example has it: then something else keeps the rule from speaking, and it proves nothing. */
function isSpared(rule: Rule, resource: Resource): boolean {
  const own = settingsOf(rule).filter(({ type, path }) => type === resource.type && path !== "");
  return (
    own.length > 0 &&
    own.every(({ path, insecure }) => {
      const value = resource.get(path);
      if (value.state !== "absent") return insecure !== undefined && JSON.stringify(plain(value)) === insecure;
      return insecure === undefined || wrongByDefault(rule).has(path);
    })
  );
}

/** The attributes without which a rule still finds fault with its insecure example: what the provider takes then is no better. */
const wrongByDefault = fact((rule: Rule): ReadonlySet<string> => {
  const { text } = marked(rule.insecure);
  const wrong = new Set<string>();
  for (const { start, tree } of parse(exampleUri(), text).chunks)
    for (const block of tree.body.items)
      for (const item of block.kind === "block" ? block.body.items : []) {
        if (item.kind !== "attribute") continue;
        const without = `${text.slice(0, start + item.start)}${text.slice(start + item.end)}`;
        const { report } = checkExample(rule, without, { today: "2000-01-01", actions: undefined }, rule.file);
        if (report.findings.length > 0) wrong.add(item.name.text);
      }
  return wrong;
});

/** Whether all that a rule speaks about is decided in a resource, and in those that stand with it as in the rule's example. */
function isInView(rule: Rule, resource: Resource, subjects: readonly unknown[], surroundings: Surroundings): boolean {
  const statements = subjects.filter(isStatement);
  if (statements.length > 0) return statements.every(isDecidedStatement);
  const settings = settingsOf(rule);
  const own = settings.filter(({ type }) => type === resource.type);
  const others = settings.filter(({ type }) => !rule.types?.includes(type));
  if (own.length > 0 ? !own.every(({ path }) => isDecidedAt(resource, path)) : !isDecidedWhole(resource)) return false;
  if (others.length === 0) return true;
  const near = surroundings.standingWith(resource, typesInSecure(rule));
  return others.every(({ type, path }) => {
    const companions = near.filter((one) => one.type === type);
    return companions.length > 0 && companions.every((one) => one.certain && isDecidedAt(one, path));
  });
}

const isStatement = (subject: unknown): subject is Statement =>
  typeof subject === "object" && subject !== null && "policy" in subject && "effect" in subject;

/** The types of the resources in a rule's secure example. */
const typesInSecure = fact(
  ({ secure }: Rule): ReadonlySet<string> =>
    new Set([...secure.matchAll(/^resource "(\w+)"/gm)].flatMap(([, type]) => type ?? [])),
);
