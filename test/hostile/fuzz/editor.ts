import assert from "node:assert/strict";
import {
  CodeActionRequest,
  CompletionRequest,
  DocumentSymbolRequest,
  HoverRequest,
  InlayHintRequest,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver/node";
import { rules } from "../../../rules/index.ts";
import { type Client, connect, folder } from "../../harness/client.ts";
import type { Texts } from "../../harness/fixture.ts";
import { spanIn, type Typed } from "./attempt.ts";
import { Wrong } from "./faults.ts";
import type { Meter } from "./meter.ts";

/** Opens files in an editor, types, and asks for all that an editor asks for; in the end all is as in an editor that is new. */
export async function edit(files: Texts, edits: readonly Typed[], meter: Meter): Promise<void> {
  const onDisk = new Map(Object.entries(files).map(([name, text]) => [uriOf(name), text]));
  const client = await started(onDisk);
  await meter.run("opening in the editor", () => openAll(client, onDisk));
  for (const uri of onDisk.keys()) await ask(client, uri, 0, meter);
  for (const typed of edits) {
    const uri = uriOf(typed.file);
    await meter.run("an edit in the editor", async () => {
      const { start, end } = spanIn(client.text(uri), typed);
      await client.change(uri, client.range(uri, start, end), typed.text);
      await client.diagnostics(uri);
    });
    meter.edits++;
    await ask(client, uri, typed.at, meter);
  }
  await meter.run("a new editor", () => compare(client, onDisk));
  await client.stop();
  const failed = client.logged.find((line) => /\bfailed\b/.test(line));
  if (failed !== undefined) meter.fault("exception", "the server", failed);
}

const uriOf = (name: string): string => `${folder}/${name}`;

const started = (files: Map<string, string>): Promise<Client> =>
  connect({ rules, files, settings: () => ({ profile: "all" }), now: () => performance.now() });

async function openAll(client: Client, texts: ReadonlyMap<string, string>): Promise<void> {
  for (const [uri, text] of texts) await client.open(uri, text, languageOf(uri));
  for (const uri of texts.keys()) await client.diagnostics(uri);
}

const languageOf = (uri: string): string =>
  uri.endsWith(".yaml") ? "yaml" : uri.endsWith(".json") ? "json" : "terraform";

async function ask(client: Client, uri: string, at: number, meter: Meter): Promise<void> {
  const textDocument = { uri };
  const { length } = client.text(uri);
  const { connection } = client;
  for (const offset of new Set([at, Math.floor(length / 3), length].filter((one) => one <= length))) {
    const { start: position } = client.range(uri, offset, offset);
    await meter.run("hover", () => connection.sendRequest(HoverRequest.type, { textDocument, position }));
    await meter.run("completion", () => connection.sendRequest(CompletionRequest.type, { textDocument, position }));
    await meter.run("the lightbulb", () => lightbulb(client, uri, offset, offset));
    meter.calls += 3;
  }
  const range = client.range(uri, 0, length);
  await meter.run("the lightbulb over all", () => lightbulb(client, uri, 0, length));
  await meter.run("symbols", () => connection.sendRequest(DocumentSymbolRequest.type, { textDocument }));
  await meter.run("inlay hints", () => connection.sendRequest(InlayHintRequest.type, { textDocument, range }));
  meter.calls += 3;
}

async function lightbulb(client: Client, uri: string, start: number, end: number): Promise<void> {
  const found = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: client.range(uri, start, end),
    context: { diagnostics: [] },
  });
  for (const action of (found ?? []).slice(0, 2)) {
    if (!("data" in action)) continue;
    const resolved = await client.resolve(action).catch(passIfModified);
    assert.equal(typeof client.applied(uri, resolved?.edit), "string");
  }
}

/** An answer, too: what many findings have in common is offered before it is tried. */
function passIfModified(error: unknown): undefined {
  if (!(error instanceof ResponseError) || error.code !== LSPErrorCodes.ContentModified) throw error;
}

async function compare(client: Client, files: ReadonlyMap<string, string>): Promise<void> {
  const texts = new Map([...files.keys()].map((uri) => [uri, client.text(uri)]));
  const other = await started(new Map(files));
  await openAll(other, texts);
  // what is held back at the cursor while somebody types is told with the save
  for (const uri of texts.keys()) await client.save(uri);
  for (const uri of texts.keys()) {
    const [own, fresh] = await Promise.all([client.diagnostics(uri), other.diagnostics(uri)]);
    // how much is computed differs with what is remembered
    if ([...own, ...fresh].some(({ message }) => /taken for unknown/.test(String(message)))) continue;
    if (JSON.stringify(own) === JSON.stringify(fresh)) continue;
    try {
      assert.deepEqual(own, fresh);
    } catch (error) {
      throw new Wrong("difference", error instanceof Error ? error.message : "");
    }
  }
  await other.stop();
}
