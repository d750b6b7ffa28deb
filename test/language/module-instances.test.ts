import assert from "node:assert/strict";
import { toJson } from "../../language/model/value.ts";
import { moduleOf } from "../harness/fixture.ts";

const child =
  'variable "x" {\n  default = "none"\n}\nresource "aws_y" "r" {\n  x = var.x\n}\noutput "x" {\n  value = var.x\n}\noutput "id" {\n  value = aws_y.r.id\n}\n';

const seen = (main: string, type = "aws_y", files: Readonly<Record<string, string>> = {}) =>
  moduleOf({ "main.tf": main, "child/main.tf": child, ...files })
    .tree()
    .flatMap((module) => module.ofType(type).map((resource) => [resource.address, toJson(resource.get("x"))]));

const called = (body: string) => `module "m" {\n  source = "./child"\n${body}\n}\n`;

const value = (main: string, expression: string) =>
  toJson(
    moduleOf({ "main.tf": `${main}resource "aws_x" "a" {\n  b = ${expression}\n}\n`, "child/main.tf": child })
      .ofType("aws_x")[0]
      ?.get("b") ?? assert.fail("there is a resource"),
  );

describe("instances of a module", () => {
  it("are there for each key of for_each, with each.key and each.value", () => {
    assert.deepEqual(seen(called('for_each = { a = 1, "b.c" = 2 }\nx = "${each.key} ${each.value}"')), [
      ['module.m["a"].aws_y.r', "a 1"],
      ['module.m["b.c"].aws_y.r', "b.c 2"],
    ]);
    assert.deepEqual(seen(called('for_each = toset(["a", "b"])\nx = each.value')), [
      ['module.m["a"].aws_y.r', "a"],
      ['module.m["b"].aws_y.r', "b"],
    ]);
  });

  it("are there for each number of count, and not at all for none", () => {
    assert.deepEqual(seen(called("count = 2\nx = count.index")), [
      ["module.m[0].aws_y.r", 0],
      ["module.m[1].aws_y.r", 1],
    ]);
    for (const none of ["count = 0", "for_each = {}", "for_each = toset([])", "count = false ? 1 : 0"])
      assert.deepEqual(seen(called(`${none}\nx = 1`)), [], none);
  });

  it("are one where nothing in the call tells them apart, where there are too many, and where they are not known", () => {
    assert.deepEqual(seen(called("count = 3\nx = 1")), [["module.m.aws_y.r", 1]]);
    assert.deepEqual(seen(called("count = 1\nx = 1")), [["module.m[0].aws_y.r", 1]]);
    assert.deepEqual(seen(called('for_each = { a = 1, b = 2 }\nx = "each"')), [["module.m.aws_y.r", "each"]]);
    assert.deepEqual(seen(called("count = 33\nx = count.index")), [["module.m.aws_y.r", undefined]]);
    assert.deepEqual(seen(called("for_each = var.nowhere\nx = each.key")), [["module.m.aws_y.r", undefined]]);
    assert.deepEqual(seen(called("for_each = var.nowhere\nx = 1")), [["module.m.aws_y.r", 1]]);
    assert.deepEqual(seen(called("for_each = { a = 1, (var.nowhere) = 2 }\nx = each.key")), [
      ["module.m.aws_y.r", undefined],
    ]);
  });

  it("are bounded by how much is in them", () => {
    const many = Array.from({ length: 20 }, (_, i) => `resource "aws_y" "r${i}" {\n  x = var.x\n}\n`).join("");
    const files = { "child/main.tf": `variable "x" {}\n${many}` };
    const addresses = (count: number) =>
      new Set(
        seen(called(`count = ${count}\nx = count.index`), "aws_y", files).map(
          ([address]) => String(address).split(".aws")[0],
        ),
      );
    assert.equal(addresses(20).size, 20);
    assert.equal(addresses(21).size, 1);
    const nested = {
      ...files,
      "outer/main.tf": 'variable "x" {}\nmodule "n" {\n  source = "../child"\n  x = var.x\n}\n',
    };
    const outer = 'module "m" {\n  source = "./outer"\n  count = 21\n  x = count.index\n}\n';
    assert.deepEqual(
      new Set(seen(outer, "aws_y", nested).map(([address]) => String(address).split(".aws")[0])),
      new Set(["module.m.module.n"]),
    );
  });

  it("call modules themselves", () => {
    const files = {
      "outer/main.tf":
        'variable "x" {}\nmodule "n" {\n  source = "../child"\n  for_each = toset(var.x)\n  x = each.key\n}\noutput "all" {\n  value = { for key, one in module.n : key => one.x }\n}\n',
    };
    const main =
      'module "m" {\n  source = "./outer"\n  for_each = { a = ["s", "t"], b = [] }\n  x = each.value\n}\nresource "aws_x" "r" {\n  x = module.m["a"].all\n}\n';
    assert.deepEqual(seen(main, "aws_y", files), [
      ['module.m["a"].module.n["s"].aws_y.r', "s"],
      ['module.m["a"].module.n["t"].aws_y.r', "t"],
    ]);
    assert.deepEqual(seen(main, "aws_x", files), [["aws_x.r", { s: "s", t: "t" }]]);
  });

  it("hand out what each of them comes to", () => {
    const each = called("for_each = { a = 1, b = 2 }\nx = each.value");
    assert.equal(value(each, 'module.m["b"].x'), 2);
    assert.deepEqual(value(each, "values(module.m)[*].x"), [1, 2]);
    assert.deepEqual(value(each, "[for m in module.m : m.x]"), [1, 2]);
    assert.deepEqual(value(each, "{ for key, m in module.m : key => m.x }"), { a: 1, b: 2 });
    assert.deepEqual(value(each, "keys(module.m)"), ["a", "b"]);
    assert.equal(value(each, 'module.m["c"].x'), undefined);
    const count = called("count = 2\nx = count.index");
    assert.equal(value(count, "module.m[1].x"), 1);
    assert.deepEqual(value(count, "module.m[*].x"), [0, 1]);
    assert.deepEqual(value(count, "module.m.*.x"), [0, 1]);
    assert.equal(value(count, "length(module.m)"), 2);
    assert.equal(value(called("x = 5"), "module.m.x"), 5);
    assert.equal(value(called("count = 1\nx = 5"), "one(module.m[*].x)"), 5);
    assert.deepEqual(value(called("count = 0\nx = 5"), "module.m[*].x"), []);
  });

  it("hand out what all have in common where they are not known", () => {
    assert.equal(value(called("for_each = var.nowhere\nx = 5"), 'module.m["a"].x'), 5);
    assert.equal(value(called("for_each = var.nowhere\nx = each.key"), 'module.m["a"].x'), undefined);
    assert.equal(value(called("count = 40\nx = 5"), "module.m[39].x"), 5);
    assert.equal(value(called("for_each = var.nowhere\nx = 5"), "values(module.m)[*].x"), undefined);
  });

  it("are told apart by what refers to them", () => {
    const module = moduleOf({
      "main.tf": `${called("for_each = { a = 1, b = 2 }\nx = each.key")}resource "aws_x" "a" {\n  b = module.m["a"].id\n}\n`,
      "child/main.tf": child,
    });
    const [a, b] = module.tree().flatMap((one) => one.ofType("aws_y"));
    const value = module.ofType("aws_x")[0]?.get("b");
    assert.ok(a && b && value);
    assert.ok(a.isMeantBy(value));
    assert.ok(!b.isMeantBy(value));
    assert.equal(module.find(value.refs?.[0] ?? assert.fail("it refers to something")), a);
  });

  it("say that nothing is proved where there may be none", () => {
    const certain = (body: string) =>
      moduleOf({ "main.tf": called(body), "child/main.tf": child })
        .tree()
        .flatMap((one) => one.ofType("aws_y").map((resource) => resource.certain));
    assert.deepEqual(certain("count = var.nowhere\nx = 1"), [false]);
    assert.deepEqual(certain("count = 2\nx = 1"), [true]);
    assert.deepEqual(certain("x = 1"), [true]);
  });
});
