import assert from "node:assert/strict";
import { fixesFor } from "../analysis/fix/fix.ts";
import { rules } from "../rules/index.ts";
import { checked, find, marked } from "./harness/fixture.ts";

/** A policy in JSON as Terraform can hold it: `${` would begin a template. */
const spellings: Readonly<Record<string, (policy: string) => string>> = {
  document,
  heredoc: (policy) => `locals {\n  policy = <<EOF\n${literal(policy)}EOF\n}\n`,
  string: (policy) => `locals {\n  policy = ${literal(JSON.stringify(policy))}\n}\n`,
  jsonencode: (policy) => `locals {\n  policy = jsonencode(${literal(policy.trimEnd())})\n}\n`,
};

const literal = (text: string): string => text.replaceAll("${", () => "$${");

type Written = string | number | readonly (string | number)[];

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, Written>>;
  readonly NotPrincipal?: string | Readonly<Record<string, Written>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Written>>>>;
  readonly [name: string]: unknown;
}

/** A policy as `aws_iam_policy_document` says it. */
function document(policy: string): string {
  const { Version: version, Statement: statements } = JSON.parse(policy) as {
    readonly Version?: string;
    readonly Statement: readonly Statement[];
  };
  const text = (value: string | number) => JSON.stringify(String(value)).replaceAll("${", "&{");
  const list = (value: Written) => `[${[value].flat().map(text).join(", ")}]`;
  const block = (type: string, body: Readonly<Record<string, string>>) =>
    [`    ${type} {`, ...Object.entries(body).map(([name, value]) => `      ${name} = ${value}`), "    }"].join("\n");
  const principals = (type: string, value: Statement["Principal"] = {}) =>
    Object.entries(typeof value === "string" ? { [value]: value } : value).map(([kind, identifiers]) =>
      block(type, { type: text(kind), identifiers: list(identifiers) }),
    );
  const body = (statement: Statement) => [
    ...(statement.Sid === undefined ? [] : [`    sid = ${text(statement.Sid)}`]),
    ...(statement.Effect === undefined ? [] : [`    effect = ${text(statement.Effect)}`]),
    ...["Action", "NotAction", "Resource", "NotResource"].flatMap((name) =>
      statement[name] === undefined
        ? []
        : [`    ${name.replace("Not", "not_").toLowerCase()}s = ${list(statement[name] as Written)}`],
    ),
    ...principals("principals", statement.Principal),
    ...principals("not_principals", statement.NotPrincipal),
    ...Object.entries(statement.Condition ?? {}).flatMap(([test, keys]) =>
      Object.entries(keys).map(([variable, values]) =>
        block("condition", { test: text(test), variable: text(variable), values: list(values) }),
      ),
    ),
  ];
  return [
    'data "aws_iam_policy_document" "policy" {',
    ...(version === undefined ? [] : [`  version = ${text(version)}`]),
    ...statements.flatMap((statement) => ["  statement {", ...body(statement), "  }"]),
    "}\n",
  ].join("\n");
}

/** What cannot be said in a document, where every element has its block and its type, and an effect. */
const unsayable = [
  "aws-iam-condition-empty",
  "aws-iam-condition-types-mixed",
  "aws-iam-effect-missing",
  "aws-iam-element-mistyped",
  "aws-iam-element-unknown",
  "aws-iam-principal-malformed",
];

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** What a policy is called by its block, or where it stands in none. */
const named = /`policy(?:\.json)?`|this policy|the role|the resource/g;

/** Rules about policies whose example stands in a file of its own. */
const examples = rules
  .filter(({ file }) => file === "policy.json")
  .map((rule) => ({ rule, text: marked(rule.insecure).text }))
  .filter(({ text }) => isJson(text));

describe("a policy in Terraform", () => {
  for (const [name, spelled] of Object.entries(spellings))
    it(`is judged in a ${name} as in a file, and can be mended there`, () => {
      assert.ok(examples.length > 80);
      for (const { rule, text } of examples) {
        if (spelled === document && unsayable.includes(rule.id)) continue;
        const files = { "main.tf": spelled(text) };
        const messages = (texts: Readonly<Record<string, string>>) =>
          find([rule], texts).map(({ message }) => message.replaceAll(named, "it"));
        assert.deepEqual(messages(files), messages({ "policy.json": text }), rule.id);
        assert.deepEqual(messages({ "main.tf": spelled(rule.secure) }), [], rule.id);
        if (rule.noFix !== undefined) continue;
        const before = checked([rule], files);
        for (const finding of before.report.findings)
          assert.ok(fixesFor(finding, before).length > 0, `${rule.id} is mended in a ${name}`);
      }
    });
});
