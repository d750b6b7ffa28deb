import assert from "node:assert/strict";
import { chmodSync, rmSync, symlinkSync } from "node:fs";
import { patiently } from "../../cli/disk.ts";
import { bench, bound, encrypted, key, unencrypted, unrotated, volume } from "./harness.ts";

describe("parapet check", () => {
  const { write, check, run, path } = bench();

  it("reports as JSON what it finds, with places and fixes", async () => {
    write({ "main.tf": `# 😀\n${volume}` });
    const { code, stderr, findings, errors, summary, version } = await check(".", "--fixes");
    assert.equal(code, 1);
    assert.equal(stderr, "");
    assert.equal(version, 1);
    assert.deepEqual(errors, []);
    assert.deepEqual(summary, {
      files: 1,
      modules: 1,
      findings: 1,
      suppressed: 0,
      fixed: 0,
      severities: { critical: 0, high: 1, medium: 0, low: 0 },
    });
    const [finding] = findings;
    assert.deepEqual(
      { ...finding, aliases: finding?.aliases.includes("CKV_AWS_3"), message: typeof finding?.message, fixes: 0 },
      {
        rule: unencrypted,
        aliases: true,
        severity: "high",
        message: "string",
        address: "aws_ebs_volume.data",
        subject: "aws_ebs_volume.data",
        file: "main.tf",
        range: { start: { line: 2, column: 1, offset: 5 }, end: { line: 2, column: 33, offset: 37 } },
        suppressed: false,
        fixes: 0,
        related: [],
        places: [
          {
            rule: unencrypted,
            message: finding?.message,
            address: "aws_ebs_volume.data",
            subject: "aws_ebs_volume.data",
            file: "main.tf",
            range: { start: { line: 2, column: 1, offset: 5 }, end: { line: 2, column: 33, offset: 37 } },
            calls: [],
          },
        ],
      },
    );
    const [fix] = finding?.fixes ?? [];
    assert.equal(fix?.impact, "replacement");
    assert.equal(fix?.preferred, false);
    assert.match(fix?.title ?? "", /\(recreates the resource\)$/);
    assert.ok(
      fix?.edits.every(
        ({ file, range, text }) => file === "main.tf" && range.start.line > 2 && text.includes("encrypted"),
      ),
    );
  });

  it("reads a policy whose keys are written with escapes", async () => {
    const policy = '{"Version":"2012-10-17","\\u0053tatement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
    write({ "policy.json": policy });
    const { findings } = await check(".");
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["aws-iam-full-admin"],
    );
  });

  it("works fixes out only where they are asked for", async () => {
    write({ "main.tf": key });
    assert.deepEqual((await check(".")).findings[0]?.fixes, []);
    const { stdout } = await run("check", ".", "--format", "sarif");
    assert.ok(!stdout.includes('"fixes"'));
    assert.ok((await run("check", ".", "--format", "sarif", "--fixes")).stdout.includes('"fixes"'));
  });

  it("prefers the first fix that needs no review", async () => {
    write({ "main.tf": key });
    const { findings } = await check("main.tf", "--fixes");
    assert.deepEqual(findings[0]?.fixes.map(({ preferred, impact }) => [preferred, impact])[0], [true, "update"]);
  });

  it("exits with 0 where nothing is as bad as --fail-on", async () => {
    write({ "bad/main.tf": volume, "good/main.tf": encrypted });
    assert.equal((await check("good")).code, 0);
    assert.equal((await check("bad", "--fail-on", "high")).code, 1);
    assert.equal((await check("bad", "--fail-on", "critical")).code, 0);
  });

  it("takes every directory for a module, and JSON for policies", async () => {
    const policy = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}`;
    write({
      "a/main.tf": volume,
      "a/b/main.tofu": volume,
      "a/b/c/policy.json": policy,
      "a/package.json": "{}",
      "a/node_modules/x/main.tf": volume,
      "a/.terraform/modules/x/main.tf": volume,
      "d/volume.tf.json": JSON.stringify({
        resource: { aws_ebs_volume: { data: { availability_zone: "a", size: 1 } } },
      }),
    });
    const files = async (...paths: readonly string[]) => [
      ...new Set((await check(...paths)).findings.map(({ file }) => file)),
    ];
    assert.deepEqual(await files("a"), ["a/b/c/policy.json", "a/b/main.tofu", "a/main.tf"]);
    assert.deepEqual(await files("d", "a/b"), ["a/b/c/policy.json", "a/b/main.tofu", "d/volume.tf.json"]);
    assert.deepEqual(await files("a/b/c/policy.json"), ["a/b/c/policy.json"]);
    assert.deepEqual(await files(path("a/main.tf")), ["a/main.tf"]);
  });

  it("tells of one file only what is in it or decided for it, but reads its module", async () => {
    write({
      "main.tf": `variable "on" {\n  default = true\n}\n${volume.replace("size ", "encrypted = var.on\n  size ")}`,
      "other.tf": volume.replace('"data"', '"other"'),
      "prod.auto.tfvars": "on = false\n",
    });
    const { findings } = await check("main.tf");
    assert.deepEqual(
      findings.map(({ address }) => address),
      ["aws_ebs_volume.data"],
    );
    assert.equal((await check("main.tf", ".")).findings.length, 2);
    assert.match((await run("check", "main.tf")).stdout, /^1 finding in 1 file \(module of 3\): 1 high$/m);
    assert.match(
      (await run("check", "main.tf", "other.tf")).stdout,
      /^2 findings in 2 files \(of 3 in their modules\): /m,
    );
    assert.match((await run("check", "main.tf", ".")).stdout, /^2 findings in 3 files: /m);
  });

  it("says in its help how it ends", async () => {
    const { stdout } = await run("check", "--help");
    assert.match(
      stdout,
      /^Exit codes:\n {2}0 .+\n {2}1 .+\n {2}2 .+a file that cannot be\n +read or has a syntax error/m,
    );
    write({ "main.tf": 'resource "aws_kms_key" "x" {\n  description = "\n}\n' });
    assert.equal((await run("check", ".")).code, 2);
  });

  it("tells what is in a called module once, as it is called", async () => {
    write({
      "main.tf": `module "store" {\n  source = "./store (1)"\n}\n`,
      "store (1)/main.tf": volume,
    });
    const { findings } = await check(".");
    assert.deepEqual(
      findings.map(({ address, file, related }) => [
        address,
        file,
        related.map((one) => [one.file, one.range.start.line]),
      ]),
      [["module.store.aws_ebs_volume.data", "store (1)/main.tf", [["main.tf", 1]]]],
    );
  });

  it("judges what calls set of a module at the calls, not at its defaults", async () => {
    const encrypted = `variable "on" {\n  default = false\n}\n${volume.replace(/\}\s*$/, "  encrypted = var.on\n}\n")}`;
    const call = (name: string, on: string) => `module "${name}" {\n  source = "./store"\n${on}}\n`;
    write({ "main.tf": call("a", "  on = true\n"), "store/main.tf": encrypted });
    assert.deepEqual((await check(".")).findings, []);
    const addresses = async () => (await check(".")).findings.map(({ address }) => address);
    write({ "main.tf": call("a", "  on = true\n") + call("b", "") });
    assert.deepEqual(await addresses(), ["module.b.aws_ebs_volume.data"]);
    assert.equal((await check("store")).findings.length, 1);
  });

  it("marks what is suppressed, and does not count it", async () => {
    write({ "main.tf": `# parapet:ignore ${unencrypted} -- test data\n${volume}\n${key}` });
    const { findings, summary, code } = await check(".");
    assert.deepEqual(
      findings.map(({ rule, suppressed }) => [rule, suppressed]),
      [
        [unencrypted, true],
        [unrotated, false],
      ],
    );
    assert.deepEqual([summary.findings, summary.suppressed], [1, 1]);
    assert.equal(code, 1);
    write({ "main.tf": `# parapet:ignore ${unencrypted} -- test data\n${volume}` });
    assert.equal((await check(".")).code, 0);
  });

  it("takes the nearest .parapet.yaml, or the one it is told", async () => {
    write({
      "a/main.tf": volume,
      "a/skipped/main.tf": volume,
      "a/.parapet.yaml": `rules:\n  ${unencrypted}: low\nexclude: [skipped]\n`,
      "b/main.tf": volume,
      ".parapet.yaml": `rules:\n  ${unencrypted}: critical\n`,
      "off.yaml": "rules: {'*': off}\n",
    });
    const found = async (...args: readonly string[]) =>
      (await check(...args)).findings.map(({ file, severity }) => `${file} ${severity}`);
    assert.deepEqual(await found("a", "b"), ["a/main.tf low", "b/main.tf critical"]);
    assert.deepEqual(await found("."), ["a/main.tf critical", "a/skipped/main.tf critical", "b/main.tf critical"]);
    assert.deepEqual(await found(".", "--config", "off.yaml"), []);
  });

  it("turns on more rules with --profile all", async () => {
    write({ "main.tf": `resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n` });
    const [some, all] = [await check("."), await check(".", "--profile", "all")];
    assert.ok(all.findings.length > some.findings.length);
  });

  it("says how it is used in one line where it is not used so", async () => {
    for (const args of [
      [],
      ["--format", "xml", "."],
      [".", "--fail-on", "bad"],
      [".", "--colour"],
      [".", "--timeout", "0"],
      [".", "--timeout", "-1"],
      [".", "--timeout", "1e9"],
      [".", "--timeout", "soon"],
      ["--impact", "x", "."],
    ]) {
      const { code, stdout, stderr } = await run("check", ...args);
      assert.equal(code, 2, args.join(" "));
      assert.equal(stdout, "");
      assert.match(stderr, /^error: .+\n/);
    }
    assert.equal((await run("--help")).code, 0);
    assert.match((await run("--version")).stdout, /^\d+\.\d+\.\d+\n$/);
  });
});

describe("parapet check, on bad input", () => {
  const { write, check, path, read } = bench();

  /** The faults, and that the rest was checked all the same. */
  async function faults(...args: readonly string[]): Promise<readonly string[]> {
    const { code, stderr, errors, findings } = await check(...args);
    assert.equal(code, 2);
    assert.deepEqual(
      findings.map(({ file }) => file),
      ["good/main.tf"],
    );
    const lines = errors.map(({ file, line, message }) => `${file}${line === undefined ? "" : `:${line}`}: ${message}`);
    assert.equal(stderr.trimEnd().split("\n").length, errors.length);
    return lines;
  }

  beforeEach(() => write({ "good/main.tf": volume }));

  it("names a path that is missing", async () => {
    assert.deepEqual(await faults("gone", "good", "gone.tf"), [
      "gone: there is no such file or directory",
      "gone.tf: there is no such file or directory",
    ]);
  });

  it("names a file that is not text, not UTF-8, too large, or nothing it reads", async () => {
    write({
      "bad/binary.tf": new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]),
      "bad/latin.tf": Buffer.from(volume.replace("eu-west-1a", "caf\u00e9"), "latin1"),
      "bad/large.tf": Buffer.alloc(20_000_000, "# x\n"),
      "bad/README.md": "",
    });
    assert.deepEqual(await faults("bad", "good", "bad/README.md"), [
      "bad/README.md: is neither Terraform nor JSON",
      "bad/binary.tf: is not text",
      "bad/large.tf: is too large to be checked (20 MB; the limit is 10 MB)",
      "bad/latin.tf: is not valid UTF-8",
    ]);
  });

  it("passes over a directory that is named like a file", async () => {
    write({ "bad/main.tf/x.txt": "", "bad/other.tf": "" });
    const { code, errors } = await check("good", "bad");
    assert.deepEqual([code, errors], [1, []]);
  });

  it("names a directory without anything to check, unless that is allowed", async () => {
    write({ "bad/main.tf/x.txt": "", "bad/package.json": "{}", "void/x/y.txt": "" });
    assert.deepEqual(await faults("void", "good", "bad", "bad/main.tf"), [
      "void: nothing to check here",
      "bad: nothing to check here",
      "bad/main.tf: nothing to check here",
    ]);
    const { code, errors } = await check("void", "good", "bad", "--allow-empty");
    assert.deepEqual([code, errors], [1, []]);
    assert.equal((await check("void", "--allow-empty")).code, 0);
  });

  it("is not led astray by links", async () => {
    symlinkSync("loop.tf", path("good/loop.tf"));
    symlinkSync("gone.tf", path("good/.#main.tf"));
    symlinkSync("..", path("good/up"));
    const { code, errors, findings } = await check("good");
    assert.deepEqual([code, errors, findings.length], [1, [], 1]);
  });

  it("names every mistake of .parapet.yaml, and goes by the rest of it", async () => {
    write({ "good/.parapet.yaml": `profil: all\nrules:\n  aws-x: low\n  ${unencrypted}: low\n` });
    assert.deepEqual(await faults("good"), [
      "good/.parapet.yaml:1: There is no setting `profil`; did you mean `profile`?",
      "good/.parapet.yaml:3: There is no rule `aws-x`.",
    ]);
    assert.equal((await check("good")).findings[0]?.severity, "low");
  });

  it("names a .parapet.yaml that is no YAML, or not there", async () => {
    write({ "broken.yaml": "rules: {\n" });
    assert.equal((await faults("good", "--config", "broken.yaml")).length, 1);
    assert.deepEqual(await faults("good", "--config", "gone.yaml"), ["gone.yaml: there is no such file or directory"]);
    assert.deepEqual(await faults("good", "--config", "good"), ["good: is a directory"]);
  });

  it("names what it may not read", async function () {
    if (process.platform === "win32") this.skip();
    write({ "bad/main.tf": volume });
    chmodSync(path("bad/main.tf"), 0);
    const refused = () => bound(path("."), () => faults("good", "bad"));
    assert.deepEqual(await refused(), ["bad/main.tf: permission denied"]);
    chmodSync(path("bad/main.tf"), 0o600);
    chmodSync(path("bad"), 0);
    assert.deepEqual(await refused(), ["bad: permission denied"]);
    chmodSync(path("bad"), 0o700);
  });

  it("names the first syntax error of a file, and checks its other blocks", async () => {
    write({ "bad/main.tf": `${volume}\nresource "aws_kms_key" "k" {\n  description = \n}\n` });
    const { code, errors, findings } = await check("bad");
    assert.equal(code, 2);
    assert.deepEqual(
      errors.map(({ kind, file, line }) => [kind, file, line]),
      [["syntax", "bad/main.tf", 7]],
    );
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      [unencrypted],
    );
    write({ "bad/policy.json": '"Statement" ]]{"Effect": "Allow"}' });
    assert.deepEqual(
      (await check("bad")).errors.map(({ kind, file }) => [kind, file]),
      [
        ["syntax", "bad/main.tf"],
        ["syntax", "bad/policy.json"],
      ],
    );
    write({ "bad/main.tf": "locals {\n" });
    assert.equal((await check("bad")).code, 2);
  });

  it("calls nothing absent for a file that it cannot read", async () => {
    const bucket = `resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n`;
    write({ "bad/main.tf": bucket, "bad/companions.tf": new Uint8Array([0xff, 0xfe, 0x41]) });
    assert.deepEqual((await check("bad")).findings, []);
  });

  it("never writes into a file that was not valid", async () => {
    const latin = Buffer.from(`${key}# caf\u00e9\n`, "latin1");
    write({ "bad/main.tf": latin });
    await check("bad", "--fix");
    assert.equal(Buffer.from(latin).toString("utf8"), read("bad/main.tf"));
  });

  it("takes what it cannot read for unknown, in whatever way it is read, and exits with 2", async () => {
    const latin = Buffer.from("caf\u00e9", "latin1");
    for (const [name, files] of Object.entries({
      "x.auto.tfvars": { "x.auto.tfvars": latin },
      "policy.json": { "policy.json": latin },
      ".parapet.yaml": { ".parapet.yaml": latin },
      "user.txt": { "user.txt": latin, "main.tf": `locals {\n  text = file("user.txt")\n}\n${userData}` },
    })) {
      write({
        "bad/keep.tf": "",
        ...Object.fromEntries(Object.entries(files).map(([file, text]) => [`bad/${file}`, text])),
      });
      assert.deepEqual(await faults("bad", "good"), [`bad/${name}: is not valid UTF-8`]);
      rmSync(path("bad"), { recursive: true });
    }
  });

  it("has nothing against a file that is no text where none is asked for", async () => {
    write({
      "good/code.zip": new Uint8Array(20_000_000),
      "good/use.tf": userData.replace("local.text", 'filebase64("code.zip")'),
    });
    const { errors, code } = await check("good");
    assert.deepEqual([errors, code], [[], 1]);
  });

  it("names a hidden file that was given", async () => {
    write({ "bad/.main.tf": volume });
    assert.deepEqual(await faults("bad/.main.tf", "good"), [
      "bad/.main.tf: is hidden by the dot it starts with and was not checked",
    ]);
  });

  it("opens no device, also where it may read outside", async () => {
    symlinkSync("/dev/zero", path("good/zero.tf"));
    const { errors, code } = await check("good", "--allow-outside");
    assert.deepEqual([errors.map(({ message }) => message), code], [["is no ordinary file"], 2]);
  });

  it("tries again as long as too many files are open", () => {
    for (const code of ["EMFILE", "ENFILE"]) {
      let attempts = 0;
      const work = () => {
        if (++attempts < 5) throw Object.assign(new Error(), { code });
        return "read";
      };
      assert.deepEqual([patiently(work, 0), attempts], ["read", 5]);
    }
    assert.throws(() => patiently(() => assert.fail("no matter of descriptors"), 0));
  });
});

const userData = `resource "aws_instance" "web" {
  user_data = local.text

  metadata_options {
    http_tokens = "required"
  }
}
`;
