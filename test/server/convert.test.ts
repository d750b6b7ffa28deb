import { deepEqual, equal } from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import { edited, lines, toRange } from "../../language/syntax/lines.ts";
import { fromHashicorp, toOffset } from "../../server/src/convert.ts";

describe("conversion between offsets and lines", () => {
  it("agrees with the protocol's own documents, whatever ends the lines", () => {
    for (const text of ["", "a", "\n", "a\nb", "a\r\nb\r\n", "\r\r\n\n\r", "ä𝒳\u2028b\nc"]) {
      const document = TextDocument.create("file:///a", "", 1, text);
      for (let offset = 0; offset <= text.length; offset++) {
        const { start } = toRange(lines(text), { start: offset, end: offset });
        equal(toOffset(lines(text), start), offset);
        if (text[offset - 1] !== "\r") deepEqual(start, document.positionAt(offset), JSON.stringify([text, offset]));
      }
    }
  });

  it("keeps positions beyond the text within it", () => {
    const known = lines("ab\ncd");
    equal(toOffset(known, { line: 0, character: 99 }), 3);
    equal(toOffset(known, { line: 9, character: 0 }), 5);
    equal(toOffset(known, { line: -1, character: 0 }), 0);
  });

  it("brings lines forward edit by edit to what counting them anew gives", () => {
    let seed = 7;
    const below = (limit: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % limit;
    };
    const pieces = ["", "a", "\n", "\r", "\r\n", "\n\r", "abc\ndef\r\n", "𝒳"];
    let text = "";
    let known = lines(text);
    for (let round = 0; round < 3_000; round++) {
      const start = below(text.length + 1);
      const end = Math.min(text.length, start + below(6));
      const piece = pieces[below(pieces.length)] ?? "";
      const after = text.slice(0, start) + piece + text.slice(end);
      known = edited(known, { start, end, text: piece }, after);
      deepEqual(known, lines(after), JSON.stringify({ text, start, end, piece }));
      text = after.length > 60 ? "" : after;
      if (text === "") known = lines("");
    }
  });

  it("counts HashiCorp's columns in grapheme clusters", () => {
    const text = 'x\n"\u{1F469}\u200D\u{1F4BB}e\u0301" b\n';
    equal(fromHashicorp(text, lines(text), 2, 6), text.indexOf("b"));
    equal(fromHashicorp(text, lines(text), 1, 1), 0);
    equal(fromHashicorp(text, lines(text), 9, 1), text.length);
  });
});
