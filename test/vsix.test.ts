import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, fork, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, realpath, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { Ajv } from "ajv";
import {
  createClientPipeTransport,
  createProtocolConnection,
  ExitNotification,
  generateRandomPipeName,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { rules } from "../rules/index.ts";
import { buildDate, entries } from "../scripts/package/archive.ts";
import { packageExtension, unpacked } from "../scripts/package.ts";

describe("the VSIX", () => {
  let vsix = "";
  let folder = "";
  let files: readonly string[] = [];
  let manifest: Record<string, unknown> = {};

  before(async () => {
    execFileSync(process.execPath, ["esbuild.mjs"]);
    vsix = await packageExtension();
    // elsewhere, so that nothing is found in the repository's node_modules
    folder = await mkdtemp(path.join(tmpdir(), "parapet-vsix-"));
    await cp(unpacked, folder, { recursive: true });
    files = (await readdir(folder, { recursive: true })).map((file) => file.replaceAll(path.sep, "/"));
    manifest = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("is under 4 MB", async () => {
    const { size } = await stat(vsix);
    assert.ok(size < 4 * 1024 * 1024, `${size} bytes`);
  });

  it("holds every file that its manifest names", () => {
    const named = [...JSON.stringify(manifest).matchAll(/"(?:\.\/)?((?:dist|media|schemas|syntaxes)\/[^"]+)"/g)];
    assert.ok(named.length > 10, `${named.length} files are named`);
    const missing = named.flatMap(([, file = ""]) => (files.includes(file) ? [] : [file]));
    assert.deepEqual(missing, []);
  });

  it("holds no sources, source maps or packages", () => {
    assert.deepEqual(
      files.filter((file) => /\.(?:ts|map)$|node_modules|(?:^|\/)test/.test(file)),
      [],
    );
  });

  it("has a server under 2.2 MB", async () => {
    for (const name of ["server-worker.cjs", "server.web.js"]) {
      const { size } = await stat(path.join(folder, "dist", name));
      assert.ok(size < 2_200_000, `${name}: ${size} bytes`);
    }
  });

  it("has a supervisor under 100 KB", async () => {
    const { size } = await stat(path.join(folder, "dist/server.cjs"));
    assert.ok(size < 100_000, `${size} bytes`);
  });

  it("serves from where it is unpacked, however the client is reached", async () => {
    const script = path.join(folder, "dist/server.cjs");
    const initialize = { processId: null, rootUri: null, capabilities: {} };
    const served = async ([reader, writer]: readonly [MessageReader, MessageWriter], child: ChildProcess) => {
      const client = createProtocolConnection(reader, writer);
      client.listen();
      const { serverInfo } = await client.sendRequest(InitializeRequest.type, initialize);
      await client.sendRequest(ShutdownRequest.type);
      await client.sendNotification(ExitNotification.type);
      const code = await new Promise((resolve) => child.once("exit", resolve));
      client.dispose();
      assert.deepEqual([serverInfo?.name, code], ["parapet", 0]);
    };
    const stdio = spawn(process.execPath, [script, "--stdio"]);
    await served([new StreamMessageReader(stdio.stdout), new StreamMessageWriter(stdio.stdin)], stdio);
    const ipc = fork(script, ["--node-ipc"], { execArgv: [] });
    await served([new IPCMessageReader(ipc), new IPCMessageWriter(ipc)], ipc);
    const name = generateRandomPipeName();
    const listening = await createClientPipeTransport(name);
    const pipe = spawn(process.execPath, [script, `--pipe=${name}`]);
    await served(await listening.onConnected(), pipe);
  });

  it("ends when the client's process does", async () => {
    const client = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1_000)"]);
    const server = spawn(process.execPath, [path.join(folder, "dist/server.cjs"), "--stdio"]);
    const ended = new Promise((resolve) => server.once("exit", resolve));
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    connection.listen();
    const processId = client.pid ?? 0;
    await connection.sendRequest(InitializeRequest.type, { processId, rootUri: null, capabilities: {} });
    client.kill();
    assert.equal(await ended, 1);
  });

  it("explains rules with the examples that are written in them", async function () {
    this.timeout(60_000);
    const ids = rules.filter(({ insecure }, index) => index % 60 === 0 || insecure.includes("\\")).map(({ id }) => id);
    assert.ok(ids.length > 10, `${ids.length} rules`);
    for (const id of ids.slice(0, 20)) {
      const said = execFileSync(process.execPath, ["dist/parapet.cjs", "explain", id], { encoding: "utf8" });
      const page = await readFile(`docs/rules/${id}.md`, "utf8");
      assert.equal(said.trim(), page.replace(/^<!--.*-->\n\n/, "").trim());
    }
  });

  it("does not call itself an ES module, which VS Code for the Web would believe", () => {
    assert.equal("type" in manifest, false);
  });

  it("has a text for every placeholder of its manifest, and no other", async () => {
    const texts = Object.keys(JSON.parse(await readFile(path.join(folder, "package.nls.json"), "utf8")));
    const used = [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key = ""]) => key);
    assert.deepEqual([...new Set(used)].sort(), texts.sort());
  });

  it("has every text of the client in its bundle, for translators", async () => {
    const files = (await readdir("client/src", { recursive: true })).filter((file) => file.endsWith(".ts"));
    const sources = files.map((file) => readFile(path.join("client/src", file), "utf8"));
    const written = (await Promise.all(sources)).flatMap((source) =>
      [...source.matchAll(/l10n\.t\(\s*"([^"]+)"/g)].map(([, text = ""]) => text),
    );
    const texts = Object.keys(JSON.parse(await readFile(path.join(folder, "l10n/bundle.l10n.json"), "utf8")));
    assert.deepEqual([...new Set(written)].sort(), texts.sort());
  });

  it("says all of it in German, too", async () => {
    for (const name of ["package.nls", "l10n/bundle.l10n"]) {
      const [english, german] = await Promise.all(
        [`${name}.json`, `${name}.de.json`].map(
          async (file): Promise<Record<string, string>> => JSON.parse(await readFile(path.join(folder, file), "utf8")),
        ),
      );
      assert.deepEqual(Object.keys(german ?? {}), Object.keys(english ?? {}));
      for (const [key, text] of Object.entries(english ?? {})) {
        const marks = (said: string): readonly string[] => (said.match(/\{\d\}|\(command:[^)]*\)/g) ?? []).toSorted();
        assert.deepEqual(marks(german?.[key] ?? ""), marks(text), key);
      }
    }
  });

  it("runs HashiCorp's parser from where it is unpacked", async () => {
    const worker = new Worker(path.join(folder, "dist/hashicorp-worker.cjs"));
    const ask = (id: number, text: string) =>
      new Promise((resolve, reject) => {
        worker.once("message", resolve).once("error", reject);
        worker.postMessage({ id, text });
      });
    try {
      assert.deepEqual(await ask(1, 'a = "b"\n'), { id: 1, verdict: { state: "valid", json: { a: "b" } } });
      const refused = (await ask(2, "a = \n")) as {
        readonly verdict: { readonly state: string; readonly line: number };
      };
      assert.deepEqual([refused.verdict.state, refused.verdict.line], ["invalid", 1]);
    } finally {
      await worker.terminate();
    }
  });

  it("asks for nothing of Node.js in the web", async () => {
    for (const file of ["dist/client.web.js", "dist/server.web.js"]) {
      const required = [...(await readFile(path.join(folder, file), "utf8")).matchAll(/\brequire\("([^"]+)"\)/g)];
      assert.deepEqual(
        [...new Set(required.map(([, name]) => name))].filter((name) => name !== "vscode"),
        [],
        file,
      );
    }
  });

  it("tells of every file in it, with its hash, and of nothing else", async () => {
    const archived = entries(await readFile(vsix));
    const told = (await bill()).components.filter(({ type }) => type === "file");
    const hashes = Object.entries(archived).map(([name, content]) => [name, digest(content)]);
    assert.deepEqual(
      told.map(({ name, hashes }) => [name, hashes?.[0]?.content]),
      hashes.filter(([name]) => name !== "extension/sbom.cdx.json").sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
    );
  });

  it("tells of every package and Go module in it, and not of those that only the command line has", async () => {
    const { components, dependencies } = await bill();
    const build: Record<string, readonly string[]> = JSON.parse(await readFile("out/build.json", "utf8"));
    for (const [file, inputs] of Object.entries(build)) {
      const packages = inputs.flatMap((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
      const entry = dependencies.find(({ ref }) => ref === `extension/${file}`);
      assert.equal(entry !== undefined, files.includes(file), file);
      const told = components.filter(({ "bom-ref": ref }) => entry?.dependsOn?.includes(ref)).map(({ name }) => name);
      if (entry)
        assert.deepEqual(
          [...new Set(packages)].filter((name) => !told.includes(name)),
          [],
          file,
        );
    }
    const names = components.map(({ name }) => name);
    assert.ok(names.includes("github.com/hashicorp/hcl/v2") && names.includes("std"), names.join());
    assert.equal(names.includes("commander"), false);
    const registered = components.filter(({ "bom-ref": ref }) => /^pkg:(?:npm|golang\/(?!std@))/.test(ref));
    assert.deepEqual(
      registered.filter(({ hashes }) => !/^(?:[\da-f]{64}){1,2}$/.test(hashes?.[0]?.content ?? "")),
      [],
    );
  });

  it("has a bill of materials that CycloneDX's schema accepts, and the same beside it", async () => {
    const folder = "node_modules/@cyclonedx/cyclonedx-library/res/schema";
    const schema = async (name: string) => JSON.parse(await readFile(`${folder}/${name}.SNAPSHOT.schema.json`, "utf8"));
    const ajv = new Ajv({
      strict: false,
      schemas: {
        "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json": await schema("spdx"),
        "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json": await schema("jsf-0.82"),
      },
      formats: {
        "date-time": (text: string) =>
          /^\d{4}(?:-\d\d){2}T\d\d(?::\d\d){2}Z$/.test(text) && !Number.isNaN(Date.parse(text)),
        "iri-reference": (text: string) => URL.canParse(text),
        uri: (text: string) => URL.canParse(text),
        "idn-email": true,
      },
    });
    const accepts = ajv.compile(await schema("bom-1.6"));
    const document = await bill();
    assert.ok(accepts(document), ajv.errorsText(accepts.errors));
    assert.equal(accepts({ ...document, components: [{ type: "library" }] }), false);
    assert.deepEqual(JSON.parse(await readFile(vsix.replace(".vsix", ".cdx.json"), "utf8")), document);
  });

  it("has, with the command line, a licence for each thing in it, the MPL's with its source, and no other", async () => {
    const text = await readFile(path.join(folder, "dist/THIRD-PARTY-LICENCES.txt"), "utf8");
    const notice = await readFile("NOTICE", "utf8");
    const { components } = await bill();
    const libraries = components.filter(({ type }) => type !== "file");
    assert.ok(libraries.length > 25, `${libraries.length} libraries`);
    for (const { name, version } of [...libraries, { name: "commander", version: "" }]) {
      assert.ok(text.includes(`${name} ${version}`), `${name} ${version} in THIRD-PARTY-LICENCES.txt`);
      assert.ok(new RegExp(`(?:^|\\()${name.replaceAll(".", "\\.")}[ ,]`, "m").test(notice), `${name} in NOTICE`);
    }
    for (const section of text.split(/\n-{80}\n\n/)) {
      const [title = ""] = section.split("\n");
      assert.ok(section.length > 500, `the text of ${title}`);
      if (title.includes("MPL"))
        assert.match(section, /^Its source: https:.*\n\nCopyright.*\n\nMozilla Public License/m);
    }
    const carried: Record<string, { readonly source: string }> = JSON.parse(
      await readFile("licences/carried.json", "utf8"),
    );
    const sources = [...text.matchAll(/^Its source: (.*)$/gm)].map(([, source]) => source);
    assert.deepEqual(
      sources.sort(),
      Object.values(carried)
        .map(({ source }) => source)
        .sort(),
    );
  });

  it("is the same to the bit when it is built elsewhere, later, under another umask, time zone and language", async function () {
    this.timeout(120_000);
    const elsewhere = await mkdtemp(path.join(tmpdir(), "parapet-elsewhere-"));
    const umask = process.umask(0o077);
    try {
      const left = /^(?:node_modules|dist|out|docs|test|bench|examples|\.git|\.cache|.*\.vsix|.*\.cdx\.json)$/;
      for (const name of (await readdir(".")).filter((name) => !left.test(name)))
        await cp(name, path.join(elsewhere, name), { recursive: true });
      await symlink(await realpath("node_modules"), path.join(elsewhere, "node_modules"), "junction");
      const env = {
        ...process.env,
        TZ: "Pacific/Auckland",
        LC_ALL: "cs_CZ.UTF-8",
        SOURCE_DATE_EPOCH: String(buildDate().getTime() / 1000),
      };
      for (const command of [["esbuild.mjs"], ["--import", "tsx", "scripts/package.ts"]])
        execFileSync(process.execPath, command, { cwd: elsewhere, env, stdio: ["ignore", "ignore", "inherit"] });
      assert.equal(digest(await readFile(path.join(elsewhere, path.basename(vsix)))), digest(await readFile(vsix)));
    } finally {
      process.umask(umask);
      await rm(elsewhere, { recursive: true, force: true });
    }
  });

  async function bill(): Promise<Bill> {
    const content = entries(await readFile(vsix))["extension/sbom.cdx.json"];
    return JSON.parse(Buffer.from(content ?? []).toString());
  }
});

/** What the tests read of a bill of materials. */
interface Bill {
  readonly components: readonly {
    readonly type: string;
    readonly "bom-ref": string;
    readonly name: string;
    readonly version: string;
    readonly hashes?: readonly { readonly content: string }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

function digest(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
