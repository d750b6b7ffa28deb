import assert from "node:assert/strict";
import { cases, marked } from "./fixture.ts";
import { picture } from "./picture.ts";

describe("a case file", () => {
  it("holds cases of one file or several, what is marked in each, and what they look like once they are fixed", () => {
    const read = cases(
      [
        "--- finds it",
        'a = "x"',
        "#   ^^^",
        "+++ fixed",
        'a = "y"',
        "=== b.tf",
        "b = 1",
        "--- silent: nothing there",
        "c = 2",
        "",
      ].join("\n"),
    );
    assert.deepEqual(read, [
      {
        title: "finds it",
        silent: false,
        files: { "main.tf": { text: 'a = "x"\n', marks: ['4 "\\"x\\""'] }, "b.tf": { text: "b = 1\n", marks: [] } },
        fixed: { "main.tf": 'a = "y"\n', "b.tf": "b = 1\n" },
      },
      {
        title: "nothing there",
        silent: true,
        files: { "main.tf": { text: "c = 2\n", marks: [] } },
        fixed: undefined,
      },
    ]);
  });
});

describe("a picture of an example", () => {
  it("shows under each line what was found in it against what was marked", () => {
    const { text, marks } = marked("a = 1\n#   ^\nb = 2\n#   ^\nc = {\n}\n");
    assert.equal(
      picture(text, marks, ['4 "1"', '12 "c = {\\n}"']),
      [
        "   1 | a = 1",
        "     |     ^ found, as marked",
        "   2 | b = 2",
        "     |     ^ marked, and not found",
        "   3 | c = {",
        "     | ^^^^^ found, and not marked",
        "   4 | }",
        "   5 | ",
      ].join("\n"),
    );
  });
});
