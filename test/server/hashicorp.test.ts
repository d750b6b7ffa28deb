import { deepEqual, equal, ok } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { answered, hashicorp, start } from "../../server/src/hashicorp.ts";
import type { ReferenceParser, Verdict } from "../../server/src/reference-parser.ts";
import { type Client, connect, folder, until } from "../harness/client.ts";
import { acl, versioning } from "./rules.ts";

const cache = join(import.meta.dirname, "../../.cache/test");

describe("HashiCorp's parser", () => {
  let referenceParser: ReferenceParser;
  let worker: string;

  before(async () => {
    worker = join(cache, "hashicorp-worker.cjs");
    await build({
      entryPoints: [join(import.meta.dirname, "../../server/src/hashicorp-worker.ts")],
      outfile: worker,
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["@cdktf/hcl2json"],
    });
  });
  afterEach(() => referenceParser.dispose());

  const scripted = (name: string, script: string): ReferenceParser => {
    mkdirSync(cache, { recursive: true });
    const path = join(cache, `${name}.cjs`);
    writeFileSync(path, script);
    return hashicorp(path, { deadline: 1_000, startup: 20_000 });
  };

  it("answers with the text as JSON, or with its first message and where it stands", async () => {
    referenceParser = hashicorp(worker);
    deepEqual(await referenceParser.parse("a = 1\n"), { state: "valid", json: { a: 1 } });
    const verdict = await referenceParser.parse("a = 1\na = 2\n");
    ok(verdict.state === "invalid");
    deepEqual([verdict.line, verdict.column, verdict.endLine, verdict.endColumn], [2, 1, 2, 2]);
    equal(
      verdict.message,
      'Attribute redefined: The argument "a" was already set at line 1. Each argument may be set only once.',
    );
  });

  it("is spared what it cannot bear", async () => {
    referenceParser = hashicorp(join(cache, "there-is-none.cjs"));
    for (const text of [`a = "${"x".repeat(1_000_001)}"`, `a = ${"[".repeat(501)}`, "a = \0"])
      equal((await referenceParser.parse(text)).state, "unavailable");
  });

  it("leaves no listener behind with a question", async () => {
    mkdirSync(cache, { recursive: true });
    const path = join(cache, "echo.cjs");
    writeFileSync(
      path,
      `const { parentPort } = require('node:worker_threads');
       parentPort.on('message', ({ id }) => parentPort.postMessage({ id, verdict: { state: 'valid', json: {} } }));`,
    );
    referenceParser = hashicorp(path);
    const asked = start(path);
    const counts = () => ["message", "error", "exit"].map((event) => asked.listenerCount(event));
    const before = counts();
    for (let id = 1; id <= 20; id++) equal((await answered(asked, { id, text: "" }, 10_000))?.state, "valid");
    deepEqual(counts(), before);
    await asked.terminate();
  });

  it("may be missing, die or hang, and is started again", async () => {
    referenceParser = hashicorp(join(cache, "there-is-none.cjs"));
    equal((await referenceParser.parse("a = 1")).state, "unavailable");
    referenceParser = scripted(
      "dies",
      "require('node:worker_threads').parentPort.on('message', () => process.exit(1))",
    );
    equal((await referenceParser.parse("a = 1")).state, "unavailable");
    referenceParser = scripted(
      "moody",
      `const { parentPort } = require('node:worker_threads');
       parentPort.on('message', ({ id, text }) => {
         if (text === 'hang') for (;;);
         if (text === 'throw') throw new Error(text);
         parentPort.postMessage({ id, verdict: { state: 'valid', json: {} } });
       });`,
    );
    const texts = ["fine", "hang", "fine", "throw", "fine"];
    const states = await Promise.all(texts.map((text) => referenceParser.parse(text)));
    deepEqual(
      states.map(({ state }) => state),
      ["valid", "unavailable", "valid", "unavailable", "valid"],
    );
  });

  describe("in the server", () => {
    let client: Client;
    const uri = `${folder}/main.tf`;
    const invalid: Verdict = {
      state: "invalid",
      line: 2,
      column: 4,
      endLine: 2,
      endColumn: 5,
      message: "No good: indeed",
    };

    afterEach(() => client.stop());

    it("adds its message when a document rests, unless ours covers the place", async () => {
      referenceParser = { parse: async () => invalid, dispose: async () => undefined };
      client = await connect({ rules: [], referenceParser });
      await client.open(uri, 'a = "e\u0301𝒳"\n\u{1F469}\u200D\u{1F4BB} b = 1\n');
      const ours = await client.diagnostics(uri);
      if (ours.length > 0) return;
      await until(() => client.refreshes > 0);
      const [found] = await client.diagnostics(uri);
      equal(found?.message, "No good: indeed");
    });

    it("takes what our fixes write", async () => {
      referenceParser = hashicorp(worker);
      client = await connect({ rules: [acl, versioning], referenceParser });
      await client.open(uri, 'resource "aws_s3_bucket" "b" {\n  acl = "public-read"\n}\n\nlocals {\n  a = 1\n}\n');
      ok((await client.action(uri, "public-read", "Make it private (changes in place)")).edit);
      ok((await client.action(uri, "aws_s3_bucket", "Keep versions (changes in place) (needs a value)")).edit);
    });

    it("is not heard about a text that has changed since", async () => {
      referenceParser = {
        parse: async (text) => (text.includes("2") ? { state: "valid", json: {} } : invalid),
        dispose: async () => undefined,
      };
      client = await connect({ rules: [acl], referenceParser });
      await client.open(uri, "locals {\n  a = 1\n}\n");
      await until(async () => (await client.diagnostics(uri)).length === 1);
      await client.edit(uri, "1", "2");
      deepEqual(await client.diagnostics(uri), []);
    });

    it("says nothing where ours has spoken already", async () => {
      referenceParser = { parse: async () => invalid, dispose: async () => undefined };
      client = await connect({ rules: [], referenceParser });
      await client.open(uri, "locals {\n  a = \n}\n");
      const before = await client.diagnostics(uri);
      ok(before.length > 0);
      await new Promise((resolve) => setTimeout(resolve, 450));
      deepEqual(await client.diagnostics(uri), before);
    });
  });
});
