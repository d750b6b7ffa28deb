import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import {
  createProtocolConnection,
  type ResponseError,
  ShowMessageNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { checkWorkspace } from "../../protocol/messages.ts";
import { Client, editor, until } from "../harness/client.ts";

const bundles = resolve("out/test/hostile");

/** How long the server may keep silent: longer than a machine that is busy keeps one that is well from answering. */
const seconds = 4;

const good = 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n';
const hostile = (type: string): string => `resource "${type}" "x" {}\n${good}`;
const found = 'aws-ebs-volume-unencrypted resource "aws_ebs_volume" "data"';

/** The server in a process of its own, with a client at its other end. */
class Served {
  readonly child: ChildProcessWithoutNullStreams;
  readonly client: Client;
  readonly shown: string[] = [];
  readonly ended: Promise<number | null>;
  #told: () => void = () => undefined;

  constructor(folder: string, { capabilities = editor, patience = seconds } = {}) {
    const env = { ...process.env, PATIENCE: String(patience) };
    this.child = spawn(process.execPath, [join(bundles, "hostile-server.cjs"), "--stdio"], { env });
    const { stdout, stdin, stderr } = this.child;
    stderr.resume();
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
    const connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.client = new Client(connection, { rules: [], folders: [pathToFileURL(folder).href], capabilities });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.shown.push(message);
      this.#told();
    });
  }

  /** Waits for so many messages to the user. */
  async messages(count: number): Promise<readonly string[]> {
    while (this.shown.length < count) await new Promise<void>((resolve) => (this.#told = resolve));
    return this.shown;
  }

  /** What is found, asked again as often as the server says so. */
  async told(uri: string): Promise<readonly string[]> {
    try {
      const items = await this.client.diagnostics(uri);
      return items.map(({ code, message, range }) => {
        const text = this.client
          .text(uri)
          .split("\n")
          [range.start.line]?.slice(range.start.character, range.end.character);
        return code === undefined ? String(message) : `${code} ${text}`;
      });
    } catch (error) {
      if ((error as ResponseError<{ retriggerRequest: boolean }>).data?.retriggerRequest !== true) throw error;
      return this.told(uri);
    }
  }
}

describe("the server, watched over", () => {
  let folder = "";
  let served: Served;
  const at = (path: string): string => pathToFileURL(join(folder, path)).href;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  before(async () => {
    await build({
      entryPoints: ["test/harness/hostile-server.ts", "test/harness/hostile-worker.ts"],
      outdir: bundles,
      outExtension: { ".js": ".cjs" },
      bundle: true,
      platform: "node",
      format: "cjs",
      mainFields: ["module", "main"],
      external: ["@cdktf/hcl2json"],
      logLevel: "silent",
    });
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "parapet-watchdog-"));
    served = new Served(folder);
    await served.client.start();
  });
  afterEach(() => {
    served.child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it("names the file that hangs it, leaves its directory alone, and goes on with the others", async () => {
    const { client } = served;
    await client.open(at("well/main.tf"), good);
    deepEqual(await served.told(at("well/main.tf")), [found]);
    await client.edit(at("well/main.tf"), "size = 40", "size = 40\n  encrypted = true");
    await client.open(at("bad/main.tf"), hostile("test_endless"));
    await rejects(client.diagnostics(at("bad/main.tf")), (error: ResponseError<{ retriggerRequest: boolean }>) => {
      deepEqual(error.data, { retriggerRequest: true });
      return true;
    });
    deepEqual(await served.messages(1), [
      `Parapet did not answer for ${seconds} s, at bad/main.tf. It leaves that directory alone until a file in it is changed.`,
    ]);
    deepEqual(await served.told(at("bad/main.tf")), [
      `Parapet gave up on this module after ${seconds} s; it tries again when a file of it changes.`,
    ]);
    deepEqual(await served.told(at("well/main.tf")), []);
    await client.edit(at("well/main.tf"), "true", "false");
    deepEqual(await served.told(at("well/main.tf")), ["aws-ebs-volume-unencrypted false"]);
    await until(() => client.statuses.some(({ message }) => message === "Left alone until they change: bad"));
    await until(() => client.refreshes > 0);
    equal(
      new Set(client.registered.map((one) => (one as { readonly method: string }).method)).size,
      client.registered.length,
    );
  });

  it("takes a directory up again when what hung it is edited away, other documents of it too", async () => {
    const { client } = served;
    await client.open(at("bad/other.tf"), good);
    await client.open(at("bad/main.tf"), hostile("test_endless").replace('"data"', '"more"'));
    await served.messages(1);
    await client.edit(at("bad/main.tf"), 'resource "test_endless" "x" {}\n', "");
    deepEqual(await served.told(at("bad/main.tf")), [found.replace('"data"', '"more"')]);
    deepEqual(await served.told(at("bad/other.tf")), [found]);
    equal(served.shown.length, 1);
    await until(() => client.statuses.at(-1)?.message === undefined);
  });

  it("waits for a save where a change did not help", async () => {
    const { client } = served;
    await client.open(at("bad/main.tf"), hostile("test_endless"));
    await served.messages(1);
    await client.edit(at("bad/main.tf"), "size = 40", "size = 41");
    const [, second] = await served.messages(2);
    match(second ?? "", /until a file in it is saved\.$/);
    await client.edit(at("bad/main.tf"), 'resource "test_endless" "x" {}\n', "");
    deepEqual(await served.told(at("bad/main.tf")), [
      `Parapet gave up on this module after ${seconds} s; it tries again when a file of it is saved.`,
    ]);
    await client.save(at("bad/main.tf"));
    deepEqual(await served.told(at("bad/main.tf")), [found]);
    equal(served.shown.length, 2);
  });

  it("survives a module that fills the memory", async () => {
    served.child.kill();
    // the collector takes its time at the end
    served = new Served(folder, { patience: 50 });
    const { client } = served;
    await client.start();
    await client.open(at("well/main.tf"), good);
    await client.open(at("bad/main.tf"), hostile("test_memory"));
    match((await served.messages(1))[0] ?? "", /^Parapet ran out of memory at bad\/main\.tf\. It leaves/);
    deepEqual(await served.told(at("bad/main.tf")), [
      "Parapet ran out of memory on this module; it tries again when a file of it changes.",
    ]);
    deepEqual(await served.told(at("well/main.tf")), [found]);
  });

  it("checks the rest of a workspace in which a module hangs it", async () => {
    write("a/main.tf", good);
    write("b/main.tf", hostile("test_endless"));
    write("c/main.tf", good);
    deepEqual(await served.client.connection.sendRequest(checkWorkspace, {}), { files: 2, findings: 2 });
    match(served.shown[0] ?? "", /, at [^/]+\/b\. It leaves/);
  });

  it("does not end because of what fails in the background, and tells of it once", async () => {
    const { client } = served;
    await client.open(at("main.tf"), hostile("test_background"));
    deepEqual(await served.told(at("main.tf")), [found]);
    await client.edit(at("main.tf"), '"x"', '"y"');
    deepEqual(await served.told(at("main.tf")), [found]);
    const failures = client.logged.filter((text) => /in the background|in a timer/.test(text));
    equal(failures.length, 2, failures.join("\n"));
    for (const failure of failures) match(failure, /\n +at /);
    deepEqual(served.shown, []);
  });

  it("sends what it has where the client does not ask", async () => {
    served.child.kill();
    served = new Served(folder, { capabilities: { workspace: { configuration: true } } });
    const { client } = served;
    await client.start();
    await client.open(at("well/main.tf"), good);
    await client.open(at("bad/main.tf"), hostile("test_endless"));
    await served.messages(1);
    await until(() => client.pushed(at("bad/main.tf")) !== undefined);
    match(String(client.published.get(at("bad/main.tf"))?.diagnostics[0]?.message), /^Parapet gave up on this module/);
    await until(() => client.pushed(at("well/main.tf"))?.[0] === found);
  });

  it("ends with 0 after a shutdown, with 1 when the client is gone, whatever the server is at", async () => {
    await served.client.stop();
    served.child.stdin.end();
    equal(await served.ended, 0);

    served = new Served(folder);
    await served.client.start();
    await served.client.open(at("bad/main.tf"), hostile("test_endless"));
    served.child.stdin.end();
    equal(await served.ended, 1);
  });
});
