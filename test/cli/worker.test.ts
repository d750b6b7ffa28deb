import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { threads } from "../../cli/hire.ts";
import type { Hire } from "../../cli/job.ts";
import { Progress } from "../../cli/progress.ts";
import { inProcess } from "../../cli/worker.ts";
import { until } from "../harness/client.ts";
import { bench, key, unencrypted, volume } from "./harness.ts";

const dist = join(import.meta.dirname, "../../dist");

/** What a rule of the worker that is tested does harm at. */
const resource = (type: string): string => `resource "test_${type}" "x" {\n}\n`;

/** Most memory for a worker. */
const megabytes = 384;

describe("parapet check, in a thread", () => {
  let folder = "";
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "parapet-worker-"));
    await build({
      entryPoints: [join(import.meta.dirname, "hostile-worker.ts")],
      outfile: join(folder, "parapet-worker.cjs"),
      bundle: true,
      platform: "node",
      format: "cjs",
      mainFields: ["module", "main"],
    });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const hire: Hire = (...listeners) => threads(join(folder, "parapet-worker.cjs"), megabytes)(...listeners);
  let isDebugged = false;
  let workers = 1;
  beforeEach(() => {
    isDebugged = false;
    workers = 1;
  });
  const { write, check, run, read, path } = bench({
    hire,
    get debug() {
      return isDebugged;
    },
    get workers() {
      return workers;
    },
  });

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
    ["loops", "was given up after 3 s", 3],
    ["backtracks", "was given up after 3 s", 3],
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

  for (const [what, why, patience] of [
    ["loops", "was given up after 3 s", 3],
    ["hoards", "ran out of memory", 60],
    ["exits", "ended", 60],
  ] as const)
    it(`names a module that ${what} where several work, and reports the others`, async () => {
      workers = 2;
      const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
      for (const name of names) write({ [`${name}/main.tf`]: name === "c" ? resource(what) + volume : volume });
      assert.deepEqual(await told(".", "--timeout", `${patience}`), {
        code: 2,
        findings: names.flatMap((name) => (name === "c" ? [] : `${name}/main.tf ${unencrypted}`)),
        errors: [`c: ${why}`],
      });
    });

  it("names each of several, and what calls them", async () => {
    write({
      "a/main.tf": resource("loops"),
      "b/main.tf": resource("throws"),
      "c/main.tf": `module "a" {\n  source = "../a"\n}\n`,
      "d/main.tf": volume,
      "e/main.tf": resource("loops"),
    });
    assert.deepEqual(await told(".", "--timeout", "3"), {
      code: 2,
      findings: [`d/main.tf ${unencrypted}`],
      errors: ["b: failed: no message", "c: was given up after 3 s", "e: was given up after 3 s"],
    });
  });

  it("reports without its fixes a finding that does not come to an end with them", async () => {
    write({ "a/main.tf": resource("cures") + volume, "b/main.tf": key });
    const found = {
      code: 2,
      findings: ["a/main.tf test-cures", `a/main.tf ${unencrypted}`, "b/main.tf aws-kms-key-not-rotated"],
      errors: ["a: fixes are missing: working them out was given up after 3 s"],
    };
    assert.deepEqual(await told(".", "--fixes", "--timeout", "3"), found);
    const { stdout, code } = await run("check", ".", "--timeout", "3");
    assert.equal(code, 2);
    assert.match(stdout, /test-cures/);
  });

  it("writes the fixes of the other modules, each once", async () => {
    write({ "a/main.tf": key, "b/main.tf": resource("cures") + key, "c/main.tf": key });
    const { code, findings, errors, summary } = await check(".", "--fix", "--timeout", "3");
    assert.equal(code, 2);
    assert.equal(summary.fixed, 2);
    assert.deepEqual(
      findings.map(({ file }) => file),
      ["b/main.tf", "b/main.tf"],
    );
    assert.deepEqual(
      errors.map(({ file, message }) => `${file}: ${message}`),
      ["b: fixes are missing: working them out was given up after 3 s"],
    );
    assert.equal(read("c/main.tf").match(/enable_key_rotation/g)?.length, 1);
    assert.equal(read("b/main.tf"), resource("cures") + key);
  });

  it("shows where a module failed only to those who look for it", async () => {
    write({ "main.tf": resource("throws") });
    const complaint = "parapet: .: failed: no message\n";
    assert.equal((await run("check", ".")).stderr, complaint);
    isDebugged = true;
    const { stderr } = await run("check", ".");
    assert.ok(stderr.endsWith(complaint));
    assert.match(stderr, /^Error: no message\n +at /);
  });

  it("ends at once when it is interrupted", async () => {
    write({ "main.tf": resource("loops") });
    copyFileSync(join(dist, "parapet.cjs"), join(folder, "parapet.cjs"));
    const child = spawn(process.execPath, [join(folder, "parapet.cjs"), "check", ".", "--timeout", "3600"], {
      cwd: path("."),
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PARAPET_BEGUN: path("begun") },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk));
    const code = new Promise((resolve) => child.once("close", resolve));
    await until(() => existsSync(path("begun")));
    child.kill("SIGINT");
    assert.deepEqual([await code, said], [130, ""]);
  });
});

describe("parapet check --fixes of more than there is time for", () => {
  const { write, check, run } = bench({
    hire: inProcess({ allowance: { characters: 100_000 } }),
  });

  it("leaves out what is too much, and says so without complaining", async () => {
    write({ "a/main.tf": key, "b/main.tf": `${key}${key.replace('"data"', '"b"')}` });
    const { code, findings, errors } = await check(".", "--fixes");
    assert.deepEqual(
      [code, findings.map(({ file, fixes }) => [file, fixes.length])],
      [
        1,
        [
          ["a/main.tf", 1],
          ["b/main.tf", 1],
          ["b/main.tf", 0],
        ],
      ],
    );
    assert.deepEqual(errors, [{ kind: "note", file: null, message: "fixes of 1 finding were not worked out" }]);
    assert.match((await run("check", ".", "--fixes")).stdout, /3 low\n$/);
    assert.match(
      (await run("check", ".", "--fixes", "--format", "sarif")).stdout,
      /"level": "note",\s+"message": \{\s+"text": "fixes of 1 finding were not worked out"/,
    );
  });
});

describe("parapet check, where something is thrown that nobody foresaw", () => {
  const { write, run } = bench({
    hire: () => {
      throw new Error("no\nthread");
    },
  });

  it("says so in a line, and exits with 2", async () => {
    write({ "main.tf": volume });
    assert.deepEqual(await run("check", "."), { code: 2, stdout: "", stderr: "parapet: failed: no thread\n" });
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
    spawnSync(process.execPath, [join(dist, "parapet.cjs"), ...args], {
      cwd: path("."),
      encoding: "utf8",
    });

  it("checks, mends, explains and lists from dist", () => {
    write({ "main.tf": `${key}\n${volume}` });
    const { status, stdout, stderr } = parapet("check", ".", "--fix");
    assert.equal(status, 1);
    assert.match(stderr, /^parapet: --fix mends 1 finding in 1 file:\n {2}1 × aws-kms-key-not-rotated: /);
    assert.match(stdout, /1 finding in 1 file: 1 high · 1 fixed\nLeft: 1 recreates the resource\n$/);
    assert.match(parapet("explain", unencrypted).stdout, /^# Disk is not encrypted\n/);
    assert.ok(parapet("rules").stdout.includes(unencrypted));
    assert.equal(parapet("check", "gone").status, 2);
  });
});

describe("the progress of a check", () => {
  it("is shown once it takes long, now and then, and is taken away", () => {
    let [shown, now] = ["", 5000];
    const progress = new Progress({ write: (text) => (shown += text) }, () => now);
    for (const [done, time] of [
      [1, 5500],
      [2, 6000],
      [3, 6050],
      [4, 6100],
    ] as const) {
      now = time;
      progress.show("checked", done, 9);
    }
    const clean = "\r\u001b[K";
    assert.equal(shown, `${clean}checked 2 of 9 modules${clean}checked 4 of 9 modules`);
    progress.clear();
    progress.clear();
    assert.equal(shown, `${clean}checked 2 of 9 modules${clean}checked 4 of 9 modules${clean}`);
  });
});
