import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { hash } from "../../cli/record.ts";
import { bench, bound, encrypted, key, volume } from "./harness.ts";

const rotated = `resource "aws_kms_key" "data" {\n  description         = "data"\n  enable_key_rotation = true\n}\n`;

describe("parapet check --fix", () => {
  const { write, check, read, path } = bench();

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
