import assert from "node:assert/strict";
import { defaults } from "../../analysis/config/config.ts";
import { effort, patient, priceOf } from "../../analysis/fix/effort.ts";
import { affordedFixes, fixAll, fixesFor, preview } from "../../analysis/fix/fix.ts";
import { leftInShort, leftInWords, whyLeft } from "../../analysis/fix/left.ts";
import { type Checked, check } from "../../analysis/run/check.ts";
import type { Finding } from "../../analysis/run/finding.ts";
import { Report } from "../../analysis/run/report.ts";
import { grouped } from "../../language/multimap.ts";
import { companion, is, resources, setting } from "../../rules/kit/checks.ts";
import { proposal, put, stop } from "../../rules/kit/edits.ts";
import { type Rule, rule } from "../../rules/kit/rule.ts";
import { facts } from "../harness/facts.ts";
import { directory, filesOf, type Texts, today } from "../harness/fixture.ts";
import { fmt } from "../harness/terraform.ts";

const buckets = resources("aws_s3_bucket");
const companionOf = (type: string, body: Parameters<typeof companion>[1]["body"]): Rule =>
  rule({ ...facts(`test-${type}`), on: buckets, check: companion(type, { via: "bucket", body }) });

const rules: readonly Rule[] = [
  rule({ ...facts("test-volume"), on: resources("aws_ebs_volume"), check: setting("encrypted", is(true)) }),
  rule({ ...facts("test-destroy"), on: buckets, check: setting("force_destroy", is(false)) }),
  rule({
    ...facts("test-acl"),
    on: buckets,
    *check(bucket) {
      if (bucket.get("acl").state === "absent" && bucket.get("bucket").state === "absent")
        yield {
          at: bucket.header,
          fixes: () => [{ title: "Close it", impact: "update", edits: [put(bucket, "acl", stop("private"))] }],
        };
    },
  }),
  companionOf("aws_s3_bucket_public_access_block", () => ({ block_public_acls: true })),
  companionOf("aws_s3_bucket_accelerate_configuration", () => ({ status: "Enabled" })),
  rule({
    ...facts("test-second"),
    on: resources("aws_kms_key"),
    *check(key) {
      if (key.get("enable_key_rotation").state === "absent")
        yield {
          at: key.header,
          fixes: () => [
            { title: "Write what the provider does not know", impact: "update", edits: [put(key, "rotates", true)] },
            { title: "Rotate it", impact: "update", edits: [put(key, "enable_key_rotation", true)] },
          ],
        };
    },
  }),
  rule({
    ...facts("test-hopeless"),
    on: buckets,
    *check(bucket) {
      yield {
        at: bucket.header,
        fixes: () => [{ title: "Hope", impact: "none", edits: [put(bucket, "bucket_prefix", "x")] }],
      };
      yield {
        at: bucket.header,
        message: "it fails",
        fixes: () => {
          throw new Error("a rule's mistake");
        },
      };
    },
  }),
];

const checked = (texts: Texts): Checked =>
  check(filesOf(texts), directory, { rules, config: { ...defaults, profile: "all" }, today });

const fixed = (texts: Texts, choice: Parameters<typeof fixAll>[1] = {}) => {
  const before = checked(texts);
  const outcome = fixAll(before, choice);
  const written = preview(outcome.edits, before);
  const text = (name: string) => written.get(`${directory}/${name}`) ?? texts[name] ?? "";
  return { ...outcome, text };
};

const volume = 'resource "aws_ebs_volume" "v" {\n  availability_zone = "a"\n}\n';
const bucket = 'resource "aws_s3_bucket" "b" {\n  bucket = "logs"\n}\n';

describe("fixesFor", () => {
  it("offers what works, with its price in the title", () => {
    const before = checked({ "main.tf": volume });
    const fixes = before.report.findings.flatMap((finding) => fixesFor(finding, before));
    assert.deepEqual(
      fixes.map(({ title, impact }) => [title, impact]),
      [["Set `encrypted` to true (recreates the resource)", "replacement"]],
    );
  });

  it("offers nothing that does not work, nor what a rule fails at", () => {
    const before = checked({ "main.tf": bucket });
    for (const finding of before.report.findings.filter((each) => each.rule.id === "test-hopeless"))
      assert.deepEqual(fixesFor(finding, before), []);
  });
});

const withFindings = (report: Report, findings: readonly Finding[]): Report =>
  new Report({ ...report, byFile: grouped(findings, ({ at }) => at.uri) });

describe("what fixes cost", () => {
  const manyBuckets = (count: number): string =>
    Array.from({ length: count }, (_, index) => bucket.replace('"b"', `"b${index}"`)).join("");
  const counting = (before: Checked) => {
    let proposed = 0;
    let asked = 0;
    const granted = effort(patient);
    const findings = before.report.findings.map((finding) => ({
      ...finding,
      fixes: () => {
        proposed++;
        return finding.fixes();
      },
    }));
    return {
      checked: { ...before, report: withFindings(before.report, findings) },
      effort: {
        affords: (checked: Checked, fixes = 1) => {
          asked += fixes;
          return granted.affords(checked, fixes);
        },
      },
      counts: () => ({ proposed, asked }),
    };
  };

  it("grows with the findings: each is asked for its fixes once, and each fix is tried once", () => {
    for (const count of [5, 50]) {
      const { checked: before, effort, counts } = counting(checked({ "main.tf": manyBuckets(count) }));
      let tried = 0;
      const offered = before.report.findings.flatMap(
        (finding) => affordedFixes(finding, before, effort, () => tried++) ?? [],
      );
      const { proposed, asked } = counts();
      assert.equal(proposed, before.report.findings.length);
      assert.equal(asked, tried + offered.length);
      assert.equal(asked % count, 0);
      assert.ok(asked / count <= 4);
    }
  });

  it("does not grow with the findings where all are fixed together", () => {
    const [few, many] = [5, 50].map((count) => {
      const { checked: before, effort, counts } = counting(checked({ "main.tf": manyBuckets(count) }));
      const { isWhole } = fixAll(before, {
        effort,
        only: ({ rule }) => rule.id === "test-aws_s3_bucket_public_access_block",
      });
      assert.ok(isWhole);
      return counts().asked;
    });
    assert.equal(few, many);
  });

  it("is no more than what is granted, of which a module takes more that is larger or not computed whole", () => {
    const small = checked({ "main.tf": manyBuckets(1) });
    const large = checked({ "main.tf": manyBuckets(9) });
    assert.ok(priceOf(large) > priceOf(small));
    const exceeded = { ...small, report: new Report({ ...small.report, exceeded: [{ uri: "", start: 0, end: 0 }] }) };
    assert.ok(priceOf(exceeded) > 20 * priceOf(small));
    const granted = effort({ characters: 3 * priceOf(small) });
    assert.deepEqual(
      [granted.affords(small, 2), granted.affords(small, 2), granted.affords(small)],
      [true, false, true],
    );
    let now = 0;
    const hurried = effort({ characters: 1e9, milliseconds: 5 }, () => now);
    assert.ok(hurried.affords(small));
    now = 5;
    assert.ok(!hurried.affords(small));
    const spent = fixAll(large, { effort: effort({ characters: 0 }) });
    assert.deepEqual([spent.isWhole, spent.edits, spent.proposals], [false, [], []]);
  });
});

describe("fixAll", () => {
  it("fixes what is safe, in as many rounds as it takes, and leaves the rest", async () => {
    const { text, proposals, report } = fixed({
      "main.tf": `${bucket}\n${volume}`,
      "b.tf": bucket.replace('"b"', '"c"'),
    });
    const expected = (name: string) =>
      [
        `resource "aws_s3_bucket" "${name}" {\n  bucket        = "logs"\n  force_destroy = false\n}\n`,
        `resource "aws_s3_bucket_accelerate_configuration" "${name}" {\n  bucket = aws_s3_bucket.${name}.id\n  status = "Enabled"\n}\n`,
        `resource "aws_s3_bucket_public_access_block" "${name}" {\n  bucket            = aws_s3_bucket.${name}.id\n  block_public_acls = true\n}\n`,
      ].join("\n");
    assert.equal(text("main.tf"), `${expected("b")}\n${volume}`);
    assert.equal(text("b.tf"), expected("c"));
    assert.equal(await fmt(text("main.tf")), text("main.tf"));
    assert.equal(proposals.length, 6);
    assert.deepEqual([...new Set(report.findings.map((finding) => finding.rule.id))].sort(), [
      "test-hopeless",
      "test-volume",
    ]);
  });

  it("takes a finding's next fix where the first does not hold", () => {
    const key = { "main.tf": 'resource "aws_kms_key" "k" {\n}\n' };
    assert.equal(fixed(key).text("main.tf"), 'resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n');
  });

  it("writes what a finding shares with another one whose fix does not hold", () => {
    const on = resources("aws_kms_key");
    const shared = (id: string, more: object): Rule =>
      rule({
        ...facts(id),
        on,
        *check(key) {
          if (key.get("enable_key_rotation").state === "absent")
            yield {
              at: key.header,
              fixes: () => [
                {
                  title: id,
                  impact: "update",
                  edits: Object.entries({ enable_key_rotation: true, ...more }).map(([name, value]) =>
                    put(key, name, value),
                  ),
                },
              ],
            };
        },
      });
    const texts = { "main.tf": 'resource "aws_kms_key" "k" {\n  description = "k"\n}\n' };
    const before = check(filesOf(texts), directory, {
      rules: [shared("test-more", { rotates: true }), shared("test-less", {})],
      config: { ...defaults, profile: "all" },
      today,
    });
    const [text] = preview(fixAll(before).edits, before).values();
    assert.match(text ?? "", /enable_key_rotation = true/);
    assert.doesNotMatch(text ?? "", /rotates/);
  });

  it("changes nothing the second time", () => {
    const first = fixed({ "main.tf": bucket });
    assert.deepEqual(fixed({ "main.tf": first.text("main.tf") }).edits, []);
  });

  it("recreates only when it is told to", () =>
    assert.match(fixed({ "main.tf": volume }, { maximum: "replacement" }).text("main.tf"), /encrypted {9}= true/));

  it("writes placeholders only when it is told to", () => {
    const nameless = { "main.tf": 'resource "aws_s3_bucket" "b" {\n}\n' };
    const only = (finding: { readonly rule: Rule }) => finding.rule.id === "test-acl";
    assert.equal(fixed(nameless, { only }).text("main.tf"), nameless["main.tf"]);
    assert.match(fixed(nameless, { only, placeholders: true }).text("main.tf"), /acl = "private"/);
  });

  it("never writes what only the author can tell, marked or not, whatever the impact", () => {
    const write = (value: Parameters<typeof put>[2]): Checked => {
      const guessing = rule({
        ...facts("aws-test-guess"),
        on: resources("aws_security_group"),
        *check(group) {
          if (group.get("description").state === "absent")
            yield {
              at: group.header,
              fixes: () => [{ title: "Describe it", impact: "update", edits: [put(group, "description", value)] }],
            };
        },
      });
      const texts = { "main.tf": 'resource "aws_security_group" "a" {\n  name = "10.1.0.0/16 of 111122223333"\n}\n' };
      return check(filesOf(texts), directory, { rules: [guessing], config: { ...defaults, profile: "all" }, today });
    };
    const asks = (value: Parameters<typeof put>[2]): boolean => {
      const before = write(value);
      const [fix] = before.report.findings.flatMap((finding) => fixesFor(finding, before));
      assert.equal(fix?.title.endsWith(" (needs a value)"), fix?.needsInput === true);
      const stops = fix?.edits.flatMap(({ stops = [] }) => stops) ?? [];
      assert.equal(
        stops.some(({ isProposal }) => !isProposal),
        fix?.needsInput === true,
      );
      assert.equal(fixAll(before, { maximum: "replacement" }).edits.length === 0, fix?.needsInput === true);
      assert.notEqual(fixAll(before, { maximum: "replacement", placeholders: true }).edits.length, 0);
      return fix?.needsInput === true;
    };
    for (const invented of [
      stop("words"),
      "10.0.0.0/8",
      "fd00::/8",
      "arn:aws:iam::111122223333:role/app",
      "arn:aws:s3:::my-bucket/*",
      "444455556666",
      "o-exampleorgid",
      "sg-0123456789abcdef0",
      "https://www.acme.com/",
    ])
      assert.ok(asks(invented), `${JSON.stringify(invented)} is made up`);
    for (const known of [
      "words",
      proposal("words"),
      "10.1.0.0/16",
      "111122223333",
      "arn:aws:iam::111122223333:root",
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
      "logs.amazonaws.com",
    ])
      assert.ok(!asks(known), `${JSON.stringify(known)} is known`);
  });

  it("keeps to the rules and the files that were asked for", () => {
    const texts = { "main.tf": bucket, "b.tf": bucket.replace('"b"', '"c"') };
    const { text } = fixed(texts, {
      only: (finding) => finding.rule.id === "test-destroy",
      writes: (uri) => uri.endsWith("/b.tf"),
    });
    assert.equal(text("main.tf"), bucket);
    assert.equal(
      text("b.tf"),
      'resource "aws_s3_bucket" "c" {\n  bucket        = "logs"\n  force_destroy = false\n}\n',
    );
  });

  it("leaves what is suppressed", () => {
    const texts = { "main.tf": bucket.replace("{\n", "{ # parapet:ignore test-destroy -- so be it\n") };
    const { proposals } = fixed(texts);
    assert.ok(proposals.every(({ finding }) => finding.suppression === undefined));
  });

  it("writes once what several findings ask for", () => {
    const texts = {
      "main.tf": ["a", "b"]
        .map(
          (name) =>
            `resource "aws_s3_bucket" "${name}" {\n  bucket        = "${name}"\n  force_destroy = var.destroy\n}\n`,
        )
        .join("\n"),
      "variables.tf": 'variable "destroy" {\n  default = true\n}\n',
    };
    const { text, proposals } = fixed(texts, { only: (finding) => finding.rule.id === "test-destroy" });
    assert.equal(proposals.length, 2);
    assert.equal(text("main.tf"), texts["main.tf"]);
    assert.equal(text("variables.tf"), 'variable "destroy" {\n  default = false\n}\n');
  });
});

describe("what fixAll leaves", () => {
  /** Why each finding that is there afterwards was left. */
  const left = (texts: Texts, choice: Parameters<typeof whyLeft>[2] = {}, granted = effort(patient)) => {
    const before = checked(texts);
    const after = recheck(before, fixAll(before, choice), texts);
    return after.report.findings.map((finding) => {
      const why = whyLeft(finding, after, choice, granted);
      return [finding.rule.id, leftInShort(why), leftInWords(why)];
    });
  };
  const recheck = (before: Checked, { edits }: ReturnType<typeof fixAll>, texts: Texts): Checked =>
    checked({ ...texts, "main.tf": preview(edits, before).get(`${directory}/main.tf`) ?? texts["main.tf"] ?? "" });

  it("is left for a reason, that of the first fix where none could be taken", () => {
    const found = left({ "main.tf": volume + bucket });
    const reasons = new Map(found.map(([id, reason, words]) => [id, [reason, words]]));
    assert.deepEqual(reasons.get("test-volume"), ["recreates the resource", "recreates the resource"]);
    assert.deepEqual(reasons.get("test-hopeless"), ["no fix", "no fix is known"]);
  });

  it("is told as refused, and why, where a fix was tried in vain", () => {
    const hopeless = left({ "main.tf": bucket }).find(([id, reason]) => id === "test-hopeless" && reason === "refused");
    assert.match(
      hopeless?.[2] ?? "",
      /^the fix is refused, because test-hopeless still finds something at aws_s3_bucket\.b$/,
    );
  });

  it("is told as not tried where there is no room left", () => {
    const reasons = left({ "main.tf": bucket }, {}, effort({ characters: 0 })).map(([, reason]) => reason);
    assert.ok(reasons.includes("not tried"), reasons.join());
  });

  it("is told as written elsewhere where only such a fix is known", () => {
    const reasons = left({ "main.tf": volume }, { maximum: "replacement", writes: () => false });
    assert.deepEqual(reasons, [
      ["test-volume", "writes elsewhere", "the fix would write in a file that is not to be written in"],
    ]);
  });
});
