import type { Value } from "../../../../language/model/value.ts";
import { takesIn } from "../../../../language/policy/match.ts";
import { type ElementList, type Statement, textOf } from "../../../../language/policy/policy.ts";
import type { Place } from "../../../../language/syntax/text.ts";
import { isStar } from "../../../kit/grants.ts";
import { isNegated } from "./operators.ts";
import { testsOf } from "./tests.ts";

/** An action that a statement allows on everything. */
export interface Unscoped {
  /** What lets it in: the action or its wildcard, else `NotAction`. */
  readonly at: Place;
  /** The action stands there by its name. */
  readonly isNamed: boolean;
  /** The star under `Resource`; undefined where `NotResource` leaves the rest open. */
  readonly everything: { readonly elements: ElementList<Value>; readonly value: Value } | undefined;
}

/** Whether a statement allows an action on everything, and no condition on the key holds it to something. */
export function unscoped(statement: Statement, action: string, key: string): Unscoped | undefined {
  if (statement.open || statement.conditions?.open || isHeld(statement, key)) return undefined;
  const { actions, notActions, resources, notResources } = statement;
  const value = resources?.values.find(isStar);
  const everything = resources && value ? { elements: resources, value } : undefined;
  if (!everything && !notResources) return undefined;
  const named = actions?.values.find((candidate) => textOf(candidate)?.toLowerCase() === action.toLowerCase());
  const taking = named ?? actions?.values.find((candidate) => takesIn(candidate, action) === true);
  if (taking) return { at: taking.at, isNamed: named !== undefined, everything };
  const isLeftOut = notActions?.open || notActions?.values.some((value) => mayTakeIn(value, action));
  return notActions && !isLeftOut ? { at: notActions.at, isNamed: false, everything } : undefined;
}

/** Whether a condition holds the statement to certain values of the key, also where the request does not have it. */
function isHeld(statement: Statement, key: string): boolean {
  const unread = statement.conditions?.values.some((condition) => textOf(condition.key) === undefined);
  if (unread) return true;
  for (const { key: tested, operator, texts, condition } of testsOf(statement)) {
    if (tested.toLowerCase() !== key.toLowerCase() || isNegated(operator) || operator.ifExists) continue;
    if (operator.type !== undefined && (condition.values.open || !texts.some((text) => text?.startsWith("*"))))
      return true;
  }
  return false;
}

const mayTakeIn = (value: Value, action: string): boolean => takesIn(value, action) !== false;
