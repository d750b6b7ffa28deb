import type { Attempt, Fault, Result } from "./attempt.ts";
import { exercise } from "./exercise.ts";
import { stackOf } from "./faults.ts";

// The process in which attempts are made: whoever has started it can end it.

const warm: Attempt = {
  files: { "main.tf": 'resource "aws_s3_bucket" "a" {\n  acl = "public-read"\n}\n' },
  edits: [{ file: "main.tf", at: 40, length: 1, text: "x" }],
  ways: ["edits", "fixes", "editor", "pretty"],
};

const unforeseen = (error: unknown): Fault => ({ kind: "exception", during: "nobody's turn", message: stackOf(error) });

let thrown: unknown;
process.on("unhandledRejection", (error) => {
  thrown = error;
});
process.on("uncaughtException", (error) => {
  thrown = error;
});

process.on("message", async (attempt: Attempt) => {
  thrown = undefined;
  let result: Result = { faults: [], edits: 0, calls: 0 };
  try {
    result = await exercise(attempt, (began) => process.send?.({ began }));
  } catch (error) {
    thrown = error;
  }
  process.send?.(thrown === undefined ? result : { ...result, faults: [...result.faults, unforeseen(thrown)] });
});

await exercise(warm, () => undefined);
process.send?.("ready");
