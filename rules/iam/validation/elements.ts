import type { Value } from "../../../language/model/value.ts";
import {
  type Edits,
  type ElementName,
  removeElement,
  removeValues,
  replaceValue,
} from "../../../language/policy/edits.ts";
import { type Elements, type Statement, textOf } from "../../../language/policy/policy.ts";
import type { Words } from "../../../language/policy/words.ts";
import { perStatement } from "./per-statement.ts";

/** One value of an element whose whole text is known. */
export interface Item {
  readonly statement: Statement;
  readonly name: ElementName;
  readonly elements: Elements<Value>;
  readonly value: Value;
  readonly text: string;
}

/** What stands under `Action` and `NotAction`. */
export const actionsIn = perStatement(function* (statement): Iterable<Item> {
  yield* itemsIn(statement, "Action", statement.actions);
  yield* itemsIn(statement, "NotAction", statement.notActions);
});

/** What stands under `Resource` and `NotResource`. */
export const resourcesIn = perStatement(function* (statement): Iterable<Item> {
  yield* itemsIn(statement, "Resource", statement.resources);
  yield* itemsIn(statement, "NotResource", statement.notResources);
});

function* itemsIn(statement: Statement, name: ElementName, elements: Elements<Value> | undefined): Iterable<Item> {
  for (const value of elements?.values ?? []) {
    const text = textOf(value);
    if (elements && text !== undefined) yield { statement, name, elements, value, text };
  }
}

/** Writes something else in place of an item. */
export const rewritten = ({ statement, elements, value }: Item, ...by: readonly Words[]): Edits =>
  replaceValue(statement, elements, value, by);

/** Removes an item, with the element where it is the only one. */
export const removed = ({ statement, name, elements, value }: Item): Edits =>
  elements.values.length === 1 ? removeElement(statement, name) : removeValues(statement, elements, [value]);
