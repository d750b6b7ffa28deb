import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { matches } from "../../../language/policy/match.ts";
import { isReplaced } from "../../../language/policy/policies.ts";
import { allows, type Statement, textOf } from "../../../language/policy/policy.ts";
import { once } from "../../kit/once.ts";
import { isFullAdmin } from "../grants.ts";
import { type Holder, holders } from "./holders.ts";
import { isBound, isKept } from "./limits.ts";
import type { Method, Way } from "./method.ts";
import { methods } from "./methods.ts";
import { reaches, reachesBesides } from "./targets.ts";

/** An action where a policy allows it: `iam:PutRolePolicy` by `iam:Put*`. */
export interface Step {
  readonly action: string;
  readonly statement: Statement;
  /** What takes the action in. */
  readonly value: Value;
}

/** A method that a holder of policies can go. */
export interface Path {
  readonly method: Method;
  /** The action that opens it; what it reaches is not held to anything. */
  readonly first: Step;
  readonly others: readonly Step[];
}

/** Every path that is open in a module, by the statement that opens it, the gravest first. */
export const paths = once(function* (module: Module): Iterable<Path> {
  for (const holder of holders(module)) yield* pathsOf(holder, module);
});

/** The statements that open paths in a way, each with its paths. */
export function opening(module: Module, way: Way): ReadonlyMap<Statement, readonly [Path, ...Path[]]> {
  const found = new Map<Statement, [Path, ...Path[]]>();
  for (const path of paths(module)) {
    if (path.method.way !== way) continue;
    const { statement } = path.first;
    const others = found.get(statement);
    if (others) others.push(path);
    else found.set(statement, [path]);
  }
  for (const [, all] of found) all.sort((a, b) => methods.indexOf(a.method) - methods.indexOf(b.method));
  return found;
}

/** The path in words: which actions, and what they come to. */
export function told({ method, first, others }: Path): string {
  const [last, ...before] = others.map(({ action }) => `\`${action}\``).reverse();
  const list = before.length > 0 ? `${before.reverse().join(", ")} and ${last}` : last;
  return `\`${first.action}\`${list === undefined ? "" : ` with ${list}`} lets its holder ${method.gain}`;
}

function* pathsOf(holder: Holder, module: Module): Iterable<Path> {
  const statements = holder.policies
    .flatMap((policy) => policy.statements)
    .filter((statement) => allows(statement) && !isReplaced(module, statement));
  // who is administrator outright has nothing more to gain
  if (statements.some((statement) => isFullAdmin(statement) && !isKept(holder, statement, "iam:PutRolePolicy"))) return;
  const steps = new Map<string, Step[]>();
  for (const statement of statements) {
    if (isBound(statement)) continue;
    for (const step of stepsOf(statement)) {
      const others = steps.get(step.action);
      if (others) others.push(step);
      else steps.set(step.action, [step]);
    }
  }
  if (steps.size === 0) return;
  const free = (step: Step): boolean => !isKept(holder, step.statement, step.action);
  for (const method of methods) {
    const [opener, ...rest] = method.actions;
    const openers = steps.get(opener);
    if (!openers || !rest.every((action) => steps.has(action))) continue;
    const opening = openers.map(({ statement }) => statement);
    if (!reachesBesides(opening, method)) continue;
    for (const first of openers) {
      if (isWholeService(first.value) || !reaches(first.statement, method, holder) || !free(first)) continue;
      const others = rest.flatMap((action) => {
        const all = steps.get(action)?.filter(free) ?? [];
        return all.find(({ statement }) => statement === first.statement) ?? all[0] ?? [];
      });
      if (others.length === rest.length) yield { method, first, others };
    }
  }
}

/** `iam:*` and `*` are faults of their own, named by other rules. */
const isWholeService = (value: Value): boolean => /^(?:[\w*-]+:)?\*$/.test(textOf(value) ?? "");

const known = new Map(methods.flatMap(({ actions }) => actions.map((action) => [action.toLowerCase(), action])));

const remembered = new WeakMap<Statement, readonly Step[]>();

/** The actions of methods that a statement certainly allows; where several values take one in, the narrowest. */
function stepsOf(statement: Statement): readonly Step[] {
  let steps = remembered.get(statement);
  if (!steps) {
    const found = new Map<string, Step>();
    for (const value of statement.actions?.values ?? []) {
      const text = textOf(value)?.toLowerCase();
      if (text === undefined) continue;
      for (const action of takenIn(text)) {
        const before = found.get(action);
        if (!before || lengthOf(before.value) < text.length) found.set(action, { action, statement, value });
      }
    }
    steps = [...found.values()];
    remembered.set(statement, steps);
  }
  return steps;
}

const lengthOf = (value: Value): number => textOf(value)?.length ?? 0;

function takenIn(pattern: string): readonly string[] {
  if (!/[*?]/.test(pattern)) {
    const action = known.get(pattern);
    return action === undefined ? [] : [action];
  }
  return [...known.values()].filter((action) => matches(pattern, action));
}
