import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import type { Log } from "sarif";
import { hash } from "../../cli/record.ts";
import { bench, bound, encrypted, key, unowned, volume } from "./harness.ts";

const rotated = `resource "aws_kms_key" "data" {\n  description         = "data"\n  enable_key_rotation = true\n}\n`;

describe("parapet check --fix", () => {
  const { write, check, run, read, path } = bench();

  it("mends what only updates, and tells the rest", async () => {
    write({ "main.tf": `${key}\n${volume}` });
    const { code, findings, summary } = await check(".", "--fix");
    assert.equal(read("main.tf"), `${rotated}\n${volume}`);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["aws-ebs-volume-unencrypted"],
    );
    assert.equal(summary.fixed, 1);
    assert.equal(code, 1);
  });

  it("tells a syntax error once, where it stands after what was written, however many modules have the file", async () => {
    const broken = `${key}\nresource "aws_kms_key" {\n  description = "\n}\n`;
    write({ "m/main.tf": broken, "a/main.tf": 'module "m" {\n  source = "../m"\n}\n' });
    const { errors, summary } = await check(".", "--fix");
    const line = read("m/main.tf").split("\n").indexOf('  description = "') + 1;
    assert.equal(summary.fixed, 1);
    assert.deepEqual(
      errors.map(({ file, line }) => [file, line]),
      [["m/main.tf", line]],
    );
  });

  it("goes as far as --impact says", async () => {
    write({ "main.tf": `${key}\n${volume}` });
    assert.equal((await check(".", "--fix", "--impact", "replacement")).code, 0);
    assert.equal(read("main.tf"), `${rotated}\n${encrypted}`);
    write({ "main.tf": `${key}\n${volume}` });
    assert.equal((await check(".", "--fix", "--impact", "none")).findings.length, 2);
    assert.equal(read("main.tf"), `${key}\n${volume}`);
  });

  it("changes nothing when it runs again", async () => {
    write({ "main.tf": `${key}\n${volume}` });
    await check(".", "--fix", "--impact", "replacement");
    const once = read("main.tf");
    const { summary } = await check(".", "--fix", "--impact", "replacement");
    assert.equal(read("main.tf"), once);
    assert.equal(summary.fixed, 0);
  });

  it("says before it writes what it mends, by rule and price, and afterwards why it left the rest", async () => {
    write({ "main.tf": `${key}\n${volume}`, "more.tf": key.replace('"data"', '"more"') });
    const { stdout, stderr } = await run("check", ".", "--fix");
    assert.equal(
      stderr,
      "parapet: --fix mends 2 findings in 2 files:\n  2 × aws-kms-key-not-rotated: KMS key is never rotated (changes in place)\n",
    );
    assert.match(stdout, /\n {2}= left: recreates the resource\n/);
    assert.match(stdout, /1 high · 2 fixed\nLeft: 1 recreates the resource\n$/);
    const again = await check(".", "--fix");
    assert.match(again.stderr, /^parapet: --fix finds nothing that it may write\n/);
    assert.deepEqual(again.fix, { dryRun: false, changes: [], files: 0, left: { "recreates the resource": 1 } });
    assert.deepEqual(again.findings[0]?.left, {
      reason: "recreates the resource",
      message: "recreates the resource",
    });
  });

  const reasons: Readonly<Record<string, readonly [reason: string, text: string]>> = {
    "no fix": [
      "no fix",
      'resource "aws_ami_launch_permission" "a" {\n  group    = "all"\n  image_id = "ami-0a1b2c3d"\n}\n',
    ],
    "a value that only a person knows": [
      "needs a value",
      'resource "aws_s3_bucket" "a" {\n  tags = {\n    Owner = "me"\n  }\n}\n',
    ],
    "a secret": ["takes a secret away", 'variable "a" {\n  default = "ghp_0123456789abcdefghijABCDEFGHIJ012345"\n}\n'],
    "what may interrupt": [
      "may interrupt",
      'resource "aws_s3_bucket_acl" "a" {\n  bucket = "a"\n  acl    = "public-read"\n}\n',
    ],
  };
  for (const [what, [reason, text]] of Object.entries(reasons))
    it(`names as the reason why it left a finding: ${what}`, async () => {
      write({ "main.tf": text, ".parapet/rules/acme.yaml": unowned });
      const { findings, fix } = await check(".", "--fix");
      assert.deepEqual(
        findings.map(({ left }) => left?.reason),
        [reason],
      );
      assert.deepEqual(fix?.left, { [reason]: 1 });
      assert.equal(read("main.tf"), text);
    });

  it("writes nothing on trial, prints the diff alone, and ends as --fix would", async () => {
    const before = { "main.tf": `${key}\n${volume}`, "m/main.tf": key.replaceAll("\n", "\r\n") };
    write({ ".git/HEAD": "", ...before });
    const { code, stdout, stderr } = await run("check", ".", "--dry-run");
    for (const [name, text] of Object.entries(before)) assert.equal(read(name), text);
    assert.match(stderr, /^parapet: --fix would mend 2 findings in 2 files:\n/);
    assert.match(stderr, /1 finding in 2 files: 1 high · 2 would be fixed\nLeft: 1 recreates the resource\n$/);
    const { findings, fix, summary } = await check(".", "--dry-run");
    assert.equal(fix?.diff, stdout);
    assert.deepEqual([findings.length, summary.fixed, fix?.dryRun], [1, 2, true]);
    // what `git apply` makes of it is what --fix writes
    writeFileSync(path("a.patch"), stdout);
    execFileSync("git", ["apply", "--unsafe-paths", "--directory", path("."), path("a.patch")], { cwd: tmpdir() });
    const applied = Object.keys(before).map(read);
    write(before);
    const fixed = await run("check", ".", "--fix");
    assert.deepEqual(Object.keys(before).map(read), applied);
    assert.equal(code, fixed.code);
  });

  it("hides secrets in the diff of a trial", async () => {
    write({
      "main.tf": `variable "a" {\n  default = "correct-horse-1"\n}\n${key}`,
      "a.tfvars": 'db_password = "correct-horse-1"\n',
    });
    const { stdout, stderr } = await run("check", ".", "--dry-run");
    assert.match(stdout, /enable_key_rotation = true/);
    assert.doesNotMatch(stdout + stderr, /correct-horse-1/);
  });

  it("tells programs of a trial in SARIF, too", async () => {
    write({ "main.tf": `${key}\n${volume}` });
    const { runs } = JSON.parse((await run("check", ".", "--dry-run", "--format", "sarif")).stdout) as Log;
    const [sarif] = runs;
    assert.equal(sarif?.properties?.["fix"].changes[0].rule, "aws-kms-key-not-rotated");
    assert.equal(sarif?.results?.[0]?.properties?.["left"].reason, "recreates the resource");
  });

  it("keeps line ends, a byte order mark and everything else", async () => {
    const text = `\uFEFF# é 😀\r\n${key.replaceAll("\n", "\r\n")}\r\nlocals{a=1}`;
    write({ "main.tf": text });
    await check(".", "--fix");
    assert.equal(read("main.tf"), text.replace(key.replaceAll("\n", "\r\n"), rotated.replaceAll("\n", "\r\n")));
  });

  it("leaves alone what is suppressed, excluded or not named", async () => {
    write({
      "a.tf": `# parapet:ignore *\n${key}`,
      "b.tf": key.replace('"data"', '"b"'),
      "c.tf": key.replace('"data"', '"c"'),
      ".parapet.yaml": "exclude: [b.tf]\n",
    });
    assert.equal((await check(".", "--fix")).summary.fixed, 1);
    assert.equal(read("b.tf"), key.replace('"data"', '"b"'));
    write({ "c.tf": key.replace('"data"', '"c"'), "d.tf": key.replace('"data"', '"d"') });
    assert.equal((await check("d.tf", "--fix")).summary.fixed, 1);
    assert.equal(read("c.tf"), key.replace('"data"', '"c"'));
  });

  it("tells what it could not write, and does not call it mended", async function () {
    if (process.platform === "win32") this.skip();
    write({ "main.tf": key });
    chmodSync(path("main.tf"), 0o444);
    const { code, findings, errors, summary } = await bound(path("."), () => check(".", "--fix"));
    assert.deepEqual(
      errors.map(({ file, message }) => `${file}: ${message}`),
      ["main.tf: is read-only and was left"],
    );
    assert.deepEqual([code, findings.length, summary.fixed], [2, 1, 0]);
  });

  it("does not reach outside what it was told to check", async () => {
    write({ ".git/HEAD": "", "root/main.tf": `module "k" {\n  source = "../shared"\n}\n`, "shared/main.tf": key });
    const { findings, summary } = await check("root", "--fix");
    assert.deepEqual(
      findings.map(({ file }) => file),
      ["shared/main.tf"],
    );
    assert.equal(summary.fixed, 0);
    assert.equal(read("shared/main.tf"), key);
  });

  it("leaves all of a fix whose files cannot all be written, and mends the rest", async () => {
    write({ "main.tf": key, "sub/main.tf": key.replace('"data"', '"other"') });
    chmodSync(path("sub/main.tf"), 0o444);
    const { errors, summary, code } = await check(".", "--fix");
    assert.deepEqual(
      errors.map(({ file, message }) => `${file} ${message}`),
      ["sub/main.tf is read-only and was left"],
    );
    assert.deepEqual([summary.fixed, code, read("main.tf")], [1, 2, rotated]);
  });

  describe("after one that was interrupted", () => {
    const id = "0f".repeat(16);
    const dead = 999_999_999;

    /** As it is after all was prepared and the first of two files renamed. */
    beforeEach(() => {
      const [a, b] = [key, key.replace('"data"', '"other"')];
      const after = b.replace("  description", "  # mended\n  description");
      const files = [
        { path: "a.tf", index: 0, set: 0, before: hash(a), after: hash(rotated) },
        { path: "sub/b.tf", index: 1, set: 0, before: hash(b), after: hash(after) },
      ];
      write({
        "in/a.tf": rotated,
        "in/sub/b.tf": b,
        [`in/sub/.parapet-fix-${id}-1.new`]: after,
        "in/.parapet-fix": JSON.stringify({ id, process: dead, isReady: true, files }),
      });
    });
    const told = (errors: readonly { readonly file: string | null; readonly message: string }[]) =>
      errors.map(({ file, message }) => `${file}: ${message}`);

    it("only says so, and how it is finished, when it is to check", async () => {
      const { errors, code } = await check("in", "--fail-on", "critical");
      assert.deepEqual(told(errors), [
        'in: an earlier --fix was interrupted here; "parapet check in --fix" finishes it',
      ]);
      assert.equal(code, 0);
      assert.ok(!read("in/sub/b.tf").includes("mended"));
    });

    it("finishes it and names the files, then goes on", async () => {
      const { errors, findings, code } = await check(".", "--fix");
      assert.deepEqual(told(errors), [
        "in/a.tf: an interrupted --fix was finished here",
        "in/sub/b.tf: an interrupted --fix was finished here",
      ]);
      assert.ok(read("in/sub/b.tf").includes("# mended") && read("in/sub/b.tf").includes("enable_key_rotation"));
      assert.deepEqual([findings, code], [[], 0]);
      assert.deepEqual((await check(".", "--fix")).errors, []);
    });

    it("writes nothing below a directory where it has still to be finished", async () => {
      const { errors, code } = await check("in/sub", "--fix");
      assert.match(
        told(errors)[0] ?? "",
        /^in: .+so nothing was written below it; "parapet check in --fix" finishes it$/,
      );
      assert.equal(code, 2);
      assert.ok(!read("in/sub/b.tf").includes("enable_key_rotation"));
    });
  });
});
