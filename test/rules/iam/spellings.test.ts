import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { apply } from "../../../language/syntax/text.ts";
import { tidy } from "../../../language/write/tidy.ts";
import { rules } from "../../../rules/index.ts";
import { directory, find, type Texts } from "../../harness/fixture.ts";

const iam = rules.filter(({ id }) => id.startsWith("aws-iam-"));

const guide = readFileSync(new URL("../../guide/iam-policy.json", import.meta.url), "utf8");

const inHcl = (value: string): string => `resource "aws_iam_policy" "app" {\n  policy = ${value}\n}\n`;

interface Shape {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly encryption: boolean;
}

const header = "s3:x-amz-server-side-encryption";
const list = (actions: readonly string[]): string => actions.map((action) => `"${action}"`).join(", ");

const json = ({ actions, resource, encryption }: Shape): string =>
  `${JSON.stringify(
    {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: actions,
          Resource: resource,
          ...(encryption && { Condition: { StringEquals: { [header]: "AES256" } } }),
        },
      ],
    },
    undefined,
    2,
  )}\n`;

const encoded = ({ actions, resource, encryption }: Shape): string =>
  inHcl(`jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = [${list(actions)}]
        Resource = "${resource}"${
          encryption
            ? `
        Condition = {
          StringEquals = {
            "${header}" = "AES256"
          }
        }`
            : ""
        }
      }
    ]
  })`);

const document = ({ actions, resource, encryption }: Shape): string =>
  `data "aws_iam_policy_document" "app" {
  statement {
    actions   = [${list(actions)}]
    resources = ["${resource}"]${
      encryption
        ? `

    condition {
      test     = "StringEquals"
      variable = "${header}"
      values   = ["AES256"]
    }`
        : ""
    }
  }
}
`;

/** One policy in every spelling. */
const spelled = (shape: Shape): Readonly<Record<string, Texts>> => ({
  "a JSON file": { "policy.json": json(shape) },
  "a heredoc": { "main.tf": inHcl(`<<-EOF\n${json(shape).replaceAll(/^(?=.)/gm, "    ")}  EOF`) },
  "a quoted string": { "main.tf": inHcl(JSON.stringify(JSON.stringify(JSON.parse(json(shape))))) },
  jsonencode: { "main.tf": encoded(shape) },
  "a policy document": { "main.tf": document(shape) },
});

const found = (files: Texts): readonly string[] =>
  find(iam, files).map(({ rule, at }) => {
    const text = files[at.uri.slice(directory.length + 1)] ?? "";
    return `${rule.id} ${text.slice(at.start, at.end).replaceAll(/^\\?"|\\?"$/g, "")}`;
  });

/** Takes the first fix of the first finding, over and over. */
function mended(files: Texts): Texts {
  let after = files;
  for (let round = 0; round < 10; round++) {
    const [finding] = find(iam, after);
    if (!finding) return after;
    const [fix] = finding.fixes();
    assert.ok(fix, `${finding.rule.id} has no fix here`);
    const name = finding.at.uri.slice(directory.length + 1);
    const text = after[name] ?? "";
    after = { ...after, [name]: apply(text, tidy(text, fix.edits, name.endsWith(".json") ? "json" : "hcl")) };
  }
  assert.fail("the fixes come to no end");
}

const correct: Shape = {
  actions: ["s3:GetObject", "s3:PutObject"],
  resource: "arn:aws:s3:::my-app-bucket/*",
  encryption: true,
};
const wrong: Shape = { actions: ["s3:*"], resource: "*", encryption: false };
const unasked: Shape = { ...correct, encryption: false };

describe("the guide's policy", () => {
  it("as printed has one trap and no other fault", () =>
    assert.deepEqual(found({ "policy.json": guide }), ["aws-iam-read-never-allowed s3:GetObject"]));

  for (const [spelling, files] of Object.entries(spelled(correct))) {
    it(`has one trap in ${spelling}`, () =>
      assert.deepEqual(found(files), ["aws-iam-read-never-allowed s3:GetObject"]));

    it(`is split into reading and writing in ${spelling}`, () => {
      const [text = ""] = Object.values(mended(files));
      assert.equal([...text.matchAll(/s3:GetObject/g)].length, 1);
      assert.equal([...text.matchAll(/s3:PutObject/g)].length, 1);
      assert.equal([...text.matchAll(/s3:x-amz-server-side-encryption/g)].length, 1);
      assert.ok(text.indexOf("s3:GetObject") < text.indexOf("s3:PutObject"));
    });
  }

  for (const [spelling, files] of Object.entries(spelled(wrong)))
    it(`turned into wildcards is found and mended in ${spelling}`, () => {
      assert.deepEqual([...found(files)].sort(), [
        "aws-iam-action-wildcard s3:*",
        "aws-iam-data-unscoped *",
        "aws-iam-resource-wildcard *",
      ]);
      assert.match(Object.values(mended(files)).join(), /arn:aws:s3:::my-app-bucket/);
    });

  for (const [spelling, files] of Object.entries(spelled(unasked)))
    it(`without its condition is found and mended in ${spelling}`, () => {
      assert.deepEqual(found(files), ["aws-iam-write-unencrypted s3:PutObject"]);
      const [text = ""] = Object.values(mended(files));
      assert.equal([...text.matchAll(/AES256/g)].length, 1);
    });
});
