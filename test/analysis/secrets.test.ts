import assert from "node:assert/strict";
import { fixAll, fixesFor } from "../../analysis/fix/fix.ts";
import { near } from "../../language/syntax/text.ts";
import { masked, secretSpans } from "../../rules/aws/secrets/shapes/masking.ts";
import { rules } from "../../rules/index.ts";
import { resources } from "../../rules/kit/checks.ts";
import { append, expression, put, remove } from "../../rules/kit/edits.ts";
import { isSafe, rule } from "../../rules/kit/rule.ts";
import { facts } from "../harness/facts.ts";
import { checked, directory } from "../harness/fixture.ts";

const own = rules.filter(({ id }) => /^aws-secrets-(?!readable)/.test(id));
const password = "correct-horse-battery-1";

describe("a text without its secrets", () => {
  for (const [given, shown] of [
    ['password = "correct-horse-battery-1" # x', 'password = "•••••••••••••••••••••••" # x'],
    ['{"db_password": "tr0ub4dor", "user": "a"}', '{"db_password": "•••••••••", "user": "a"}'],
    ["# DB_PASSWORD=tr0ub4dor and more", "# DB_PASSWORD=••••••••• and more"],
    ['\\"db_password\\": \\"tr0ub4dor\\"', '\\"db_password\\": \\"•••••••••\\"'],
    ['{ name = "DB_PASSWORD", value = "tr0ub4dor" }', '{ name = "DB_PASSWORD", value = "•••••••••" }'],
    ['"name": "DB_PASSWORD",\n  "value": "tr0ub4dor"', '"name": "DB_PASSWORD",\n  "value": "•••••••••"'],
    ["a ghp_16C7e42F292c6912E7710c838347Ae178B4a b", "a •••••••••••••••••••••••••••••••••••••••• b"],
    ["TF_VAR_ghp_16C7e42F292c6912E7710c838347Ae178B4a_x", "TF_VAR_••••••••••••••••••••••••••••••••••••••••_x"],
    ['{"Sid": "password=tr0ub4dor"}', '{"Sid": "password=•••••••••"}'],
    ['"db_password":\n  "tr0ub4dor",', '"db_password":\n  "•••••••••",'],
    ['db_password = (\n  "tr0ub4dor")', 'db_password = (\n  "•••••••••")'],
    ["postgres://app:tr0ub4dor@db/orders", "postgres://app:•••••••••@db/orders"],
    [
      "-----BEGIN PRIVATE KEY-----\nabc=\n-----END PRIVATE KEY-----\n",
      "•••••••••••••••••••••••••••\n••••\n•••••••••••••••••••••••••\n",
    ],
  ] as const)
    it(`shows ${JSON.stringify(shown)}`, () => {
      assert.equal(masked(given), shown);
      assert.equal(masked(given).length, given.length);
    });

  it("is the same where there is none", () => {
    for (const text of [
      "password = var.password",
      'password = "changeme"',
      'secret_arn = "arn:aws:x"',
      "Password (corr…) is hard-coded",
    ])
      assert.equal(masked(text), text);
  });

  it("is what every rule about secrets underlines or relates, in each of their examples", () => {
    for (const { id, insecure, file = "main.tf" } of own) {
      const { report } = checked(own, { [file]: insecure });
      for (const { secret, message } of report.findings)
        assert.ok(secret || !message.startsWith("Hard-coded"), `${id}: ${message}`);
    }
  });

  it("takes time that grows with the text and no faster", () => {
    const time = (text: string): number => {
      const { user } = process.cpuUsage();
      secretSpans(text);
      return (process.cpuUsage().user - user) / 1000;
    };
    for (const piece of [
      'password="',
      '\\"password\\": \\"tr0ub4dor\\", ',
      "name = ",
      'a="b ',
      "token: x",
      "-----BEGIN PRIVATE KEY-----",
      "eyJ.",
      "://a:",
      "key ",
      '"name": "a", ',
    ])
      assert.ok(time(piece.repeat(20_000)) < 3_000, piece);
  });
});

describe("a fix that takes a secret away", () => {
  const instance = (line: string): string => `resource "aws_db_instance" "a" {\n  engine = "mysql"\n${line}}\n`;

  for (const { id, insecure, secure, file = "main.tf", noFix } of own.filter(({ insecure }) =>
    insecure.includes("^^^"),
  ))
    if (noFix === undefined && !/-(?:output|not-marked)$/.test(id))
      it(`is left to a person, who is told to rotate it: ${id}`, () => {
        const before = checked([rules.find((one) => one.id === id) ?? assert.fail()], { [file]: insecure });
        assert.ok(before.report.findings.length > 0 && secure !== insecure);
        for (const finding of before.report.findings)
          for (const fix of fixesFor(finding, before)) {
            assert.equal(fix.dropsSecret, true);
            assert.match(fix.title, /\brotate\b/);
            assert.equal(isSafe(fix), false);
          }
        assert.deepEqual(fixAll(before, { maximum: "replacement", placeholders: true }).edits, []);
        assert.match(rules.find((one) => one.id === id)?.why ?? "", /Rotate it/);
      });

  const databases = resources("aws_db_instance");

  it("is known whatever rule proposes it, and whatever it was proposed for", () => {
    const deletes = rule({
      ...facts("test-secret"),
      on: databases,
      *check(database) {
        if (database.get("password").state !== "absent")
          yield {
            at: database.header,
            fixes: () => [{ title: "Take it away", impact: "none", edits: remove(database, "password") }],
          };
      },
    });
    const before = checked([deletes], { "main.tf": instance(`  password = "${password}"\n`) });
    const [fix] = before.report.findings.flatMap((finding) => fixesFor(finding, before));
    assert.equal(fix?.title, "Take it away, and rotate the secret (changes in place)");
    assert.deepEqual(fixAll(before).edits, []);
    assert.equal(fixAll(before, { secrets: true }).proposals.length, 1);
    const harmless = checked([deletes], { "main.tf": instance("  password = var.password\n") });
    assert.equal(fixAll(harmless).proposals.length, 1);
  });

  it("is none where the secret only moves, or a line of it is aligned anew", () => {
    const moves = rule({
      ...facts("test-secret"),
      on: (module) => module.blocks("resource"),
      *check(database) {
        const value = database.get("password");
        if (value.state === "known" && value.refs === undefined)
          yield {
            at: database.header,
            secret: near(value.at, value.at.start + 1, value.at.end - 1),
            fixes: () => [
              {
                title: "Move it",
                impact: "none",
                edits: [
                  put(database, "password", expression("local.password")),
                  append(database, ["locals"], { password: String(value.value) }),
                ],
              },
            ],
          };
      },
    });
    const before = checked([moves], { "main.tf": instance(`  password = "${password}"\n`) });
    const [fix] = before.report.findings.flatMap((finding) => fixesFor(finding, before));
    assert.deepEqual([fix?.title, fix?.dropsSecret], ["Move it", undefined]);
    assert.equal(fixAll(before).proposals.length, 1);

    const adds = rule({
      ...facts("test-secret"),
      on: databases,
      *check(database) {
        if (database.get("deletion_protection").state === "absent")
          yield {
            at: database.header,
            fixes: () => [{ title: "Add it", impact: "update", edits: [put(database, "deletion_protection", true)] }],
          };
      },
    });
    const aligned = checked([adds], { "main.tf": instance(`  password = "${password}"\n`) });
    assert.equal(fixAll(aligned).proposals.length, 1);
    assert.ok(aligned.files.parse(`${directory}/main.tf`));
  });
});
