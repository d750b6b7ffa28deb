import { deepEqual, equal, match } from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { bench, encrypted, volume } from "./harness.ts";

interface ChecklistReport {
  readonly groups: readonly {
    readonly items: readonly {
      readonly id: string;
      readonly state: string;
      readonly findings: readonly { readonly rule: string; readonly file: string; readonly line: number }[];
      readonly evidence: readonly { readonly address: string; readonly file: string; readonly line: number }[];
      readonly byHand?: { readonly tick?: { readonly by: string; readonly isStale: boolean } };
    }[];
  }[];
  readonly summary: Readonly<Record<string, number>>;
}

describe("parapet checklist", () => {
  const { write, run, path } = bench();

  async function row(id: string) {
    const { code, stdout } = await run("checklist", ".", "--format", "json");
    const { groups } = JSON.parse(stdout) as ChecklistReport;
    return { code, row: groups.flatMap(({ items }) => items).find((item) => item.id === id) };
  }

  it("says what violates a row, and where", async () => {
    write({ "main.tf": volume });
    const { code, row: found } = await row("encryption-at-rest");
    equal(code, 0);
    equal(found?.state, "violated");
    deepEqual(
      found?.findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`),
      ["aws-ebs-volume-unencrypted main.tf:1"],
    );
  });

  it("says what shows that it is met, once for all roots that call it", async () => {
    write({
      "disk/main.tf": encrypted,
      "one/main.tf": 'module "disk" {\n  source = "../disk"\n}\n',
      "two/main.tf": 'module "disk" {\n  source = "../disk"\n}\n',
    });
    const { row: found } = await row("encryption-at-rest");
    equal(found?.state, "met");
    deepEqual(
      found?.evidence.map(({ address, file, line }) => `${address} ${file}:${line}`),
      ["module.disk.aws_ebs_volume.data disk/main.tf:1"],
    );
  });

  it("goes by every rule of its rows, whatever the profile, and by what is switched off", async () => {
    write({ "main.tf": 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n' });
    equal((await row("flow-logs")).row?.state, "violated");
    write({ ".parapet.yaml": "profile: recommended\nrules:\n  aws-vpc-without-flow-log: off\n" });
    equal((await row("flow-logs")).row?.state, "missing");
  });

  it("takes what a person has said", async () => {
    write({
      "main.tf": encrypted,
      ".parapet/checklist.yaml": 'restore-tested: { on: 2026-11-01, by: "Ada" }\n',
    });
    const { row: found } = await row("restore-tested");
    equal(found?.state, "met");
    deepEqual(found?.byHand?.tick, { on: "2026-11-01", by: "Ada", until: "2027-04-30", isStale: false });
  });

  it("tells of a mistake in what was said, and exits with 2", async () => {
    write({ "main.tf": encrypted, ".parapet/checklist.yaml": "cloudtrail: { on: 2026-11-01, by: Ada }\n" });
    const { code, stderr } = await run("checklist", ".");
    equal(code, 2);
    match(stderr, /\.parapet\/checklist\.yaml:1:1: There is no row by hand `cloudtrail`/);
  });

  it("reads no ticks from outside", async () => {
    write({
      "in/main.tf": encrypted,
      "out/checklist.yaml": 'restore-tested: { on: 2026-11-01, by: "Ada" }\n',
      "in/.parapet/rules/.keep": "",
    });
    symlinkSync(path("out/checklist.yaml"), path("in/.parapet/checklist.yaml"));
    const { code, stderr } = await run("checklist", "in");
    equal(code, 2);
    match(stderr, /leads outside/);
  });

  it("is told for people and as Markdown", async () => {
    write({ "main.tf": volume });
    const { stdout } = await run("checklist");
    match(stdout, /Violated +Encryption at rest enabled\n +Disk is not encrypted {2}main\.tf:1\n/);
    const { stdout: markdown } = await run("checklist", ".", "--format", "markdown");
    match(markdown, /- \[ \] \*\*Encryption at rest enabled\*\*: violated\n {2}- violated by: Disk is not encrypted/);
  });
});
