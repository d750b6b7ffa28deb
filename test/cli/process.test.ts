import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { volume } from "./harness.ts";

const root = join(import.meta.dirname, "../..");

/** The command line as a process of its own, from its sources. */
const parapet = (args: readonly string[], cwd: string): ChildProcessWithoutNullStreams =>
  spawn(
    process.execPath,
    ["--import", join(root, "node_modules/tsx/dist/loader.mjs"), join(root, "cli/main.ts"), ...args],
    { cwd },
  );

describe("the parapet process", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "parapet-"));
    writeFileSync(join(directory, "main.tf"), volume);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("prints a whole report into a pipe, without colours, and exits with its code", async () => {
    const child = parapet(["check", "."], directory);
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk));
    const code = await new Promise((resolve) => child.once("close", resolve));
    assert.equal(code, 1);
    assert.ok(!stdout.includes("\u001b"));
    assert.match(stdout, /^high .+aws-ebs-volume-unencrypted\n {2}main\.tf:1:1/);
    assert.match(stdout, /1 finding in 1 file: 1 high\n$/);
  });

  it("serves the Language Server Protocol over stdio", async () => {
    const child = parapet(["lsp", "--stdio"], directory);
    const initialize = {
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { processId: null, rootUri: null, capabilities: {} },
    };
    const body = JSON.stringify(initialize);
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    const answer = await new Promise<string>((resolve, reject) => {
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => {
        text += chunk;
        if (/"id":1.*\}$/s.test(text)) resolve(text);
      });
      child.once("close", () => reject(new Error(`it ended: ${text}`)));
    });
    child.kill();
    assert.match(answer, /"capabilities":/);
    assert.match(answer, /"name":"parapet"/);
  });
});
