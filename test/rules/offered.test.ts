import assert from "node:assert/strict";
import { fixesFor, preview } from "../../analysis/fix/fix.ts";
import { rules } from "../../rules/index.ts";
import { checked } from "../harness/fixture.ts";

const trust = rules.filter(({ id }) => id === "aws-iam-trust-public");
const organizational = rules.filter(({ id }) => id === "aws-iam-public-principal");

const role = `resource "aws_iam_role" "app" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }]
  })
}
`;
const caller = 'data "aws_caller_identity" "me" {}\n';

/** What the first fix, or the last, makes of a text, and whether it asks for a value. */
function cured(
  text: string,
  of = trust,
  which = 0,
  name = "main.tf",
): { readonly text: string; readonly asks: boolean } {
  const before = checked(of, { [name]: text });
  const [finding] = before.report.findings;
  const fix = finding && fixesFor(finding, before).at(which);
  assert.ok(fix, "there is a fix");
  const [after = ""] = preview(fix.edits, before).values();
  return { text: after, asks: fix.needsInput ?? false };
}

describe("what a module offers to a fix", () => {
  it("is its own word for the account, else what AWS says of it", () => {
    for (const [declared, account] of [
      [caller, "data.aws_caller_identity.me.account_id"],
      ['locals {\n  account_id = "111122223333"\n}\n', "local.account_id"],
      ['variable "aws_account_id" {}\n', "var.aws_account_id"],
      ['variable "partner_account_id" {}\n', "data.aws_caller_identity.current.account_id"],
      ["", "data.aws_caller_identity.current.account_id"],
    ] as const) {
      const { text, asks } = cured(declared + role);
      assert.ok(text.includes(`AWS = "arn:aws:iam::\${${account}}:root"`), text);
      assert.equal(text.match(/data "aws_caller_identity"/g)?.length ?? 0, account.startsWith("data") ? 1 : 0);
      assert.equal(asks, false);
    }
  });

  it("is asked of the provider that the resource has", () => {
    const { text } = cured(caller + role.replace("{\n", "{\n  provider = aws.other\n"));
    assert.match(text, /data "aws_caller_identity" "other" \{\n {2}provider = aws\.other\n\}/);
  });

  it("is its own word where nobody knows how often the module is called", () => {
    const before = checked(trust, {
      "main.tf": 'module "m" {\n  source   = "./m"\n  for_each = var.regions\n}\n\nvariable "regions" {}\n',
      "m/main.tf": role,
      "m/data.tf": caller,
    });
    const [finding] = before.report.findings;
    const [fix] = finding ? fixesFor(finding, before) : [];
    assert.ok(fix);
    assert.ok(fix.edits.every(({ text }) => !text.includes('data "aws_caller_identity"')));
    assert.ok(fix.edits.some(({ text }) => text.includes("data.aws_caller_identity.me.account_id")));
  });

  it("is its own word for the partition", () => {
    const { text } = cured(`data "aws_partition" "here" {}\n\n${caller}${role}`);
    assert.ok(
      text.includes("arn:${data.aws_partition.here.partition}:iam::${data.aws_caller_identity.me.account_id}:root"),
    );
  });

  it("is no account where no code can stand", () => {
    const json = JSON.stringify(
      { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } }] },
      undefined,
      2,
    );
    assert.equal(cured(json, trust, 0, "trust.json").asks, true);
  });

  it("is the one organization that the policy speaks of", () => {
    const topic = (more: string) => `resource "aws_sns_topic_policy" "a" {
  arn = "arn:aws:sns:eu-west-1:111122223333:a"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "sns:Subscribe", Principal = "*", Resource = "*" },${more}
    ]
  })
}
`;
    const beside = (id: string) => `
      { Effect = "Allow", Action = "sns:Publish", Principal = "*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "${id}" } } },`;
    const known = cured(topic(beside("o-a1b2c3d4e5")), organizational);
    assert.equal(known.asks, false);
    assert.equal(known.text.split("o-a1b2c3d4e5").length, 3);
    assert.equal(cured(topic(""), organizational, -1).asks, true);
    assert.equal(cured(topic(beside("o-a1b2c3d4e5") + beside("o-ffffffffff")), organizational, -1).asks, true);
  });
});
