import assert from "node:assert/strict";
import { createRequire } from "node:module";
import {
  CodeActionRequest,
  CompletionRequest,
  DocumentSymbolRequest,
  HoverRequest,
  InlayHintRequest,
  type MarkupContent,
} from "vscode-languageserver/node";
import { canonical } from "../../analysis/run/uri.ts";
import { code, escaped } from "../../analysis/show/markdown.ts";
import type { Module } from "../../language/model/module.ts";
import { checkWorkspace, explain } from "../../protocol/messages.ts";
import { ruleSheet } from "../../protocol/rule-sheet.ts";
import { checklist, listedRules, suppressions } from "../../protocol/views.ts";
import { rules } from "../../rules/index.ts";
import { type Client, connect, folder } from "../harness/client.ts";
import { filesWith, rulesWith, settingsWith, ticksWith } from "./files.ts";
import { assertShown, joinedNames, names } from "./names.ts";

interface Token {
  readonly type: string;
  readonly content: string;
  readonly attrs: readonly (readonly [name: string, value: string])[] | null;
  readonly children: readonly Token[] | null;
}

/** As generous as a renderer can be: HTML, tables, and addresses that become links by themselves. */
const markdown: { parse(text: string, environment: object): readonly Token[] } = createRequire(import.meta.url)(
  "markdown-it",
)({ html: true, linkify: true });

const ours =
  /^(?:https:\/\/(?:docs\.aws\.amazon\.com|aws\.amazon\.com|developer\.hashicorp\.com|registry\.terraform\.io|repost\.aws|github\.com\/parapet-security|github\.com\/hashicorp)\/|command:parapet\.explain\?)/;

function assertHarmless(text: string): void {
  const visit = (tokens: readonly Token[]): void => {
    for (const { type, content, attrs, children } of tokens) {
      assert.doesNotMatch(type, /^(?:html|image|heading_open$)/, `${type} ${content} in ${text}`);
      for (const [name, value] of attrs ?? []) if (name === "href") assert.match(value, ours, text);
      if (children) visit(children);
    }
  };
  visit(markdown.parse(text, {}));
}

describe("foreign text in Markdown", () => {
  for (const [what, name] of Object.entries(names))
    it(`is text or code, and nothing else, with ${what}`, () => {
      for (const text of [
        name,
        `\`${name}\``,
        `a \`b\`${name}\`c\` ${name}`,
        `${name}\``,
        `\`${name}`,
        `\\${name}`,
        `1. ${name}`,
      ]) {
        const inline = [escaped(text), code(text), `**${escaped(text)}** · ${code(text)} · ${escaped(text)}`];
        for (const one of [...inline, inline.join("  \n"), `| a |\n|---|\n| ${escaped(text)} |`]) {
          assertShown(one, "Markdown");
          assertHarmless(one);
        }
        const [block, ...others] = markdown.parse(escaped(text), {});
        assert.ok(block?.type === "paragraph_open" && others.length === 2, escaped(text));
      }
    });

  it("stays what it is where it is harmless", () => {
    assert.equal(
      escaped("`encrypted` must be true, see https-only (a.b)"),
      "`encrypted` must be true, see https-only (a.b)",
    );
    assert.equal(escaped("a `b``c` d"), "a \\`b\\`\\`c\\` d");
  });
});

describe("what the server says", () => {
  let client: Client;

  afterEach(() => client.stop());

  for (const [what, name] of Object.entries(joinedNames))
    it(`is fit to be shown with ${what} in every name`, async () => {
      const files = new Map(
        Object.entries({
          ...filesWith(name),
          ".parapet.yaml": settingsWith(name),
          ".parapet/rules/a.yaml": rulesWith(name),
          ".parapet/checklist.yaml": ticksWith(name),
        }).map(([path, text]) => [`${folder}/${path}`, text]),
      );
      client = await connect({
        rules,
        files,
        referenceParser: {
          parse: async () => ({ state: "invalid", line: 1, column: 1, endLine: 1, endColumn: 2, message: name }),
          dispose: async () => undefined,
        },
      });
      let [hovers, symbols, actions] = [0, 0, 0];
      for (const [uri, text] of files) {
        // read from the disk only
        if (uri.endsWith("checklist.yaml")) continue;
        const languageId = uri.endsWith(".yaml") ? "yaml" : /policy\.json$/.test(uri) ? "json" : "terraform";
        await client.open(uri, text, languageId);
        const textDocument = { uri };
        for (const { message, relatedInformation = [] } of await client.diagnostics(uri)) {
          assertOneLine(message);
          for (const related of relatedInformation) assertOneLine(related.message);
        }
        for (const symbol of (await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument })) ??
          []) {
          symbols++;
          assert.notEqual(symbol.name, "");
          assertOneLine(symbol.name);
          if ("detail" in symbol) assertOneLine(symbol.detail ?? "");
        }
        const range = client.range(uri, 0, text.length);
        for (const { label } of (await client.connection.sendRequest(InlayHintRequest.type, { textDocument, range })) ??
          [])
          assertOneLine(String(label));
        const context = { diagnostics: [] };
        for (const { title } of (await client.connection.sendRequest(CodeActionRequest.type, {
          textDocument,
          range,
          context,
        })) ?? []) {
          actions++;
          assertOneLine(title);
        }
        for (const { index } of text.matchAll(/(?<![\w:])[\w:*"]/g)) {
          if (index % 3 !== 0) continue;
          const { start: position } = client.range(uri, index, index);
          const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument, position });
          if (hover && typeof hover.contents === "object" && "value" in hover.contents) {
            hovers++;
            assertShown(hover.contents.value, "a hover");
            assertHarmless(hover.contents.value);
          }
          if (index % 21 !== 0) continue;
          const completion = await client.connection.sendRequest(CompletionRequest.type, { textDocument, position });
          for (const item of Array.isArray(completion) ? completion : (completion?.items ?? []))
            for (const said of [item.label, item.labelDetails?.description ?? "", String(item.documentation ?? "")])
              if (said !== "") assertOneLine(said);
        }
      }
      assert.ok(hovers > 20 && symbols > 3 && actions > 20, `${hovers} hovers, ${symbols} symbols, ${actions} actions`);

      await client.connection.sendRequest(checkWorkspace, {});
      for (const { diagnostics } of client.published.values())
        for (const { message } of diagnostics) assertOneLine(message);
      const shown = await client.connection.sendRequest(checklist, {});
      const rows = shown?.groups.flatMap((group) => group.rows) ?? [];
      assert.ok(rows.some(({ id, words }) => id === "restore-tested" && words.length > 0));
      for (const { words, findings, accepted, evidence, undecided } of rows) {
        for (const one of [...words, ...[...findings, ...accepted].map(({ message }) => message)]) assertOneLine(one);
        for (const { address } of [...evidence, ...undecided]) assertOneLine(address);
      }
      for (const one of [...(shown?.mistakes ?? []), ...(shown?.roots ?? []).map((root) => root.name)])
        assertOneLine(one);
      for (const { id, reason, fault, hidden } of (await client.connection.sendRequest(suppressions)) ?? [])
        for (const one of [id, reason ?? "", fault ?? "", ...hidden.map(({ message }) => message)]) assertOneLine(one);
      for (const { title, service } of await client.connection.sendRequest(listedRules))
        for (const one of [title, service]) assertOneLine(one);
      for (const rule of ["own-key-name", name]) {
        const page = await client.connection.sendRequest(explain, { rule });
        if (!page) continue;
        assertOneLine(page.title);
        assertHarmless(page.title);
        const sheet = await client.connection.sendRequest(ruleSheet, { rule });
        for (const told of [sheet?.title, sheet?.why, ...(sheet?.references ?? [])]) assertOneLine(told ?? "");
      }
      for (const line of client.logged) assertShown(line, "a log");
      for (const { message } of client.statuses) assertOneLine(message ?? "");
      assert.ok(files.has(canonical(`${folder}/main.tf`)));
    });

  it("logs without secrets what a rule fails by", async () => {
    const first = rules.find(({ id }) => id === "aws-kms-key-not-rotated");
    assert.ok(first);
    const failing = {
      ...first,
      subjects: (module: Module) => [module],
      check(): never {
        throw new Error(`cannot read password = "correct-horse-battery-1"\n::add-mask::\u001b[31m ${names["a key"]}`);
      },
    };
    const uri = `${folder}/main.tf`;
    const { types: _, ...always } = failing;
    client = await connect({ rules: [always], files: new Map([[uri, "locals {}\n"]]) });
    await client.open(uri, "locals {}\n");
    await client.diagnostics(uri);
    assert.equal(client.logged.length, 1);
    const [line = ""] = client.logged;
    assertShown(line, "the log");
    assert.match(line, /password = "•••"\n\\::add-mask::\\x1b\[31m •••\n {4}at /);
  });
});

function assertOneLine(message: string | MarkupContent): void {
  const text = typeof message === "string" ? message : message.value;
  assert.ok(!text.includes("\n"), text);
  assertShown(text, "a message");
}
