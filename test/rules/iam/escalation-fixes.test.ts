import assert from "node:assert/strict";
import { fixesFor } from "../../../analysis/fix/fix.ts";
import { rules } from "../../../rules/index.ts";
import { checked } from "../../harness/fixture.ts";
import { type PolicyJson, spellings } from "../../harness/policies.ts";

const iam = rules.filter(({ id }) => id.startsWith("aws-iam-"));

const policy = (...actions: readonly string[]): PolicyJson => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "ec2:DescribeVpcs", Resource: "*" },
    { Effect: "Allow", Action: actions, Resource: "*" },
  ],
});

/** A rule, what it is shown, and the cures it has for it. */
const cases: readonly (readonly [rule: string, actions: readonly string[], cures: readonly string[]])[] = [
  [
    "aws-iam-privilege-escalation",
    ["iam:ListRoles", "iam:PutRolePolicy"],
    [
      "Narrow the resource to an ARN (may interrupt) (needs a value)",
      "Ask for a second factor (may interrupt)",
      "Remove the action (may interrupt)",
    ],
  ],
  [
    "aws-iam-privilege-escalation",
    ["iam:PutRolePolicy", "iam:CreateAccessKey", "iam:ListUsers"],
    [
      "Narrow the resources to ARNs (may interrupt) (needs a value)",
      "Ask for a second factor (may interrupt)",
      "Remove these actions (may interrupt)",
    ],
  ],
  [
    "aws-iam-pass-role-unscoped",
    ["iam:PassRole", "ec2:RunInstances"],
    [
      "Narrow the resource to an ARN (may interrupt) (needs a value)",
      "Allow passing roles to one service only (may interrupt)",
      "Remove the action (may interrupt)",
    ],
  ],
  [
    "aws-iam-pass-role-unscoped",
    ["iam:PassRole"],
    [
      "Narrow the resource to an ARN (may interrupt) (needs a value)",
      "Allow passing roles to one service only (may interrupt) (needs a value)",
      "Remove the statement (may interrupt)",
    ],
  ],
  [
    "aws-iam-lateral-movement",
    ["lambda:ListFunctions", "lambda:UpdateFunctionCode"],
    [
      "Narrow the resource to an ARN (may interrupt) (needs a value)",
      "Ask for a second factor (may interrupt)",
      "Remove the action (may interrupt)",
    ],
  ],
  [
    "aws-iam-credentials-exposed",
    ["redshift:DescribeClusters", "redshift:GetClusterCredentials"],
    [
      "Narrow the resource to an ARN (may interrupt) (needs a value)",
      "Ask for a second factor (may interrupt)",
      "Remove the action (may interrupt)",
    ],
  ],
  [
    "aws-iam-permissions-unscoped",
    ["kms:ListKeys", "kms:PutKeyPolicy"],
    [
      "Narrow the resource to an ARN (may interrupt) (needs a value)",
      "Ask for a second factor (may interrupt)",
      "Remove the action (may interrupt)",
    ],
  ],
  [
    "aws-iam-token-issued",
    ["sts:GetSessionToken"],
    ["Ask for a second factor (may interrupt)", "Remove the statement (may interrupt)"],
  ],
];

describe("a way to more than was granted", () => {
  for (const [id, actions, cures] of cases)
    for (const [spelling, texts] of Object.entries(spellings(policy(...actions))))
      it(`is closed by every cure: ${id}, ${actions.join(" and ")}, in ${spelling}`, () => {
        const before = checked(iam, texts);
        const found = before.report.findings.filter(({ rule }) => rule.id === id);
        assert.equal(found.length, 1);
        assert.deepEqual(
          found.flatMap((finding) => fixesFor(finding, before)).map(({ title }) => title),
          cures,
        );
      });

  it("is narrowed to the role that the module has", () => {
    const role = 'resource "aws_iam_role" "app" {\n  assume_role_policy = "{}"\n}\n\n';
    for (const [spelling, { "main.tf": text }] of Object.entries(spellings(policy("iam:PassRole")))) {
      if (text === undefined) continue;
      const before = checked(iam, { "main.tf": role + text });
      const [first] = before.report.findings
        .filter(({ rule }) => rule.id === "aws-iam-pass-role-unscoped")
        .flatMap((finding) => fixesFor(finding, before));
      assert.equal(first?.title, "Narrow the resource to `aws_iam_role.app` (may interrupt)", spelling);
      assert.match(first?.edits.map((edit) => edit.text).join("") ?? "", /aws_iam_role\.app\.arn/);
    }
  });
});
