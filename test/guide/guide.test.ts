import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { defaults } from "../../analysis/config/config.ts";
import { fixAll, fixesFor, preview } from "../../analysis/fix/fix.ts";
import { check } from "../../analysis/run/check.ts";
import { apply } from "../../language/syntax/text.ts";
import { rules } from "../../rules/index.ts";
import { directory, filesOf, type Texts, today } from "../harness/fixture.ts";
import { fmt } from "../harness/terraform.ts";

/** What GUIDE.md names as wrong in the guide's own text; everything else there must raise nothing. */
const named: Readonly<Record<string, readonly string[]>> = {
  "cloudtrail.tf": ["aws-cloudtrail-data-events-match-no-bucket"],
  "guardduty.tf": ["aws-guardduty-datasources-deprecated"],
  "s3-encryption.tf": ["aws-provider-resource-type-unknown"],
  "iam-policy.json": ["aws-iam-read-never-allowed"],
  "iam-policy.heredoc.tf": ["aws-iam-read-never-allowed"],
  "iam-policy.jsonencode.tf": ["aws-iam-read-never-allowed"],
  "iam-policy.document.tf": ["aws-iam-read-never-allowed"],
  // The guide does not speak of instance metadata.
  "user-data-secret.correct.tf": ["aws-ec2-imdsv2-not-required"],
};

const printed = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

const judged = (texts: Texts) =>
  check(filesOf(texts), directory, { rules, config: { ...defaults, profile: "hint" }, today });

const blocks = readdirSync(new URL(".", import.meta.url)).filter(
  (name) => /\.(?:tf|json)$/.test(name) && !name.endsWith(".wrong.tf"),
);

let findings = 0;

describe("the guide", () => {
  for (const name of blocks)
    it(`is raised nothing against in ${name} but what it is known to have wrong`, () => {
      const { report } = judged({ [name]: printed(name) });
      findings += report.findings.length;
      assert.deepEqual(report.failures, []);
      assert.deepEqual(
        report.findings.map(({ rule }) => rule.id),
        named[name] ?? [],
      );
    });

  for (const name of Object.keys(named))
    it(`gets what is wrong in ${name} put right by one fix`, async () => {
      const before = judged({ [name]: printed(name) });
      const { edits, report } = fixAll(before, { maximum: "disruption" });
      assert.deepEqual(report.findings, []);
      const [text = ""] = preview(edits, before).values();
      assert.notEqual(text, printed(name));
      // The guide's own text is not formatted: only what was written has to be.
      if (name.startsWith("iam-policy") && name.endsWith(".tf")) assert.equal(await fmt(text), text);
    });

  it("has mistake 1, SSH open to the world, corrected letter for letter by the first quick fix", () => {
    const bastion = 'resource "aws_security_group" "bastion" {\n  name = "bastion"\n}\n\n';
    const wrap = (block: string) =>
      `${bastion}resource "aws_security_group" "web" {\n  name = "web"\n\n${block.replace(/^(?=.)/gm, "  ")}}\n`;
    const wrong = wrap(printed("open-ingress.wrong.tf"));
    const before = judged({ "main.tf": wrong });
    const ssh = before.report.findings.filter(({ rule }) => rule.id === "aws-ec2-ssh-open-to-world");
    assert.equal(ssh.length, 1);
    const [first] = ssh.flatMap((finding) => fixesFor(finding, before));
    assert.equal(apply(wrong, first?.edits ?? []), wrap(printed("open-ingress.correct.tf")));
  });

  it("has mistake 2, a password in user data, corrected letter for letter by the first quick fix", () => {
    const profile = 'resource "aws_iam_instance_profile" "app" {\n  role = "app"\n}\n\n';
    const wrong = profile + printed("user-data-secret.wrong.tf");
    const before = judged({ "main.tf": wrong });
    const secrets = before.report.findings.filter(({ rule }) => rule.id === "aws-secrets-in-user-data");
    assert.equal(secrets.length, 1);
    const [first] = secrets.flatMap((finding) => fixesFor(finding, before));
    const correct = profile + printed("user-data-secret.correct.tf");
    // The guide leaves two spaces behind on its empty line, which terraform fmt takes away.
    assert.equal(apply(wrong, first?.edits ?? []), correct.replace(/^ +$/gm, ""));
  });

  it("has mistake 3, a bucket without a public access block, corrected by inserting the guide's block", () => {
    const wrong = 'resource "aws_s3_bucket" "app_data" {\n  bucket = "app-data"\n}\n';
    const before = judged({ "main.tf": wrong });
    const { edits } = fixAll(before, { maximum: "update" });
    const guards = printed("s3-public-access.tf").match(/^ {2}\w+ += true$/gm) ?? [];
    assert.equal(guards.length, 4);
    for (const guard of guards) assert.ok(apply(wrong, edits).includes(guard), guard);
  });

  it("shows what is only its wish as hints, each with a fix or the reason why there is none, in the insecure estate", () => {
    const estate = new URL("../../examples/insecure/", import.meta.url);
    const names = readdirSync(estate).filter((name) => name.endsWith(".tf"));
    const before = judged(Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, estate), "utf8")])));
    const wishes = before.report.findings.filter(({ isHint }) => isHint);
    assert.deepEqual([...new Set(wishes.map(({ rule }) => rule.id))].sort(), [
      "aws-cloudtrail-trail-without-kms-key",
      "aws-ec2-egress-open-on-every-port",
      "aws-ec2-http-open-to-world",
      "aws-ec2-instance-with-public-ip",
      "aws-iam-access-key",
      "aws-rds-backups-too-short",
      "aws-s3-bucket-without-public-access-block",
      "aws-vpc-acl-open-to-world",
      "aws-vpc-subnet-assigns-public-ip",
      "aws-vpc-without-flow-log",
    ]);
    // a bucket that its ACL makes public on purpose is not blocked before that is put right
    for (const finding of wishes.filter(({ address }) => address !== "aws_s3_bucket.app_data"))
      assert.notEqual(fixesFor(finding, before).length > 0, finding.rule.noFix !== undefined, finding.rule.id);
  });

  after(() =>
    console.log(`      ${blocks.length} blocks of the guide, ${findings} findings, all of them named in GUIDE.md`),
  );
});
