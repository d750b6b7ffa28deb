import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Checked } from "../../analysis/check.ts";
import { defaults } from "../../analysis/config.ts";
import { lint, type Options, type Report } from "../../analysis/lint.ts";
import { isRead, open } from "../../analysis/project.ts";
import { relint } from "../../analysis/relint.ts";
import type { Module } from "../../language/model/module.ts";
import { parse, reparse } from "../../language/syntax/parse.ts";
import { rules } from "../../rules/index.ts";
import { shared } from "../harness/corpus.ts";
import { directory, marked, type Texts, today } from "../harness/fixture.ts";
import { type Random, random } from "../harness/random.ts";
import { comparable, filesOfTrees, type Trees } from "../harness/trees.ts";

let ran = 0;

const counting = rules.map((rule) => ({
  ...rule,
  problems: (...asked: Parameters<typeof rule.problems>) => {
    ran++;
    return rule.problems(...asked);
  },
}));

const options: Options = { rules: counting, config: { ...defaults, profile: "all" }, today };

const uriOf = (name: string): string => `${directory}/${name}`;

/** A module that is edited, relinted after every edit and compared with what a fresh run finds. */
class Edited {
  readonly #chance: Random;
  trees: Trees;
  #before: Trees | undefined;
  #judged: Pick<Checked, "module" | "directory" | "options" | "report">;
  edits = 0;
  partial = 0;
  reran = 0;
  last = "";

  constructor(texts: Texts, chance: Random) {
    this.#chance = chance;
    this.trees = new Map(Object.entries(texts).map(([name, text]) => [uriOf(name), parse(uriOf(name), text)]));
    const module = open(filesOfTrees(this.trees), directory);
    this.#judged = { module, directory, options, report: lint(module, options) };
  }

  edit({ uri, start, end, text: inserted }: Replacement): void {
    const file = this.trees.get(uri);
    if (!file) return;
    const text = file.text.slice(0, start) + inserted + file.text.slice(end);
    this.last = `${uri} ${start}–${end} ${JSON.stringify(file.text.slice(start, end))} → ${JSON.stringify(inserted)}`;
    this.#before = this.trees;
    this.trees = new Map(this.trees).set(uri, reparse(file, { start, end, text: inserted }, text));
    this.check();
  }

  get module(): Module {
    return this.#judged.module;
  }

  /** Files whose trees come back share nothing with the present ones but chunks that were never touched. */
  undo(): void {
    if (!this.#before) return;
    [this.trees, this.#before] = [this.#before, this.trees];
    this.last = `undo of ${this.last}`;
    this.check();
  }

  check(): void {
    const files = filesOfTrees(this.trees);
    const module = open(files, directory, undefined, this.#judged.module.trail);
    const all = [...module.tree()].length * rules.length;
    ran = 0;
    const report = relint(this.#judged, module, options);
    this.edits++;
    if (ran < all) {
      this.partial++;
      this.reran += ran / all;
    }
    const fresh = lint(open(files, directory), options);
    const isSame = JSON.stringify(comparable(report)) === JSON.stringify(comparable(fresh));
    if (!isSame) assert.deepEqual(comparable(report), comparable(fresh), this.last);
    if (this.#chance.chance(15)) this.#compareFixes(report, fresh);
    this.#judged = { module, directory, options, report };
  }

  #compareFixes(report: Report, fresh: Report): void {
    for (let count = 0; count < 12 && fresh.findings.length > 0; count++) {
      const index = this.#chance.below(fresh.findings.length);
      const [own, other] = [report.findings[index], fresh.findings[index]];
      assert.deepEqual([...(own?.fixes() ?? [])], [...(other?.fixes() ?? [])], `${other?.rule.id}: ${this.last}`);
    }
  }
}

const examples = rules.flatMap(({ insecure, secure, file = "main.tf" }) =>
  file.endsWith(".tf") ? [marked(insecure).text, marked(secure).text] : [],
);

const policyFiles = rules.flatMap(({ insecure, file }) => (file?.endsWith(".json") ? [marked(insecure).text] : []));

/** One policy with the statements of many. */
function gathered(texts: readonly string[]): string {
  const statements = texts.flatMap((text) => {
    const found = /"Statement": \[\n(.*)\n {2}\]/s.exec(text)?.[1];
    return found === undefined ? [] : [found];
  });
  return `{\n  "Version": "2012-10-17",\n  "Statement": [\n${statements.join(",\n")}\n  ]\n}\n`;
}

/** Top-level blocks of all examples, to be put in anywhere. */
const blocks = examples.flatMap((text) =>
  parse("file:///m/a.tf", text).chunks.map(({ start, part }) => text.slice(start, start + part.length)),
);

const typed = [
  ...'abe1_ "{}[]()=,.$*/#\n'.split(""),
  "\n\n",
  "var.",
  "var.name",
  "local.name",
  "true",
  "false",
  "null",
  '"*"',
  '"0.0.0.0/0"',
  "${var.name}",
  "\n# a note\n",
  "\n# parapet:policy-kind scp\n",
  "\n# parapet:ignore aws-s3-bucket-without-logging -- known\n",
  "\n#checkov:skip=CKV_AWS_18:known\n",
  "# tfsec:ignore:*\n",
  "<<EOF\n",
  "count = 2\n",
  'for_each = toset(["a", "b"])\n',
  "tags = {}\n",
  'policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })\n',
  '\nlocals {\n  name = "b"\n}\n',
  '\nvariable "name" {\n  default = true\n}\n',
  '\nvariable "prefix" {}\n',
  '\nname = "c"\n',
  '\noutput "it" {\n  value = local.name\n}\n',
  '\nprovider "aws" {\n  region = "eu-central-1"\n}\n',
];

function editOnce(module: Edited, chance: Random): void {
  if (chance.below(9) === 0) module.undo();
  else module.edit(replacement(module, chance));
}

interface Replacement {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function replacement(module: Edited, chance: Random): Replacement {
  const uri = chance.pick([...module.trees.keys()]);
  const file = module.trees.get(uri);
  const text = file?.text ?? "";
  const at = chance.below(text.length + 1);
  const lineEnd = text.indexOf("\n", at) + 1 || text.length;
  const typing = { uri, start: at, end: at, text: chance.pick(typed) };
  switch (chance.below(8)) {
    case 0:
    case 1:
      return typing;
    case 2:
      return { ...typing, start: lineEnd, end: lineEnd };
    case 3:
      return {
        uri,
        start: at,
        end: Math.min(text.length, at + 1 + chance.below(chance.chance(20) ? 400 : 12)),
        text: "",
      };
    case 4: {
      const start = chance.pick(file?.chunks ?? []).start;
      return uri.endsWith(".tf") ? { uri, start, end: start, text: chance.pick(blocks) } : typing;
    }
    case 5:
      return swap(typing, text, /"[\w.*-]+"/g, chance, names);
    case 6:
      return swap(typing, text, /\b(?:true|false|\d+|null)\b/g, chance, values);
    default:
      return swap(typing, text, /^ *[\w]+ *= .*\n/gm, chance, [""]);
  }
}

const names = ['"name"', '"*"', '"logs"', '"this"', '"Allow"', '"Deny"', '"main"', '"s3:GetObject"', '"aws:kms"'];
const values = ["true", "false", "7", "0", "null", "var.name", "local.name", "443"];

function swap(
  otherwise: Replacement,
  text: string,
  pattern: RegExp,
  chance: Random,
  by: readonly string[],
): Replacement {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return otherwise;
  const { index, 0: old } = chance.pick(found);
  return { ...otherwise, start: index, end: index + old.length, text: chance.pick(by) };
}

const around: Texts = {
  "variables.tf":
    'variable "name" {\n  default = "a"\n}\n\nvariable "vpc" {}\n\nvariable "list" {\n  type    = list(string)\n  default = ["0.0.0.0/0"]\n}\n',
  "locals.tf": 'locals {\n  name = "x-${var.name}"\n  open = var.list\n  on   = true\n}\n',
  "terraform.tfvars": 'name = "given"\n',
  "main.auto.tfvars": "vpc = true\n",
  "use.tf": `resource "aws_s3_bucket" "logs" {
  bucket = local.name
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket            = aws_s3_bucket.logs.id
  block_public_acls = local.on
}

resource "aws_security_group_rule" "a" {
  for_each    = toset(local.open)
  type        = "ingress"
  from_port   = 22
  to_port     = 22
  protocol    = "tcp"
  cidr_blocks = [each.value]
}

data "aws_iam_policy_document" "base" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "top" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
}

resource "aws_iam_policy" "p" {
  policy = data.aws_iam_policy_document.top.json
}

resource "aws_s3_bucket_policy" "file" {
  bucket = aws_s3_bucket.logs.bucket
  policy = file("policy.json")
}

resource "aws_db_instance" "db" {
  storage_encrypted = var.vpc
}
`,
  "policy.json":
    '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" }]\n}\n',
};

const child: Texts = {
  "calls.tf": `module "db" {
  source = "./db"
  open   = local.open
  name   = var.name
}

module "other" {
  source = "./db"
  open   = ["10.0.0.0/8"]
  name   = module.db.bucket
  on     = false
}

resource "aws_s3_bucket_versioning" "db" {
  bucket = module.db.bucket
}

resource "aws_iam_role" "bounded" {
  permissions_boundary = module.db.limit
}

resource "aws_iam_role_policy_attachment" "limit" {
  count      = local.on ? 0 : 1
  policy_arn = module.db.limit
}
`,
  "registry.tf": `module "rds" {
  source              = "terraform-aws-modules/rds/aws"
  publicly_accessible = local.on
  storage_encrypted   = false
}

module "ssh" {
  source              = "terraform-aws-modules/security-group/aws//modules/ssh"
  ingress_cidr_blocks = local.open
}

module "bucket" {
  source            = "terraform-aws-modules/s3-bucket/aws"
  bucket            = local.name
  block_public_acls = var.vpc
}

module "net" {
  source = "terraform-aws-modules/vpc/aws"
}

resource "aws_flow_log" "net" {
  vpc_id = module.net.vpc_id
}
`,
  "db/main.tf": `variable "open" {}

variable "name" {}

variable "on" {
  default = true
}

locals {
  encrypted = var.on
}

resource "aws_iam_policy" "limit" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}

resource "aws_ebs_volume" "db" {
  encrypted = local.encrypted
}

module "inner" {
  source = "./inner"
  name   = "\${var.name}-inner"
  open   = local.encrypted
}

resource "aws_security_group" "db" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.open
  }
}

resource "aws_s3_bucket" "data" {
  bucket = var.name
}

output "bucket" {
  value = aws_s3_bucket.data.id
}

output "limit" {
  value = aws_iam_policy.limit.arn
}
`,
  "db/inner/main.tf": `variable "name" {}

variable "open" {}

resource "aws_db_instance" "db" {
  identifier          = var.name
  publicly_accessible = var.open
}
`,
};

/** Estates made of all rules' examples, a few dozen to each. */
function* estates(): Iterable<Texts> {
  const each = 24;
  for (let from = 0; from < examples.length; from += each) {
    const texts: Record<string, string> = { ...around, ...(from % 3 === 0 && child) };
    for (const [index, text] of examples.slice(from, from + each).entries()) {
      const name = from % 3 === 0 && index % 4 === 3 ? "db/more.tf" : `file${index % 4}.tf`;
      texts[name] = `${texts[name] ?? ""}\n${text}`;
    }
    const policy = ((from / each) * 6) % policyFiles.length;
    texts["other.json"] =
      (from / each) % 2 === 0 ? gathered(policyFiles.slice(policy, policy + 6)) : (policyFiles[policy] ?? "");
    yield texts;
  }
}

/** Folders of Checkov's fixtures with several resources. */
function folders(): readonly (readonly [name: string, texts: Texts])[] {
  if (shared === undefined) return [];
  const root = join(shared, "corpus/checkov/fixtures");
  const all = new Set(
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".tf"))
      .map((path) => dirname(path)),
  );
  return [...all].sort().flatMap((folder) => {
    const names = readdirSync(join(root, folder)).filter(isRead);
    const texts = Object.fromEntries(names.map((name) => [name, readFileSync(join(root, folder, name), "utf8")]));
    const count =
      Object.values(texts)
        .join("\n")
        .match(/^resource /gm)?.length ?? 0;
    return count > 1 ? [[folder, texts] as const] : [];
  });
}

const told = (modules: readonly Edited[]): string => {
  const sum = (of: (module: Edited) => number) => modules.reduce((total, module) => total + of(module), 0);
  const [edits, partial] = [sum((module) => module.edits), sum((module) => module.partial)];
  const share = (100 * sum((module) => module.reran)) / partial;
  return `${edits} edits: after ${partial} only some rules ran, ${share.toFixed(1)} % of them on average`;
};

describe("linting anew", function () {
  this.timeout(600_000);

  it("finds what a fresh run finds, edit by edit, in estates made of every example", () => {
    const chance = random(2026);
    const modules: Edited[] = [];
    for (const texts of estates())
      for (let start = 0; start < 2; start++) {
        const module = new Edited(texts, chance);
        modules.push(module);
        for (let count = 0; count < 40; count++) editOnce(module, chance);
      }
    console.log(`      ${told(modules)}`);
    assert.ok(modules.reduce((sum, { edits }) => sum + edits, 0) >= 3_000);
  });

  it("lets go of earlier versions", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const text = gathered(policyFiles.slice(0, 20));
    const module = new Edited({ "policy.json": text }, random(1));
    const first = new WeakRef(module.module);
    for (let count = 0; count < 4; count++) {
      const start = text.lastIndexOf('"Effect"');
      module.edit({ uri: uriOf("policy.json"), start, end: start, text: '"Sid": "x", ' });
    }
    // what was asked of the version before is still on the stack until the next turn
    await new Promise((resolve) => setTimeout(resolve));
    collect();
    assert.equal(first.deref(), undefined);
  });

  it("finds what a fresh run finds, edit by edit, in the folders of a corpus", function () {
    const all = folders();
    if (all.length === 0) this.skip();
    assert.ok(all.length >= 150, `${all.length} folders`);
    const chance = random(11);
    const modules = all.map(([, texts]) => {
      const module = new Edited(texts, chance);
      for (let count = 0; count < 12; count++) editOnce(module, chance);
      return module;
    });
    console.log(`      ${all.length} folders, ${told(modules)}`);
  });
});
