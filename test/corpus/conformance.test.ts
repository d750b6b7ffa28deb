import assert from "node:assert/strict";
import { join } from "node:path";
import { shared } from "../harness/corpus.ts";
import { deviationFor, deviations, figures, line, verdicts } from "./conformance.ts";

/** In percent; raised whenever we get better. */
const least = {
  "checkov fixtures": { found: 98, silent: 99 },
  "checkov inline": { found: 99, silent: 99 },
  trivy: { found: 99, silent: 99 },
} as const;

describe("the other tools' own cases", function () {
  if (!shared) {
    it("are read from the corpus, which is not here");
    return;
  }
  this.timeout(120_000);
  const all = [...verdicts(join(shared, "corpus"))];

  for (const figure of figures(all)) {
    const { source, expected, right, asked, deviating } = figure;
    const wanted = least[source][expected];
    it(`come out as their authors meant: ${line(figure)}, at least ${wanted} %`, () =>
      assert.ok(asked > 0 && (100 * right) / asked >= wanted));

    it(`are contradicted in few cases: ${source}, ${expected}`, () =>
      assert.ok(deviating <= 0.035 * (asked + deviating), `${deviating} of ${asked + deviating}`));
  }

  it("are contradicted for a reason that is written down and still needed", () => {
    const needed = new Set(
      all.filter(({ actual, expected }) => actual !== expected).map((verdict) => `${verdict.id} ${verdict.where}`),
    );
    for (const deviation of deviations) {
      const { id, where, reason, reference } = deviation;
      assert.match(reason, /[.]$/, id);
      assert.match(reference, /^https:\/\//, id);
      for (const place of where) assert.ok(needed.has(`${id} ${place}`), `${id} agrees by now: ${place}`);
    }
    assert.ok(all.some((verdict) => deviationFor(verdict)) || deviations.length === 0);
  });
});
