import type { Budget } from "../model/budget.ts";
import { extent } from "../model/relocate.ts";
import type { Mapping } from "../model/value.ts";
import type { Place } from "../syntax/text.ts";
import { type Draft, statementsOf } from "./elements.ts";

/** What of a policy's statements is read; `open` where there may be more. */
export interface Afforded {
  readonly drafts: readonly Draft[];
  readonly open: boolean;
}

/**
 * What a budget is charged for a statement that is there again, for each value in one, and for one that is not written by itself: every rule
 * on statements goes over them.
 */
const workOfStatement = 1_500;
const workOfValue = 200;
const workOfAnother = 800;

/** Statements as far as there is room for them: a few lines can come to any number. */
export function afforded(budget: Budget, at: Place, values: number, drafts: readonly Draft[], open: boolean): Afforded {
  let isWithin = budget.spend(values * workOfValue + made(drafts) * workOfAnother);
  for (const { at } of drafts) isWithin &&= budget.spendAgain(`statement ${at.uri} ${at.start}`, workOfStatement);
  if (isWithin) return { drafts, open };
  budget.exceeds(at);
  return { drafts: [], open: true };
}

/** How many actions and resources are made of others that stand at the same place, as a `for` makes them. */
function made(drafts: readonly Draft[]): number {
  const places = new Set<number>();
  let count = 0;
  for (const { actions, notActions, resources, notResources } of drafts)
    for (const elements of [actions, notActions, resources, notResources])
      for (const { at, origin = at } of elements?.values ?? []) {
        count++;
        places.add(origin.start);
      }
  return count - places.size;
}

/** The statements of an object that is a policy, as far as there is room for them. */
export function affordedIn(budget: Budget, mapping: Mapping): Afforded {
  const read = statementsOf(mapping);
  return afforded(budget, mapping.at, extent(mapping).size, read.statements, read.open);
}
