import assert from "node:assert/strict";
import { type Attempt, type Fault, isSameFault } from "./fuzz/attempt.ts";
import { Attempts } from "./fuzz/attempts.ts";
import { campaign } from "./fuzz/campaign.ts";
import { generate } from "./fuzz/generate.ts";
import { minimised } from "./fuzz/minimise.ts";

describe("fuzzing", function () {
  this.timeout(600_000);

  it("finds nothing in attempts that are the same every time", async () => {
    const failures: string[] = [];
    const { inputs, edits, calls } = await campaign({
      seed: 2026,
      goesOn: (made) => made < 45,
      patience: 20_000,
      failed: ({ kind, during, message }, attempt) =>
        failures.push(`${kind} in ${during}: ${message}\n${JSON.stringify(attempt)}`),
    });
    console.log(`      ${inputs} inputs, ${edits} edits, ${calls} calls of features`);
    assert.deepEqual(failures, []);
    assert.ok(edits > 100 && calls > 300, `${edits} edits, ${calls} calls`);
  });

  it("makes the same of the same seed, and other things of another", () => {
    assert.deepEqual(generate(1, 7), generate(1, 7));
    assert.notDeepEqual(generate(1, 7), generate(2, 7));
  });

  it("makes what fails as small as it can be", async () => {
    const attempt: Attempt = {
      files: { "main.tf": "a = 1\nb = [2, 3]\nc = 4\n", "more.tf": "d = 5\n", "less.tf": "" },
      edits: [
        { file: "main.tf", at: 0, length: 0, text: "x" },
        { file: "more.tf", at: 3, length: 1, text: "a wrong word" },
      ],
      ways: ["edits", "editor", "json"],
    };
    const fails = async ({ files, edits, ways }: Attempt) =>
      (files["main.tf"] ?? "").includes("[") &&
      edits.some(({ text }) => text.includes("wrong")) &&
      ways.includes("editor");
    assert.deepEqual(await minimised(attempt, fails, 10_000), {
      files: { "main.tf": "[" },
      edits: [{ file: "more.tf", at: 3, length: 1, text: "wrong" }],
      ways: ["editor"],
    });
  });

  it("ends what has no end, and says what it was", async () => {
    const attempts = new Attempts("hanging.ts", 2_000);
    const { faults } = await attempts.make({ files: {}, edits: [], ways: [] });
    assert.deepEqual(faults, [{ kind: "hang", during: "what has no end", message: "no end after 2 s" }]);
  });

  it("takes faults for one that differ in figures only", () => {
    const fault = (message: string): Fault => ({ kind: "slow", during: "hover", message });
    assert.ok(isSameFault(fault("3100 ms"), fault("4200 ms")));
    assert.ok(!isSameFault(fault("3100 ms"), { ...fault("3100 ms"), during: "an edit" }));
  });
});
