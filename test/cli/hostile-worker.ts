import { serve } from "../../cli/work.ts";
import type { Resource } from "../../language/model/resource.ts";
import { rules } from "../../rules/index.ts";
import type { Fix, Problem, Rule } from "../../rules/kit/rule.ts";
import { facts } from "../harness/facts.ts";

// A worker as it ships, with rules besides that do to it what no input may do: each at a resource of its own type.

const hostile = (what: string, problem: (at: Problem["at"]) => Problem): Rule => ({
  ...facts(`test-${what}`, { title: `It ${what}`, severity: "low" }),
  subjects: (module) => module.ofType(`test_${what}`),
  *check(subject) {
    yield problem((subject as Resource).header);
  },
});

function loop(): never {
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
  // What a rule throws is the rule's failure; this comes later.
  hostile("throws", (at) => ({
    at,
    get aliases(): never {
      throw new Error("no message");
    },
  })),
  hostile("cures", (at) => ({ at, fixes: (): Iterable<Fix> => loop() })),
];

serve({ rules: [...rules, ...rulesBesides], actions: () => undefined });
