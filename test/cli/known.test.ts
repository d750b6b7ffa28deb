import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { JsonReport } from "../../cli/reporters/json.ts";
import { bench, key, unencrypted, unrotated, volume } from "./harness.ts";

const disk = (name: string, size = 40): string => volume.replace('"data"', `"${name}"`).replace("40", String(size));

const group = (name: string, range: string): string => `resource "aws_security_group" "${name}" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [${range}]
  }
}
`;

const ssh = "aws-ec2-ssh-open-to-world";

const module = (name: string, source = "../modules/disk"): string => `module "${name}" {\n  source = "${source}"\n}\n`;

type Files = Readonly<Record<string, string>>;

/** What a change does to a tree, and which findings of it are new: rule and address. */
const changes: Readonly<Record<string, readonly [before: Files, after: Files, added: readonly string[]]>> = {
  "moves lines": [
    { "main.tf": disk("a") },
    { "main.tf": `# more\n\n${disk("b")}${disk("a")}` },
    [`${unencrypted} aws_ebs_volume.b`],
  ],
  "renames a file": [{ "main.tf": disk("a") }, { "disks.tf": disk("a") }, []],
  "renames the directory of a root": [{ "dev/main.tf": disk("a") }, { "test/main.tf": disk("a") }, []],
  "copies a root": [
    { "dev/main.tf": disk("a") },
    { "dev/main.tf": disk("a"), "prod/main.tf": disk("a") },
    [`${unencrypted} aws_ebs_volume.a`],
  ],
  "writes a second one into another file": [
    { "a.tf": disk("a") },
    { "a.tf": disk("a"), "b.tf": disk("b") },
    [`${unencrypted} aws_ebs_volume.b`],
  ],
  "changes what has nothing to do with it": [{ "main.tf": disk("a") }, { "main.tf": disk("a", 80) }, []],
  "calls a module once more": [
    { "modules/disk/main.tf": disk("a"), "dev/main.tf": module("one") },
    { "modules/disk/main.tf": disk("a"), "dev/main.tf": module("one") + module("two") },
    [`${unencrypted} module.one.aws_ebs_volume.a`],
  ],
  "renames the call of a module and says so": [
    { "modules/disk/main.tf": disk("a"), "dev/main.tf": module("one") },
    {
      "modules/disk/main.tf": disk("a"),
      "dev/main.tf": `${module("other")}moved {\n  from = module.one\n  to   = module.other\n}\n`,
    },
    [],
  ],
  "renames a resource and says so": [
    { "main.tf": disk("a") },
    { "main.tf": `${disk("b")}moved {\n  from = aws_ebs_volume.a\n  to   = aws_ebs_volume.b\n}\n` },
    [],
  ],
  "opens in one file what another one decides": [
    { "main.tf": `variable "range" {}\n${group("a", "var.range")}`, "terraform.tfvars": 'range = "10.0.0.0/8"\n' },
    { "main.tf": `variable "range" {}\n${group("a", "var.range")}`, "terraform.tfvars": 'range = "0.0.0.0/0"\n' },
    [`${ssh} aws_security_group.a`],
  ],
  "takes a suppression away": [
    { "main.tf": `# parapet:ignore ${unencrypted} only a test\n${disk("a")}` },
    { "main.tf": disk("a") },
    [`${unencrypted} aws_ebs_volume.a`],
  ],
  "mends one and writes another": [{ "main.tf": disk("a") }, { "main.tf": key }, [`${unrotated} aws_kms_key.data`]],
};

const under = (directory: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${directory}/${name}`, text]));

const unsuppressed = ({ findings }: JsonReport): readonly string[] =>
  findings.flatMap(({ suppressed, rule, address }) => (suppressed ? [] : `${rule} ${address}`));

describe("what is new", () => {
  const { write, read, run, check } = bench();

  for (const [what, [before, after, added]] of Object.entries(changes)) {
    it(`is told since a base, and nothing else, where a change ${what}`, async () => {
      write({ ...under("before", before), ...under("after", after) });
      const report = await check("after", "--base", "before");
      assert.deepEqual(unsuppressed(report), added);
      assert.equal(report.code, added.length > 0 ? 1 : 0);
    });

    it(`is told since a baseline, and nothing else, where a change ${what}`, async () => {
      write(under("tree", before));
      assert.equal((await run("baseline", "tree")).code, 0);
      for (const name of Object.keys(before)) if (!(name in after)) write({ [`tree/${name}`]: "" });
      write(under("tree", after));
      const report = await check("tree", "--baseline", ".parapet-baseline.json");
      assert.deepEqual(unsuppressed(report), added);
    });
  }

  it("counts what is old and what is gone", async () => {
    write({ "before/main.tf": disk("a") + disk("b"), "after/main.tf": disk("b") + key });
    const { summary } = await check("after", "--base", "before");
    assert.deepEqual([summary.findings, summary.old, summary.gone], [1, 1, 1]);
    const { stdout } = await run("check", "after", "--base", "before");
    assert.match(stdout, /1 new finding in 1 file: 1 low · 1 known before · 1 gone/);
  });

  it("says of a baseline how much of it is dead", async () => {
    write({ "main.tf": disk("a") });
    await run("baseline", ".");
    write({ "main.tf": "" });
    const { stderr, code } = await run("check", ".", "--baseline", ".parapet-baseline.json");
    assert.match(stderr, /1 of what \.parapet-baseline\.json holds is gone/);
    assert.equal(code, 0);
  });

  it("is known by a baseline that two branches have written into", async () => {
    write({ "main.tf": disk("a") });
    await run("baseline", ".");
    const lines = async (files: Files): Promise<readonly string[]> => {
      write(files);
      await run("baseline", ".");
      return read(".parapet-baseline.json").split("\n");
    };
    const [ours, theirs] = [await lines({ "b.tf": disk("b") }), await lines({ "b.tf": "", "c.tf": disk("c") })];
    const [head, tail] = [ours.slice(0, 3), ours.slice(-4)];
    const union = [...new Set([...ours.slice(3, -4), ...theirs.slice(3, -4)])];
    write({ "b.tf": disk("b"), ".parapet-baseline.json": [...head, ...union, ...tail].join("\n") });
    const { findings } = await check(".", "--baseline", ".parapet-baseline.json");
    assert.deepEqual(findings, []);
  });

  it("is told by the commands of docs/ci.md", async () => {
    write({ "before/main.tf": disk("a"), "after/main.tf": disk("a") + disk("b") });
    const text = readFileSync("docs/ci.md", "utf8").replaceAll("\\\n", " ");
    const commands = [...text.matchAll(/parapet(?:" | )check infra +(.*)/g)].map(([, flags = ""]) =>
      flags
        .replaceAll("../base/infra", "before")
        .replaceAll("$GITHUB_STEP_SUMMARY", "summary.md")
        .replaceAll('"', "")
        .split(/ +/),
    );
    assert.ok(commands.length >= 2);
    for (const flags of commands) {
      const { code, stdout, stderr } = await run("check", "after", ...flags);
      assert.equal(code, 1, stderr);
      assert.match(stdout, /Disk is not encrypted/);
    }
    assert.ok(read("parapet.sarif") && read("summary.md") && read("gl-code-quality-report.json"));
  });

  it("is marked as such in SARIF", async () => {
    write({ "before/main.tf": disk("a"), "after/main.tf": disk("a") + disk("b") });
    const { stdout } = await run("check", "after", "--base", "before", "--format", "sarif");
    const [{ results }] = JSON.parse(stdout).runs;
    assert.deepEqual(
      results.map(({ baselineState }: { readonly baselineState?: string }) => baselineState),
      ["new"],
    );
  });

  it("cannot be told by a base or baseline that is not there, nor by both", async () => {
    write({ "main.tf": disk("a"), "broken.json": "{", "other.json": '{ "version": 2 }' });
    for (const flags of [
      ["--base", "nowhere"],
      ["--baseline", "nowhere.json"],
      ["--baseline", "broken.json"],
      ["--baseline", "other.json"],
      ["--base", ".", "--baseline", "other.json"],
    ]) {
      const { code, stderr } = await run("check", ".", ...flags);
      assert.equal(code, 2, stderr);
      assert.equal(stderr.split("\n").length, 2, stderr);
    }
  });
});
