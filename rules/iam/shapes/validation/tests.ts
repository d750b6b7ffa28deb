import type { Value } from "../../../../language/model/value.ts";
import {
  addCondition,
  type Edits,
  inline,
  type NewCondition,
  oneOrList,
  removeCondition,
  setMember,
} from "../../../../language/policy/edits.ts";
import { type Condition, ofStatement, pieces, type Statement, textOf } from "../../../../language/policy/policy.ts";
import { print } from "../../../../language/write/print.ts";
import { isList, type Text } from "../../../../language/write/source.ts";
import { statements } from "../../../kit/statements.ts";
import { operator, type WrittenOperator } from "./operators.ts";

/** One key under one operator, both of them known. */
export interface ConditionTest {
  readonly statement: Statement;
  readonly condition: Condition;
  readonly operator: WrittenOperator;
  /** As it is written. */
  readonly key: string;
  /** Its values; one that is not a whole text is undefined. */
  readonly texts: readonly (string | undefined)[];
}

/** Every condition of a statement. */
export const testsOf = ofStatement(function* (statement): Iterable<ConditionTest> {
  for (const condition of statement.conditions?.values ?? []) {
    const known = operator(textOf(condition.operator) ?? "");
    const key = textOf(condition.key);
    if (known && key !== undefined)
      yield { statement, condition, operator: known, key, texts: condition.values.values.map(written) };
  }
});

/** Every condition of a module's policies. */
export const tests = statements.each(testsOf);

/** A value as the text that AWS compares: numbers and booleans may stand without quotes. */
const written = (value: Value): string | undefined => (value.state === "known" ? String(value.value) : undefined);

/** Writes another key in place of a condition's. */
export const withKey = ({ statement, condition }: ConditionTest, key: string): Edits =>
  renamed(statement, condition.key, key);

/** Writes another operator in place of a condition's; what else stands under the old one stays there. */
export function withOperator(test: ConditionTest, to: string): Edits {
  const { statement, condition, key } = test;
  if (statement.form.kind === "block" || isAlone(test)) {
    const there = statement.form.kind === "object" && hasOperator(statement, to);
    if (!there) return renamed(statement, condition.operator, to);
  }
  const values: readonly (Text | undefined)[] = condition.values.values.map(words);
  if (values.includes(undefined) || condition.values.open) return undefined;
  const off = removeCondition(statement, condition);
  const on = addCondition(statement, { operator: to, key, values: values.filter((value) => value !== undefined) });
  return off && on && [...off, ...on];
}

/** Writes another operator and other values for a condition's key. */
export function withTest(test: ConditionTest, to: string, values: readonly Text[]): Edits {
  const { statement, condition, key } = test;
  if (isAlone(test) && !hasOperator(statement, to)) {
    const operator = renamed(statement, condition.operator, to);
    const compared = withValues(test, values);
    return operator && compared && [...operator, ...compared];
  }
  const off = removeCondition(statement, condition);
  const on = addCondition(statement, { operator: to, key, values });
  return off && on && [...off, ...on];
}

/** Writes another condition in place of one. */
export function replaceTest(test: ConditionTest, { operator: to, key, values }: NewCondition): Edits {
  const { statement, condition } = test;
  const isSame = textOf(condition.operator) === to;
  if (statement.form.kind === "block" || (isAlone(test) && (isSame || !hasOperator(statement, to)))) {
    const operator = isSame ? [] : renamed(statement, condition.operator, to);
    const compared = withValues(test, values);
    const asked = typeof key === "string" ? renamed(statement, condition.key, key) : undefined;
    return operator && compared && asked && [...operator, ...asked, ...compared];
  }
  const off = removeCondition(statement, condition);
  const on = addCondition(statement, { operator: to, key, values });
  return off && on && [...off, ...on];
}

/** Writes other values for a condition's key. */
function withValues({ statement, condition, key }: ConditionTest, values: NewCondition["values"]): Edits {
  const { policy, form } = statement;
  if (form.kind === "block") {
    const { at } = condition.values;
    return at.uri === policy.at.uri ? [{ at, text: print(values, inline(policy)).text }] : undefined;
  }
  const tests = form.mapping.entries.get("Condition")?.value;
  const under = tests?.state === "mapping" ? tests.entries.get(textOf(condition.operator) ?? "")?.value : undefined;
  if (under?.state !== "mapping") return undefined;
  return setMember(policy, under, key, isList(values) ? oneOrList(values) : values);
}

/** A value as it is to be written again. */
function words(value: Value): Text | undefined {
  if (value.state === "known") return String(value.value);
  const known = pieces(value);
  return known.includes(undefined) ? undefined : known.join("");
}

/** Whether nothing else stands under the same operator. */
function isAlone({ statement, condition }: ConditionTest): boolean {
  const under = statement.conditions?.values ?? [];
  return under.filter(({ operator: other }) => other.at.start === condition.operator.at.start).length === 1;
}

const hasOperator = ({ conditions }: Statement, name: string): boolean =>
  conditions?.values.some(({ operator: other }) => textOf(other) === name) ?? false;

/** A key of JSON or of HCL, or the value of an attribute, written anew in the quotes that it has. */
export function renamed({ policy }: Statement, { at }: Value, to: string): Edits {
  if (at.uri !== policy.at.uri) return undefined;
  const mark = /^\\?"/.exec(policy.text.slice(at.start, at.end))?.[0] ?? (/^\w+$/.test(to) ? "" : '"');
  return [{ at, text: mark + to + mark }];
}
