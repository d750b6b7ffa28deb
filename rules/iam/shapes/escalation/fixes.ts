import type { Module } from "../../../../language/model/module.ts";
import type { Value } from "../../../../language/model/value.ts";
import {
  addCondition,
  type Edits,
  type NewCondition,
  oneOrList,
  removeStatement,
  removeValues,
  setElement,
  splitStatement,
} from "../../../../language/policy/edits.ts";
import type { Statement } from "../../../../language/policy/policy.ts";
import { expression, stop, type Text } from "../../../../language/write/source.ts";
import { all, fix } from "../../../kit/grants.ts";
import type { Fix, Problem, Related } from "../../../kit/rule.ts";
import type { Power } from "../../../kit/severity.ts";
import type { EscalationWay } from "./method.ts";
import { type GrantedAction, type Path, told } from "./paths.ts";
import { described, type EscalationTarget } from "./targets.ts";

/** What opens paths out of one statement: these values of its actions, on more than these targets. */
interface PathOpening {
  readonly statement: Statement;
  readonly values: readonly Value[];
  /** Those and what else of the paths reaches the same targets. */
  readonly kin: readonly Value[];
  readonly targets: readonly EscalationTarget[];
}

export const openingOf = (paths: readonly [Path, ...Path[]]): PathOpening => ({
  statement: paths[0].first.statement,
  values: [...new Set(paths.map(({ first }) => first.value))],
  kin: [
    ...new Set(
      paths.flatMap((path) =>
        [path.first, ...path.others.filter((step) => isKin(step, path))].map(({ value }) => value),
      ),
    ),
  ],
  targets: [...new Set(paths.flatMap(({ method }) => method.target ?? []))],
});

/** Whether a step can be held to the same targets as the first. */
const isKin = ({ action, statement }: GrantedAction, { first, method }: Path): boolean =>
  statement === first.statement &&
  !/:(?:Describe|List)/.test(action) &&
  (action.startsWith(first.action.slice(0, first.action.indexOf(":") + 1)) ||
    (action === "sts:AssumeRole" && method.target === "iam:role"));

/** What a way gives, where all of its methods give the same. */
const yields: Partial<Readonly<Record<EscalationWay, Power>>> = {
  permissions: "admin",
  "pass-role": "admin",
  credentials: "data",
};

/** A statement's paths as one problem: the gravest told, the others beside it. */
export function problem(paths: readonly [Path, ...Path[]], fixes: () => Iterable<Fix>): Problem {
  const [path] = paths;
  const { value } = path.first;
  const together = path.others
    .filter((step) => step.value !== value)
    .map(({ action, value: other }): Related => ({ at: other.at, message: `\`${action}\` is allowed here` }));
  const firsts = new Map(paths.filter(({ first }) => first.value !== value).map((other) => [other.first.value, other]));
  for (const other of [...paths].reverse()) if (other.first.value !== value) firsts.set(other.first.value, other);
  const others = [...firsts].map(([{ at }, other]): Related => ({ at, message: told(other) }));
  return {
    at: value.at,
    message: told(path),
    ...(yields[path.method.way] && { reach: "account", power: yields[path.method.way] }),
    related: [...together, ...others],
    fixes,
  };
}

/** Fixes that narrow what is reached to resources of the module, else to ARNs to overtype; what else is allowed stays. */
export function scoped(opening: PathOpening, module: Module): readonly Fix[] {
  const { statement } = opening;
  const [target] = opening.targets;
  if (!target) return [];
  const declared = opening.targets.length === 1 && statement.policy.notation !== "json" ? nearby(target, module) : [];
  const found = declared.flatMap(({ address, words }) =>
    fix(`Narrow the resource to \`${address}\``, narrowedTo(opening, [words])),
  );
  if (found.length > 0) return found;
  const words = opening.targets.map((each) => stop(described(each).arn));
  return fix(
    words.length > 1 ? "Narrow the resources to ARNs" : "Narrow the resource to an ARN",
    narrowedTo(opening, words),
  );
}

function nearby(
  target: EscalationTarget,
  module: Module,
): readonly { readonly address: string; readonly words: Text }[] {
  const { type } = described(target);
  if (type === undefined) return [];
  return module
    .ofType(type)
    .filter((resource) => resource.certain && resource.key === "" && !resource.attribute("count"))
    .slice(0, 3)
    .map(({ name }) => ({ address: `${type}.${name}`, words: expression(`${type}.${name}.arn`) }));
}

/** Edits that let some actions of a statement reach these resources only; what else it allows stays as it is. */
export function narrowedTo({ statement, kin }: Pick<PathOpening, "statement" | "kin">, words: readonly Text[]): Edits {
  const resources = setElement(statement, "Resource", oneOrList(words));
  const { actions } = statement;
  const others = actions?.values.filter((value) => !kin.includes(value)) ?? [];
  if (!actions || others.length === 0) return resources;
  return splitStatement(
    statement,
    removeValues(statement, actions, kin),
    all(removeValues(statement, actions, others), resources),
    "Scoped",
  );
}

/** A fix that holds all that the statement allows to a condition. */
export const conditioned = ({ statement }: PathOpening, title: string, test: NewCondition): readonly Fix[] =>
  fix(title, addCondition(statement, test));

/** Asks for a second factor. */
export const secondFactor: NewCondition = { operator: "Bool", key: "aws:MultiFactorAuthPresent", values: ["true"] };

/** A fix that takes the actions away, and the statement where it allows nothing else. */
export function withdrawn({ statement, values }: PathOpening): readonly Fix[] {
  const { actions } = statement;
  if (!actions) return [];
  if (actions.values.every((value) => values.includes(value)))
    return fix("Remove the statement", removeStatement(statement));
  const title = values.length > 1 ? "Remove these actions" : "Remove the action";
  return fix(title, removeValues(statement, actions, values));
}
