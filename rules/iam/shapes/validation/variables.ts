import type { Value } from "../../../../language/model/value.ts";
import { type Edits, replaceValue } from "../../../../language/policy/edits.ts";
import { type ElementList, ofStatement, type Statement } from "../../../../language/policy/policy.ts";
import { actionsIn, resourcesIn } from "./elements.ts";
import { identifiersOf } from "./principals.ts";
import { testsOf } from "./tests.ts";

/** A text of a statement, and where variables are read or not. */
interface VariableHolder {
  readonly statement: Statement;
  readonly elements: ElementList<Value>;
  readonly value: Value;
  readonly text: string;
  readonly element: "Action" | "Principal" | "Resource" | "Condition";
}

/** Every text of a statement in which a variable is begun. */
export const holders = ofStatement(function* (statement): Iterable<VariableHolder> {
  for (const { elements, value, text } of actionsIn(statement))
    if (begun.test(text)) yield { statement, elements, value, text, element: "Action" };
  for (const { elements, value, text } of identifiersOf(statement))
    if (begun.test(text)) yield { statement, elements, value, text, element: "Principal" };
  for (const { elements, value, text } of resourcesIn(statement))
    if (begun.test(text)) yield { statement, elements, value, text, element: "Resource" };
  for (const { condition, texts } of testsOf(statement))
    for (const [index, value] of condition.values.values.entries()) {
      const text = texts[index];
      if (text !== undefined && begun.test(text))
        yield { statement, elements: condition.values, value, text, element: "Condition" };
    }
});

const begun = /\$\{/;

/** A variable as it is written. */
interface WrittenVariable {
  readonly start: number;
  readonly end: number;
  /** What stands between the braces. */
  readonly body: string;
  readonly closed: boolean;
}

/** The variables of a text; one that is not closed ends with it, or before the next. */
export function variablesIn(text: string): readonly WrittenVariable[] {
  return [...text.matchAll(/\$\{([^}]*?)(?:\}|(?=\$\{)|$)/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    body: match[1] ?? "",
    closed: match[0].endsWith("}"),
  }));
}

/** Writes something else in place of a part of a text. */
export const mended = (
  { statement, elements, value, text }: VariableHolder,
  { start, end }: { readonly start: number; readonly end: number },
  by: string,
): Edits => replaceValue(statement, elements, value, [text.slice(0, start) + by + text.slice(end)]);
