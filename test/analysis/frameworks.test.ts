import { deepEqual, equal, ok } from "node:assert/strict";
import { evidenceOfRules } from "../../analysis/frameworks/evidence.ts";
import { requirementsOf } from "../../analysis/frameworks/requirements.ts";
import { type Standing, standingOf, type Violation } from "../../analysis/frameworks/standing.ts";
import { settingsOf } from "../../analysis/show/spoken.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { Span } from "../../language/syntax/text.ts";
import type { Body } from "../../language/syntax/tree.ts";
import { standards } from "../../rules/frameworks.ts";
import { rules } from "../../rules/index.ts";
import { frameworkNamed, frameworkNames, type Rule } from "../../rules/kit/rule.ts";
import { checked, marked } from "../harness/fixture.ts";

const standard = (name: string) => {
  const found = standards.find(({ framework }) => framework === frameworkNamed(name));
  ok(found, name);
  return found;
};

/** What rules prove in a text, or leave open, where they find nothing. */
function shown(text: string, ids: readonly string[], file = "main.tf") {
  const own = rules.filter(({ id }) => ids.includes(id));
  equal(own.length, ids.length);
  const { report, module } = checked(own, { [file]: text });
  const faulty = new Set(report.findings.flatMap(({ address, about }) => [address, about]));
  return evidenceOfRules(own, module).filter(({ address }) => !faulty.has(address));
}

const known = (text: string, ...ids: readonly string[]) =>
  shown(text, ids).map(({ address, isKnown }) => `${address} ${isKnown ? "known" : "open"}`);

/** The rules that stand for something in a framework. */
const mapped = rules.filter(({ controls }) => Object.keys(controls).some((framework) => framework !== "cwe"));

/** The secure example of a rule with a variable in place of one value that the rule speaks about, for each such value. */
function* withVariables(rule: Rule) {
  const { text } = marked(rule.secure);
  const spoken = new Set(settingsOf(rule).map(({ type, path }) => `${type} ${path}`));
  const { chunks } = parse("file:///main.tf", rule.file === undefined ? text : "");
  for (const { start, tree } of chunks)
    for (const block of tree.body.items) {
      if (block.kind !== "block" || block.type.text !== "resource") continue;
      const [type = "", name = ""] = block.labels.map((label) => label.text);
      for (const { path, value } of attributesIn(block.body, ""))
        if (spoken.has(`${type} ${path}`) && !isTie(path))
          yield {
            address: `${type}.${name}`,
            path,
            text: `${text.slice(0, start + value.start)}var.unknown${text.slice(start + value.end)}\nvariable "unknown" {}\n`,
          };
    }
}

function* attributesIn(body: Body, prefix: string): Iterable<{ readonly path: string; readonly value: Span }> {
  for (const item of body.items) {
    if (item.kind === "block") yield* attributesIn(item.body, `${prefix}${item.type.text}.`);
    else yield { path: prefix + item.name.text, value: item.value };
  }
}

/** What names another resource: without it that one stands alone. */
const isTie = (path: string): boolean => /(?:^|[._])(?:bucket|id|arn|name|role|resource)$/.test(path);

describe("what a rule has looked into", () => {
  it("is in order where the code decides what the rule speaks about", () => {
    deepEqual(known('resource "aws_ebs_volume" "a" {\n  encrypted = true\n}\n', "aws-ebs-volume-unencrypted"), [
      "aws_ebs_volume.a known",
    ]);
  });

  it("is open where a variable decides it, or whether the resource is there", () => {
    const decided = 'variable "on" {}\nresource "aws_ebs_volume" "a" {\n  encrypted = var.on\n}\n';
    deepEqual(known(decided, "aws-ebs-volume-unencrypted"), ["aws_ebs_volume.a open"]);
    const counted = 'variable "n" {}\nresource "aws_ebs_volume" "a" {\n  count = var.n\n  encrypted = true\n}\n';
    deepEqual(known(counted, "aws-ebs-volume-unencrypted"), ["aws_ebs_volume.a open"]);
  });

  it("is nothing where the rule does not look: another engine, another kind", () => {
    const postgres = 'resource "aws_rds_cluster" "a" {\n  engine = "aurora-postgresql"\n}\n';
    const audit = rules.find(({ controls }) => controls["security-hub"]?.includes("RDS.34"));
    ok(audit);
    deepEqual(known(postgres, audit.id), []);
  });

  it("proves nothing where something else keeps the rule from speaking", () => {
    const key = (usage: string) => `resource "aws_kms_key" "a" {\n  key_usage = "${usage}"\n}\n`;
    deepEqual(known(key("SIGN_VERIFY"), "aws-kms-key-not-rotated"), []);
    const rotated = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = true\n}\n';
    deepEqual(known(rotated, "aws-kms-key-not-rotated"), ["aws_kms_key.a known"]);
  });

  it("takes in every block that may be at fault, and those that a variable makes", () => {
    const group = (blocks: string) => `variable "from" {}\nresource "aws_security_group" "a" {\n${blocks}}\n`;
    const ingress = (from: string) =>
      `  ingress {\n    from_port = 22\n    to_port = 22\n    protocol = "tcp"\n    cidr_blocks = ${from}\n  }\n`;
    const inside = ingress('["10.0.0.0/8"]');
    deepEqual(known(group(inside + inside), "aws-ec2-ssh-open-to-world"), ["aws_security_group.a known"]);
    deepEqual(known(group(inside + ingress("var.from")), "aws-ec2-ssh-open-to-world"), ["aws_security_group.a open"]);
  });

  it("takes in what stands beside it, and does without it only where the rule does", () => {
    const bucket = 'resource "aws_s3_bucket" "a" {\n  bucket = "acme"\n}\n';
    const block = (value: string) =>
      `resource "aws_s3_bucket_public_access_block" "a" {\n  bucket = aws_s3_bucket.a.id\n  block_public_acls = ${value}\n  block_public_policy = true\n  ignore_public_acls = true\n  restrict_public_buckets = true\n}\n`;
    const rule = "aws-s3-bucket-without-public-access-block";
    deepEqual(known(bucket + block("true"), rule), ["aws_s3_bucket.a known"]);
    deepEqual(known(`variable "on" {}\n${bucket}${block("var.on")}`, rule), ["aws_s3_bucket.a open"]);
    deepEqual(known(bucket, rule), [], "there it is found");
  });

  it("is open in a policy as long as a statement is", () => {
    const policy = (action: string) =>
      `variable "a" {}\nresource "aws_iam_policy" "a" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${action}, Resource = "arn:aws:s3:::acme/*" }] })\n}\n`;
    deepEqual(known(policy('["s3:GetObject"]'), "aws-iam-full-admin"), ["aws_iam_policy.a known"]);
    deepEqual(known(policy("var.a"), "aws-iam-full-admin"), ["aws_iam_policy.a open"]);
  });

  it("is open in a rule's own secure example wherever a variable decides what the rule speaks about", () => {
    const overclaimed: string[] = [];
    for (const rule of mapped)
      for (const { address, path, text } of withVariables(rule)) {
        const { report, module } = checked([rule], { "main.tf": text });
        const evidence = evidenceOfRules([rule], module);
        if (report.findings.length > 0 || evidence.some(({ isKnown }) => !isKnown)) continue;
        if (evidence.some((one) => one.address === address)) overclaimed.push(`${rule.id}: ${address} ${path}`);
      }
    deepEqual(overclaimed, []);
  }).timeout(120_000);

  it("proves a rule's own secure example, as far as that still holds anything to look into", () => {
    const open = mapped
      .filter(({ id, secure, file }) => shown(marked(secure).text, [id], file).some(({ isKnown }) => !isKnown))
      .map(({ id }) => id);
    deepEqual(open, []);
  }).timeout(60_000);
});

describe("the requirements of a framework", () => {
  it("are known of every framework that can be reported, by all its names", () => {
    deepEqual(
      standards.map((one) => [one.framework, requirementsOf(one, rules).length > 30]),
      standards.map((one) => [one.framework, true]),
    );
    equal(frameworkNamed("pci-dss-4.0"), "pci-dss-4.0.1");
    equal(frameworkNamed("nist-800-53"), "nist-800-53-r5");
    ok(frameworkNames.every((name) => frameworkNamed(name)));
    equal(frameworkNamed("pci-dss-5"), undefined);
    equal(frameworkNamed("constructor"), undefined);
  });

  it("hold each control once, with the rules that stand for it, and those that none reads", () => {
    const requirements = requirementsOf(standard("cis-aws-3.0"), rules);
    const of = (number: string) => requirements.find((one) => one.number === number)?.controls ?? [];
    deepEqual(
      of("2.3.3").map(({ id, rules: [rule] }) => [id, rule?.id]),
      [["RDS.2", "aws-rds-publicly-accessible"]],
    );
    deepEqual(
      of("1.6").map(({ id, rules }) => [id, rules.length]),
      [["IAM.6", 0]],
    );
    deepEqual(
      of("4.15").map(({ id, rules: [rule] }) => [id, rule?.id]),
      [[undefined, "aws-cloudwatch-organization-changes-unwatched"]],
    );
    const numbers = requirements.map(({ number }) => number);
    ok(numbers.indexOf("2.1.4") < numbers.indexOf("3.1") && numbers.indexOf("1.9") < numbers.indexOf("1.10"));
  });
});

describe("how a requirement stands", () => {
  const volume: Violation = {
    rule: { id: "aws-rds-publicly-accessible" },
    severity: "high",
    message: "Database is public",
    address: "aws_db_instance.a",
    about: "aws_db_instance.a",
    instances: [],
    suppression: undefined,
  };
  const evidence = (address: string, isKnown = true) => ({
    item: "aws-rds-publicly-accessible",
    address,
    at: undefined,
    isKnown,
  });
  const nothing = {
    rules,
    findings: [] as readonly Violation[],
    evidence: [] as readonly ReturnType<typeof evidence>[],
    isPartlyRead: false,
    ticks: new Map(),
    today: "2026-11-28",
  };
  const standing = (known: Partial<typeof nothing>, number = "2.3.3", framework = "cis-aws-3.0") =>
    standingOf(standard(framework), { ...nothing, ...known }).find((one) => one.number === number);
  const stands = (known: Partial<typeof nothing>, number?: string, framework?: string): Standing | undefined =>
    standing(known, number, framework)?.standing;

  it("is violated by what is found, accepted where that is suppressed, and met where nothing is", () => {
    equal(stands({ findings: [volume], evidence: [evidence("aws_db_instance.b")] }), "violated");
    const accepted = { ...volume, suppression: { reason: "until the VPN is there", until: "2027-01-31" } };
    equal(stands({ findings: [accepted], evidence: [evidence("aws_db_instance.b")] }), "accepted");
    equal(stands({ evidence: [evidence("aws_db_instance.b")] }), "met");
  });

  it("is shown by nothing that is at fault, in whichever instance", () => {
    const both = { ...volume, instances: ["aws_db_instance.b"] };
    const found = standing({
      findings: [both],
      evidence: ["a", "b", "c"].map((name) => evidence(`aws_db_instance.${name}`)),
    });
    deepEqual(
      found?.controls.flatMap((control) => control.evidence.map(({ address }) => address)),
      ["aws_db_instance.c"],
    );
  });

  it("cannot be told where one thing is open, and is nothing here where all was read", () => {
    equal(stands({ evidence: [evidence("aws_db_instance.a"), evidence("aws_db_instance.b", false)] }), "cannot-tell");
    equal(stands({}), "nothing");
    equal(stands({ isPartlyRead: true }), "cannot-tell");
  });

  it("is not read where no rule reads it, and not met as long as that is so of one of its controls", () => {
    equal(stands({}, "1.6"), "not-read");
    equal(stands({ evidence: [evidence("aws_db_instance.a")] }, "1.4.4", "pci-dss-4.0.1"), "cannot-tell");
  });

  it("is told of the resource types that a control is about, where its rules look at others too", () => {
    const cluster = { ...volume, rule: { id: "aws-rds-storage-unencrypted" }, address: "aws_rds_cluster.a" };
    const found = { findings: [{ ...cluster, about: "aws_rds_cluster.a" }] };
    equal(stands(found, "RDS.27", "fsbp"), "violated");
    equal(stands(found, "RDS.3", "fsbp"), "nothing");
  });

  it("is for a person to say where the checklist asks one", () => {
    equal(stands({}, "1.10"), "by-hand");
    const ticks = new Map([["mfa-for-all-users", { on: "2026-11-01", by: "Ada" }]]);
    const [control] = standing({ ticks }, "1.10")?.controls ?? [];
    deepEqual(control?.tick, { on: "2026-11-01", by: "Ada", until: "2027-01-30", isStale: false });
  });
});
