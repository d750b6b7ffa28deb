import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { matches } from "../../../language/policy/match.ts";
import { isReplaced } from "../../../language/policy/policies.ts";
import { allows, type Policy, perStatement, type Statement, textOf } from "../../../language/policy/policy.ts";
import { once } from "../../kit/once.ts";
import { isFullAdmin } from "../grants.ts";
import { type Holder, holders } from "./holders.ts";
import { isBound, type Kept, keptFrom } from "./limits.ts";
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

/** A method that a holder of policies can use, and where its actions are allowed. */
export interface Path {
  readonly method: Method;
  /** The action that opens the path: nothing limits which resources it reaches. */
  readonly first: Step;
  readonly others: readonly Step[];
}

/** Every path that is open in a module, by the statement that opens it, the gravest first. */
export const paths = once(function* (module: Module): Iterable<Path> {
  for (const holder of holders(module)) yield* pathsOf(holder, module);
});

/** Whether somebody who holds the statement is free to use an action that it allows. */
export const isFree = (module: Module, statement: Statement, action: string): boolean =>
  limits(module)[0]
    ?.get(statement.policy)
    ?.some((isKept) => !isKept(statement, action)) ?? false;

const limits = once(function* (module: Module): Iterable<ReadonlyMap<Policy, readonly Kept[]>> {
  const found = new Map<Policy, Kept[]>();
  for (const holder of holders(module)) {
    const isKept = keptFrom(holder);
    for (const policy of holder.policies) found.set(policy, [...(found.get(policy) ?? []), isKept]);
  }
  yield found;
});

type Opened = ReadonlyMap<Statement, readonly [Path, ...Path[]]>;

/** The statements that open paths in a way, each with its paths, the gravest first. */
export const opening = (module: Module, way: Way): Opened => opened(module)[0]?.get(way) ?? new Map();

const opened = once(function* (module: Module): Iterable<ReadonlyMap<Way, Opened>> {
  const found = new Map<Way, Map<Statement, [Path, ...Path[]]>>();
  for (const path of [...paths(module)].sort((a, b) => gravity(a) - gravity(b))) {
    const { way } = path.method;
    const { statement } = path.first;
    const ofWay = found.get(way) ?? new Map<Statement, [Path, ...Path[]]>();
    found.set(way, ofWay);
    const others = ofWay.get(statement);
    if (others) others.push(path);
    else ofWay.set(statement, [path]);
  }
  yield found;
});

const order = new Map(methods.map((method, index) => [method, index]));

const gravity = ({ method }: Path): number => order.get(method) ?? 0;

/** The path in words: which actions, and what they come to. */
export function told({ method, first, others }: Path): string {
  const [last, ...before] = others.map(({ action }) => `\`${action}\``).reverse();
  const list = before.length > 0 ? `${before.reverse().join(", ")} and ${last}` : last;
  return `\`${first.action}\`${list === undefined ? "" : ` with ${list}`} lets its holder ${method.gain}`;
}

function* pathsOf(holder: Holder, module: Module): Iterable<Path> {
  const isKept = keptFrom(holder);
  const statements = holder.policies
    .flatMap((policy) => policy.statements)
    .filter((statement) => allows(statement) && !isReplaced(module, statement));
  // who is administrator outright has nothing more to gain
  if (statements.some((statement) => isFullAdmin(statement) && !isKept(statement, "iam:PutRolePolicy"))) return;
  const steps = new Map<string, Step[]>();
  const own = new Map<Statement, ReadonlyMap<string, Step>>();
  for (const statement of statements) {
    if (isBound(statement)) continue;
    const free = stepsOf(statement).filter(({ action }) => !isKept(statement, action));
    own.set(statement, new Map(free.map((step) => [step.action, step])));
    for (const step of free) {
      const others = steps.get(step.action);
      if (others) others.push(step);
      else steps.set(step.action, [step]);
    }
  }
  for (const method of methods) {
    const [opener, ...rest] = method.actions;
    const openers = steps.get(opener);
    if (!openers || !rest.every((action) => steps.has(action))) continue;
    if (
      !reachesBesides(
        openers.map(({ statement }) => statement),
        method,
      )
    )
      continue;
    for (const first of openers) {
      if (isWholeService(first.value) || !reaches(first.statement, method, holder)) continue;
      const others = rest.flatMap((action) => own.get(first.statement)?.get(action) ?? steps.get(action)?.[0] ?? []);
      yield { method, first, others };
    }
  }
}

/** `iam:*` and `*` are faults of their own, named by other rules. */
const isWholeService = (value: Value): boolean => /^(?:[\w*-]+:)?\*$/.test(textOf(value) ?? "");

const known = new Map(methods.flatMap(({ actions }) => actions.map((action) => [action.toLowerCase(), action])));

const byService = new Map<string, string[]>();
for (const [name, action] of known) {
  const others = byService.get(serviceOf(name));
  if (others) others.push(action);
  else byService.set(serviceOf(name), [action]);
}

/** The actions of methods that a statement certainly allows; where several values take one in, the narrowest. */
const stepsOf = perStatement((statement): Iterable<Step> => {
  const found = new Map<string, Step>();
  for (const value of statement.actions?.values ?? []) {
    const text = textOf(value)?.toLowerCase();
    if (text === undefined) continue;
    for (const action of takenIn(text)) {
      const before = found.get(action);
      if (!before || lengthOf(before.value) < text.length) found.set(action, { action, statement, value });
    }
  }
  return found.values();
});

const lengthOf = (value: Value): number => textOf(value)?.length ?? 0;

function takenIn(pattern: string): readonly string[] {
  if (!/[*?]/.test(pattern)) {
    const action = known.get(pattern);
    return action === undefined ? [] : [action];
  }
  const service = serviceOf(pattern);
  const candidates = /[*?]/.test(service) ? [...known.values()] : (byService.get(service) ?? []);
  return candidates.filter((action) => matches(pattern, action));
}

function serviceOf(action: string): string {
  const colon = action.indexOf(":");
  return colon < 0 ? action : action.slice(0, colon);
}
