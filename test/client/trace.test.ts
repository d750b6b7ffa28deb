import assert from "node:assert/strict";
import { withoutTexts } from "../../client/src/trace.ts";

describe("the trace of the protocol", () => {
  const text = 'password = "hunter2" \\ \n';
  const params = {
    textDocument: { uri: "file:///a.tf", languageId: "terraform", version: 1, text },
    contentChanges: [{ text }, { text: "" }],
    edit: { newText: text, snippet: { kind: "snippet", value: `a ${text}` } },
  };

  for (const indent of [undefined, 4])
    it(`holds no text of a document, ${indent ? "in lines" : "in one"}`, () => {
      const told = withoutTexts(
        `Sending notification 'textDocument/didOpen'.\nParams: ${JSON.stringify(params, undefined, indent)}`,
      );
      assert.doesNotMatch(told, /hunter2|password/);
      assert.deepEqual(JSON.parse(told.slice(told.indexOf("{"))), {
        ...params,
        textDocument: { ...params.textDocument, text: "(28 characters)" },
        contentChanges: [{ text: "(28 characters)" }, { text: "(0 characters)" }],
        edit: { newText: "(28 characters)", snippet: { kind: "snippet", value: "(30 characters)" } },
      });
    });

  it("holds no file that was read for the server", () => {
    assert.equal(
      withoutTexts(`Sending response 'parapet/readFile - (4)'.\nResult: ${JSON.stringify(text)}`),
      "Sending response 'parapet/readFile - (4)'.\nResult: \"(28 characters)\"",
    );
    assert.equal(withoutTexts('{"result":"hunter2"}'), '{"result":"(7 characters)"}');
    assert.equal(withoutTexts('"text": "hunter2 that was cut of'), '"text": "(23 characters)');
  });
});
