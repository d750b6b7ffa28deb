import assert from "node:assert/strict";
import { visible, visibleCode, visibleJson } from "../../analysis/show/visible.ts";

describe("foreign text", () => {
  for (const [given, shown] of [
    ["plain `code` – ü 漢 🙂 \\n", "plain `code` – ü 漢 🙂 \\n"],
    ["a\nb\r\nc\td", "a\\nb\\r\\nc\\td"],
    ["\u001b[31m\u0000\u007f\u009b", "\\x1b[31m\\x00\\x7f\\x9b"],
    ["\u2028\u2029\u0085", "\\u2028\\u2029\\x85"],
    [
      "\u202e\u2066\u200e\u061c\u200b\ufeff\u00ad\u2800\ufe0f",
      "\\u202e\\u2066\\u200e\\u061c\\u200b\\ufeff\\xad\u2800\\ufe0f",
    ],
    ["\u{e0041}", "\\u{e0041}"],
    ["\ud800x\udc00", "\\ud800x\\udc00"],
    ["::add-mask::x", "\\::add-mask::x"],
    ["  ::add-mask::x", "\\  ::add-mask::x"],
    ["a ::b::", "a ::b::"],
    ["a ##[add-mask]b ##vso[task.x]", "a ##\\[add-mask]b ##vso\\[task.x]"],
  ] as const)
    it(`shows ${JSON.stringify(shown)}`, () => {
      assert.equal(visible(given), shown);
      assert.equal(visible(shown), shown);
    });

  it("keeps the tabs of code, and tells where its columns have gone", () => {
    const { text, at } = visibleCode("\ta = \u202e##[b]\u001bc");
    assert.equal(text, "\ta = \\u202e##\\[b]\\x1bc");
    assert.deepEqual([0, 1, 5, 6, 8, 9, 11, 12].map(at), [0, 1, 5, 11, 13, 15, 17, 21]);
    assert.equal(visibleCode("plain").at(3), 3);
  });

  it("is the same in JSON, without a character that cannot be seen", () => {
    const value = { "a\u202e": ["\n\u001b\u007f\u2028\ud800", "##[add-mask]x", "\u{e0041}", "::x::"] };
    for (const indent of [undefined, 2]) {
      const text = visibleJson(value, indent);
      assert.deepEqual(JSON.parse(text), value);
      assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##\[/u);
    }
  });
});
