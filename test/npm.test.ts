import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageCommandLine } from "../scripts/package-cli.ts";

describe("the command line from npm", function () {
  this.timeout(120_000);
  let folder = "";

  const npm = (...args: readonly string[]) =>
    spawnSync("npm", args, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, npm_config_update_notifier: "false" },
    });

  before(async () => {
    execFileSync(process.execPath, ["esbuild.mjs"]);
    const tarball = await packageCommandLine();
    folder = mkdtempSync(path.join(tmpdir(), "parapet-npm-"));
    writeFileSync(path.join(folder, "package.json"), "{}");
    const { status, stderr } = npm("install", "--offline", "--no-audit", "--no-fund", tarball);
    assert.equal(status, 0, stderr);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("brings nothing along that it depends on", () => {
    assert.deepEqual(
      readdirSync(path.join(folder, "node_modules")).filter((name) => !name.startsWith(".")),
      ["parapet"],
    );
  });

  it("checks, in a thread and with AWS's reference", () => {
    writeFileSync(path.join(folder, "main.tf"), 'resource "aws_ebs_volume" "a" {\n  size = 40\n}\n');
    const statement = { Effect: "Allow", Action: "s3:GetObjekt", Resource: "*" };
    writeFileSync(path.join(folder, "a.json"), JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
    const { status, stdout, stderr } = npm("exec", "--offline", "--", "parapet", "check", "main.tf", "a.json");
    assert.equal(status, 1, stderr);
    assert.match(stdout, /aws-ebs-volume-unencrypted/);
    assert.match(stdout, /aws-iam-action-unknown/);
  });

  it("serves editors", async () => {
    const params = { processId: null, rootUri: null, capabilities: {} };
    const message = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
    const script = path.join(folder, "node_modules/parapet/dist/parapet.cjs");
    const server = spawn(process.execPath, [script, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    try {
      server.stdin.write(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
      const [answer] = await once(server.stdout.setEncoding("utf8"), "data");
      assert.match(String(answer), /^Content-Length: \d+/);
    } finally {
      server.kill();
    }
  });
});
