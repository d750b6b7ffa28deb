import { deepEqual, equal, match, ok } from "node:assert/strict";
import { readFileSync, symlinkSync } from "node:fs";
import { bench } from "./harness.ts";

interface Told {
  readonly frameworks: readonly {
    readonly id: string;
    readonly requirements: readonly {
      readonly number: string;
      readonly standing: string;
      readonly controls: readonly {
        readonly id?: string;
        readonly accepted: readonly { readonly reason: string | null; readonly until: string | null }[];
        readonly findings: readonly { readonly rule: string; readonly file: string; readonly line: number }[];
        readonly evidence: readonly { readonly address: string }[];
      }[];
    }[];
  }[];
}

const database = (name: string, isPublic: boolean) =>
  `resource "aws_db_instance" "${name}" {\n  publicly_accessible = ${isPublic}\n}\n`;

describe("parapet report", () => {
  const { write, run, path } = bench();

  async function requirement(number: string, framework = "cis-aws-3.0") {
    const { code, stdout } = await run("report", ".", "--framework", framework, "--format", "json");
    equal(code, 0);
    const { frameworks } = JSON.parse(stdout) as Told;
    return frameworks[0]?.requirements.find((one) => one.number === number);
  }

  it("says of a requirement what violates it, and where", async () => {
    write({ "main.tf": database("a", true) + database("b", false) });
    const found = await requirement("2.3.3");
    equal(found?.standing, "violated");
    deepEqual(
      found?.controls.flatMap(({ findings }) => findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`)),
      ["aws-rds-publicly-accessible main.tf:2"],
    );
    deepEqual(
      found?.controls.flatMap(({ evidence }) => evidence.map(({ address }) => address)),
      ["aws_db_instance.b"],
    );
  });

  it("says who has accepted what until when, and what the configuration switches off", async () => {
    write({
      "main.tf": `# parapet:ignore aws-rds-publicly-accessible until=2099-01-31 -- only test data\n${database("a", true)}`,
    });
    const accepted = await requirement("2.3.3");
    equal(accepted?.standing, "accepted");
    deepEqual(
      accepted?.controls.flatMap(({ accepted }) => accepted.map(({ reason, until }) => `${reason} ${until}`)),
      ["only test data 2099-01-31"],
    );
    write({ "main.tf": database("a", true), ".parapet.yaml": "rules:\n  aws-rds-publicly-accessible: off\n" });
    const off = await requirement("2.3.3");
    equal(off?.standing, "accepted");
    match(off?.controls.flatMap(({ accepted }) => accepted.map(({ reason }) => reason)).join() ?? "", /switched off/);
  });

  it("counts what is told as one thing with something else", async () => {
    write({
      "main.tf":
        'resource "aws_security_group" "a" {\n  ingress {\n    from_port = 0\n    to_port = 0\n    protocol = "-1"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
    });
    equal((await requirement("5.2"))?.standing, "violated");
  });

  it("takes several frameworks by all their names", async () => {
    write({ "main.tf": database("a", false) });
    const { stdout } = await run(
      "report",
      ".",
      "--framework",
      "pci-dss-4.0",
      "--framework",
      "fsbp",
      "--format",
      "json",
    );
    deepEqual(
      (JSON.parse(stdout) as Told).frameworks.map(({ id }) => id),
      ["fsbp", "pci-dss-4.0.1"],
    );
    equal((await run("report", ".")).code, 2);
    equal((await run("report", ".", "--framework", "cwe")).code, 2);
  });

  it("writes one file without a script, in the format that its name ends in", async () => {
    write({ "main.tf": database("a", true) });
    const { code, stdout } = await run("report", ".", "--framework", "cis-aws-3.0", "--output", "report.html");
    equal(code, 0);
    equal(stdout, "");
    const html = readFileSync(path("report.html"), "utf8");
    match(html, /^<!DOCTYPE html>\n<html lang="en">/);
    match(html, /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/);
    ok(!/<script|<link|<img|\son\w+=|url\(/i.test(html));
    match(html, /It is no proof of compliance/);
    const again = await run("report", ".", "--framework", "cis-aws-3.0", "--output", "report.html");
    equal(again.code, 0, "it takes the place of an older one");
    await run("report", ".", "--framework", "cis-aws-3.0", "--output", "report.csv");
    match(readFileSync(path("report.csv"), "utf8"), /^framework,requirement,/);
    const { stdout: markdown } = await run("report", ".", "--framework", "cis-aws-3.0");
    match(markdown, /### 2\.3\.3: violated\n/);
  });

  it("writes through no link, and into no folder that is not there", async () => {
    write({ "main.tf": database("a", false), "kept.txt": "kept" });
    symlinkSync(path("kept.txt"), path("report.html"));
    const { code, stderr } = await run("report", ".", "--framework", "fsbp", "--output", "report.html");
    equal(code, 2);
    match(stderr, /report\.html was not written: it is no ordinary file/);
    equal(readFileSync(path("kept.txt"), "utf8"), "kept");
    equal((await run("report", ".", "--framework", "fsbp", "--output", "none/report.html")).code, 2);
  });

  it("shows what stands in files as text: in HTML, in Markdown, and to a spreadsheet", async () => {
    write({
      "main.tf": `# parapet:ignore aws-rds-publicly-accessible -- =cmd|' /C calc'!A0 <script>alert(1)</script>\n${database("a", true)}`,
      ".parapet/checklist.yaml": 'mfa-for-all-users: { on: 2026-11-01, by: "<img src=x onerror=alert(1)>" }\n',
    });
    const told = async (format: string) =>
      (await run("report", ".", "--framework", "cis-aws-3.0", "--format", format)).stdout;
    ok(!/<script|<img/.test(await told("html")));
    ok(!/<script|<img/.test((await told("markdown")).replaceAll("\\<", "")));
    match(await told("csv"), /,'=cmd/);
  });
});
