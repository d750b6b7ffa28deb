import { addTo } from "../multimap.ts";
import { fact } from "../query/engine.ts";
import type { ActionData } from "../schema/actions.ts";
import { matches } from "../schema/wildcards.ts";
import { type Formula, literalsIn, reduced } from "./formula.ts";

/** An action of AWS with the ARNs of what it is used on. */
export interface KnownAction {
  readonly name: string;
  /** Patterns; undefined stands for calls that name no resource. */
  readonly shapes: readonly (string | undefined)[];
}

/** AWS's actions by name, and by the patterns that take them in. */
export interface KnownActions {
  readonly byName: ReadonlyMap<string, KnownAction>;
  /** The names that a pattern takes in. */
  expand(pattern: string): readonly string[];
}

/** Actions that are alike to a formula, and what is left of it for them. */
export interface ActionClass {
  readonly first: KnownAction;
  readonly formula: Formula;
  members(): readonly KnownAction[];
}

/** The actions of the service authorization reference. */
export const knownActions = fact((data: ActionData): KnownActions => {
  const byName = new Map<string, KnownAction>();
  for (const service of data.services)
    for (const { name, resources } of data.actionsOf(service)) {
      const shapes: (string | undefined)[] = resources.flatMap(({ type }) => {
        const arn = data.resourceType(service, type)?.arn;
        return arn?.replace("${Partition}", "aws").replaceAll(/\$\{[^}]*\}/g, "*") ?? [];
      });
      if (!resources.some(({ required }) => required)) shapes.push(undefined);
      byName.set(name, { name, shapes: [...new Set(shapes)] });
    }
  const all = [...byName.keys()];
  return {
    byName,
    // one without a service's name goes over the whole name
    expand: (pattern) =>
      pattern.includes(":") || pattern === "*" ? data.expand(pattern) : all.filter((name) => matches(pattern, name)),
  };
});

/** Splits AWS's actions by which literals on the action hold; a class for which the formula cannot hold is left out. */
export function* classesOf(formula: Formula, { byName, expand }: KnownActions): Iterable<ActionClass> {
  const literals = [...new Set(literalsIn(formula))].filter(({ dimension }) => dimension === "action");
  const marks = new Map<string, string>();
  for (const [number, { texts }] of literals.entries())
    for (const name of new Set(texts.flatMap(expand))) marks.set(name, `${marks.get(name) ?? ""}${number},`);
  const classes = new Map<string, KnownAction[]>();
  for (const [name, mark] of marks) {
    const action = byName.get(name);
    if (action) addTo(classes, mark, action);
  }
  for (const [mark, members] of classes) yield* classOf(members[0], mark, () => members);
  for (const [name, action] of byName) {
    if (marks.has(name)) continue;
    yield* classOf(action, "", () => [...byName.values()].filter((one) => !marks.has(one.name)));
    break;
  }

  function* classOf(first: KnownAction | undefined, mark: string, members: ActionClass["members"]) {
    const taken = new Set(
      mark
        .split(",")
        .slice(0, -1)
        .map((number) => literals[Number(number)]),
    );
    const left = reduced(formula, ({ literal, holds }) =>
      literal.dimension === "action" ? (taken.has(literal) !== literal.isNegated) === holds : undefined,
    );
    if (first && left !== false) yield { first, members, formula: left === true ? { all: [] } : left };
  }
}
