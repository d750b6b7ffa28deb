import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import type { Measured } from "./measure.ts";

// What may be taken for a file under 50 KB, whatever it holds: milliseconds of processor time, and megabytes.
const mostForCheck = 1_000;
const mostForEdit = 300;
const mostMemory = 500;
/** A core that others share takes longer for the same: the promise is printed beside what was measured, twice of it is refused. */
const slack = 2;

describe("a hostile input", () => {
  let all: readonly Measured[] = [];

  before(function () {
    this.timeout(600_000);
    const arguments_ = ["--max-old-space-size=400", "--import=tsx", "test/hostile/measure.ts"];
    const output = execFileSync(process.execPath, [...arguments_, `${mostForCheck}`, `${mostForEdit}`], {
      encoding: "utf8",
      timeout: 580_000,
    });
    all = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const slowest = (of: "check" | "edit") => all.reduce((a, b) => (a[of] > b[of] ? a : b));
    const [check, edit] = [slowest("check"), slowest("edit")];
    console.log(
      `    ${all.length} inputs under 50 KB; the slowest: ${Math.round(check.check)} ms of processor time (${check.name}),`,
    );
    console.log(`    an edit ${Math.round(edit.edit)} ms (${edit.name}); ${Math.round(all.at(-1)?.memory ?? 0)} MB`);
    console.log(`    promised: ${mostForCheck} ms, an edit ${mostForEdit} ms, ${mostMemory} MB`);
  });

  it("is under 50 KB, and there are many", () => {
    assert.ok(all.length > 70);
    assert.deepEqual(
      all.filter(({ characters }) => characters > 51_200),
      [],
    );
  });

  it("makes no rule fail", () =>
    assert.deepEqual(
      all.filter(({ failures }) => failures.length > 0),
      [],
    ));

  it("is checked within a second", () =>
    assert.deepEqual(
      all.filter(({ check }) => check > slack * mostForCheck),
      [],
    ));

  it("is edited within 300 milliseconds", () =>
    assert.deepEqual(
      all.filter(({ edit }) => edit > slack * mostForEdit),
      [],
    ));

  it("takes less than 500 MB", () => assert.ok((all.at(-1)?.memory ?? Infinity) < mostMemory));
});
