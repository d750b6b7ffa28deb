import { doubtful } from "../../language/model/functions/call.ts";
import { matches } from "../../language/model/functions/matcher.ts";
import { compile } from "../../language/model/functions/pattern.ts";
import { detached } from "../../language/syntax/text.ts";
import type { Demand } from "../../rules/kit/checks.ts";

/** A plain value of a YAML file. */
export type YamlScalar = string | number | boolean;

/** One of these, letter for letter; the first is the one to write. */
export const among = (wanted: readonly YamlScalar[]): Demand => ({
  text: alternatives(wanted),
  ...(wanted[0] !== undefined && { write: wanted[0] }),
  meets: (value) => isScalar(value) && wanted.some((one) => String(one) === String(value)),
});

/** None of these, letter for letter. */
export const outside = (unwanted: readonly YamlScalar[]): Demand => ({
  text: `other than ${alternatives(unwanted)}`,
  meets: (value) => !isScalar(value) || !unwanted.some((one) => String(one) === String(value)),
});

/** Not there at all. */
export const isAbsent: Demand = {
  text: "left out",
  meets: (value) => value === undefined || value === null,
};

/** What the patterns of one rule may cost in one run, in steps of the pattern times characters of the value. */
export class PatternBudget {
  #left = 0;
  #isSpent = false;

  /** A run begins. */
  renew(): void {
    this.#left = 4_000_000;
  }

  /** Throws where there is not enough left, and from then on always: a rule that is left out must not cost again. */
  spend(amount: number): void {
    this.#left -= amount;
    this.#isSpent ||= this.#left < 0;
    if (this.#isSpent) throw new Error("its regular expression takes too long");
  }
}

const mostSteps = 500;
/** Characters of a value that a pattern is tried on. */
const longestValue = 2_000;
/** Values whose answer is kept. */
const mostKept = 2_000;

/**
 * Something that a pattern finds a match in, as Terraform's `regex` does: it is RE2's, whose time grows with pattern and value
 * and never explodes. A value too long to be tried meets it. The message where the pattern cannot be read.
 */
export function matching(pattern: string, budget: PatternBudget): Demand | string {
  const program = compile(pattern);
  if (program === undefined) return "This is no regular expression as Terraform reads them (RE2).";
  if (program === doubtful) return "This regular expression uses what Parapet does not read.";
  if (program.steps.length > mostSteps) return "This regular expression is too long.";
  const known = new Map<string, boolean>();
  return {
    text: `matched by \`${pattern}\``,
    meets(value) {
      if (!isScalar(value)) return false;
      const text = String(value);
      let found = known.get(text);
      if (found === undefined) {
        if (text.length <= longestValue) budget.spend(program.steps.length * (text.length + 1));
        found = text.length > longestValue || matches(program, text);
        if (known.size >= mostKept) known.clear();
        known.set(detached(text), found);
      }
      return found;
    },
  };
}

/** Whether a value is one of them. */
export const isScalar = (value: unknown): value is YamlScalar =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

const alternatives = (words: readonly YamlScalar[]): string => words.map((word) => JSON.stringify(word)).join(" or ");
