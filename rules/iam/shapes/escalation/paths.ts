import type { Module } from "../../../../language/model/module.ts";
import type { Value } from "../../../../language/model/value.ts";
import { addTo, grouped } from "../../../../language/multimap.ts";
import { allows, ofStatement, type Policy, type Statement, textOf } from "../../../../language/policy/policy.ts";
import { areSame, fact, keptEntries, memo, memoBy } from "../../../../language/query/engine.ts";
import { matches } from "../../../../language/schema/wildcards.ts";
import { granted, stars } from "../../../kit/grants.ts";
import { listed, type Picked, type Profile } from "../../../kit/rule.ts";
import { instanceOf } from "../../../kit/statements.ts";
import { holder, whoHolds } from "../names.ts";
import { allowedTo, holders, type PolicyHolder } from "./holders.ts";
import { isAllowedEverything, isBound, isDeniedSome, keptFrom, leftBy, tagsAsked } from "./limits.ts";
import type { EscalationWay, Method } from "./method.ts";
import { methods } from "./methods.ts";
import { settingTags } from "./tags.ts";
import { reaches, reachesBesides } from "./targets.ts";

/** An action where a policy allows it: `iam:PutRolePolicy` by `iam:Put*`. */
export interface GrantedAction {
  readonly action: string;
  readonly statement: Statement;
  /** What takes the action in. */
  readonly value: Value;
}

/** A method that a holder of policies can use, and where its actions are allowed. */
export interface Path {
  readonly method: Method;
  /** The action that opens the path: nothing limits which resources it reaches. */
  readonly first: GrantedAction;
  readonly others: readonly GrantedAction[];
  /** The action that sets the tag by which it is limited. */
  readonly tagging?: string;
}

/** Every path that is open in a module. */
const paths = memo((module: Module): readonly Path[] => holders(module).flatMap(pathsOf), { equals: areSame });

/** Whether somebody who holds the statement is free to use an action that it allows. */
export const isFree = (module: Module, statement: Statement, action: string): boolean =>
  holdersOf(module, statement.policy).some((holder) => !keptFrom(holder)(statement, action));

/**
 * What the permissions boundaries and Denies of those who hold a statement leave of a service's actions, or of all for `*`: undefined where
 * all of it is kept from them, the widest profile where a part of it is left, nothing dangerous is, or a boundary is not in view.
 */
export function leftOf(
  module: Module,
  { policy }: Statement,
  service: string,
): { readonly profile?: Profile } | undefined {
  const left = holdersOf(module, policy).map((holder) => leftBy(holder, service));
  if (left.length === 0 || left.includes("all")) return {};
  return left.includes("some") ? { profile: "all" } : undefined;
}

/** Whether all who hold a policy are denied some of a service's actions, or of all for `*`, by what they hold. */
export const isDeniedBeside = (module: Module, policy: Policy, service: string): boolean =>
  isHeldOnlyBy(module, policy, (holder) => isDeniedSome(holder, service));

const holdersByPolicy = memo(
  (module: Module): ReadonlyMap<Policy, readonly PolicyHolder[]> => {
    const found = new Map<Policy, PolicyHolder[]>();
    for (const holder of holders(module)) for (const policy of holder.policies) addTo(found, policy, holder);
    return found;
  },
  { kept: keptEntries(areSame) },
);

const nobody: readonly PolicyHolder[] = [];

/** Everybody who holds a policy. */
export const holdersOf = memoBy((module: Module, policy: Policy) => holdersByPolicy(module).get(policy) ?? nobody);

/** Whether somebody is seen to hold a policy, and all who do are such. */
export function isHeldOnlyBy(module: Module, policy: Policy, is: (holder: PolicyHolder) => boolean): boolean {
  const found = holdersOf(module, policy);
  return found.length > 0 && found.every(is);
}

type Opened = readonly [Path, ...Path[]];

/** The statements that open paths, gravest first, by way, and the paths of each, gravest first. */
const opened = memo((module: Module) => {
  const [byWay, byStatement] = [new Map<EscalationWay, Set<Statement>>(), new Map<Statement, Path[]>()];
  for (const path of [...paths(module)].sort((a, b) => gravity(a) - gravity(b))) {
    const { way } = path.method;
    const { statement } = path.first;
    byWay.set(way, (byWay.get(way) ?? new Set()).add(statement));
    addTo(byStatement, statement, path);
  }
  return { byWay, byStatement };
});

const noPaths: readonly Path[] = [];

const openedBy = memoBy(
  (module: Module, statement: Statement) => opened(module).byStatement.get(statement) ?? noPaths,
  {
    equals: areSame,
  },
);

/** Whether a statement opens any path. */
export const isOpening = (module: Module, statement: Statement): boolean => openedBy(module, statement).length > 0;

/** Whether all that a statement opens in a way is open anyway to whoever holds it, by a whole service that is granted besides. */
export function isOpenAnyway(module: Module, statement: Statement, way: EscalationWay): boolean {
  const own = openedBy(module, statement).filter(({ method }) => method.way === way);
  return (
    own.length > 0 &&
    holdersOf(module, statement.policy).every((holder) =>
      own.every(({ first: { action } }) =>
        ofWholeServices(holder).some((other) => other !== statement && granted(other, [action]).length > 0),
      ),
    )
  );
}

const ofWholeServices = memo(
  ({ policies }: PolicyHolder): readonly Statement[] =>
    policies.flatMap(({ statements }) => statements.filter(isOfWholeService)),
  { equals: areSame },
);

const isOfWholeService = (statement: Statement): boolean =>
  allows(statement) &&
  !isBound(statement) &&
  stars(statement.resources).length > 0 &&
  (statement.actions?.values.some(isWholeService) ?? false);

const byWay = fact((own: readonly Path[]): ReadonlyMap<EscalationWay, Opened> => {
  const found = new Map<EscalationWay, [Path, ...Path[]]>();
  for (const path of own) {
    const others = found.get(path.method.way);
    if (others) others.push(path);
    else found.set(path.method.way, [path]);
  }
  return found;
});

/** The ways in which a statement opens paths. */
export const waysOf = (module: Module, statement: Statement): ReadonlySet<EscalationWay> =>
  ways(openedBy(module, statement));

const ways = fact((own: readonly Path[]): ReadonlySet<EscalationWay> => new Set(byWay(own).keys()));

const openers = memoBy((module: Module, way: EscalationWay): readonly Statement[] => [
  ...(opened(module).byWay.get(way) ?? []),
]);

/** What each statement opens in a way; but for those that open paths in a graver one. */
export const opening = (way: EscalationWay, ...graver: readonly EscalationWay[]): Picked<Opened> =>
  listed(
    (module) => openers(module, way),
    undefined,
    ({ policy }) => instanceOf(policy),
  ).each((statement, module) => {
    const own = byWay(openedBy(module, statement));
    const found = own.get(way);
    return found && !graver.some((other) => own.has(other)) ? [found] : [];
  });

const order = new Map(methods.map((method, index) => [method, index]));

const gravity = ({ method }: Path): number => order.get(method) ?? 0;

/** The path in words: who comes by what, by which actions. */
export function told(path: Path): string {
  const by = path.tagging === undefined ? "" : `, by a tag that it sets with \`${path.tagging}\``;
  return `${gained(path)}${by}`;
}

function gained({ method, first, others }: Path): string {
  const { policy } = first.statement;
  const actions = [first, ...others].map(({ action }) => `\`${action}\``);
  const [opener, next, ...more] = actions;
  if (method.way === "permissions" && /administrator/i.test(method.gain))
    return `${whoHolds(policy)} can make itself administrator with ${actions.join(" together with ")}`;
  const second =
    more.length > 1 ? `${next} and ${more.length} more` : [next, ...more].filter((one) => one).join(" and ");
  return `${opener}${second === "" ? "" : ` with ${second}`} lets ${holder(policy)} ${method.gain}`;
}

const pathsOf = memo(
  (holder: PolicyHolder): readonly Path[] => {
    const found = [...open(holder)];
    const ids = new Set(found.map(({ method }) => method.id));
    return found.filter(({ method }) => !method.outdoneBy?.some((id) => ids.has(id)));
  },
  { equals: areSamePaths },
);

function areSamePaths(a: readonly Path[], b: readonly Path[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ method, first, others, tagging }, index) => {
      const other = b[index];
      return (
        other?.method === method && other.first === first && other.tagging === tagging && areSame(other.others, others)
      );
    })
  );
}

function* open(holder: PolicyHolder): Iterable<Path> {
  if (isAllowedEverything(holder)) return;
  const isKept = keptFrom(holder);
  const statements = allowedTo(holder);
  const steps = new Map<string, GrantedAction[]>();
  const own = new Map<Statement, ReadonlyMap<string, GrantedAction>>();
  const setting = settingTags(holder, statements, isKept);
  const tagging = new Map<GrantedAction, string>();
  for (const statement of statements) {
    const asked = tagsAsked(statement);
    if (!asked && isBound(statement)) continue;
    const free = stepsOf(statement).filter((step) => {
      const setter = asked && setting(step.action, asked);
      if (setter) tagging.set(step, setter);
      return (setter || !asked) && !isKept(statement, step.action);
    });
    own.set(statement, new Map(free.map((step) => [step.action, step])));
    for (const step of free) addTo(steps, step.action, step);
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
      const setter = tagging.get(first);
      yield { method, first, others, ...(setter !== undefined && { tagging: setter }) };
    }
  }
}

/** `iam:*` and `*` are faults of their own, named by other rules. */
const isWholeService = (value: Value): boolean => /^(?:[\w*-]+:)?\*$/.test(textOf(value) ?? "");

const known = new Map(methods.flatMap(({ actions }) => actions.map((action) => [action.toLowerCase(), action])));

const byService = grouped(known.values(), serviceOf);

/** The actions of methods that a statement certainly allows; where several values take one in, the narrowest. */
const stepsOf = ofStatement((statement): Iterable<GrantedAction> => {
  const found = new Map<string, GrantedAction>();
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
