import assert from "node:assert/strict";
import { type Dialect, hcl, heredocJson, json, policyDocument, quotedJson } from "../../language/write/dialect.ts";
import { asLongAsALine, endingBefore, type Layout } from "../../language/write/layout.ts";
import { print, printBody, printSetting } from "../../language/write/print.ts";
import {
  block,
  call,
  concat,
  expression,
  hasCode,
  isConstant,
  mapCode,
  piecesOf,
  type Source,
  stop,
} from "../../language/write/source.ts";

const layout = (dialect: Dialect, more: Partial<Layout> = {}): Layout => ({
  dialect,
  margin: "",
  unit: "  ",
  fits: asLongAsALine,
  ...more,
});

const text = (value: Source, dialect: Dialect = hcl, more: Partial<Layout> = {}): string =>
  print(value, layout(dialect, more)).text;

const lines = (...all: readonly string[]): string => all.join("\n");

describe("print", () => {
  it("writes a string so that each dialect reads the same text back", () => {
    const plain = `a "b" \\ \${c} %{d} $e\n\u0001`;
    assert.deepEqual(
      [hcl, policyDocument, json, heredocJson, quotedJson].map((dialect) => text(plain, dialect)),
      [
        '"a \\"b\\" \\\\ $${c} %%{d} $e\\n\\u0001"',
        '"a \\"b\\" \\\\ &{c} %%{d} $e\\n\\u0001"',
        '"a \\"b\\" \\\\ ${c} %{d} $e\\n\\u0001"',
        '"a \\"b\\" \\\\ $${c} %%{d} $e\\n\\u0001"',
        '\\"a \\\\\\"b\\\\\\" \\\\\\\\ $${c} %%{d} $e\\\\n\\\\u0001\\"',
      ],
    );
  });

  it("fills code into a string, and lets it stand alone where HCL does", () => {
    const arn = expression('x["a"].arn');
    const both = [arn, concat(arn, "/*")];
    const printed = (dialect: Dialect) => both.map((value) => text(value, dialect));
    assert.deepEqual(printed(hcl), ['x["a"].arn', '"${x["a"].arn}/*"']);
    assert.deepEqual(printed(heredocJson), ['"${x["a"].arn}"', '"${x["a"].arn}/*"']);
    assert.deepEqual(printed(json), ['"${x[\\"a\\"].arn}"', '"${x[\\"a\\"].arn}/*"']);
    assert.equal(text(call("f", "a", [1, null]), json), '"${f(\\"a\\", [1, null])}"');
  });

  it("moves the later lines of code to the margin they get", () => {
    const taken = expression("f(\n      x,\n    )", { margin: "    " });
    assert.equal(text({ a: taken }), lines("{", "  a = f(", "    x,", "  )", "}"));
  });

  it("quotes the names that HCL does not take bare", () =>
    assert.equal(
      text({ "a-b": 1, "aws:x": 2, "${c}": 3 }),
      lines("{", "  a-b = 1", '  "aws:x" = 2', '  "$${c}" = 3', "}"),
    ));

  it("keeps names that every object knows", () =>
    assert.equal(text(Object.fromEntries([["__proto__", 1]]) as Source, json), lines("{", '  "__proto__": 1', "}")));

  it("writes blocks apart from attributes, and as objects where there are none", () => {
    const body = { a: 1, b: block({ c: 2 }, {}), d: 3 };
    const inBlock = lines("{", "  a = 1", "", "  b {", "    c = 2", "  }", "", "  b {}", "", "  d = 3", "}");
    assert.equal(printBody(body, layout(hcl)).text, inBlock);
    assert.equal(printSetting("b", block({ c: 2 }), layout(json)).text, lines('"b": {', '  "c": 2', "}"));
    assert.equal(
      text(body),
      lines("{", "  a = 1", "  b = [", "    {", "      c = 2", "    },", "    {},", "  ]", "  d = 3", "}"),
    );
  });

  it("breaks a list that does not fit, by whichever measure it is given", () => {
    const list = ["a".repeat(36), "b".repeat(36)];
    const flat = `["${list.join('", "')}"]`;
    const broken = (margin: string, last: string) =>
      lines("[", `${margin}  "${list[0]}",`, `${margin}  "${list[1]}"${last}`, `${margin}]`);
    assert.equal(flat.length, 80);
    assert.equal(text(list, hcl, { margin: " " }), flat);
    assert.equal(text(list, hcl, { margin: " ", fits: endingBefore() }), broken(" ", ","));
    assert.equal(text(list, json, { fits: endingBefore(0) }), broken("", ""));
    assert.equal(text(["a".repeat(99)], hcl, { fits: endingBefore() }), `["${"a".repeat(99)}"]`);
    assert.equal(text([[{ a: 1 }]]), lines("[", "  [", "    {", "      a = 1", "    },", "  ],", "]"));
  });

  it("keeps everything to one line where it has to", () => {
    const value = { a: [{ b: 1, c: "x".repeat(99) }, {}] };
    assert.equal(text(value, hcl, { fits: undefined }), `{ a = [{ b = 1, c = "${"x".repeat(99)}" }, {}] }`);
    assert.equal(text({ a: [1, 2] }, quotedJson, { fits: undefined }), '{ \\"a\\": [1, 2] }');
  });

  it("takes no longer for lists in lists than they are deep", () => {
    let deep: Source = { a: 1 };
    for (let depth = 0; depth < 200; depth++) deep = [deep];
    assert.equal(text(deep).split("\n").length, 403);
  });

  it("remembers what is to be overtyped, without its quotes", () => {
    const value = { a: stop("10.0.0.0/8"), b: [stop(expression("var.x")), stop(5)], c: concat("o-", stop("id"), "x") };
    const overtyped = (dialect: Dialect) => {
      const { text, stops } = print(value, layout(dialect));
      return stops.map(({ start, end }) => text.slice(start, end));
    };
    assert.deepEqual(overtyped(hcl), ["10.0.0.0/8", "var.x", "5", "id"]);
    assert.deepEqual(overtyped(json), ["10.0.0.0/8", "${var.x}", "5", "id"]);
    assert.deepEqual(overtyped(quotedJson), ["10.0.0.0/8", "${var.x}", "5", "id"]);
  });
});

describe("Source", () => {
  const value: Source = {
    a: [concat("x", expression("a.b"))],
    b: block({ c: stop(expression("a.c")) }),
    d: call("f", 1),
  };

  it("has its code changed wherever it stands", () => {
    const changed = mapCode(value, (code) => code.toUpperCase());
    assert.equal(text(changed), text(value).replace("a.b", "A.B").replace("a.c", "A.C"));
  });

  it("tells whether there is code in it, and whether it means the same everywhere", () => {
    assert.ok(hasCode(value, (code) => code === "a.c"));
    assert.ok(!hasCode(["a", stop("b"), concat("a", stop("b"))]));
    assert.deepEqual(
      [
        1,
        stop("a"),
        [{ a: null }],
        expression("a"),
        call("f"),
        concat("a", expression("b")),
        concat("a", stop("b")),
      ].map(isConstant),
      [true, true, true, false, false, false, true],
    );
  });

  it("is one piece where nothing else is put beside it", () => {
    assert.equal(concat("", "a"), "a");
    assert.deepEqual(piecesOf(concat("a", concat("", expression("b")))), ["a", expression("b")]);
  });
});
