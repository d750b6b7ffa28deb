import assert from "node:assert/strict";
import { evaluate } from "../../language/model/evaluate.ts";
import { known, type Reference, toJson, type Unknown, unknown, type Value } from "../../language/model/value.ts";
import type { Expression } from "../../language/syntax/tree.ts";
import { at, evaluated, expression, scope } from "../harness/expression.ts";

const elsewhere = (start: number) => ({ uri: "variables.tf", start, end: start + 1 });

const bucket: Reference = { module: "", mode: "resource", type: "aws_s3_bucket", name: "logs", attribute: "" };

const names = {
  "var.cidrs": { state: "list", at: elsewhere(0), items: [known("0.0.0.0/0", elsewhere(1))], open: false },
  "var.tags": {
    state: "mapping",
    at: elsewhere(2),
    entries: new Map([["env", { key: elsewhere(3), value: known("prod", elsewhere(4)) }]]),
    open: false,
  },
  "var.unseen": unknown(elsewhere(5)),
  "aws_s3_bucket.logs": { state: "unknown", at: elsewhere(6), refs: [bucket] },
  "aws_s3_bucket.logs.id": { state: "unknown", at: elsewhere(6), refs: [{ ...bucket, attribute: "id" }] },
  "aws_s3_bucket.all": { state: "unknown", at: elsewhere(7), refs: [bucket] },
} satisfies Record<string, Value>;

const within = scope(names, { "policy.json": "{}" });

const items = (value: Value): readonly Value[] => (value.state === "list" ? value.items : assert.fail(value.state));

const pieces = (value: Value): readonly (string | Unknown)[] =>
  (value.state === "unknown" ? value.parts : undefined) ?? assert.fail("no parts");

const texts = (text: string, value: Value): unknown =>
  pieces(value).map((part) => (typeof part === "string" ? part : { hole: at(text, part.at) }));

describe("evaluate", () => {
  it("gives each item of a tuple and each key of an object its own place", () => {
    const text = '{ a = ["x", true], (upper("b")) = 2 }';
    const value = evaluated(text);
    assert.ok(value.state === "mapping");
    const [a, b] = [value.entries.get("a"), value.entries.get("B")];
    assert.deepEqual([at(text, a?.key), at(text, b?.key), at(text, b?.value.at)], ["a", '(upper("b"))', "2"]);
    assert.deepEqual(a && items(a.value).map((item) => at(text, item.at)), ['"x"', "true"]);
  });

  it("places what comes from elsewhere where it is looked at, with its origin, items included", () => {
    const [item, ...others] = items(evaluated("var.cidrs", within));
    assert.deepEqual(others, []);
    assert.equal(at("var.cidrs", item?.at), "var.cidrs");
    assert.deepEqual(item?.origin, elsewhere(1));
    const env = evaluated("var.tags.env", within);
    assert.deepEqual([at("var.tags.env", env.at), env.origin], ["var.tags.env", elsewhere(4)]);
  });

  it("says of what is not known what can be read in it, and nothing where it only tells something about that", () => {
    const made = (text: string): unknown => {
      const value = evaluated(text, within);
      return value.state === "unknown"
        ? value.madeOf?.map(({ name, attribute }) => `${name}.${attribute}`)
        : value.state;
    };
    for (const text of [
      "base64encode(aws_s3_bucket.logs.id)",
      "base64gzip(jsonencode({ a = [aws_s3_bucket.logs.id] }))",
      "jsondecode(aws_s3_bucket.logs.id).b",
      'upper("x-${aws_s3_bucket.logs.id}")',
      'var.unseen ? aws_s3_bucket.logs.id : ""',
      "[for key, value in aws_s3_bucket.logs.id : value]",
    ])
      assert.deepEqual(made(text), ["logs.id"], text);
    for (const text of [
      "sha256(aws_s3_bucket.logs.id)",
      "length(aws_s3_bucket.logs.id)",
      'aws_s3_bucket.logs.id == ""',
    ])
      assert.equal(made(text), undefined, text);
  });

  it("keeps the items of a list that is known in part, in their places", () => {
    for (const text of [
      'concat(["0.0.0.0/0"], var.unseen)',
      'flatten([["0.0.0.0/0"], var.unseen])',
      'distinct(["0.0.0.0/0", var.unseen])',
      'compact(["0.0.0.0/0", var.unseen])',
      'toset(["0.0.0.0/0", var.unseen])',
      'setunion(["0.0.0.0/0"], var.unseen)',
      'sort(["0.0.0.0/0", var.unseen])',
    ]) {
      const value = evaluated(text, within);
      assert.ok(value.state === "list" && value.open, text);
      assert.equal(at(text, value.items[0]?.at), '"0.0.0.0/0"', text);
    }
  });

  it("does not trust an entry that an unknown map may overrule", () => {
    const merged = evaluated("merge({ a = 1 }, var.unseen, { b = 2 })", within);
    assert.ok(merged.state === "mapping" && merged.open);
    assert.deepEqual(
      [merged.entries.get("a")?.value.state, toJson(merged.entries.get("b")?.value ?? merged)],
      ["unknown", 2],
    );
  });

  it("keeps the references of what is passed through", () => {
    const refs = [{ ...bucket, attribute: "id" }];
    for (const text of [
      "aws_s3_bucket.logs.id",
      "(aws_s3_bucket.logs.id)",
      '"${aws_s3_bucket.logs.id}"',
      "true ? aws_s3_bucket.logs.id : null",
      "[aws_s3_bucket.logs.id][0]",
      "one([aws_s3_bucket.logs.id])",
      "element([aws_s3_bucket.logs.id], 0)",
      "try(aws_s3_bucket.logs.id, null)",
      "coalesce(null, try(aws_s3_bucket.logs.id))",
      "aws_s3_bucket.all[0].id",
      "aws_s3_bucket.all[*].id",
      "one(aws_s3_bucket.all[*].id)",
      "aws_s3_bucket.all[var.unseen].id",
    ]) {
      assert.deepEqual(evaluated(text, within).refs, refs, text);
    }
  });

  it("keeps the known pieces of a string around its holes", () => {
    const text = '"arn:aws:s3:::${aws_s3_bucket.logs.id}/${"a"}*"';
    const value = evaluated(text, within);
    assert.equal(value.refs, undefined);
    assert.deepEqual(texts(text, value), ["arn:aws:s3:::", { hole: "aws_s3_bucket.logs.id" }, "/a*"]);
    for (const same of [
      'format("arn:aws:s3:::%s/%s", aws_s3_bucket.logs.id, "a*")',
      'join("", ["arn:aws:s3:::", aws_s3_bucket.logs.id, "/a*"])',
    ]) {
      assert.deepEqual(texts(same, evaluated(same, within)), [
        "arn:aws:s3:::",
        { hole: "aws_s3_bucket.logs.id" },
        "/a*",
      ]);
    }
    const nested = '"<${"a${var.unseen}b"}>"';
    assert.deepEqual(texts(nested, evaluated(nested, within)), ["<a", { hole: "var.unseen" }, "b>"]);
  });

  it("knows what does not depend on what is unknown", () => {
    for (const [text, answer] of [
      ["var.unseen ? 1 : 1", 1],
      ["var.unseen && false", false],
      ["true || var.unseen", true],
      ['"${var.unseen}x" == null', false],
      ['"https://${var.unseen}" == "http"', false],
      ['contains(["a", var.unseen], "a")', true],
      ['length(["a", var.unseen])', 2],
      ['lookup({ a = 1, b = var.unseen }, "a")', 1],
      ["{ a = var.unseen, b = 3 }.b", 3],
      ["[var.unseen, 4][1]", 4],
      ['file("policy.json")', "{}"],
      ['fileexists("policy.json")', true],
      ["try(var.tags.none, 5)", 5],
      ["can(var.tags.none)", false],
      ['true ? [] : list("x")', []],
      ['false ? map("a", 1) : { a = 2 }', { a: 2 }],
      ["true ? [1] : none(var.unseen)", [1]],
      ["true ? { a = true } : var.tags.none", { a: true }],
      ['false ? [list("x")] : ["a"]', ["a"]],
      ['length(true ? [] : list("x")) == 0', true],
      ['[for one in ["a", "b"] : one if true ? one == "a" : none(one)]', ["a"]],
      ["true ? [1] : var.unseen", [1]],
    ] as const) {
      assert.deepEqual(toJson(evaluated(text, within)), answer, text);
    }
  });

  it("leaves unknown what depends on it", () => {
    for (const text of [
      "var.unseen",
      "var.unseen ? 1 : 2",
      "var.unseen == null",
      "can(var.unseen.x)",
      "try(var.unseen.x, 1)",
      "coalesce(var.unseen, 1)",
      "length(concat([1], var.unseen))",
      "concat(var.unseen, [1])[0]",
      'contains(["a", var.unseen], "b")',
      "!var.unseen",
      "1 + var.unseen",
      "var.tags.none",
      "var.cidrs[7]",
      "nothing.at.all",
      'file("elsewhere.json")',
      "[for x in [1, 2] : x if var.unseen]",
      "{ (var.unseen) = 1 }",
    ]) {
      assert.equal(toJson(evaluated(text, within)), undefined, text);
    }
  });

  it("leaves open what a condition of `for` may keep", () => {
    const value = evaluated("[for x in [1, 2] : x if x == 1 || var.unseen]", within);
    assert.ok(value.state === "list" && value.open && value.items.length === 1);
  });

  it("lets an inner name hide an outer one", () => {
    assert.deepEqual(toJson(evaluated("[for x in [[1], [2]] : [for x in x : x * 10]]")), [[10], [20]]);
    assert.deepEqual(toJson(evaluated("[for var in [{ a = 1 }] : var.a]", within)), [1]);
  });

  it("ends in unknown on what is nested too deeply", () => {
    let inner: Expression = { kind: "literal", value: 1, start: 0, end: 1 };
    for (let i = 0; i < 10_000; i++) inner = { kind: "unary", operator: "-", operand: inner, start: 0, end: 1 };
    assert.equal(evaluate(inner, within).state, "unknown");
    assert.deepEqual(toJson(evaluated("1 + 1")), 2);
  });

  it("ends in unknown on what would take too long", () => {
    const loop = (depth: number): string => (depth === 0 ? "1" : `[for x in range(1000) : ${loop(depth - 1)}]`);
    for (const text of [
      "range(1e9)",
      loop(4),
      'regex("(a*)*$", "a")',
      'format("%999999999d", 1)',
      'indent(1e9, "a\\nb")',
      `setproduct(${Array(6).fill("range(1000)").join(", ")})`,
      `replace(join("", [for x in range(1000) : "abcdefghij"]), "", join("", [for x in range(1000) : "abcdefghij"]))`,
      'regexall("(a|b|ab){1,900}c", join("", [for x in range(1000) : "abababababababababab"]))',
    ]) {
      assert.equal(toJson(evaluated(text)), undefined, text);
    }
  });

  it("ends in unknown on a string or a list that doubles from name to name", () => {
    for (const double of ['"${local.x}${local.x}"', "[local.x, local.x]", "{ a = local.x, b = local.x }"]) {
      const doubled = expression(double);
      let value: Value = known("abc", elsewhere(0));
      for (let i = 0; i < 60; i++) value = evaluate(doubled, scope({ "local.x": value }));
      assert.equal(toJson(evaluated("jsonencode(local.x)", scope({ "local.x": value }))), undefined, double);
    }
  });

  it("takes whatever a half-typed expression holds", () => {
    for (const text of ["[1, ", "var.", "{ a = }", "foo(", '"${', "[for x in ", "a ? b", "x[", "-"]) {
      assert.doesNotThrow(() => evaluated(text, within));
    }
  });
});
