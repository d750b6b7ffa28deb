import assert from "node:assert/strict";
import { toJson, type Value } from "../../language/model/value.ts";
import { directory, moduleOf, type Texts } from "../harness/fixture.ts";

const get = (texts: Texts, path: string, type = "aws_x"): Value => {
  const [resource] = moduleOf(texts).ofType(type);
  assert.ok(resource, "there is a resource");
  return resource.get(path);
};

const json = (texts: Texts, path: string) => toJson(get(texts, path));

const resource = (body: string) => `resource "aws_x" "a" {\n${body}\n}\n`;

const written = (texts: Texts, value: Value) => {
  const place = value.origin ?? value.at;
  return texts[place.uri.slice(directory.length + 1)]?.slice(place.start, place.end);
};

describe("a module", () => {
  it("tells absent from unknown and null from both", () => {
    assert.equal(get({ "main.tf": resource("") }, "b").state, "absent");
    assert.equal(get({ "main.tf": resource("b = null") }, "b").state, "absent");
    assert.equal(get({ "main.tf": resource("b = var.nowhere") }, "b").state, "unknown");
    assert.equal(get({ "main.tf": resource("b = aws_y.c.id") }, "b").state, "unknown");
    assert.equal(get({ "main.tf": `${resource('c = "')}` }, "b").state, "unknown", "the block is broken");
  });

  it("follows locals and defaults, and says where the value is written", () => {
    const texts = {
      "main.tf": resource("b = local.c"),
      "locals.tf": "locals {\n  c = var.d\n}\n",
      "variables.tf": 'variable "d" {\n  default = "e"\n}\n',
    };
    const value = get(texts, "b");
    assert.equal(toJson(value), "e");
    assert.equal(written(texts, value), '"e"');
    assert.equal(texts["main.tf"].slice(value.at.start, value.at.end), "local.c");
  });

  it("takes tfvars in Terraform's order", () => {
    const texts = {
      "main.tf": resource("b = var.c"),
      "variables.tf": 'variable "c" {\n  default = 1\n}\n',
      "terraform.tfvars": "c = 2\n",
      "a.auto.tfvars": "c = 3\n",
      "b.auto.tfvars.json": '{ "c": 4 }',
    };
    assert.equal(json(texts, "b"), 4);
    const { "b.auto.tfvars.json": _, ...less } = texts;
    assert.equal(json(less, "b"), 3);
  });

  it("knows nothing where optional tfvars disagree, and what they agree on", () => {
    const texts = {
      "main.tf": resource("b = var.c"),
      "variables.tf": 'variable "c" {\n  default = true\n}\n',
      "dev.tfvars": "c = false\n",
      "prod.tfvars": "c = true\n",
    };
    assert.equal(json(texts, "b"), undefined);
    assert.equal(json({ ...texts, "dev.tfvars": "c = true\n" }, "b"), true);
  });

  it("converts to the variable's type, and fills in what an object type gives", () => {
    const type = "object({ on = optional(bool, true), size = optional(number), name = string })";
    const texts = {
      "main.tf": resource("a = var.flag\nb = var.o.on\nc = var.o.size\nd = var.o.name\ne = var.s"),
      "variables.tf": `variable "flag" {\n  type = bool\n  default = "true"\n}\nvariable "o" {\n  type = ${type}\n  default = { name = 7 }\n}\nvariable "s" {\n  type = set(string)\n  default = ["x"]\n}\n`,
    };
    assert.equal(json(texts, "a"), true);
    assert.equal(json(texts, "b"), true);
    assert.equal(get(texts, "c").state, "absent");
    assert.equal(json(texts, "d"), "7");
    const set = get(texts, "e");
    assert.ok(set.state === "list" && set.set);
  });

  it("ends circles in unknown", () => {
    const texts = { "main.tf": `${resource("b = local.c")}locals {\n  c = local.d\n  d = local.c\n}\n` };
    assert.equal(json(texts, "b"), undefined);
  });

  it("reads attributes of other resources, and remembers which", () => {
    const texts = {
      "main.tf": `${resource("b = aws_y.c.name\nd = aws_y.c.arn")}resource "aws_y" "c" {\n  name = "n"\n}\n`,
    };
    assert.equal(json(texts, "b"), "n");
    const [reference] = get(texts, "d").refs ?? [];
    assert.deepEqual(reference, { module: "", mode: "resource", type: "aws_y", name: "c", attribute: "arn" });
  });

  it("has one resource for each instance that can be told apart", () => {
    const addresses = (text: string) => moduleOf({ "main.tf": text }).resources.map(({ address }) => address);
    assert.deepEqual(addresses(resource("count = 0")), []);
    assert.deepEqual(addresses(resource("count = 2\nb = count.index")), ["aws_x.a[0]", "aws_x.a[1]"]);
    assert.deepEqual(addresses(resource('for_each = toset(["p", "q"])\nb = each.key')), [
      'aws_x.a["p"]',
      'aws_x.a["q"]',
    ]);
    assert.deepEqual(addresses(resource("for_each = var.unknown\nb = each.key")), ["aws_x.a"]);
    assert.deepEqual(addresses(resource("for_each = {}")), []);
  });

  it("gives each instance its own values", () => {
    const { resources } = moduleOf({ "main.tf": resource("for_each = { p = true, q = false }\nb = each.value") });
    assert.deepEqual(
      resources.map((each) => toJson(each.get("b"))),
      [true, false],
    );
  });

  it("expands dynamic blocks, and objects that stand for blocks", () => {
    const dynamic = 'dynamic "rule" {\n  for_each = [1, 2]\n  content {\n    port = rule.value\n  }\n}';
    const ports = (body: string) =>
      moduleOf({ "main.tf": resource(body) }).resources.flatMap((each) =>
        each.sections("rule").map((section) => toJson(section.get("port"))),
      );
    assert.deepEqual(ports(dynamic), [1, 2]);
    assert.deepEqual(ports(dynamic.replace("[1, 2]", "var.unknown")), [undefined]);
    assert.deepEqual(ports("rule = [{ port = 3 }, { port = 4 }]"), [3, 4]);
    const [open] = moduleOf({ "main.tf": resource(dynamic.replace("[1, 2]", "var.unknown")) }).resources;
    assert.ok(open?.isOpen("rule"));
  });

  it("enters local modules with the caller's arguments, and follows outputs back", () => {
    const texts = {
      "main.tf": `module "m" {\n  source = "./child"\n  on     = false\n}\n${resource("b = module.m.out")}`,
      "child/main.tf":
        'variable "on" {\n  default = true\n}\nresource "aws_y" "c" {\n  on = var.on\n}\noutput "out" {\n  value = aws_y.c.on\n}\n',
    };
    const module = moduleOf(texts);
    const child = module.children.get("m");
    assert.equal(child?.ofType("aws_y")[0]?.address, "module.m.aws_y.c");
    const value = child?.ofType("aws_y")[0]?.get("on");
    assert.ok(value);
    assert.equal(toJson(value), false);
    assert.equal(written(texts, value), "false");
    assert.equal(json(texts, "b"), false);
  });

  it("does not enter a module that calls itself, nor one that is not there", () => {
    const call = (source: string) => `module "m" {\n  source = "${source}"\n}\n`;
    assert.equal([...moduleOf({ "main.tf": call("./child"), "child/main.tf": call("../child") }).tree()].length, 2);
    const { calls } = moduleOf({ "main.tf": call("terraform-aws-modules/vpc/aws") });
    assert.equal(calls.unopened.length, 1);
  });
});
