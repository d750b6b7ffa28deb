import type { Value } from "../../../../language/model/value.ts";
import { addTo } from "../../../../language/multimap.ts";
import {
  type Edits,
  removeElement,
  removeStatement,
  removeValues,
  replaceValue,
} from "../../../../language/policy/edits.ts";
import {
  type ElementList,
  type ElementName,
  ofStatement,
  type Statement,
  textOf,
} from "../../../../language/policy/policy.ts";
import type { Place } from "../../../../language/syntax/text.ts";
import type { Text } from "../../../../language/write/source.ts";
import { fix } from "../../../kit/grants.ts";
import type { Fix } from "../../../kit/rule.ts";

/** How many unknown words of one statement are compared with all that there are: what holds more was not typed by anybody. */
export const mostCompared = 50;

/** One value of an element whose whole text is known. */
export interface ElementValue {
  readonly statement: Statement;
  readonly name: ElementName;
  readonly elements: ElementList<Value>;
  readonly value: Value;
  readonly text: string;
}

/** What stands under `Action` and `NotAction`. */
export const actionsIn = ofStatement(function* (statement): Iterable<ElementValue> {
  yield* itemsIn(statement, "Action", statement.actions);
  yield* itemsIn(statement, "NotAction", statement.notActions);
});

/** What stands under `Resource` and `NotResource`. */
export const resourcesIn = ofStatement(function* (statement): Iterable<ElementValue> {
  yield* itemsIn(statement, "Resource", statement.resources);
  yield* itemsIn(statement, "NotResource", statement.notResources);
});

function* itemsIn(
  statement: Statement,
  name: ElementName,
  elements: ElementList<Value> | undefined,
): Iterable<ElementValue> {
  for (const value of elements?.values ?? []) {
    const text = textOf(value);
    if (elements && text !== undefined) yield { statement, name, elements, value, text };
  }
}

/** Writes something else in place of an item. */
export const rewritten = ({ statement, elements, value }: ElementValue, ...by: readonly Text[]): Edits =>
  replaceValue(statement, elements, value, by);

/** Removes an item, with the element where it is the only one. */
export const removed = ({ statement, name, elements, value }: ElementValue): Edits =>
  elements.values.length === 1 ? removeElement(statement, name) : removeValues(statement, elements, [value]);

/** A fix that removes a statement whose list is written as an empty one: what is computed is another list elsewhere. */
export const withoutEmpty = (statement: Statement, { uri, start, end }: Place): readonly Fix[] =>
  uri === statement.policy.at.uri && /^[[{]\s*[\]}]$/.test(statement.policy.text.slice(start, end))
    ? fix("Remove the statement", removeStatement(statement), "update")
    : [];

/** An item and another of its list that says the same and more. */
interface Subsumed {
  readonly item: ElementValue;
  readonly wider: ElementValue;
}

/** Items that others take in; of those that come twice, and of those that take each other in, the later ones. */
export function* subsumed(
  items: readonly ElementValue[],
  takes: (wide: string, narrow: string) => boolean,
  normal: (text: string) => string,
): Iterable<Subsumed> {
  const seen = new Map<string, ElementValue>();
  const wildcards = byBeginning(items, normal);
  for (const [index, item] of items.entries()) {
    const name = normal(item.text);
    const same = seen.get(name);
    if (!same) seen.set(name, item);
    const takesIn = ([at, { text }]: readonly [number, ElementValue]): boolean =>
      normal(text) !== name && takes(text, item.text) && (at < index || !takes(item.text, text));
    let wider = same;
    for (let length = 0; !wider && length <= name.length; length++)
      wider = wildcards.get(name.slice(0, length))?.find(takesIn)?.[1];
    if (wider) yield { item, wider };
  }
}

/** Items with wildcards, by the text before their first wildcard: only those whose text an item begins with can take it in. */
function byBeginning(
  items: readonly ElementValue[],
  normal: (text: string) => string,
): ReadonlyMap<string, readonly (readonly [number, ElementValue])[]> {
  const found = new Map<string, (readonly [number, ElementValue])[]>();
  for (const entry of items.entries()) {
    const [beginning = "", ...rest] = normal(entry[1].text).split(/[*?]/);
    if (rest.length === 0) continue;
    addTo(found, beginning, entry);
  }
  return found;
}
