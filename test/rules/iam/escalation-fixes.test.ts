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
    ["Narrow the resource to an ARN (may interrupt) (needs a value)", "Remove the action (may interrupt)"],
  ],
  [
    "aws-iam-privilege-escalation",
    ["iam:PutRolePolicy", "iam:CreateAccessKey", "iam:ListUsers"],
    ["Narrow the resources to ARNs (may interrupt) (needs a value)", "Remove these actions (may interrupt)"],
  ],
  [
    "aws-iam-pass-role-unscoped",
    ["iam:PassRole", "ec2:RunInstances"],
    ["Narrow the resource to an ARN (may interrupt) (needs a value)", "Remove the action (may interrupt)"],
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
    ["Narrow the resource to an ARN (may interrupt) (needs a value)", "Remove the action (may interrupt)"],
  ],
  [
    "aws-iam-credentials-exposed",
    ["redshift:DescribeClusters", "redshift:GetClusterCredentials"],
    ["Narrow the resource to an ARN (may interrupt) (needs a value)", "Remove the action (may interrupt)"],
  ],
  [
    "aws-iam-permissions-unscoped",
    ["kms:ListKeys", "kms:PutKeyPolicy"],
    ["Narrow the resource to an ARN (may interrupt) (needs a value)", "Remove the action (may interrupt)"],
  ],
  ["aws-iam-token-issued", ["sts:GetSessionToken"], ["Remove the statement (changes in place)"]],
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

  const passing = policy("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction");
  const role = (name: string, service: string): string => `resource "aws_iam_role" "${name}" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${service}.amazonaws.com" } }]
  })
}

`;

  const firstOf = (text: string, rule: string) => {
    const before = checked(iam, { "main.tf": text });
    const [first] = before.report.findings
      .filter(({ rule: { id } }) => id === rule)
      .flatMap((finding) => fixesFor(finding, before));
    return first;
  };

  it("is narrowed to the role that the module has for the service", () => {
    const roles = role("app", "lambda") + role("machine", "ec2");
    for (const [spelling, { "main.tf": text }] of Object.entries(spellings(passing))) {
      if (text === undefined) continue;
      const first = firstOf(roles + text, "aws-iam-pass-role-unscoped");
      assert.equal(first?.title, "Narrow the resource to `aws_iam_role.app` (may interrupt)", spelling);
      assert.match(first?.edits.map((edit) => edit.text).join("") ?? "", /aws_iam_role\.app\.arn/);
    }
  });

  it("asks for the role where the module has none for the service: any role for it is what is found", () => {
    for (const [spelling, { "main.tf": text }] of Object.entries(spellings(passing))) {
      if (text === undefined) continue;
      const first = firstOf(role("machine", "ec2") + text, "aws-iam-pass-role-unscoped");
      assert.equal(first?.title, "Narrow the resource to an ARN (may interrupt) (needs a value)", spelling);
    }
  });

  it("is closed without a word on the roles that are passed beside it", () => {
    const both = policy("iam:PassRole", "ec2:RunInstances", "iam:CreatePolicyVersion");
    for (const [spelling, { "main.tf": text }] of Object.entries(spellings(both))) {
      if (text === undefined) continue;
      const first = firstOf(text, "aws-iam-privilege-escalation");
      assert.equal(first?.title, "Narrow the resource to an ARN (may interrupt) (needs a value)", spelling);
      assert.doesNotMatch(first?.edits.map((edit) => edit.text).join("") ?? "", /PassedToService/, spelling);
    }
  });

  it("takes along what changes another part of the same thing, and nothing else", () => {
    const changing = policy(
      "lambda:UpdateFunctionCode",
      "lambda:UpdateFunctionConfiguration",
      "lambda:UpdateAlias",
      "lambda:InvokeFunction",
    );
    for (const [spelling, { "main.tf": text }] of Object.entries(spellings(changing))) {
      if (text === undefined) continue;
      const edits = firstOf(text, "aws-iam-lateral-movement")?.edits ?? [];
      const [kept = "", moved = ""] =
        edits
          .map((edit) => edit.text)
          .join("")
          .split(/function:app/)[0]
          ?.split("UpdateAlias") ?? [];
      assert.doesNotMatch(kept, /UpdateFunction/, spelling);
      assert.match(moved, /UpdateFunctionCode[^\]]*UpdateFunctionConfiguration/, spelling);
    }
  });

  it("asks for a name in a statement of its own, though the module knows the sample by chance", () => {
    const statement = (name: string) => `resource "aws_sns_topic" "app" {
  name = "app"
}

data "aws_iam_policy_document" "ci" {
  statement {
    actions   = ["lambda:UpdateFunctionCode", "lambda:InvokeFunction", "lambda:ListTags"]
    resources = ["arn:aws:lambda:eu-west-1:111122223333:function:${name}"]
  }
}
`;
    const first = firstOf(statement("*"), "aws-iam-lateral-movement");
    assert.equal(first?.title, "Name the resource in the ARN (may interrupt) (needs a value)");
    const [edit] = first.edits;
    const [stop] = edit?.stops ?? [];
    assert.equal(edit?.text.slice(stop?.start, stop?.end), "app");
    assert.equal(firstOf(statement("shop"), "aws-iam-lateral-movement"), undefined);
  });

  const group = (policy: string): string => `resource "aws_iam_group" "people" {
  name = "people"
}

resource "aws_iam_group_policy" "people" {
  group  = aws_iam_group.people.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["${policy}"], Resource = "*" }]
  })
}
`;

  it("is left to each for its own user, where users hold it", () =>
    assert.match(
      firstOf(group("iam:CreateAccessKey"), "aws-iam-privilege-escalation")
        ?.edits.map(({ text }) => text)
        .join("") ?? "",
      /arn:aws:iam::\*:user\/\$\$\{aws:username\}/,
    ));

  it("asks people for a second factor, and nobody with an access key", () => {
    const title = (more: string): string | undefined =>
      firstOf(group("iam:PutRolePolicy") + more, "aws-iam-privilege-escalation")?.title;
    const member = `resource "aws_iam_user" "ci" {
  name = "ci"
}

resource "aws_iam_user_group_membership" "ci" {
  user   = aws_iam_user.ci.name
  groups = [aws_iam_group.people.name]
}

resource "aws_iam_access_key" "ci" {
  user = aws_iam_user.ci.name
}
`;
    assert.equal(title(""), "Ask for a second factor (may interrupt)");
    assert.equal(title(member), "Narrow the resource to an ARN (may interrupt) (needs a value)");
  });
});

describe("everything allowed to a role", () => {
  const role = (effect: string): string => `resource "aws_iam_role" "developer" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::111122223333:root" } }]
  })
}

resource "aws_iam_role_policy" "all" {
  role = aws_iam_role.developer.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_iam_role_policy" "some" {
  role = aws_iam_role.developer.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "${effect}", Action = "s3:DeleteBucket", Resource = "*" }]
  })
}
`;
  const found = (effect: string) => {
    const before = checked(iam, { "main.tf": role(effect) });
    return before.report.findings
      .filter(({ rule: { id } }) => id === "aws-iam-full-admin")
      .map((finding) => fixesFor(finding, before).map(({ title }) => title));
  };

  it("is not cut down to one action by a guess where some of it is denied beside it", () => {
    assert.deepEqual(found("Deny"), [[]]);
    assert.deepEqual(found("Allow"), [
      ["Name the actions and resources that are needed (may interrupt) (needs a value)"],
    ]);
  });
});

describe("a sample in a fix", () => {
  it("is not held against it: its author overtypes it", () => {
    const policy = `resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "AROAEXAMPLEROLEID12345" } }]
  })
}
`;
    const before = checked(iam, { "main.tf": policy });
    const gone = before.report.findings.filter(({ rule }) => rule.id === "aws-iam-principal-by-id");
    assert.equal(gone.length, 1);
    assert.deepEqual(
      gone.flatMap((finding) => fixesFor(finding, before)).map(({ title }) => title),
      ["Name the role (may interrupt) (needs a value)"],
    );
  });
});
