import assert from "node:assert/strict";
import { fixesFor, preview } from "../../analysis/fix/fix.ts";
import { expressionAt } from "../../language/syntax/locate.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { Place } from "../../language/syntax/text.ts";
import { rules } from "../../rules/index.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { checked, directory, marked, type Texts } from "../harness/fixture.ts";

// A fix goes to the end that decides: in a module that others call it neither pins what they choose nor writes a second one beside what
// they have switched off.

const terraform = rules.filter(({ noFix, file = "main.tf" }) => noFix === undefined && file === "main.tf");

/** The files that the first fix of the first finding changes; undefined where there is no fix. */
function changed(rule: Rule, texts: Texts): readonly string[] | undefined {
  const before = checked([rule], texts);
  const [finding] = before.report.findings;
  const [fix] = finding ? fixesFor(finding, before) : [];
  return fix && [...preview(fix.edits, before).keys()].map((uri) => uri.slice(directory.length + 1));
}

/** The place of a rule's first finding where that is a literal which is all of an attribute. */
function literalOf(rule: Rule, text: string): Place | undefined {
  const [finding] = checked([rule], { "main.tf": text }).report.findings;
  if (!finding || finding.secret) return undefined;
  const node = expressionAt(parse("main.tf", text), finding.at)?.node;
  const isLiteral =
    node?.kind === "literal" || (node?.kind === "template" && node.parts.every(({ kind }) => kind === "text"));
  const [line = ""] = text.slice(0, finding.at.start).split("\n").slice(-1);
  return isLiteral && /^ *\w+ *= $/.test(line) ? finding.at : undefined;
}

/** Rules whose fix is no other value of that setting. */
const otherwise: ReadonlySet<string> = new Set([
  // the listener stays as it is and redirects
  "aws-elb-plain-http",
  // what is closed is denied in front of the line that opens everything
  "aws-vpc-acl-open-to-world",
  "aws-vpc-default-acl-open-to-world",
  // standards are subscribed to one by one
  "aws-securityhub-account-without-standards",
  // a version is written beside the source
  "aws-module-version-open",
]);

describe("a value that others choose", () => {
  const moved: Readonly<Record<string, (used: string, literal: string) => readonly [texts: Texts, end: string]>> = {
    "the argument of a call": (used, literal) => [
      {
        "main.tf": `module "m" {\n  source = "./m"\n  chosen = ${literal}\n}\n`,
        "m/main.tf": `${used}\nvariable "chosen" {}\n`,
      },
      "main.tf",
    ],
    "a file of variables": (used, literal) => [
      {
        "main.tf": used,
        "terraform.tfvars": `chosen = ${literal}\n`,
        "variables.tf": 'variable "chosen" {}\n',
      },
      "terraform.tfvars",
    ],
    "a default": (used, literal) => [
      {
        "main.tf": 'module "m" {\n  source = "./m"\n}\n',
        "m/main.tf": used,
        "m/variables.tf": `variable "chosen" {\n  default = ${literal}\n}\n`,
      },
      "m/variables.tf",
    ],
  };

  for (const [end, move] of Object.entries(moved))
    it(`is changed in ${end}, or not at all`, () => {
      let there = 0;
      for (const rule of terraform) {
        const { text } = marked(rule.insecure);
        const at = literalOf(rule, text);
        if (!at) continue;
        const used = `${text.slice(0, at.start)}var.chosen${text.slice(at.end)}`;
        const [texts, wanted] = move(used, text.slice(at.start, at.end));
        const files = changed(rule, texts);
        if (!files || otherwise.has(rule.id)) continue;
        there++;
        assert.ok(files.includes(wanted), `${rule.id} changes ${files.join(", ")}`);
      }
      assert.ok(there > 120, `${there} rules`);
    });
});

describe("a companion that a caller has switched off", () => {
  const resources = (text: string): readonly string[] =>
    text.split(/^(?=resource )/m).filter((one) => one.startsWith("resource "));
  const headOf = (text: string): string => text.split("\n", 1)[0] ?? "";

  for (const [condition, off] of [
    ["var.on ? 1 : 0", "false"],
    ["!var.on ? 1 : 0", "true"],
    ["var.on ? 0 : 1", "true"],
  ] as const)
    it(`is switched on where that is decided: count = ${condition}`, () => {
      let tried = 0;
      for (const rule of terraform) {
        const { text } = marked(rule.insecure);
        const known = resources(text).map(headOf);
        const [companion, ...others] = resources(rule.secure).filter((one) => !known.includes(headOf(one)));
        const [finding] = checked([rule], { "main.tf": text }).report.findings;
        const [, type, name] = /^resource "(\w+)" "([\w-]+)"/.exec(text.slice(finding?.at.start)) ?? [];
        if (!companion || others.length > 0 || !companion.includes(`${type}.${name}.`)) continue;
        const counted = companion.replace("{\n", `{\n  count = ${condition}\n\n`);
        const files = changed(rule, {
          "main.tf": `module "m" {\n  source = "./m"\n  on     = ${off}\n}\n`,
          "m/main.tf": `${text}\n${counted}\nvariable "on" {}\n`,
        });
        tried++;
        if (files) assert.ok(files.includes("main.tf"), `${rule.id} changes ${files.join(", ")}`);
      }
      assert.ok(tried > 20, `${tried} rules`);
    });

  it("has no twin where it cannot be told what decides", () => {
    const rule = rules.find(({ id }) => id === "aws-s3-bucket-without-versioning");
    assert.ok(rule);
    const files = changed(rule, {
      "main.tf": marked(rule.insecure).text.concat(
        'resource "aws_s3_bucket_versioning" "reports" {\n  count  = length([])\n  bucket = aws_s3_bucket.reports.id\n}\n',
      ),
    });
    assert.equal(files, undefined);
  });
});

describe("a range that a caller hands in", () => {
  const rule = rules.find(({ id }) => id === "aws-ec2-ssh-open-to-world");
  const module = `resource "aws_security_group" "a" {
  name = "a"
}

resource "aws_security_group_rule" "ssh" {
  count = length(var.ranges) > 0 ? 1 : 0

  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = var.ranges
  security_group_id = aws_security_group.a.id
}

variable "ranges" {
  type = list(string)
}
`;
  const call = (ranges: string): string => `module "m" {\n  source = "./m"\n  ranges = ["${ranges}"]\n}\n`;
  const titles = (texts: Texts) => {
    assert.ok(rule);
    const before = checked([rule], texts);
    return before.report.findings.flatMap((finding) =>
      fixesFor(finding, before).map((fix) => [fix.title, [...preview(fix.edits, before).values()]] as const),
    );
  };

  it("is narrowed at the call, however often the module looks at it, and by nothing in the module", () => {
    assert.deepEqual(titles({ "main.tf": call("0.0.0.0/0"), "m/main.tf": module }), [
      ["Admit only 10.0.0.0/8 (recreates the resource) (needs a value)", [call("10.0.0.0/8")]],
    ]);
    assert.deepEqual(titles({ "main.tf": call("192.0.2.0/24"), "m/main.tf": module }), []);
  });
});
