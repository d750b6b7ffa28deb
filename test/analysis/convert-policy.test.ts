import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defaults } from "../../analysis/config/config.ts";
import { refactorings } from "../../analysis/refactor/refactor.ts";
import { type Checked, check } from "../../analysis/run/check.ts";
import { open } from "../../analysis/run/project.ts";
import type { Refactoring } from "../../language/policy/conversions.ts";
import { meanings } from "../../language/policy/meaning.ts";
import { policies } from "../../language/policy/policies.ts";
import type { Notation } from "../../language/policy/policy.ts";
import { apply } from "../../language/syntax/text.ts";
import { shared } from "../harness/corpus.ts";
import { directory, filesOf, today } from "../harness/fixture.ts";
import { fmt } from "../harness/terraform.ts";

const own: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "policies.json"), "utf8"),
);

const toDocument = "Write the policy as `aws_iam_policy_document`";
const toEncoded = "Write the policy with `jsonencode`";
const uri = `${directory}/main.tf`;

const checked = (text: string): Checked =>
  check(filesOf({ "main.tf": text }), directory, { rules: [], config: defaults, today });

/** The text after the refactoring of this title where `piece` first stands; undefined where it is not offered. */
function refactored(text: string, piece: string, title: string): string | undefined {
  const start = text.indexOf(piece) + 1;
  assert.ok(start > 0, piece);
  const found = refactorings(checked(text), { uri, start, end: start }).find((one) => one.title === title);
  return found && apply(text, found.edits);
}

const titles = (text: string, piece: string): readonly string[] => {
  const start = text.indexOf(piece) + 1;
  return refactorings(checked(text), { uri, start, end: start }).map(({ title }: Refactoring) => title);
};

const inHeredoc = (json: string): string =>
  `resource "aws_iam_policy" "app" {\n  name   = "app"\n  policy = <<-EOF\n    ${json.replaceAll("\n", "\n    ")}\n  EOF\n}\n`;

const meaning = (text: string): readonly string[] => meanings(open(filesOf({ "main.tf": text }), directory));

const notation = (text: string): Notation | undefined =>
  policies(open(filesOf({ "main.tf": text }), directory))[0]?.notation;

interface Truth {
  readonly name: string;
  readonly policy: unknown;
}

/** Forty policies that AWS manages, as far apart as can be; undefined where they are not there. */
function managed(): readonly Truth[] | undefined {
  const path = shared === undefined ? undefined : join(shared, "corpus/iam/access-analyzer-truth.json");
  if (path === undefined || !existsSync(path)) return undefined;
  const all: readonly Truth[] = JSON.parse(readFileSync(path, "utf8"));
  const step = Math.floor(all.length / 40);
  return all.filter((_, index) => index % step === 0).slice(0, 40);
}

/** A policy in Terraform: what IAM fills in has to be kept from Terraform. */
const asText = (policy: unknown): string =>
  JSON.stringify(policy, undefined, 2).replaceAll(/[$%]\{/g, (opening) => opening.charAt(0) + opening);

function holdsRound(policy: unknown): string {
  const heredoc = inHeredoc(asText(policy));
  const document = refactored(heredoc, "Statement", toDocument);
  assert.ok(document, "no document is offered");
  assert.equal(notation(document), "document");
  const encoded = refactored(document, "statement {", toEncoded);
  assert.ok(encoded, "no jsonencode is offered");
  assert.equal(notation(encoded), "jsonencode");
  const again = refactored(encoded, "Statement =", toDocument);
  assert.equal(again, document);
  const [before] = meaning(heredoc);
  assert.ok(before);
  assert.deepEqual(meaning(document), [before]);
  assert.deepEqual(meaning(encoded), [before]);
  return `${document}\n${encoded.replaceAll('"app"', '"again"')}`;
}

describe("a policy spelled otherwise", () => {
  for (const [name, policy] of Object.entries(own))
    it(`means the same and is fmt-clean: ${name}`, async () => {
      const text = holdsRound(policy);
      assert.equal(await fmt(text), text);
    });

  it("means the same in forty policies of AWS, from heredoc to document to jsonencode and back", async function () {
    const found = managed();
    if (!found) this.skip();
    assert.equal(found.length, 40);
    const texts: string[] = [];
    for (const { name, policy } of found) {
      try {
        texts.push(holdsRound(policy));
      } catch (error) {
        assert.fail(`${name}: ${error}`);
      }
    }
    const text = texts.join("\n");
    assert.equal(await fmt(text), text);
  });

  it("keeps what Terraform fills in, and what IAM does", async () => {
    const text = `${inHeredoc(
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": ["${aws_s3_bucket.b.arn}/home/$${aws:username}/*", "${var.other}"], "Condition": { "StringLike": { "s3:prefix": "%%{x}" } } }] }',
    )}\nresource "aws_s3_bucket" "b" {\n}\n\nvariable "other" {\n  type = string\n}\n`;
    const document = refactored(text, "Statement", toDocument);
    assert.match(
      document ?? "",
      /resources = \["\$\{aws_s3_bucket\.b\.arn\}\/home\/&\{aws:username\}\/\*", var\.other\]/,
    );
    assert.match(document ?? "", /values {3}= \["%%\{x\}"\]/);
    const encoded = refactored(document ?? "", "statement {", toEncoded);
    assert.match(encoded ?? "", /\["\$\{aws_s3_bucket\.b\.arn\}\/home\/\$\$\{aws:username\}\/\*", var\.other\]/);
    assert.equal(await fmt(document ?? ""), document);
    assert.equal(await fmt(encoded ?? ""), encoded);
  });

  it("is written from a quoted string and in place, too", () => {
    const json = '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "*", "Resource": "*" } }';
    const text = `resource "aws_iam_policy" "app" {\n  policy = ${JSON.stringify(json)}\n}\n`;
    assert.match(
      refactored(text, "Statement", toEncoded) ?? "",
      /policy = jsonencode\(\{\n {4}Version += "2012-10-17"/,
    );
    assert.match(refactored(text, "Statement", toDocument) ?? "", /^data "aws_iam_policy_document" "app" \{/);
  });

  it("takes a name that is free, and goes above the comments of its block", () => {
    const other = 'data "aws_iam_policy_document" "app" {\n  statement {\n    actions = ["s3:GetObject"]\n  }\n}\n';
    const text = `${other}\n# the app\n${inHeredoc('{ "Statement": { "Effect": "Deny", "Action": "*", "Resource": "*" } }')}`;
    const written = refactored(text, "Statement", toDocument) ?? "";
    assert.match(written, /\n\ndata "aws_iam_policy_document" "app_policy" \{\n {2}version = "2008-10-17"/);
    assert.match(written, /\}\n\n# the app\nresource/);
    assert.match(written, /policy = data\.aws_iam_policy_document\.app_policy\.json/);
  });

  describe("is not offered", () => {
    const statement = '"Effect": "Allow", "Action": "s3:*", "Resource": "*"';
    const encoded = (body: string, before = "") =>
      `resource "aws_iam_policy" "app" {\n${before}  policy = jsonencode({\n    Statement = [${body}]\n  })\n}\n`;
    const cases: Readonly<Record<string, string>> = {
      "where comments would be lost": encoded(
        '{\n      # why\n      Effect = "Allow", Action = "s3:*", Resource = "*" }',
      ),
      "where it names what means something in its block only": encoded(
        '{ Effect = "Allow", Action = "s3:*", Resource = "${each.value}/*" }',
        "  for_each = var.all\n",
      ),
      "where it cannot be told whether something is a list": encoded(
        '{ Effect = "Allow", Action = local.unknown, Resource = "*" }',
      ),
      "for an element that documents do not know": inHeredoc(`{ "Statement": [{ ${statement}, "Extra": 1 }] }`),
      "for a text with what documents take for a variable": inHeredoc(
        '{ "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "a&{b}" }] }',
      ),
      "with a directive in it": inHeredoc(`{ "Statement": [%{ if var.a }{ ${statement} }%{ endif }] }`),
      "while it is half typed": inHeredoc(`{ "Statement": [{ ${statement}, "Sid": }] }`),
    };
    for (const [name, text] of Object.entries(cases))
      it(name, () => assert.ok(!titles(text, "Statement").includes(toDocument)));

    it("for a document that is used twice, or takes others in", () => {
      const document = (more: string) =>
        `data "aws_iam_policy_document" "app" {\n${more}  statement {\n    actions   = ["s3:*"]\n    resources = ["*"]\n  }\n}\n`;
      const use = (name: string) =>
        `\nresource "aws_iam_policy" "${name}" {\n  policy = data.aws_iam_policy_document.app.json\n}\n`;
      assert.ok(titles(document("") + use("a"), "statement {").includes(toEncoded));
      assert.ok(!titles(document("") + use("a") + use("b"), "statement {").includes(toEncoded));
      const taking = "  source_policy_documents = [var.other]\n\n";
      assert.ok(!titles(document(taking) + use("a"), "statement {").includes(toEncoded));
    });
  });
});

describe("a statement rewritten", () => {
  const statement = (elements: string): string =>
    `resource "aws_iam_policy" "app" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n      Effect = "Allow"\n      ${elements}\n    }]\n  })\n}\n\nresource "aws_s3_bucket" "logs" {\n}\n`;

  it("expands a wildcard to the actions that it means", () => {
    const text = statement('Action = ["sqs:Get*"]\n      Resource = "*"');
    const written = refactored(text, "sqs:Get*", "Expand `sqs:Get*` to its 2 actions") ?? "";
    assert.match(written, /\["sqs:GetQueueAttributes", "sqs:GetQueueUrl"\]/);
  });

  it("narrows a wildcard to reading, by patterns that take in nothing else", () => {
    const text = statement('Action = "sqs:*"\n      Resource = "*"');
    assert.match(refactored(text, "sqs:*", "Narrow `sqs:*` to reading") ?? "", /Action = \["sqs:Get\*", "sqs:List\*"/);
  });

  it("narrows a wildcard to what is done to the resources that are named", () => {
    const text = statement('Action = "s3:*"\n      Resource = "${aws_s3_bucket.logs.arn}/*"');
    const title = "Narrow `s3:*` to the actions on the resources named here";
    const written = refactored(text, '"s3:*"', title) ?? "";
    assert.match(written, /"s3:GetObject",/);
    assert.doesNotMatch(written, /s3:ListBucket|s3:\*/);
  });

  it("narrows the resource to one of the module, or to an ARN to overtype", () => {
    const bucket = statement('Action = "s3:GetObject"\n      Resource = "*"');
    const title = "Narrow the resource to `aws_s3_bucket.logs`";
    assert.match(refactored(bucket, '"*"', title) ?? "", /Resource = "\$\{aws_s3_bucket\.logs\.arn\}\/\*"/);
    const stream = statement('Action = "kinesis:PutRecord"\n      Resource = "*"');
    const [narrowed] = refactorings(checked(stream), { uri, ...at(stream, '"*"') });
    assert.equal(narrowed?.title, "Narrow the resource to the ARN of one stream");
    assert.deepEqual(
      narrowed?.edits.flatMap(({ text, stops = [] }) => stops.map(({ start, end }) => text.slice(start, end))),
      ["aws", "*", "123456789012", "StreamName"],
    );
  });

  it("names the actions in place of those that are left out, where they are few", () => {
    const queue = statement('NotAction = "sqs:Delete*"\n      Resource = "arn:aws:sqs:eu-west-1:123456789012:jobs"');
    const written = refactored(queue, "NotAction", "Name the actions of `sqs` that are allowed") ?? "";
    assert.match(written, / Action += \[\n {8}"sqs:AddPermission",/);
    assert.doesNotMatch(written, /NotAction|sqs:Delete/);
    const everything = statement('NotAction = "sqs:Delete*"\n      Resource = "*"');
    assert.ok(!titles(everything, "NotAction").some((title) => title.startsWith("Name the actions")));
  });

  it("splits off the actions that cannot be limited to a resource", () => {
    const text = statement(
      'Action = ["s3:GetObject", "ec2:DescribeInstances"]\n      Resource = "arn:aws:s3:::logs/*"',
    );
    const title = "Split off the actions that cannot be limited to a resource";
    const written = refactored(text, "s3:GetObject", title) ?? "";
    assert.match(written, /Action {3}= \["s3:GetObject"\]\n {6}Resource = "arn:aws:s3:::logs\/\*"/);
    assert.match(written, /Action {3}= \["ec2:DescribeInstances"\]\n {6}Resource = "\*"/);
  });
});

function at(text: string, piece: string): { readonly start: number; readonly end: number } {
  const start = text.indexOf(piece) + 1;
  return { start, end: start };
}
