import assert from "node:assert/strict";
import { parse } from "../../language/syntax/parse.ts";
import { isLate, readJson } from "../../language/syntax/read-json.ts";
import type { Attribute, Block, Expression, Item, SourceFile } from "../../language/syntax/tree.ts";

function items(file: SourceFile): readonly Item[] {
  return file.chunks.flatMap(({ tree }) => tree.body.items);
}

function value(text: string): Expression {
  const [item] = items(parse("a.tf", text));
  assert.equal(item?.kind, "attribute");
  return item.value;
}

function attributesOf(file: SourceFile): readonly Attribute[] {
  return items(file).filter((item): item is Attribute => item.kind === "attribute");
}

function blocksOf(file: SourceFile): readonly Block[] {
  return items(file).filter((item): item is Block => item.kind === "block");
}

/** What each problem says, and the text it underlines. */
function problems(text: string, uri = "a.tf"): readonly (readonly [string, string])[] {
  return parse(uri, text).chunks.flatMap(({ start, tree }) =>
    tree.errors.map((error) => [error.message, text.slice(start + error.start, start + error.end)] as const),
  );
}

function textOf(node: Expression): string {
  assert.equal(node.kind, "template");
  return node.parts.map((part) => (part.kind === "text" ? part.value : "?")).join("");
}

describe("reading HCL", () => {
  it("gives every top-level item a chunk of its own, with the comments above it", () => {
    const text = '# one\nlocals {\n}\n\n# two\nresource "a" "b" {} # same line\n# end\n';
    const { chunks } = parse("a.tf", text);
    assert.deepEqual(
      chunks.map(({ start, tree }) => [
        text.slice(start, start + tree.length),
        tree.comments.map((comment) => comment.text),
      ]),
      [
        ["# one\nlocals {\n}\n", ["# one"]],
        ['\n# two\nresource "a" "b" {} # same line\n# end\n', ["# two", "# same line", "# end"]],
      ],
    );
  });

  it("counts offsets from the start of the chunk", () => {
    const [, second] = parse("a.tf", "a = 1\nb = [2]\n").chunks;
    const [item] = second?.tree.body.items ?? [];
    assert.equal(second?.start, 6);
    assert.deepEqual([item?.start, item?.end], [0, 7]);
  });

  it("keeps the quotes in a label's span and out of its text", () => {
    const [block] = blocksOf(parse("a.tf", 'resource "aws_x" "b\\n" {}\n'));
    assert.deepEqual(block?.labels, [
      { start: 9, end: 16, text: "aws_x" },
      { start: 17, end: 22, text: "b\n" },
    ]);
  });

  it("reads [*] with all that follows it, and .* with the names that follow it", () => {
    const full = value("a = x[*].y[0]\n");
    assert.ok(full.kind === "splat" && full.full && full.each.kind === "index");
    const names = value("a = x.*.y[0]\n");
    assert.ok(names.kind === "index" && names.on.kind === "splat" && names.on.each.kind === "attr");
  });

  it("binds operators as strongly as HashiCorp does", () => {
    const sum = value("a = 1 + 2 * 3 == 7 && !b\n");
    assert.ok(sum.kind === "binary" && sum.operator === "&&");
    assert.ok(sum.left.kind === "binary" && sum.left.operator === "==");
    assert.ok(sum.left.left.kind === "binary" && sum.left.left.operator === "+");
  });

  it("decodes escapes and normalises strings", () => {
    assert.equal(textOf(value('a = "e\\u0301 \\U0001F600 $${x} \\"\\n"\n')), 'é 😀 ${x} "\n');
  });

  it("unindents <<- and knows where the content of a heredoc stands", () => {
    const text = "a = <<-EOT\n    x\n      y\n  EOT\n";
    const heredoc = value(text);
    assert.equal(textOf(heredoc), "x\n  y\n");
    assert.ok(heredoc.kind === "template" && heredoc.form === "heredoc" && heredoc.indented);
    assert.equal(text.slice(heredoc.content.start, heredoc.content.end), "    x\n      y\n");
  });

  it("nests directives", () => {
    const template = value('a = "%{ for k, v in xs }%{ if v }${k}%{ else }no%{ endif }%{ endfor }"\n');
    assert.ok(template.kind === "template");
    const [loop] = template.parts;
    assert.ok(loop?.kind === "for-directive" && loop.key?.text === "k");
    const [choice] = loop.body;
    assert.ok(choice?.kind === "if" && choice.else?.length === 1);
  });

  it("names a key by a word or a plain string, and by an expression else", () => {
    const object = value('a = { b = 1, "c d" = 2, (e) = 3, "${f}" = 4 }\n');
    assert.ok(object.kind === "object");
    assert.deepEqual(
      object.entries.map(({ key }) => ("kind" in key ? key.kind : key.text)),
      ["b", "c d", "parentheses", "template"],
    );
  });

  it("reads CRLF, a byte order mark and a last line without an end", () => {
    const file = parse("a.tf", '\ufeffa = 1\r\nb {\r\n  c = "x" # y\r\n}');
    assert.deepEqual(problems(file.text), []);
    assert.equal(items(file).length, 2);
    assert.equal(file.chunks.at(-1)?.tree.comments[0]?.text, "# y");
  });

  it("reads NUL in a string and reports it elsewhere", () => {
    assert.deepEqual(problems('a = "x\0y"\n'), []);
    assert.equal(problems("a = 1\0\n").length, 1);
  });

  it("reads tfvars", () => {
    const file = parse("terraform.tfvars", 'region = "eu-west-1"\ntags = { a = "b" }\n');
    assert.deepEqual(
      attributesOf(file).map(({ name }) => name.text),
      ["region", "tags"],
    );
  });
});

describe("a syntax problem", () => {
  const cases: readonly (readonly [text: string, message: RegExp, underlined: string])[] = [
    ['resource "a" "b" {\n  acl =\n}\n', /expected a value/, "\n"],
    ['resource "a" "b" {\n  x = 1\n', /this block is not closed/, "{"],
    ['a = "x\nb = 1\n', /this string is not closed/, '"'],
    ["a = [1, 2\nb = 1\n", /this bracket is not closed: expected , or ]/, "["],
    ["a = <<EOT\nx\n", /this heredoc is not closed/, "<<EOT\n"],
    ["a = 1 b = 2\n", /expected a new line after the value/, "b"],
    ["}\n", /this } closes nothing/, "}"],
    ["a = 1\na = 2\n", /"a" is set twice/, "a"],
    ['a = "\\d"\n', /a backslash must be followed by/, "\\d"],
    ['a = "${}"\n', /expected a value/, "}"],
    ["/* a\n", /this comment is not closed/, "/*"],
    ["a = x.\n", /expected the name of an attribute/, "."],
    ['resource "a${b}" {\n}\n', /a label cannot hold a template/, "${b}"],
    ["a = 'x'\n", /means nothing/, "'"],
  ];
  for (const [text, message, underlined] of cases)
    it(`is the only one in ${JSON.stringify(text)}, and underlines ${JSON.stringify(underlined)}`, () => {
      const found = problems(text);
      assert.equal(found.length, 1, JSON.stringify(found));
      assert.match(found[0]?.[0] ?? "", message);
      assert.equal(found[0]?.[1], underlined);
    });

  it("does not make of the next line the value that is missing", () => {
    const [block] = blocksOf(parse("a.tf", 'resource "a" "b" {\n  acl =\n  bucket = "b"\n}\n'));
    const [acl, bucket] = block?.body.items ?? [];
    assert.ok(acl?.kind === "attribute" && acl.value.kind === "error");
    assert.ok(bucket?.kind === "attribute" && textOf(bucket.value) === "b");
  });

  it("leaves the blocks before and after it unmarked", () => {
    const { chunks } = parse("a.tf", 'locals {\n}\nresource "a" "b" {\n  x = [\n}\nlocals {\n}\n');
    assert.deepEqual(
      chunks.map(({ tree }) => tree.broken),
      [false, true, false],
    );
  });
});

describe("reading whatever there is", () => {
  const deep = [
    "[",
    "{ a = ",
    "(",
    "a {\n",
    "f(",
    "x[",
    '"${',
    "-",
    "!",
    "x ? ",
    "[for a in ",
    "%{ if x }",
    "x.",
    "1 + ",
    "<<E\n${",
  ];
  for (const opening of deep)
    it(`survives 10,000 times ${JSON.stringify(opening)}`, () => {
      assert.ok(problems(`a = ${opening.repeat(10_000)}`).length > 0);
      assert.ok(problems(opening.repeat(10_000)).length > 0);
    });

  it("survives 10,000 brackets and braces of JSON, and 50,000 holes", () => {
    for (const unit of ["%{ if x }", '"${', "${", '"${x}', "%{ endif }", '{"a": "${"}'])
      parse("a.json", unit.repeat(50_000));
    for (const opening of ["[", '{"a":']) assert.ok(problems(opening.repeat(10_000), "a.json").length > 0);
  });

  it("survives 2 MB of garbage", () => {
    for (const unit of ["\0", "}", "x", 'resource "a" "b" {\n'])
      assert.ok(problems(unit.repeat(Math.floor(2_000_000 / unit.length))).length > 0, JSON.stringify(unit));
  });

  for (const unit of ['"', "<<A\n", "/*", "a = <<A\n", "\u{1F600}", 'a = "${\n'])
    it(`survives 50,000 times ${JSON.stringify(unit)}`, () => assert.ok(problems(unit.repeat(50_000)).length > 0));

  it("survives every prefix of a rich file, and tiles it", () => {
    const rich = `# c\nresource "a" "b" {\n  x = "a\${f(y, [1, { z = "q" }])}%{ if c ~} t %{ endif }"\n  dynamic "d" {\n    for_each = [for k, v in m : v... if k != null]\n  }\n  p = <<-EOT\n    {"a": "\${b.c[*].d}"}\n    EOT\n  t = c ? -1 : !d /* e */\n}\n\nlocals { a = provider::x::f(1e5, z...) }\n`;
    for (const uri of ["a.tf", "a.tf.json", "a.json"])
      for (let end = 0; end <= rich.length; end++) {
        const { chunks } = parse(uri, rich.slice(0, end));
        let at = 0;
        for (const { start, tree } of chunks) {
          assert.equal(start, at);
          at += tree.length;
        }
        assert.equal(at, end);
      }
  });
});

describe("reading JSON", () => {
  it("makes blocks of Terraform's top level, with the spans of their keys", () => {
    const text = '{"resource": {"aws_x": {"one": {"a": 1}, "two": [{"b": 2}, {"b": 3}]}}, "locals": {"c": true}}';
    const file = parse("main.tf.json", text);
    assert.deepEqual(
      blocksOf(file).map(({ type, labels }) => [
        type.text,
        ...labels.map((label) => text.slice(label.start, label.end)),
      ]),
      [
        ["resource", '"aws_x"', '"one"'],
        ["resource", '"aws_x"', '"two"'],
        ["resource", '"aws_x"', '"two"'],
        ["locals"],
      ],
    );
    assert.deepEqual(problems(text, file.uri), []);
  });

  it("reads templates in the strings of Terraform, with spans across escapes", () => {
    const text = '{"locals": {"a": "\\"x\\" ${var.y}"}}';
    const [block] = blocksOf(parse("main.tf.json", text));
    const [attribute] = block?.body.items ?? [];
    assert.ok(attribute?.kind === "attribute" && attribute.value.kind === "template");
    const [, interpolation] = attribute.value.parts;
    assert.ok(interpolation?.kind === "interpolation");
    const { expression } = interpolation;
    assert.equal(text.slice(expression.start, expression.end), "var.y");
  });

  it("takes a key // for a comment", () => {
    const [chunk] = parse("main.tf.json", '{"//": "why", "locals": {"//": "too", "a": 1}}').chunks;
    assert.deepEqual(
      chunk?.tree.comments.map(({ text }) => text),
      ["// why", "// too"],
    );
    assert.equal(chunk?.tree.body.items.length, 1);
  });

  it("makes one value of any other document, and leaves IAM's variables in its strings alone", () => {
    const [attribute] = attributesOf(parse("policy.json", '{"a": "${aws:x}", "a": 2} // c'));
    assert.ok(attribute?.name.text === "" && attribute.value.kind === "object");
    const [first] = attribute.value.entries;
    assert.equal(attribute.value.entries.length, 2);
    assert.equal(first && textOf(first.value), "${aws:x}");
  });

  const entriesOf = (text: string): Readonly<Record<string, string>> => {
    const { value: read, errors } = readJson(text, "filled");
    assert.deepEqual(errors, [], text);
    assert.ok(read.kind === "object", text);
    return Object.fromEntries(
      read.entries.map(({ key, value }) => [
        "text" in key ? key.text : "",
        value.kind === "template" ? textOf(value) : value.kind,
      ]),
    );
  };

  it("leaves open what templatefile fills in, also where code has quotes of its own", () => {
    assert.deepEqual(
      entriesOf(
        '{"a": ${list}, "b": "x-${y}-z", "c": "${join("", "", [for x in y : "${x}/*"])}", "d": "$${e}", "f": 1}',
      ),
      { a: "error", b: "x-?-z", c: "?", d: "$${e}", f: "literal" },
    );
    assert.deepEqual(entriesOf('{"a": "q\\"${x}\\n", "b": "${aws:PrincipalTag/t, \'x\'}${*}${$}"}'), {
      a: 'q"?\n',
      b: "${aws:PrincipalTag/t, 'x'}${*}${$}",
    });
  });

  it("says of code that is not closed what it says of other text", () => {
    assert.deepEqual(problems('{"a": "${x",\n"b": 1}', "p.json"), []);
    assert.notDeepEqual(problems('{"a": ${x,\n"b": 1}', "p.json"), []);
  });

  it("passes over what templatefile may leave out, and then knows of no mistake", () => {
    const text =
      '{"a": 1\n%{ if x ~}\n, "b": [%{ for y in z }1,%{ endfor }]\n%{ else }\n, "c": 3\n%{~ endif }\n, "d": %{ if e }4%{ endif }}';
    const { value: read, errors, conditional } = readJson(text, "filled");
    assert.ok(read.kind === "object" && conditional);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      read.entries.map(({ key }) => "text" in key && key.text),
      ["a", "d"],
    );
    const [chunk] = parse("p.json", text).chunks;
    assert.deepEqual([chunk?.tree.errors, chunk?.tree.broken], [[], true]);
  });

  it("tolerates comments and trailing commas, and reports what is missing once", () => {
    assert.deepEqual(problems('{"a": [1, 2,], /* c */}', "p.json"), []);
    assert.deepEqual(problems('{"a": [1, 2', "p.json").length, 1);
    assert.deepEqual(problems('{"a": }', "p.json"), [["expected a value", " "]]);
    assert.deepEqual(problems('{"a" 1}', "p.json").length, 1);
  });

  it("keeps no trees of the pieces of a very long text, and reads in each what stands there", () => {
    const piece = '{"Sid": "a", "Action": ["b", "c"], "nested": [{"x": 1}]}';
    const text = (count: number) => `{"Statement": [${Array.from({ length: count }, () => piece).join(", ")}]}`;
    const pieces = (count: number) => {
      const [statement] = attributesOf(parse("p.json", text(count))).flatMap(({ value }) =>
        value.kind === "object" ? value.entries.map((entry) => entry.value) : [],
      );
      assert.equal(statement?.kind, "tuple");
      return statement.items.map((item) => {
        assert.equal(item.kind, "piece");
        return item;
      });
    };
    const [short, long] = [pieces(3), pieces(20_000)];
    assert.equal(isLate(short[2] ?? assert.fail()), false);
    assert.equal(long.length, 20_000);
    for (const [index, other] of short.entries()) {
      const late = long[index] ?? assert.fail();
      assert.equal(isLate(late), true);
      assert.deepEqual([late.start, late.end, late.value], [other.start, other.end, other.value]);
    }
    assert.deepEqual(long.at(-1)?.value, short[0]?.value);
  });

  it("reads a text of its own", () => {
    const { value: read, errors } = readJson('{"Version": "2012-10-17"}');
    assert.deepEqual(errors, []);
    assert.ok(read.kind === "object" && read.start === 0);
  });
});
