import { deepEqual, equal } from "node:assert/strict";
import { compare } from "./pairs.ts";

const { PARAPET_PAIRS: pairs = "1200", PARAPET_SEED: seed = "1" } = process.env;

describe("the engine of access", () => {
  it(`agrees with an evaluator that was written apart, on ${pairs} random pairs and sets of policies (seed ${seed})`, function () {
    this.timeout(0);
    const { counts, untold, mismatches } = compare(Number(pairs), Number(seed));
    console.log(
      `      ${counts.yes} yes, ${counts.no} no, ${counts["cannot tell"]} cannot be told, ${untold} of them without variables`,
    );
    deepEqual(mismatches, []);
    equal(untold, 0);
  });
});
