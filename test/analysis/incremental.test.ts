import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isRead } from "../../analysis/run/project.ts";
import { statements } from "../../language/policy/policies.ts";
import { rules } from "../../rules/index.ts";
import { shared } from "../harness/corpus.ts";
import { blocksOf, Edited, editByChance, uriOf } from "../harness/edits.ts";
import { marked, type Texts } from "../harness/fixture.ts";
import { random } from "../harness/random.ts";

/** How many edits each estate and each folder gets: few in `npm test`, more by `npm run incremental -- 100`. */
const asked = Number(process.env["PARAPET_EDITS"] ?? "0");
const inEstates = asked || 6;
const inFolders = asked || 1;

/** Another seed gives other edits: `npm run incremental -- 100 7`. */
const seed = Number(process.env["PARAPET_SEED"] ?? "2026");

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
const blocks = examples.flatMap(blocksOf);

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

module "each" {
  for_each = { one = ["0.0.0.0/0"], two = local.open }
  source   = "./db"
  open     = each.value
  name     = "\${each.key}-\${local.name}"
}

module "counted" {
  count  = local.on ? 2 : 1
  source = "./db/inner"
  open   = count.index == 0
  name   = module.each["two"].bucket
}

resource "aws_ebs_volume" "all" {
  for_each  = module.each
  encrypted = each.value.encrypted
}

resource "aws_ebs_volume" "every" {
  encrypted = alltrue(values(module.each)[*].encrypted)
}

resource "aws_s3_bucket_versioning" "db" {
  bucket = module.db.bucket
}

resource "aws_s3_bucket_versioning" "each" {
  for_each = module.each
  bucket   = each.value.bucket
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
  count  = length(var.open)
  source = "./inner"
  name   = "\${var.name}-\${count.index}"
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

output "encrypted" {
  value = aws_ebs_volume.db.encrypted
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

function edited(texts: Texts, own: number, count: number): Edited {
  const chance = random(own);
  const module = new Edited(texts, chance, rules);
  while (module.edits < count) editByChance(module, chance, blocks);
  return module;
}

describe("linting anew", function () {
  this.timeout(asked > 0 ? 0 : 60_000);

  describe("finds what a fresh run finds, edit by edit, in an estate made of examples", () => {
    const all: Edited[] = [];
    for (const [index, texts] of [...estates()].entries())
      it(`numbered ${index}`, () => {
        all.push(edited(texts, seed + index, inEstates));
      });

    it("and mostly runs some of the rules only", () => {
      const sum = (of: (module: Edited) => number) => all.reduce((total, module) => total + of(module), 0);
      const [edits, partial] = [sum((module) => module.edits), sum((module) => module.partial)];
      const share = sum((module) => module.reran) / partial;
      assert.ok(partial > edits / 2, `after ${partial} of ${edits}`);
      assert.ok(share < 0.3, `${share} of the rules on average`);
    });
  });

  describe("lets go of", () => {
    /** What is left of the subjects of a version after some edits. */
    async function left(subjects: readonly object[], edit: (count: number) => void): Promise<number> {
      setFlagsFromString("--expose-gc");
      const collect: () => void = runInNewContext("gc");
      const held = subjects.map((subject) => new WeakRef(subject));
      subjects = [];
      for (let count = 0; count < 4; count++) edit(count);
      // what was asked of the version before is still on the stack until the next turn
      await new Promise((resolve) => setTimeout(resolve));
      collect();
      return held.filter((ref) => ref.deref() !== undefined).length;
    }

    it("a statement of JSON that is edited, and no other", async () => {
      const text = gathered(policyFiles.slice(0, 20));
      const module = new Edited({ "policy.json": text }, random(1), rules);
      const all = statements(module.module).length;
      const start = text.lastIndexOf('"Effect"');
      const stay = await left([...statements(module.module)], () =>
        module.edit({ uri: uriOf("policy.json"), start, end: start, text: '"Sid": "x", ' }),
      );
      assert.ok(stay < all && stay > all / 2, `${stay} of ${all}`);
    });

    it("a block that is edited, and no other", async () => {
      const block = (name: string) => `resource "aws_s3_bucket" "${name}" {\n  bucket = "${name}"\n}\n`;
      const text = ["a", "b", "c"].map(block).join("\n");
      const module = new Edited({ "main.tf": text }, random(1), rules);
      const stay = await left([...module.module.blocks("resource")], (count) =>
        module.edit({
          uri: uriOf("main.tf"),
          start: text.indexOf('"b"\n') + 1,
          end: text.indexOf('"b"\n') + 1,
          text: `${count}`,
        }),
      );
      assert.equal(stay, 2);
    });
  });

  describe("finds what a fresh run finds, edit by edit, in a folder of a corpus", () => {
    const all = folders();

    it("of more than 150", function () {
      if (all.length === 0) this.skip();
      assert.ok(all.length >= 150, `${all.length} folders`);
    });

    for (const [index, [folder, texts]] of all.entries())
      it(folder, () => {
        edited(texts, seed + index, inFolders);
      });
  });
});
