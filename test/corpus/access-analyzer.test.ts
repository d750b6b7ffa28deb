import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { comparisons, isHere } from "./access-analyzer.ts";

/** Where we differ from AWS on one of its policies: codes that we miss, rules that speak besides, and why. */
interface Deviation {
  readonly policy: string;
  readonly missed?: readonly string[];
  readonly surplus?: readonly string[];
  readonly reason: string;
}

const { accessAnalyzer: deviations } = JSON.parse(readFileSync("test/corpus/deviations.json", "utf8")) as {
  readonly accessAnalyzer: readonly Deviation[];
};

(isHere ? describe : describe.skip)("IAM Access Analyzer's findings on policies that AWS manages", function () {
  this.timeout(120_000);
  const all = isHere ? comparisons() : [];
  const expected = all.flatMap((comparison) => comparison.expected).length;
  const met = all.flatMap((comparison) => comparison.met).length;
  const clean = all.filter(({ isClean }) => isClean);
  const quiet = clean.filter(({ surplus }) => surplus.length === 0);

  it(`are reported under the same issue code: ${met} of ${expected}, at least 95 %`, () => {
    assert.ok(expected > 0 && met / expected >= 0.95);
  });

  it(`leave us as silent as AWS on ${quiet.length} of ${clean.length} clean policies, at least 98 %`, () => {
    assert.ok(clean.length > 0 && quiet.length / clean.length >= 0.98);
  });

  it("differ from ours only where the reason is written down", () => {
    const unique = (names: readonly string[]) => [...new Set(names)].sort();
    const actual = all
      .map(({ name, expected, met, surplus }) => ({
        policy: name,
        missed: unique(expected.filter((code) => !met.includes(code))),
        surplus: unique(surplus),
      }))
      .filter(({ missed, surplus }) => missed.length + surplus.length > 0);
    const written = deviations.map(({ policy, missed = [], surplus = [], reason }) => {
      assert.match(reason, /[.]$/);
      return { policy, missed: unique(missed), surplus: unique(surplus) };
    });
    assert.deepEqual(actual, written);
  });
});
