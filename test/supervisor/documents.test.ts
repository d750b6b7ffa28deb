import { deepEqual, equal } from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Documents } from "../../supervisor/documents.ts";
import { random } from "../harness/random.ts";

const uri = "file:///work/main.tf";

const opened = (documents: Documents): readonly unknown[] =>
  [...documents.opening()].map(({ params }) => (params as { readonly textDocument: unknown }).textDocument);

describe("the documents that a supervisor keeps", () => {
  it("hold the text that the client has, whatever is edited and however lines end", () => {
    const { below, pick, chance } = random(9);
    const pieces = ["a", "bc", "\n", "\r", "\r\n", "\n\n", "", "é𝒳", "x\r\ny", "\r\r"];
    for (let round = 0; round < 300; round++) {
      let text = Array.from({ length: below(12) }, () => pick(pieces)).join("");
      const documents = new Documents();
      documents.note({
        jsonrpc: "2.0",
        method: "textDocument/didOpen",
        params: { textDocument: { uri, languageId: "terraform", version: 1, text } },
      });
      for (let version = 2; version < 30; version++) {
        const end = { line: below(8), character: below(5) };
        const start = chance(50) ? end : { line: below(end.line + 1), character: 0 };
        const contentChanges = [chance(5) ? { text: pick(pieces) } : { range: { start, end }, text: pick(pieces) }];
        // a fresh one each time: where lines end in lone carriage returns, one that is kept loses its way
        const truth = TextDocument.create(uri, "terraform", 1, text);
        text = TextDocument.update(truth, contentChanges, version).getText();
        documents.note({
          jsonrpc: "2.0",
          method: "textDocument/didChange",
          params: { textDocument: { uri, version }, contentChanges },
        });
        deepEqual(opened(documents), [{ uri, languageId: "terraform", version, text }]);
      }
    }
  });

  it("are gone once they are closed", () => {
    const documents = new Documents();
    const textDocument = { uri, languageId: "terraform", version: 1, text: "four" };
    documents.note({ jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument } });
    equal(documents.has(uri), true);
    equal(documents.size, 4);
    documents.note({ jsonrpc: "2.0", method: "textDocument/didClose", params: { textDocument: { uri } } });
    equal(documents.has(uri), false);
    deepEqual(opened(documents), []);
  });
});
