import assert from "node:assert/strict";
import { toJson, type Value } from "../../language/model/value.ts";
import { rules } from "../../rules/index.ts";
import { Edited } from "../harness/edits.ts";
import { directory, find, moduleOf, type Texts } from "../harness/fixture.ts";
import { random } from "../harness/random.ts";

const resourceOf = (texts: Texts, type = "aws_x") => {
  const [resource, ...others] = moduleOf(texts).ofType(type);
  assert.ok(resource, "there is a resource");
  assert.deepEqual(others, []);
  return resource;
};

const json = (texts: Texts, path: string) => toJson(resourceOf(texts).get(path));

/** File and text of a value's place. */
const written = (texts: Texts, { at: { uri, start, end } }: Value) => {
  const name = uri.slice(directory.length + 1);
  return `${name}: ${texts[name]?.slice(start, end)}`;
};

const group = 'resource "aws_x" "a" {\n';

describe("an override file", () => {
  it("sets arguments, and leaves the others", () => {
    const texts = {
      "main.tf": `${group}  b = 1\n  c = 2\n}\n`,
      "later_override.tf": `\n\n${group}  c = "three"\n}\n`,
    };
    const resource = resourceOf(texts);
    assert.equal(toJson(resource.get("b")), 1);
    assert.equal(toJson(resource.get("c")), "three");
    assert.equal(written(texts, resource.get("b")), "main.tf: 1");
    assert.equal(written(texts, resource.get("c")), 'later_override.tf: "three"');
    assert.equal(resource.at.uri, `${directory}/main.tf`);
    assert.equal(resource.address, "aws_x.a");
  });

  it("takes null for an answer", () => {
    const texts = { "main.tf": `${group}  b = 1\n}\n`, "override.tf": `${group}  b = null\n}\n` };
    assert.equal(resourceOf(texts).get("b").state, "absent");
  });

  it("is merged after those of earlier names, and each in its order", () => {
    const texts = {
      "z.tf": `${group}  b = 1\n}\n`,
      "b_override.tf": `${group}  b = 4\n}\n\n${group}  b = 5\n}\n`,
      "a_override.tf": `${group}  b = 2\n  c = 3\n}\n`,
    };
    assert.equal(json(texts, "b"), 5);
    assert.equal(json(texts, "c"), 3);
  });

  it("may be JSON, and OpenTofu's", () => {
    for (const name of ["override.tf.json", "x_override.tf.json", "override.tofu.json"]) {
      const texts = {
        "main.tf": `${group}  b = 1\n  c {\n    d = 1\n  }\n}\n`,
        [name]: '{ "resource": { "aws_x": { "a": { "b": 2, "c": [{ "d": 3 }, { "d": 4 }] } } } }',
      };
      const resource = resourceOf(texts);
      assert.equal(toJson(resource.get("b")), 2);
      assert.deepEqual(
        resource.sections("c").map((section) => toJson(section.get("d"))),
        [3, 4],
      );
    }
    assert.equal(json({ "main.tf": `${group}  b = 1\n}\n`, "override.tofu": `${group}  b = 2\n}\n` }, "b"), 2);
  });

  it("is one by its name alone", () => {
    const texts = { "main.tf": "", "myoverride.tf": `${group}  b = 1\n}\n`, "override.x.tf": "" };
    assert.equal(json(texts, "b"), 1);
  });

  it("puts its nested blocks in place of all of their type, dynamic ones too", () => {
    const base = `${group}  c {\n    d = 1\n  }\n  c {\n    d = 2\n  }\n  dynamic "c" {\n    for_each = [3]\n    content {\n      d = c.value\n    }\n  }\n  e {\n    d = 9\n  }\n}\n`;
    const values = (texts: Texts, type: string) => {
      const resource = resourceOf(texts);
      return resource.sections(type).map((section) => {
        const value = section.get("d");
        return `${toJson(value)} ${written(texts, value)} ${section.file.uri.slice(directory.length + 1)}`;
      });
    };
    const blocks = { "main.tf": base, "override.tf": `# x\n${group}  c {\n    d = 7\n  }\n}\n` };
    assert.deepEqual(values(blocks, "c"), ["7 override.tf: 7 override.tf"]);
    assert.deepEqual(values(blocks, "e"), ["9 main.tf: 9 main.tf"]);
    const dynamic = {
      "main.tf": base,
      "override.tf": `${group}  dynamic "c" {\n    for_each = [5, 6]\n    content {\n      d = c.value\n    }\n  }\n}\n`,
    };
    assert.deepEqual(values(dynamic, "c"), [
      "5 override.tf: c.value override.tf",
      "6 override.tf: c.value override.tf",
    ]);
  });

  it("merges lifecycle argument by argument, and never depends_on", () => {
    const texts = {
      "main.tf": `${group}  depends_on = [aws_y.a]\n  lifecycle {\n    prevent_destroy = true\n    ignore_changes  = [b]\n  }\n}\n`,
      "override.tf": `${group}  depends_on = []\n  lifecycle {\n    prevent_destroy = false\n  }\n}\n`,
    };
    const resource = resourceOf(texts);
    const [lifecycle, ...others] = resource.sections("lifecycle");
    assert.deepEqual(others, []);
    assert.ok(lifecycle);
    assert.equal(toJson(lifecycle.get("prevent_destroy")), false);
    assert.equal(written(texts, lifecycle.get("prevent_destroy")), "override.tf: false");
    assert.equal(written(texts, lifecycle.get("ignore_changes")), "main.tf: [b]");
    assert.equal(written(texts, resource.get("depends_on")), "main.tf: [aws_y.a]");
  });

  it("decides about count, and reads its each in what is written elsewhere", () => {
    const none = { "main.tf": `${group}  b = 1\n}\n`, "override.tf": `${group}  count = 0\n}\n` };
    assert.deepEqual(moduleOf(none).resources, []);
    const each = {
      "main.tf": `${group}  for_each = toset(["x", "y"])\n}\n`,
      "override.tf": `${group}  b = each.key\n}\n`,
    };
    assert.deepEqual(
      moduleOf(each).resources.map((resource) => `${resource.key} ${toJson(resource.get("b"))}`),
      ['["x"] x', '["y"] y'],
    );
  });

  it("overrides variables, locals, outputs and calls of modules", () => {
    const texts = {
      "main.tf": `${group}  b = var.v\n  c = local.l\n  d = local.m\n  e = module.m.out\n  f = module.m.other\n}\n`,
      "names.tf": 'variable "v" {\n  type    = number\n  default = 1\n}\n\nlocals {\n  l = 1\n  m = 2\n}\n',
      "call.tf": 'module "m" {\n  source = "./m"\n  given  = 1\n  kept   = 2\n}\n',
      "override.tf": 'variable "v" {\n  default = "10"\n}\n\nlocals {\n  l = 11\n}\n\nmodule "m" {\n  given = 12\n}\n',
      "m/main.tf":
        'variable "given" {}\n\nvariable "kept" {}\n\noutput "out" {\n  value = var.given\n}\n\noutput "other" {\n  value = 0\n}\n',
      "m/override.tf": 'output "other" {\n  value = var.kept\n}\n',
    };
    assert.deepEqual(
      ["b", "c", "d", "e", "f"].map((name) => json(texts, name)),
      [10, 11, 2, 12, 2],
    );
    assert.equal(moduleOf(texts).blocks("locals").length, 2);
    assert.equal(moduleOf(texts).blocks("locals")[0]?.attribute("l"), undefined);
  });

  it("overrides providers by their alias, and adds one that has none", () => {
    const texts = {
      "main.tf": 'provider "aws" {\n  alias  = "b"\n  region = "eu-west-1"\n}\n',
      "override.tf":
        'provider "aws" {\n  region = "us-east-1"\n}\n\nprovider "aws" {\n  alias  = "b"\n  region = "eu-west-2"\n}\n',
    };
    const regions = moduleOf(texts)
      .blocks("provider")
      .map((provider) => toJson(provider.get("region")));
    assert.deepEqual(regions.sort(), ["eu-west-2", "us-east-1"]);
  });

  it("overrides the place of the state as a whole, and required providers one by one", () => {
    const texts = {
      "main.tf":
        'terraform {\n  required_version = ">= 1"\n  required_providers {\n    aws = { version = "~> 5.0" }\n    tls = { version = "4" }\n  }\n  backend "s3" {\n    encrypt = false\n  }\n}\n',
      "override.tf":
        'terraform {\n  required_providers {\n    aws = { version = "~> 6.0" }\n  }\n  backend "local" {}\n}\n',
    };
    const blocks = moduleOf(texts).blocks("terraform");
    const said = (type: string, name: string) =>
      blocks.flatMap((block) => block.sections(type).flatMap((section) => toJson(section.get(name)) ?? []));
    assert.deepEqual(said("required_providers", "aws"), [{ version: "~> 6.0" }]);
    assert.deepEqual(said("required_providers", "tls"), [{ version: "4" }]);
    assert.deepEqual(said("backend", "encrypt"), []);
    assert.equal(blocks.flatMap((block) => block.sections("backend")).length, 1);
  });

  it("declares nothing that is declared nowhere else, as Terraform refuses it", () => {
    assert.deepEqual(moduleOf({ "main.tf": "", "override.tf": `${group}}\n` }).resources, []);
  });

  it("makes what it writes part of what it overrides", () => {
    const texts = {
      "main.tf": 'resource "aws_security_group" "a" {\n  description = "b"\n}\n',
      "override.tf":
        'resource "aws_security_group" "a" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
    };
    const found = find(rules, texts).find(({ rule }) => rule.id === "aws-ec2-ssh-open-to-world");
    assert.ok(found);
    assert.equal(found.at.uri, `${directory}/override.tf`);
    assert.equal(found.address, "aws_security_group.a");
  });

  it("is hushed by a comment at either of the two", () => {
    const comment = "# parapet:ignore aws-rds-publicly-accessible -- a test\n";
    const base = 'resource "aws_db_instance" "a" {\n  engine = "postgres"\n}\n';
    const over = 'resource "aws_db_instance" "a" {\n  publicly_accessible = true\n}\n';
    const found = (texts: Texts) => find(rules, texts).find(({ rule }) => rule.id === "aws-rds-publicly-accessible");
    const open = found({ "main.tf": base, "override.tf": over });
    assert.ok(open && !open.suppression);
    assert.ok(open.related.some(({ at }) => at.uri === `${directory}/main.tf`));
    assert.ok(found({ "main.tf": comment + base, "override.tf": over })?.suppression);
    assert.ok(found({ "main.tf": base, "override.tf": comment + over })?.suppression);
  });

  it("is edited where it decides, and the others where they do", () => {
    const base = 'resource "aws_ebs_volume" "a" {\n  availability_zone = "eu-west-1a"\n  size = 1\n';
    const fixes = (texts: Texts) => {
      const found = find(rules, texts).find(({ rule }) => rule.id === "aws-ebs-volume-unencrypted");
      const [fix] = found?.fixes() ?? [];
      return fix?.edits.map(({ at, text }) => `${at.uri.slice(directory.length + 1)} ${at.start} ${text.trim()}`);
    };
    const over = 'resource "aws_ebs_volume" "a" {\n  encrypted = false\n}\n';
    assert.deepEqual(fixes({ "main.tf": `${base}  encrypted = true\n}\n`, "override.tf": over }), [
      `override.tf ${over.indexOf("false")} true`,
    ]);
    assert.equal(
      fixes({ "main.tf": `${base}  encrypted = false\n}\n`, "override.tf": over.replace("false", "true") }),
      undefined,
    );
    const elsewhere = fixes({ "main.tf": `${base}}\n`, "override.tf": over.replace("encrypted = false", "size = 2") });
    assert.match(elsewhere?.[0] ?? "", /^main\.tf \d+ encrypted\s+= true$/);
  });

  it("may hold a policy, which is placed there", () => {
    const texts = {
      "main.tf": 'resource "aws_iam_policy" "p" {\n  name   = "p"\n  policy = "{}"\n}\n',
      "override.tf":
        '# first\nresource "aws_iam_policy" "p" {\n  policy = <<-JSON\n    {\n      "Version": "2012-10-17",\n      "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }]\n    }\n  JSON\n}\n',
    };
    const found = find(rules, texts).filter(({ rule }) => rule.id.includes("full-admin"));
    assert.equal(found.length, 1);
    const [{ at } = assert.fail()] = found;
    assert.equal(at.uri, `${directory}/override.tf`);
    assert.match(texts["override.tf"].slice(at.start, at.end), /\*|Effect|Action/);
  });
});

describe("a file of OpenTofu", () => {
  it("stands in place of Terraform's of the same name, in JSON too", () => {
    const tofu = { "a.tf": `${group}  b = 1\n}\n`, "a.tofu": `${group}  b = 2\n}\n` };
    assert.equal(json(tofu, "b"), 2);
    const inJson = {
      "a.tf.json": '{ "resource": { "aws_x": { "a": { "b": 1 } } } }',
      "a.tofu.json": '{ "resource": { "aws_x": { "a": { "b": 2 } } } }',
    };
    assert.equal(json(inJson, "b"), 2);
    const over = { "a.tf": `${group}  b = 0\n}\n`, "override.tf": tofu["a.tf"], "override.tofu": tofu["a.tofu"] };
    assert.equal(json(over, "b"), 2);
  });

  it("leaves files of other names and other notations alone", () => {
    const texts = {
      "a.tf": group.concat("}\n"),
      "b.tofu": "",
      "a.tofu.json": "{}",
      "c.tofu": "locals {\n  a = 1\n}\n",
    };
    assert.equal(moduleOf(texts).resources.length, 1);
  });

  it("switches off what is not enabled", () => {
    const lifecycle = (value: string) => `${group}  lifecycle {\n    enabled = ${value}\n  }\n}\n`;
    const certain = (value: string) =>
      moduleOf({ "a.tofu": `${lifecycle(value)}\nvariable "x" {}\n` }).resources.map((each) => each.certain);
    assert.deepEqual(certain("false"), []);
    assert.deepEqual(certain('"false"'), []);
    assert.deepEqual(certain("true"), [true]);
    assert.deepEqual(certain("var.x"), [false]);
  });

  it("does not enter a module that is not enabled", () => {
    const texts = (value: boolean) => ({
      "a.tofu": `module "m" {\n  source = "./m"\n  lifecycle {\n    enabled = ${value}\n  }\n}\n`,
      "m/main.tf": `${group}}\n`,
    });
    assert.equal(moduleOf(texts(true)).tree().length, 2);
    assert.equal(moduleOf(texts(false)).tree().length, 1);
  });
});

describe("an edit of override files", () => {
  const start: Texts = {
    "main.tf":
      'variable "on" {\n  default = true\n}\n\nlocals {\n  open = ["0.0.0.0/0"]\n}\n\nresource "aws_security_group" "a" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = local.open\n  }\n}\n\nresource "aws_ebs_volume" "a" {\n  encrypted = var.on\n}\n',
  };
  const versions: readonly (readonly [name: string, text: string | undefined])[] = [
    ["x_override.tf", 'resource "aws_ebs_volume" "a" {\n  encrypted = false\n}\n'],
    ["main.tf", start["main.tf"]?.replace('resource "aws_ebs', '# parapet:ignore * -- x\nresource "aws_ebs')],
    ["override.tf", 'variable "on" {\n  default = false\n}\n\nlocals {\n  open = ["10.0.0.0/8"]\n}\n'],
    ["x_override.tf", 'resource "aws_ebs_volume" "a" {\n  size = 3\n}\n'],
    ["main.tofu", start["main.tf"]?.replace("ingress", "egress")],
    ["override.tofu", 'locals {\n  open = ["0.0.0.0/0"]\n}\n'],
    ["main.tofu", undefined],
    ["x_override.tf", 'resource "aws_security_group" "a" {\n  count = 0\n}\n'],
    ["main.tf", `# moved\n${start["main.tf"]}`],
    ["x_override.tf", undefined],
    ["override.tf", undefined],
    ["override.tofu", undefined],
    ["override.tf", 'resource "aws_ebs_volume" "b" {}\n\nprovider "aws" {}\n'],
    ["main.tf", `${start["main.tf"]}\nresource "aws_ebs_volume" "b" {\n  encrypted = true\n}\n`],
    ["provider.tf", 'provider "aws" {\n  region = "eu-west-1"\n}\n'],
    ["main.tf", 'resource "aws_ebs_volume" "b" {}\n'],
  ];

  it("finds what a fresh run finds", () => {
    const edited = new Edited(start, random(1), rules);
    for (const [name, text] of versions) edited.write(name, text);
    for (const [name, text] of versions.toReversed()) {
      edited.write(name, text);
      edited.undo();
    }
    assert.equal(edited.edits, versions.length * 3);
  });
});
