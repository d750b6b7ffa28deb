import assert from "node:assert/strict";
import { defaults } from "../../analysis/config/config.ts";
import { isAside } from "../../analysis/run/aside.ts";
import { Root } from "../../analysis/run/check.ts";
import { rules } from "../../rules/index.ts";
import type { Profile } from "../../rules/kit/rule.ts";
import { directory, filesOf, today } from "../harness/fixture.ts";

const config = (profile: Profile) => ({ ...defaults, profile });

/** In which profile a rule is first heard of a text. */
function heard(id: string, text: string, isOneAside = false): Profile | undefined {
  const only = rules.filter((rule) => rule.id === id);
  return (["recommended", "hint", "all"] as const).find((profile) => {
    const options = { rules: only, config: config(profile), today, isAside: isOneAside };
    return new Root(directory).check(filesOf({ "main.tf": text }), options).report.findings.length > 0;
  });
}

const database = (above: string, behind = "", onTop = ""): string => `${onTop}
resource "aws_db_instance" "a" {
  engine              = "postgres"
  storage_encrypted   = true
  ${above}
  publicly_accessible = true ${behind}
}
`;

const publicly = (text: string): Profile | undefined => heard("aws-rds-publicly-accessible", text);

const group = (comment: string): string => `
resource "aws_security_group" "db" {
  name = "db"
  ingress {
    ${comment}
    protocol    = "tcp"
    from_port   = 3306
    to_port     = 3306
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

const granting = (comment: string, action: string): string => `
resource "aws_iam_policy" "p" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      ${comment}
      { Effect = "Allow", Action = "${action}", Resource = "*" },
    ]
  })
}
`;

describe("a comment that states a reason", () => {
  for (const reason of [
    "# public on purpose: the partner's reports",
    "# This is needed because the bastion is in the legacy account.",
    "// required by the analytics vendor",
    "/* intentionally reachable */",
    "# The old network has no other way to\n  # get here.",
    "# accepted risk, see the register",
    "# We are happy with a public address here",
    "# The proxy doesn't support private endpoints",
  ])
    it(`makes what it is said of a hint: ${reason.replace(/\n\s*/, " ")}`, () => {
      assert.equal(publicly(database(reason)), "hint");
      if (!reason.includes("\n")) assert.equal(publicly(database("", reason)), "hint");
    });

  for (const comment of [
    "# TODO: needed by the old reports, restrict",
    "# FIXME intentionally open",
    "# open for now because we have no VPN yet",
    "# temporarily public, needed by the migration",
    "# why is this needed by anybody?",
    "# public, this should be changed because it is insecure",
    "# not required by anything any more",
    "# the port of the database",
    "# tfsec:ignore:aws-x-y needed by partners",
    "# publicly_accessible = false because of partners",
    "# in real-world usage you must lock this down because it is open",
  ])
    it(`is none that leaves it open: ${comment}`, () => assert.equal(publicly(database(comment)), "recommended"));

  it("says of a whole resource only what it is about", () => {
    assert.equal(publicly(database("", "", "# Public on purpose")), "hint");
    assert.equal(publicly(database("", "", "# The option group is deliberately absent")), "recommended");
    assert.equal(publicly(database("", "", "# Needed by the partner's reports")), "recommended");
  });

  it("says it of the nested block that it begins, and of the statement below it", () => {
    const database = "aws-ec2-database-port-open-to-world";
    assert.equal(heard(database, group("# In a private subnet, so this only lets in its neighbours")), "hint");
    assert.equal(heard(database, group("# MySQL")), "recommended");
    assert.equal(heard("aws-iam-data-unscoped", granting("# needed by the indexer", "s3:GetObject")), "hint");
    assert.equal(heard("aws-iam-data-unscoped", granting("# the indexer", "s3:GetObject")), "recommended");
  });

  it("says nothing of the next line, nor across an empty one", () => {
    assert.equal(publicly(database("# needed by reports\n  port = 5432")), "recommended");
    assert.equal(publicly(database("# needed by reports\n")), "recommended");
  });

  it("is what another tool is told, of what it is told, whatever rule of ours has that tool's id", () => {
    const told = (comment: string, profile: string) =>
      assert.equal(publicly(database("", "", "").replace("engine ", `${comment}\n  engine `)), profile, comment);
    told("#checkov:skip=CKV_AWS_20: the partners' reports", "hint");
    told("#checkov:skip=CKV_AWS_356: it has to reach the public network", "hint");
    told("#tfsec:ignore:aws-x-no-public-access the partners read reports\n ", "recommended");
    told("#checkov:skip=CKV_AWS_20", "recommended");
    told("#checkov:skip=CKV_AWS_20: TODO ask the partners", "recommended");
    told("#checkov:skip=CKV_AWS_157: one zone will do here", "recommended");
    const at = (comment: string) => publicly(database("", "").replace("publicly_acc", `${comment}\n  publicly_acc`));
    assert.equal(at("#trivy:ignore:aws-x-no-public-access: the partners read reports"), "hint");
    assert.equal(at("#tfsec:ignore:aws-x-no-public-access - the partners read reports"), "hint");
    assert.equal(at("#tfsec:ignore:aws-x-no-public-access"), "recommended");
    const shell = granting("#checkov:skip=CKV_AWS_111: those who hold it look after every machine", "ssm:StartSession");
    assert.equal(heard("aws-iam-lateral-movement", shell), "hint");
    const admin = granting("#checkov:skip=CKV_AWS_111: those who hold it look after every machine", "*");
    assert.equal(heard("aws-iam-full-admin", admin), "recommended");
    assert.equal(heard("aws-iam-iam-wildcard", admin.replace('"*"', '"iam:*"')), "recommended");
  });

  it("excuses no administrator, no secret and no mistake", () => {
    assert.equal(heard("aws-iam-full-admin", granting("# needed by Terraform", "*")), "recommended");
    assert.equal(heard("aws-iam-action-unknown", granting("# needed by Terraform", "s3:GetObjet")), "recommended");
    const password = 'resource "aws_db_instance" "a" {\n  # needed by the old client\n  password = "tR7!xq29Lm"\n}\n';
    assert.equal(heard("aws-secrets-in-database-password", password), "recommended");
  });

  it("is heard as it comes and goes", () => {
    const only = rules.filter((rule) => rule.id === "aws-rds-publicly-accessible");
    const root = new Root(directory);
    const options = { rules: only, config: config("recommended"), today };
    const counts = ["", "# needed by partners", "# TODO needed by partners", "# on purpose", ""].map(
      (comment) => root.check(filesOf({ "main.tf": database(comment) }), options).report.findings.length,
    );
    assert.deepEqual(counts, [1, 0, 1, 0, 1]);
  });
});

describe("what lies aside", () => {
  it("is what directories of examples, tests and what is put away hold", () => {
    for (const path of [
      "examples/full",
      "modules/a/example",
      "deprecated/aws",
      "archived_epr/infra",
      "a/testdata",
      "docs",
      "tests/x",
      "test-fixtures",
      "chapter-3/a",
      "build/template/stacks/db",
      "scaffolding/service",
    ])
      assert.ok(isAside(path), path);
    for (const path of [
      "",
      "prod",
      "test",
      "environments/dev",
      "modules/documents",
      "archive-bucket",
      "attestation",
      "a/templates",
    ])
      assert.ok(!isAside(path), path);
  });

  it("is told in passing, but for secrets that nobody made up of words", () => {
    assert.equal(heard("aws-rds-publicly-accessible", database("")), "recommended");
    assert.equal(heard("aws-rds-publicly-accessible", database(""), true), "hint");
    const password = (text: string) => `resource "aws_db_instance" "a" {\n  password = "${text}"\n}\n`;
    assert.equal(heard("aws-secrets-in-database-password", password("guest-of-honour-1"), true), "hint");
    assert.equal(heard("aws-secrets-in-database-password", password("tR7!xq29Lm"), true), "recommended");
  });
});
