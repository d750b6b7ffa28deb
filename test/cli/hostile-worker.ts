import { writeFileSync } from "node:fs";
import { serve } from "../../cli/work.ts";
import { rules } from "../../rules/index.ts";
import { resources } from "../../rules/kit/checks.ts";
import { type Fix, type Problem, type Rule, rule } from "../../rules/kit/rule.ts";
import { facts } from "../harness/facts.ts";

// A worker as it ships, with rules besides that do to it what no input may do: each at a resource of its own type.

const hostile = (what: string, problem: (at: Problem["at"]) => Problem): Rule =>
  rule({
    ...facts(`test-${what}`, { title: `It ${what}`, severity: "low" }),
    on: resources(`test_${what}`),
    *check({ header }) {
      yield problem(header);
    },
  });

function loop(): never {
  // for a test that waits until it is at it
  const begun = process.env["PARAPET_BEGUN"];
  if (begun !== undefined) writeFileSync(begun, "");
  for (;;);
}

const rulesBesides: readonly Rule[] = [
  hostile("loops", loop),
  hostile("backtracks", (at) => ({ at, message: String(/^(?:a+)+$/.test(`${"a".repeat(60)}b`)) })),
  hostile("allocates", () => {
    const kept: unknown[] = [];
    for (;;) kept.push({ kept: kept.length });
  }),
  // Much at once, where V8 would end the whole process.
  hostile("hoards", () => {
    const kept: unknown[] = [];
    for (;;) kept.push(new Array(1_000_000).fill(0.5));
  }),
  hostile("exits", () => process.exit(0)),
  // What a rule throws is the rule's failure; this comes when it is told of.
  Object.defineProperty(
    hostile("throws", (at) => ({ at })),
    "references",
    {
      get(): never {
        throw new Error("no message");
      },
    },
  ),
  hostile("cures", (at) => ({ at, fixes: (): Iterable<Fix> => loop() })),
];

serve({ rules: [...rules, ...rulesBesides], actions: () => undefined });
