import assert from "node:assert/strict";
import { Attempts } from "./fuzz/attempts.ts";
import { found } from "./fuzz/found.ts";

describe("what the fuzzer once found", function () {
  this.timeout(300_000);
  const attempts = new Attempts();

  after(() => attempts.end());

  for (const [name, attempt] of found())
    it(`is mended: ${attempt.broke} (${name})`, async () => {
      const { faults } = await attempts.make(attempt);
      assert.deepEqual(faults, []);
    });
});
