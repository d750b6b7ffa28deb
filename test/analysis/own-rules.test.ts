import assert from "node:assert/strict";
import { noRules, ownRules } from "../../analysis/own-rules/own-rules.ts";
import { trial } from "../../analysis/own-rules/trial.ts";
import { actions, find, today } from "../harness/fixture.ts";

const deletable = `
id: acme-rds-deletable
title: Database can be deleted by accident
severity: medium
why: A wrong command takes the data with it.
controls:
  security-hub: [RDS.8]
on: [aws_db_instance, aws_rds_cluster]
check:
  setting: deletion_protection
  is: true
insecure: |
  resource "aws_db_instance" "orders" {
  #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    engine         = "mysql"
    instance_class = "db.t4g.medium"
  }
secure: |
  resource "aws_db_instance" "orders" {
    deletion_protection = true
    engine              = "mysql"
    instance_class      = "db.t4g.medium"
  }
`.trimStart();

const read = (...texts: readonly string[]) =>
  ownRules(new Map(texts.map((text, index) => [`file:///.parapet/rules/${index}.yaml`, text])));

const mistakesIn = (text: string): readonly string[] =>
  [...read(text).mistakes.values()].flat().map(({ message }) => message);

/** The rule with one line written otherwise. */
const changed = (from: string, to: string): string => {
  assert.ok(deletable.includes(from), from);
  return deletable.replace(from, to);
};

describe("an organisation's own rules", () => {
  it("find and cure like ours", () => {
    const { rules } = read(deletable);
    assert.deepEqual(
      rules.map(({ id }) => id),
      ["acme-rds-deletable"],
    );
    for (const rule of rules) assert.deepEqual(trial(rule, { today, actions: actions() }), []);
    const found = find(rules, {
      "main.tf": `resource "aws_rds_cluster" "a" {\n  deletion_protection = false\n}\n\nresource "aws_rds_cluster" "b" {\n  deletion_protection = var.unseen\n}\n`,
    });
    assert.deepEqual(
      found.map(({ address }) => address),
      ["aws_rds_cluster.a"],
    );
  });

  it("are held to their examples", () => {
    const [rule] = read(changed("    deletion_protection = true\n", "")).rules;
    assert.ok(rule);
    const faults = trial(rule, { today, actions: actions() });
    assert.ok(
      faults.some((fault) => fault.startsWith("secure: found:")),
      faults.join("\n"),
    );
  });

  const unowned = `id: acme-bucket-unowned
title: Bucket names no owner
severity: low
why: Nobody knows whom to ask.
on: aws_s3_bucket
check:
  setting: tags.Owner
  matches: ^team-
fix: { write: team-unknown, placeholder: true, title: Name the owner }
insecure: |
  resource "aws_s3_bucket" "a" {
  #^^^^^^^^^^^^^^^^^^^^^^^^^^^
    bucket = "a"
  }
secure: |
  resource "aws_s3_bucket" "a" {
    bucket = "a"
    tags   = { Owner = "team-a" }
  }
`;

  it("need not write their secure example letter for letter, where a value is one to overtype", () => {
    const [rule] = read(unowned).rules;
    assert.ok(rule);
    assert.deepEqual(trial(rule, { today, actions: actions() }), []);
  });

  it("are told where something is found still in what their fix writes", () => {
    const merged = `  resource "aws_s3_bucket" "b" {
    tags = merge({}, { Owner = "me" })
    #                          ^^^^
  }
`;
    const [rule] = read(unowned.replace("\nsecure: |", `\n${merged}secure: |`)).rules;
    assert.ok(rule);
    assert.deepEqual(trial(rule, { today, actions: actions() }), [
      'fix: found still in what it writes: line 8, "\\"me\\""',
      "fix: “Name the owner” is refused: its edits change nothing",
    ]);
  });

  it("say why a fix of theirs is not applied", () => {
    const [rule] = read(changed("  is: true\n", "  is: true\nfix: { write: perhaps }\n")).rules;
    assert.ok(rule);
    assert.deepEqual(trial(rule, { today, actions: actions() }), [
      "fix: none could be applied to the insecure example",
      'fix: “Set `deletion_protection` to "perhaps"” is refused: acme-rds-deletable still finds something at aws_db_instance.orders',
    ]);
  });

  it("are named where they are wrong, and the others run", () => {
    const { rules, mistakes } = read(
      changed("severity: medium", "severity: dire"),
      deletable.replace("acme-rds", "acme-db"),
    );
    assert.deepEqual(
      rules.map(({ id }) => id),
      ["acme-db-deletable"],
    );
    assert.deepEqual(
      [...mistakes.values()].map((found) => found.length > 0),
      [true, false],
    );
  });

  for (const [what, text] of Object.entries({
    "an id of ours": changed("id: acme-rds-deletable", "id: aws-rds-deletable"),
    "a resource type that does not exist": changed("[aws_db_instance, aws_rds_cluster]", "aws_db_instanse"),
    "a key that means nothing": changed("severity: medium", "severity: medium\nseverety: low"),
    "a setting that the type does not have": changed("setting: deletion_protection", "setting: deletion_protektion"),
    "a check that asks for nothing": changed("  is: true\n", ""),
    "a missing reason": changed("why: A wrong command takes the data with it.\n", ""),
    "YAML that cannot be read": "id: [",
    "an alias that grows without end": `a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\ne: [*d, *d, *d, *d, *d, *d, *d, *d]\n`,
    "a pattern that could hang": changed("  is: true", "  matches: '^(a+)+$'"),
  }))
    it(`say what is wrong with ${what}`, () => {
      const { rules } = read(text);
      assert.deepEqual(rules, []);
      assert.ok(mistakesIn(text).length > 0);
    });

  it("of the same id are refused the second time", () => {
    assert.equal(read(deletable, deletable).rules.length, 1);
    assert.match([...read(deletable, deletable).mistakes.values()].flat()[0]?.message ?? "", /another rule/);
  });

  it("are refused where there is too much of them", () => {
    assert.match(mistakesIn(`# ${"x".repeat(200_000)}\n`).join(), /at most/);
    const many = Array.from({ length: 120 }, (_, index) => deletable.replace("acme-rds", `acme-rds${index}`));
    const { rules, mistakes } = read(...many);
    assert.equal(rules.length, 100);
    assert.match([...mistakes.values()].flat().at(-1)?.message ?? "", /At most 100/);
  });

  it("are read again only where they changed", () => {
    const files = new Map([["file:///.parapet/rules/a.yaml", deletable]]);
    const before = ownRules(files, noRules);
    const after = ownRules(
      new Map([...files, ["file:///.parapet/rules/b.yaml", deletable.replace("rds", "db")]]),
      before,
    );
    assert.equal(after.rules[0], before.rules[0]);
    assert.equal(after.rules.length, 2);
  });
});
