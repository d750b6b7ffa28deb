import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { threads } from "../../cli/hire.ts";
import { bench, key, unencrypted, volume } from "./harness.ts";

/** Most memory for a worker. */
const megabytes = 256;

describe("parapet check, in a thread", () => {
  let folder = "";
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "parapet-worker-"));
    await build({
      entryPoints: [join(import.meta.dirname, "hostile-worker.ts")],
      outfile: join(folder, "worker.cjs"),
      bundle: true,
      platform: "node",
      format: "cjs",
      mainFields: ["module", "main"],
    });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const { write, check, run, read } = bench({
    hire: (...args) => threads(join(folder, "worker.cjs"), megabytes)(...args),
  });

  const resource = (type: string): string => `resource "test_${type}" "x" {\n}\n`;

  /** What is found and complained of. */
  async function told(...args: readonly string[]) {
    const { code, findings, errors, stderr } = await check(...args);
    assert.doesNotMatch(stderr, /^ +at /m);
    return {
      code,
      findings: findings.map(({ rule, file }) => `${file} ${rule}`),
      errors: errors.map(({ file, message }) => `${file}: ${message}`),
    };
  }

  it("finds what it finds elsewhere", async () => {
    write({ "a/main.tf": volume, "b/main.tf": key });
    assert.deepEqual(await told("."), {
      code: 1,
      findings: [`a/main.tf ${unencrypted}`, "b/main.tf aws-kms-key-not-rotated"],
      errors: [],
    });
  });

  for (const [what, why, patience] of [
    ["loops", "was given up after 1 s", 1],
    ["backtracks", "was given up after 1 s", 1],
    ["allocates", "ran out of memory", 60],
    ["hoards", "ran out of memory", 60],
    ["exits", "ended", 60],
    ["throws", "failed: no message", 60],
  ] as const)
    it(`names a module that ${what} and reports the others`, async () => {
      write({ "a/main.tf": volume, "b/main.tf": resource(what) + volume, "c/main.tf": volume });
      assert.deepEqual(await told(".", "--timeout", `${patience}`), {
        code: 2,
        findings: [`a/main.tf ${unencrypted}`, `c/main.tf ${unencrypted}`],
        errors: [`b: ${why}`],
      });
    });

  it("names each of several, and what calls them", async () => {
    write({
      "a/main.tf": resource("loops"),
      "b/main.tf": resource("throws"),
      "c/main.tf": `module "a" {\n  source = "../a"\n}\n`,
      "d/main.tf": volume,
    });
    assert.deepEqual(await told(".", "--timeout", "1"), {
      code: 2,
      findings: [`d/main.tf ${unencrypted}`],
      errors: ["a: was given up after 1 s", "b: failed: no message", "c: was given up after 1 s"],
    });
  });

  it("reports without its fixes a finding that does not come to an end with them", async () => {
    write({ "a/main.tf": resource("cures") + volume, "b/main.tf": key });
    const found = {
      code: 2,
      findings: ["a/main.tf test-cures", `a/main.tf ${unencrypted}`, "b/main.tf aws-kms-key-not-rotated"],
      errors: ["a: fixes are missing: working them out was given up after 1 s"],
    };
    assert.deepEqual(await told(".", "--fixes", "--timeout", "1"), found);
    const { stdout, code } = await run("check", ".", "--timeout", "1");
    assert.equal(code, 2);
    assert.match(stdout, /test-cures/);
  });

  it("writes the fixes of the other modules, each once", async () => {
    write({ "a/main.tf": key, "b/main.tf": resource("cures") + key, "c/main.tf": key });
    const { code, findings, errors, summary } = await check(".", "--fix", "--timeout", "1");
    assert.equal(code, 2);
    assert.equal(summary.fixed, 2);
    assert.deepEqual(
      findings.map(({ file }) => file),
      ["b/main.tf", "b/main.tf"],
    );
    assert.deepEqual(
      errors.map(({ file, message }) => `${file}: ${message}`),
      ["b: fixes are missing: working them out was given up after 1 s"],
    );
    assert.equal(read("c/main.tf").match(/enable_key_rotation/g)?.length, 1);
    assert.equal(read("b/main.tf"), resource("cures") + key);
  });
});

describe("parapet check, whose worker does not start", () => {
  const { write, check } = bench({ hire: threads(join(tmpdir(), "parapet-there-is-none.cjs")) });

  it("says so in a line", async () => {
    write({ "main.tf": volume });
    const { code, findings, errors, stderr } = await check(".");
    assert.deepEqual([code, findings, errors.length], [2, [], 1]);
    assert.match(stderr, /^parapet: the check failed: Cannot find module .+\n$/);
  });
});

describe("the bundled command line", () => {
  const { write, path } = bench();
  const parapet = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, "../../dist/parapet.cjs"), ...args], {
      cwd: path("."),
      encoding: "utf8",
    });

  it("checks, mends, explains and lists from dist", () => {
    write({ "main.tf": `${key}\n${volume}` });
    const { status, stdout, stderr } = parapet("check", ".", "--fix");
    assert.deepEqual([status, stderr], [1, ""]);
    assert.match(stdout, /1 finding in 1 file: 1 high · 1 fixed\n$/);
    assert.match(parapet("explain", unencrypted).stdout, /^# EBS volume is not encrypted\n/);
    assert.ok(parapet("rules").stdout.includes(unencrypted));
    assert.equal(parapet("check", "gone").status, 2);
  });
});
