import assert from "node:assert/strict";
import { apply, type Edit } from "../../language/syntax/text.ts";
import { tidy } from "../../language/write/tidy.ts";
import { fmt } from "../harness/terraform.ts";

const uri = "file:///module/main.tf";

/** Writes `text` over the only `piece` of `source`; an empty piece stands for the end of the line that holds `after`. */
function edit(source: string, { over = "", after = "", text }: { over?: string; after?: string; text: string }): Edit {
  const found = source.indexOf(over || after);
  assert.ok(found >= 0 && source.indexOf(over || after, found + 1) < 0, `one "${over || after}" in ${source}`);
  const start = over === "" ? source.slice(found).search(/\r?\n/) + found : found;
  return { at: { uri, start, end: start + over.length }, text };
}

const tidied = (source: string, ...edits: readonly Edit[]): string => apply(source, tidy(source, edits));

describe("tidy", () => {
  const group = `resource "a" "b" {
  size = 1
  zone = 2 # two
}
`;

  it("widens the neighbours of a longer name", async () => {
    const result = tidied(group, edit(group, { after: "size", text: "\n  snapshot_id = 3" }));
    assert.equal(result, 'resource "a" "b" {\n  size        = 1\n  snapshot_id = 3\n  zone        = 2 # two\n}\n');
    assert.equal(await fmt(result), result);
  });

  it("pads a shorter name", () => {
    assert.equal(
      tidied(group, edit(group, { after: "size", text: "\n  x = 3" })),
      'resource "a" "b" {\n  size = 1\n  x    = 3\n  zone = 2 # two\n}\n',
    );
  });

  it("narrows the neighbours when the longest name goes", async () => {
    const source = "a = {\n  long = 1\n  b    = 2\n  c    = 3\n}\n";
    const result = tidied(source, edit(source, { over: "  long = 1\n", text: "" }));
    assert.equal(result, "a = {\n  b = 2\n  c = 3\n}\n");
    assert.equal(await fmt(result), result);
  });

  it("moves the comments behind values that grow", async () => {
    const source = "a = 1 # one\nb = 2 # two\n";
    const result = tidied(source, edit(source, { over: "2", text: "222" }));
    assert.equal(result, "a = 1   # one\nb = 222 # two\n");
    assert.equal(await fmt(result), result);
  });

  it("leaves a group alone that was not aligned", () => {
    const source = "a = 1\nbbb = 2\n";
    assert.equal(tidied(source, edit(source, { after: "a", text: "\ncc = 3" })), "a = 1\ncc = 3\nbbb = 2\n");
  });

  it("takes the column that the neighbours share by hand", () => {
    const source = "a     = 1\nbbb   = 2\n";
    assert.equal(tidied(source, edit(source, { after: "a", text: "\ncc = 3" })), "a     = 1\ncc    = 3\nbbb   = 2\n");
  });

  it("does not touch groups that no edit reaches", () => {
    const source = "a = 1\n\nbb   = 2\nc = 3\n\nd = 4\n";
    const edits = tidy(source, [edit(source, { after: "d", text: "\nee = 5" })]);
    assert.ok(edits.every(({ at }) => at.start >= source.indexOf("d = 4")));
  });

  it("parts a group where a block comes between", async () => {
    const source = "a {\n  bbb = 1\n  c   = 2\n}\n";
    const result = tidied(source, edit(source, { after: "bbb", text: "\n\n  d {\n    e = 1\n    ff = 2\n  }\n" }));
    assert.equal(result, "a {\n  bbb = 1\n\n  d {\n    e  = 1\n    ff = 2\n  }\n\n  c = 2\n}\n");
    assert.equal(await fmt(result), result);
  });

  it("counts a heredoc as one line and leaves its content alone", async () => {
    const source = "a = <<EOT\nx = 1\nyyyyyy = 2\nEOT\nb = 2\n";
    const result = tidied(source, edit(source, { over: "b = 2", text: "bbb = 2" }));
    assert.equal(result, "a   = <<EOT\nx = 1\nyyyyyy = 2\nEOT\nbbb = 2\n");
    assert.equal(await fmt(result), result);
  });

  it("counts graphemes, not bytes", async () => {
    const source = 'm = {\n  "👩‍🚀é" = 1\n}\n';
    const result = tidied(source, edit(source, { after: "👩", text: "\n  abcdefg = 2" }));
    assert.equal(result, 'm = {\n  "👩‍🚀é"    = 1\n  abcdefg = 2\n}\n');
    assert.equal(await fmt(result), result);
  });

  it("writes the newlines of the file", () => {
    const source = "a {\r\n  b = 1\r\n}\r\n";
    assert.equal(
      tidied(source, edit(source, { after: "b", text: "\n  ccc = {\n    d = 1\n  }" })),
      "a {\r\n  b = 1\r\n  ccc = {\r\n    d = 1\r\n  }\r\n}\r\n",
    );
  });

  it("moves stops with the text around them", () => {
    const source = "a {\r\n  bbbbb = 1\r\n}\r\n";
    const text = '\n  c = 22\n  d = "stop"';
    const [result] = tidy(source, [
      {
        ...edit(source, { after: "bbbbb", text }),
        stops: [
          { start: text.indexOf("stop"), end: text.indexOf("stop") + 4 },
          { start: text.indexOf("22"), end: text.indexOf("22") + 2 },
        ],
      },
    ]);
    assert.equal(result?.text, '\r\n  c     = 22\r\n  d     = "stop"');
    assert.deepEqual(
      result.stops?.map(({ start, end }) => result.text.slice(start, end)),
      ["22", "stop"],
    );
  });

  it("drops what changes nothing", () => {
    assert.deepEqual(tidy(group, [edit(group, { over: "1", text: "1" })]), []);
  });
});
