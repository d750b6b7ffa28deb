import assert from "node:assert/strict";
import { policies } from "../../../language/policy/policies.ts";
import { rules } from "../../../rules/index.ts";
import { find, moduleOf } from "../../harness/fixture.ts";

const escalation = rules.filter(({ id }) => id === "aws-iam-privilege-escalation" || id === "aws-iam-lateral-movement");

/** Who is said to be able to do something, and what it takes. */
const told = (text: string): readonly string[] =>
  find(escalation, { "main.tf": text })
    .map(({ address, message }) =>
      [address, ...(message.match(/`[a-z0-9]+:\w+`/gi) ?? [])].join(" ").replaceAll("`", ""),
    )
    .sort();

const document = (effect: string, action: string): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = ${effect}, Action = ${action}, Resource = "*" }] })`;

const role = (body: string): string =>
  `resource "aws_iam_role" "r" {\n  for_each = { a = "iam:PutRolePolicy", b = "sts:AssumeRole" }\n  name = each.key\n${body}}\n`;

describe("each instance of a policy", () => {
  it("is judged by itself where nobody is seen to hold it", () => {
    const policy = (body: string) => `resource "aws_iam_policy" "p" {\n${body}\n}\n`;
    const each = policy(
      `for_each = { a = "iam:PutRolePolicy", b = "sts:AssumeRole" }\n  policy = ${document('"Allow"', "each.value")}`,
    );
    assert.deepEqual(told(each), ['aws_iam_policy.p["a"] iam:PutRolePolicy', 'aws_iam_policy.p["b"] sts:AssumeRole']);
    const denied = policy(
      `for_each = { a = ["Allow", "iam:PutRolePolicy"], b = ["Deny", "*"] }\n  policy = ${document("each.value[0]", "each.value[1]")}`,
    );
    assert.deepEqual(told(denied), ['aws_iam_policy.p["a"] iam:PutRolePolicy']);
    const counted = policy(
      `count = 2\n  policy = ${document('"Allow"', '["s3:ListAllMyBuckets", "iam:PutRolePolicy"][count.index]')}`,
    );
    assert.deepEqual(told(counted), ["aws_iam_policy.p[1] iam:PutRolePolicy"]);
  });

  it("is held by the instance of the identity that it names", () => {
    const inline = (of: string) =>
      `${role("")}resource "aws_iam_role_policy" "p" {\n  for_each = { a = "iam:PutRolePolicy", b = "sts:AssumeRole" }\n  role = ${of}\n  policy = ${document('"Allow"', "each.value")}\n}\n`;
    assert.deepEqual(told(inline("aws_iam_role.r[each.key].id")), [
      'aws_iam_role_policy.p["a"] iam:PutRolePolicy',
      'aws_iam_role_policy.p["b"] sts:AssumeRole',
    ]);
    const both = [
      'aws_iam_role_policy.p["a"] iam:PutRolePolicy sts:AssumeRole',
      'aws_iam_role_policy.p["b"] sts:AssumeRole',
    ];
    assert.deepEqual(told(inline('aws_iam_role.r["a"].id')), both);
    assert.deepEqual(told(inline('"a"')), both);
  });

  it("is attached where it is meant, and all of them where it is not said which", () => {
    const attached = (policy: string, to: string) =>
      `${role("")}resource "aws_iam_policy" "p" {\n  for_each = { a = ["Allow", "iam:PutRolePolicy"], b = ["Deny", "*"] }\n  policy = ${document("each.value[0]", "each.value[1]")}\n}\nresource "aws_iam_role_policy_attachment" "t" {\n  for_each = toset(["a", "b"])\n  role = ${to}\n  policy_arn = ${policy}\n}\n`;
    const found = ['aws_iam_policy.p["a"] iam:PutRolePolicy'];
    assert.deepEqual(told(attached("aws_iam_policy.p[each.key].arn", "aws_iam_role.r[each.key].name")), found);
    assert.deepEqual(told(attached("aws_iam_policy.p[each.key].arn", 'aws_iam_role.r["a"].name')), []);
    assert.deepEqual(told(attached('aws_iam_policy.p["a"].arn', 'aws_iam_role.r["a"].name')), found);
    const all = (of: string) =>
      `resource "aws_iam_policy" "p" {\n  for_each = { a = ["Allow", "iam:PutRolePolicy"], b = ["Deny", "*"] }\n  policy = ${document("each.value[0]", "each.value[1]")}\n}\nresource "aws_iam_role" "r" {\n  managed_policy_arns = ${of}\n}\n`;
    assert.deepEqual(told(all('[aws_iam_policy.p["a"].arn, aws_iam_policy.p["b"].arn]')), []);
    assert.deepEqual(told(all('[aws_iam_policy.p["a"].arn]')), found);
  });

  it("takes the instance of a document that it names", () => {
    const module = moduleOf({
      "main.tf": `data "aws_iam_policy_document" "d" {
  for_each = toset(["a", "b"])
  statement {
    actions   = ["s3:\${each.key}"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "all" {
  source_policy_documents = [for one in ["a", "b"] : data.aws_iam_policy_document.d[one].json]
}
resource "aws_iam_policy" "p" {
  for_each = toset(["a", "b"])
  policy   = data.aws_iam_policy_document.d[each.key].json
}
resource "aws_iam_role_policy" "both" {
  policy = data.aws_iam_policy_document.all.json
}
`,
    });
    const carriers = policies(module).map(({ attachments }) =>
      attachments.map(({ resource }) => resource.localAddress).sort(),
    );
    assert.deepEqual(carriers, [
      ['aws_iam_policy.p["a"]', "aws_iam_role_policy.both"],
      ['aws_iam_policy.p["b"]', "aws_iam_role_policy.both"],
      ["aws_iam_role_policy.both"],
    ]);
    assert.equal(policies(module)[2]?.effective.length, 2);
  });
});

describe("an instance", () => {
  it("is completed by what names it, and by no companion of another", () => {
    const versioning = rules.filter(({ id }) => id === "aws-s3-bucket-without-versioning");
    const buckets = (bucket: string) =>
      find(versioning, {
        "main.tf": `resource "aws_s3_bucket" "b" {\n  for_each = toset(["a", "b"])\n  bucket = each.key\n}\nresource "aws_s3_bucket_versioning" "v" {\n  bucket = ${bucket}\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n`,
      }).map(({ address }) => address);
    assert.deepEqual(buckets('aws_s3_bucket.b["a"].id'), ['aws_s3_bucket.b["b"]']);
    assert.deepEqual(buckets("aws_s3_bucket.b[var.which].id"), []);
    assert.deepEqual(buckets('"b"'), ['aws_s3_bucket.b["a"]']);
  });
});
