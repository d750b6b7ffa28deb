import assert from "node:assert/strict";
import { type Json, toJson } from "../../language/model/value.ts";
import { evaluated } from "../harness/expression.ts";
import { type Answer, consoleAnswers } from "../harness/terraform-console.ts";
import { fuzzed } from "../harness/terraform-expressions.ts";
import { functionCases, unknowable } from "./function-cases.ts";

const cases = Object.entries(functionCases);
const fuzz = fuzzed(2026, 900);
const all = [...cases.flatMap(([, expressions]) => expressions), ...unknowable, ...fuzz];
const answers = consoleAnswers(all);

describe("functions", () => {
  for (const [name, expressions] of cases) {
    it(`answer as Terraform does: ${name}`, () => {
      assert.ok(expressions.length >= 4);
      for (const expression of expressions) assertAnswer(expression, true);
    });
  }

  it("leave unknown what they cannot know for sure", () => {
    for (const expression of unknowable) assert.equal(toJson(evaluated(expression)), undefined, expression);
  });
});

describe("evaluate, on expressions made by chance,", () => {
  it("never says anything else than Terraform", () => {
    for (const expression of fuzz) assertAnswer(expression, false);
  });

  it("knows nearly all that Terraform knows", () => {
    const known = fuzz.filter((expression) => typeof answers.get(expression) === "object");
    const told = known.filter((expression) => toJson(evaluated(expression)) !== undefined);
    assert.ok(known.length >= 300, `${known.length}`);
    assert.ok(told.length >= known.length * 0.95, `${told.length} of ${known.length}`);
  });
});

/** Holds an expression, and whether it can be evaluated at all, against Terraform's answer. */
function assertAnswer(expression: string, mustKnow: boolean): void {
  const answer: Answer | undefined = answers.get(expression);
  const ours = toJson(evaluated(expression));
  const can = toJson(evaluated(`can(${expression})`));
  if (typeof answer !== "object") {
    assert.equal(ours, undefined, `${expression} is ${JSON.stringify(ours)}, Terraform says ${answer}`);
    assert.ok(can !== (answer === "error"), `can(${expression})`);
    return;
  }
  assert.ok(can !== false, `can(${expression})`);
  if (ours === undefined && !mustKnow) return;
  const [theirs]: Json[] = JSON.parse(answer.json);
  assert.ok(
    ours !== undefined && same(ours, theirs ?? null),
    `${expression} is ${JSON.stringify(ours)}, not ${answer.json}`,
  );
}

/** Equal, but for digits of a fraction that a double does not hold. */
function same(ours: Json, theirs: Json): boolean {
  if (typeof ours === "number" && typeof theirs === "number") {
    return ours === theirs || (!Number.isInteger(theirs) && Math.abs(ours - theirs) <= Math.abs(theirs) * 1e-14);
  }
  if (typeof ours !== "object" || typeof theirs !== "object" || ours === null || theirs === null)
    return ours === theirs;
  const mine: readonly [string, Json][] = Object.entries(ours);
  const others: ReadonlyMap<string, Json> = new Map(Object.entries(theirs));
  return (
    Array.isArray(ours) === Array.isArray(theirs) &&
    mine.length === others.size &&
    mine.every(([key, value]) => {
      const other = others.get(key);
      return other !== undefined && same(value, other);
    })
  );
}
