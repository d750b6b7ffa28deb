import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import type { Log } from "sarif";
import { causes } from "../../analysis/run/causes.ts";
import { concealed } from "../../cli/concealed.ts";
import type { CheckOutcome } from "../../cli/outcome.ts";
import { github } from "../../cli/reporters/github.ts";
import { pretty } from "../../cli/reporters/pretty.ts";
import { source, told } from "../../cli/source.ts";
import { rule } from "../../rules/kit/rule.ts";
import { facts } from "../harness/facts.ts";
import { tagsOf } from "../harness/xml.ts";
import { bench, encrypted, key, unencrypted, unrotated, volume } from "./harness.ts";

const fault = rule({
  ...facts("aws-x-is-wrong", { severity: "medium", title: "X is wrong" }),
  on: () => [],
  check: () => [],
});

/** A report of one finding, wherever `at` stands in the text, or of several at the same place. */
function outcome(
  text: string,
  at: string,
  { path = "main.tf", message = fault.title, addresses = ["aws_x.y"] } = {},
): CheckOutcome {
  const start = text.indexOf(at);
  const read = () => source(path, text);
  const findings = addresses.map((address) =>
    told(
      {
        rule: fault,
        severity: fault.severity,
        isHint: false,
        reach: undefined,
        power: undefined,
        at: { uri: "file:///main.tf", start, end: start + at.length },
        message,
        aliases: fault.aliases,
        address,
        subject: undefined,
        about: address,
        use: undefined,
        within: [],
        isStatement: false,
        instances: [],
        secret: undefined,
        through: [],
        related: [],
        tag: undefined,
        suppression: undefined,
        fixes: () => [],
      },
      read,
      concealed([], read).source,
    ),
  );
  return {
    findings: causes(findings),
    faults: [],
    modules: 1,
    files: 1,
    given: 1,
    fixed: 0,
    fix: undefined,
    evidence: [],
    unread: [],
    moves: [],
  };
}

describe("the report for people", () => {
  const plain = (...args: Parameters<typeof outcome>) => pretty(outcome(...args), { color: false });

  it("shows the line with what is wrong underlined", () => {
    assert.equal(
      plain("a = 1\nb = xyz\n", "xyz"),
      [
        "medium X is wrong  aws-x-is-wrong",
        "  main.tf:2:5  aws_x.y",
        "    |",
        "  2 | b = xyz",
        "    |     ^^^",
        "",
        "1 finding in 1 file: 1 medium",
        "",
      ].join("\n"),
    );
  });

  it("underlines to the end of the first line what goes on, and aligns below tabs", () => {
    assert.match(plain("\ta = [\r\n1]\r\n", "[\r\n1]"), /\n {2}1 \| \ta = \[\n {4}\| \t {4}\^\n/);
    assert.match(plain("\uFEFFab\n", "ab"), /\n {2}1 \| ab\n {4}\| \^\^\n/);
    assert.match(plain("", ""), /\n {4}\| \^\n/);
  });

  it("shows of a long line what is around", () => {
    const text = `{"a": [${'"x", '.repeat(100)}"here"${', "y"'.repeat(100)}]}`;
    const lines = plain(text, '"here"').split("\n").slice(3, 5);
    const [code = "", carets = ""] = lines;
    assert.ok(code.length < 220 && code.includes("…"), code);
    assert.equal(code.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1), '"here"');
    const [first = "", below = ""] = plain(text, '{"a"').split("\n").slice(3, 5);
    assert.equal(first.slice(below.indexOf("^"), below.lastIndexOf("^") + 1), '{"a"');
  });

  it("shows what is said of several instances once", () => {
    const text = plain("a", "a", { addresses: ["aws_x.y[0]", "aws_x.y[1]", "aws_x.y[2]"] });
    assert.equal(text.match(/X is wrong/g)?.length, 1);
    assert.match(text, /aws_x\.y\[0\] and 2 more\n/);
  });

  it("lets no code move the terminal's cursor", () => {
    const text = plain("a = \u001b[2J\u0007x", "x", { message: "bad \u001b]0;x\u0007" });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it("has its carets below what they mean where code is spelled out, and shows no secret of the line", () => {
    const lines = plain(
      "\ta\u202e = ##[b] password=tr0ub4dor, c = xyz # ghp_16C7e42F292c6912E7710c838347Ae178B4a\n",
      "xyz",
    ).split("\n");
    const [code = "", carets = ""] = lines.slice(3, 5);
    assert.equal(code, `  1 | \ta\\u202e = ##\\[b] password=•••••••••, c = xyz # ${"•".repeat(40)}`);
    assert.equal(code.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1), "xyz");
  });

  it("is coloured only where colours are shown", () => {
    assert.ok(pretty(outcome("a", "a"), { color: true }).includes("\u001b["));
    assert.ok(!plain("a", "a").includes("\u001b["));
  });
});

describe("the report for GitHub", () => {
  it("is a workflow command for each finding", () => {
    assert.equal(
      github(outcome("a = 1\nb = xyz\n", "xyz")),
      "::warning file=main.tf,line=2,endLine=2,col=5,endColumn=8,title=aws-x-is-wrong (medium)::X is wrong: aws_x.y\n",
    );
    assert.equal(
      github(outcome("[\n]", "[\n]")),
      "::warning file=main.tf,line=1,endLine=2,title=aws-x-is-wrong (medium)::X is wrong: aws_x.y\n",
    );
  });

  it("escapes what would end a property or the line", () => {
    const text = github(outcome("a", "a", { path: "a,b:c%.tf", message: "100 %\nfine" }));
    assert.match(text, /^::warning file=a%2Cb%3Ac%25\.tf,/);
    assert.match(text, /::100 %25%0Afine: aws_x\.y\n$/);
  });
});

describe("parapet check --format", () => {
  const { write, read, run } = bench();

  it("pretty shows the proposed fixes with their price, and counts", async () => {
    write({ "main.tf": `${volume}\n# parapet:ignore ${unrotated} -- x\n${key}` });
    const { stdout } = await run("check", ".");
    assert.match(stdout, /= fix: .+ \(recreates the resource\)\n/);
    assert.match(stdout, /1 finding in 1 file: 1 high · 1 suppressed\n$/);
    write({ "main.tf": encrypted });
    assert.equal((await run("check", ".")).stdout, "No findings in 1 file\n");
  });

  it("github marks faults too", async () => {
    write({ "main.tf": "locals {\n" });
    const { stdout } = await run("check", ".", "gone", "--format", "github");
    assert.match(stdout, /^::error file=gone,title=Parapet::there is no such file or directory\n/);
    assert.match(stdout, /\n::error file=main\.tf,line=\d+,col=\d+,title=Parapet::syntax error: /);
  });

  it("say once which calls of modules were not read, and which files", async () => {
    const calls = ["git::https://u:x@example.com/a.git?ref=v1", "github.com/a/b", "acme/a/aws", "./gone"];
    write({
      "main.tf": `${calls.map((from, index) => `module "m${index}" {\n  source = "${from}"\n}\n`).join("\n")}
module "read" {
  source = "./m"
}

module "stood_in_for" {
  source = "terraform-aws-modules/kms/aws"
}

module "never" {
  source = "github.com/a/c"
  count  = 0
}
`,
      "m/main.tf": 'module "inner" {\n  source = "github.com/a/d"\n}\n',
    });
    const told = "3 calls of modules from git, 1 from a registry and 1 in directories out of reach were not read";
    assert.ok((await run("check", ".")).stdout.endsWith(`\n${told}\n`));
    assert.ok((await run("check", ".", "--format", "github")).stdout.endsWith(`::notice title=Parapet::${told}\n`));
    const { unread } = JSON.parse((await run("check", ".", "--format", "json")).stdout);
    assert.deepEqual(
      unread
        .map(({ from, source, file, line }: Record<string, unknown>) => [from, source, file, line].join(" "))
        .sort(),
      [
        "directory ./gone main.tf 13",
        "git git::https://example.com/a.git?ref=v1 main.tf 1",
        "git github.com/a/b main.tf 5",
        "git github.com/a/d m/main.tf 1",
        "registry acme/a/aws main.tf 9",
      ],
    );
    const log: Log = JSON.parse((await run("check", ".", "--format", "sarif")).stdout);
    const [invocation] = log.runs[0]?.invocations ?? [];
    assert.equal(invocation?.executionSuccessful, true);
    assert.equal(invocation.toolExecutionNotifications?.length, 5);
    assert.ok(invocation.toolExecutionNotifications.every(({ level }) => level === "note"));
  });

  it("count a file that cannot be read, and say nothing of what is left out", async () => {
    write({
      "main.tf": 'module "m" {\n  source = "github.com/a/b"\n}\n',
      "large.tf": "\0",
      ".parapet.yaml": "exclude: [main.tf]\n",
    });
    const { unread } = JSON.parse((await run("check", ".", "--format", "json")).stdout);
    assert.deepEqual(unread, [{ kind: "file", file: "large.tf", reason: "is not text" }]);
  });

  it("sarif is valid by the official schema", async () => {
    write({
      "main.tf": `${volume}\n# parapet:ignore ${unrotated} -- only a test\n${key}\nmodule "m" {\n  source = "./m m"\n}\n`,
      "m m/main.tf": key,
      "broken.tf": "locals {\n",
    });
    const { stdout, code } = await run("check", ".", "gone", "--format", "sarif", "--fixes");
    assert.equal(code, 2);
    const log: Log = JSON.parse(stdout);
    // It is written in draft 4, of which it uses nothing but the spelling of its own name.
    const { $schema, id, ...schema }: { readonly $schema: string; readonly id: string } = createRequire(
      import.meta.url,
    )("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    assert.match($schema + id, /draft-04.+sarif-2\.1\.0/);
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    assert.ok(validate(log), JSON.stringify(validate.errors));

    const [run0] = log.runs;
    assert.deepEqual(
      run0?.tool.driver.rules?.map(({ id }) => id),
      [unencrypted, unrotated],
    );
    assert.equal(run0?.invocations?.[0]?.executionSuccessful, false);
    assert.equal(run0?.invocations?.[0]?.toolExecutionNotifications?.length, 2);
    const results = run0?.results ?? [];
    assert.deepEqual(
      results.map((result) => [
        result.ruleId,
        run0?.tool.driver.rules?.[result.ruleIndex ?? -1]?.id,
        result.locations?.[0]?.physicalLocation?.artifactLocation?.uri,
        result.suppressions?.map(({ kind, justification }) => `${kind}: ${justification}`),
      ]),
      [
        [unrotated, unrotated, "m%20m/main.tf", []],
        [unencrypted, unencrypted, "main.tf", []],
        [unrotated, unrotated, "main.tf", ["inSource: only a test"]],
      ],
    );
    const [change] = results[1]?.fixes?.[0]?.artifactChanges ?? [];
    assert.equal(change?.artifactLocation.uri, "main.tf");
    assert.match(change?.replacements[0]?.insertedContent?.text ?? "", /encrypted\s+= true/);
    assert.equal(new Set(results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size, 3);
  });

  it("gitlab is a list of issues, and tells what was not checked", async () => {
    write({ "main.tf": volume + key, "b/main.tf": "locals {\n" });
    const { stdout } = await run("check", ".", "--format", "gitlab");
    const issues = JSON.parse(stdout) as readonly {
      readonly check_name: string;
      readonly fingerprint: string;
      readonly severity: string;
      readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
    }[];
    assert.deepEqual(
      issues.map(({ check_name, severity, location }) => [check_name, severity, location.path, location.lines.begin]),
      [
        [unencrypted, "critical", "main.tf", 1],
        [unrotated, "minor", "main.tf", 5],
        ["parapet", "blocker", "b/main.tf", 1],
      ],
    );
    assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, 3);
  });

  it("junit is XML with a case for each finding, and one where there is none", async () => {
    write({ "a.tf": volume, "b.tf": key });
    const failed = tagsOf((await run("check", ".", "--format", "junit")).stdout);
    const cases = failed.filter(({ name }) => name === "testcase");
    assert.deepEqual(
      cases.map(({ attributes }) => [attributes["classname"], attributes["name"]]),
      [
        ["a.tf", `${unencrypted} aws_ebs_volume.data`],
        ["b.tf", `${unrotated} aws_kms_key.data`],
      ],
    );
    assert.deepEqual(
      failed.filter(({ name }) => name === "failure").map(({ attributes }) => attributes["type"]),
      ["high", "low"],
    );
    write({ "a.tf": encrypted, "b.tf": "" });
    const clean = tagsOf((await run("check", ".", "--format", "junit")).stdout);
    assert.equal(clean.filter(({ name }) => name === "testcase").length, 1);
    assert.equal(clean.filter(({ name }) => name === "failure").length, 0);
  });

  it("markdown counts, and tells the gravest first with its fixes", async () => {
    write({ "main.tf": key + volume });
    const { stdout } = await run("check", ".", "--format", "markdown");
    assert.match(
      stdout,
      /^## Parapet: 2 findings\n\n\| severity \| count \|\n\|---\|--:\|\n\| high \| 1 \|\n\| low \| 1 \|\n/,
    );
    assert.ok(stdout.indexOf(unencrypted) < stdout.indexOf(unrotated));
    assert.match(stdout, /\n- Set `encrypted` to true \(recreates/);
  });

  it("goes into files besides, each in its format", async () => {
    write({ "main.tf": volume });
    const { code, stdout } = await run("check", ".", "--output", "sarif:a.sarif", "--output", "junit:b.xml");
    assert.equal(code, 1);
    assert.match(stdout, /1 finding in 1 file/);
    assert.equal(JSON.parse(read("a.sarif")).runs[0].results.length, 1);
    assert.equal(tagsOf(read("b.xml")).filter(({ name }) => name === "failure").length, 1);
    for (const wrong of ["sarif", "sarif:", "text:a.txt"])
      assert.equal((await run("check", ".", "--output", wrong)).code, 2);
  });

  it("sarif keeps a finding's fingerprint when lines move", async () => {
    const fingerprint = async (text: string) => {
      write({ "main.tf": text });
      const log: Log = JSON.parse((await run("check", ".", "--format", "sarif")).stdout);
      return log.runs[0]?.results?.[0]?.partialFingerprints;
    };
    assert.deepEqual(await fingerprint(volume), await fingerprint(`# more\n\n${volume}`));
  });
});

describe("what a severity follows from", () => {
  const { write, run, check } = bench();

  const group = `resource "aws_security_group" "a" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

  it("is in the report for programs, where it is in view", async () => {
    write({ "main.tf": `${group}${volume}` });
    const { findings } = await check(".");
    assert.deepEqual(
      findings.map(({ rule, severity, reach, power }) => [rule, severity, reach, power]),
      [
        ["aws-ec2-ssh-open-to-world", "critical", "internet", "admin"],
        [unencrypted, "high", undefined, undefined],
      ],
    );
  });

  it("is among a result's properties in SARIF", async () => {
    write({ "main.tf": `${group}${volume}` });
    const log: Log = JSON.parse((await run("check", ".", "--format", "sarif")).stdout);
    assert.deepEqual(
      log.runs[0]?.results?.map(({ properties }) => properties),
      [{ reach: "internet", power: "admin" }, undefined],
    );
  });
});

describe("a secret", () => {
  const { write, read, run } = bench();

  const database = (password: string, before = ""): string =>
    `${before}resource "aws_db_instance" "a" {\n  password = "${password}"\n}\n\nresource "aws_lambda_function" "a" {\n  environment {\n    variables = {\n      A_PASSWORD = "${password}"\n      B_PASSWORD = "${password}"\n    }\n  }\n}\n`;

  const results = async (text: string) => {
    write({ "main.tf": text });
    const { stdout } = await run("check", ".", "--format", "sarif");
    assert.ok(!stdout.includes("correct-horse") && !stdout.includes("tr0ub4dor"));
    const log: Log = JSON.parse(stdout);
    return (log.runs[0]?.results ?? []).map(
      ({ ruleId, partialFingerprints }) => `${ruleId} ${partialFingerprints?.["parapet/v3"]}`,
    );
  };

  it("is in no fingerprint, which stays when something else is edited", async () => {
    const first = await results(database("correct-horse-battery-1"));
    assert.ok(first.filter((each) => each.startsWith("aws-secrets-")).length >= 3);
    assert.equal(new Set(first).size, first.length);
    assert.deepEqual(await results(database("tr0ub4dor-and-3")), first);
    const more = 'locals {\n  password = "tr0ub4dor-and-9"\n}\n\n';
    const later = await results(database("correct-horse-battery-1", more));
    assert.deepEqual(
      first.filter((each) => !later.includes(each)),
      [],
    );
    assert.equal(later.length, first.length + 1);
  });

  for (const format of ["pretty", "json", "github"])
    it(`is not told by the report as ${format}, in the frame of another finding neither`, async () => {
      write({
        "a.tf.json":
          '{"resource": {"aws_db_instance": {"a": {"password": "correct-horse-battery-1", "publicly_accessible": true}}}}\n',
        "main.tf":
          'resource "aws_secretsmanager_secret_version" "a" {\n  secret_id     = "a"\n  secret_string = "plainword"\n}\n',
      });
      const { stdout } = await run("check", ".", "--format", format, "--profile", "all");
      assert.ok(stdout.includes("aws-rds-publicly-accessible") && stdout.includes("aws-secrets-in-secret-version"));
      assert.doesNotMatch(stdout, /correct-horse|plainword/);
      if (format === "pretty") assert.match(stdout, /"password": "•{23}", "publicly[\s\S]+ secret_string = "•{9}"\n/);
    });

  it("is left in its file by --fix, whatever its impact, and the report says what a person does", async () => {
    const text = 'db_password = "correct-horse-battery-1"\nregion      = "eu-west-1"\n';
    write({ "terraform.tfvars": text, "main.tf": 'variable "db_password" {\n  sensitive = true\n}\n' });
    for (const impact of ["none", "update", "disruption", "replacement"]) {
      const { code, stdout } = await run("check", ".", "--fix", "--impact", impact);
      assert.equal(code, 1);
      assert.match(stdout, /= fix: Remove it: .+, and rotate the secret \(may interrupt\)\n/);
      assert.equal(read("terraform.tfvars"), text);
    }
  });
});

describe("parapet explain and rules", () => {
  const { run } = bench();

  it("explain a rule by its id and by another tool's", async () => {
    const { code, stdout } = await run("explain", unencrypted);
    assert.equal(code, 0);
    assert.match(stdout, /^# Disk is not encrypted\n/);
    assert.equal((await run("explain", "CKV_AWS_3")).stdout, stdout);
  });

  it("name the rule that was meant", async () => {
    const { code, stdout, stderr } = await run("explain", "aws-ebs-volume-unencryptd");
    assert.deepEqual(
      [code, stdout, stderr],
      [2, "", "parapet: there is no rule aws-ebs-volume-unencryptd; did you mean aws-ebs-volume-unencrypted?\n"],
    );
  });

  it("list every rule", async () => {
    const { stdout } = await run("rules");
    const listed: readonly { readonly id: string; readonly severity: string }[] = JSON.parse(
      (await run("rules", "--format", "json")).stdout,
    );
    assert.equal(stdout.trimEnd().split("\n").length, listed.length);
    assert.ok(listed.some(({ id, severity }) => id === unencrypted && severity === "high"));
  });
});
