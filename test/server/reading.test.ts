import { deepEqual, equal, match, ok } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { constants } from "node:fs";
import * as machine from "node:fs/promises";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodeActionRequest, type Diagnostic } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { checkWorkspace } from "../../protocol/messages.ts";
import unblocked from "../../rules/aws/s3/bucket-without-public-access-block.ts";
import unknownAction from "../../rules/iam/action/unknown.ts";
import { mostTold } from "../../server/src/features/diagnostics.ts";
import { diskOver, nodeDisk, type ReadableFileSystem } from "../../server/src/node-disk.ts";
import { type Client, connect, folder, plain, type Unreadable, until } from "../harness/client.ts";
import { acl, volume } from "./rules.ts";

const main = `${folder}/main.tf`;
const bucket = 'resource "aws_s3_bucket" "b" {\n}\n';
const open = 'aws-s3-bucket-without-public-access-block resource "aws_s3_bucket" "b"';

const messages = (diagnostics: readonly Diagnostic[] | undefined) =>
  diagnostics?.map(({ message }) => (typeof message === "string" ? message : message.value));

describe("what is there and cannot be read", () => {
  let client: Client;

  afterEach(() => client.stop());

  for (const isRemote of [false, true])
    it(`is not taken for absent, and is told once${isRemote ? ", in a browser too" : ""}`, async () => {
      const legacy = `${folder}/legacy.tf`;
      const files = new Map<string, string | Unreadable>([[legacy, { reason: "is not valid UTF-8" }]]);
      client = await connect({ rules: [unblocked], files, isRemote });
      await client.open(main, bucket);
      deepEqual(await client.told(main), []);
      await until(() => client.statuses.at(-1)?.unread.count === 1);
      deepEqual(client.statuses.at(-1)?.unread.first, [{ name: "legacy.tf", reason: "is not valid UTF-8" }]);
      deepEqual(
        client.logged.filter((line) => line.includes("legacy.tf")),
        ["legacy.tf is not valid UTF-8"],
      );
      files.set(legacy, "# nothing\n");
      await client.touched(["changed", legacy]);
      await until(async () => (await client.told(main)).length === 1);
      deepEqual(await client.told(main), [open]);
      await until(() => client.statuses.at(-1)?.unread.count === 0);
      files.delete(legacy);
      await client.touched(["deleted", legacy]);
      deepEqual(await client.told(main), [open]);
    });

  it("may be a whole directory", async () => {
    const files = new Map<string, string | Unreadable>([[folder, { reason: "cannot be read: permission denied" }]]);
    client = await connect({ rules: [unblocked], files });
    await client.open(main, bucket);
    deepEqual(await client.told(main), []);
    await until(() => client.statuses.at(-1)?.unread.count === 1);
    files.delete(folder);
    await client.touched(["changed", main]);
    await until(async () => (await client.told(main)).length === 1);
  });

  it("is not a matter of JSON in which nothing is declared", async () => {
    const files = new Map<string, string | Unreadable>([[`${folder}/data.json`, { reason: "is not valid UTF-8" }]]);
    client = await connect({ rules: [unblocked], files });
    await client.open(main, bucket);
    deepEqual(await client.told(main), [open]);
    await until(() => client.statuses.at(-1)?.unread.count === 1);
  });

  it("is told at the top of the file when the workspace is checked, until it changes", async () => {
    const legacy = `${folder}/legacy.tf`;
    const files = new Map<string, string | Unreadable>([
      [`${folder}/a/main.tf`, bucket],
      [legacy, { reason: "is not valid UTF-8" }],
    ]);
    client = await connect({ rules: [{ ...unblocked, profile: "recommended" }], files });
    deepEqual(await client.connection.sendRequest(checkWorkspace, {}), { files: 1, findings: 1 });
    deepEqual(messages(client.published.get(legacy)?.diagnostics), [
      "Parapet does not read this file: it is not valid UTF-8.",
    ]);
    equal(client.statuses.at(-1)?.unread.count, 1);
    files.set(legacy, "");
    await client.touched(["changed", legacy]);
    await until(() => client.published.get(legacy)?.diagnostics.length === 0);
    deepEqual(await client.connection.sendRequest(checkWorkspace, {}), { files: 2, findings: 1 });
    equal(client.statuses.at(-1)?.unread.count, 0);
  });

  it("may be a document that is open", async () => {
    client = await connect({ rules: [unblocked] });
    await client.open(`${folder}/odd.tf`, "\0");
    await client.open(main, bucket);
    deepEqual(await client.told(main), []);
    await until(() => client.statuses.at(-1)?.unread.count === 1);
    await client.edit(`${folder}/odd.tf`, "\0", "");
    await until(async () => (await client.told(main)).length === 1);
    deepEqual(await client.told(`${folder}/odd.tf`), []);
  });
});

describe("the size of what is read", () => {
  let client: Client;

  afterEach(() => client.stop());

  const sizes = (maxSizeOnType: number, maxSizeOnSave: number) => () => ({ maxSizeOnType, maxSizeOnSave });
  const padding = `# ${"x".repeat(98)}\n`.repeat(100);
  const publicBucket = bucket.replace("{\n", '{\n  acl = "public-read"\n');

  it("is limited by a setting, for what is open and for what is not, and what is larger is told", async () => {
    const neighbour = `${folder}/neighbour.tf`;
    const files = new Map([[neighbour, padding + padding]]);
    client = await connect({ rules: [unblocked], files, settings: sizes(0.005, 0.015) });
    await client.open(main, bucket);
    await until(async () => (await client.told(main)).length === 0);
    await client.open(`${folder}/m/open.tf`, padding + padding);
    await until(async () => (await client.diagnostics(`${folder}/m/open.tf`)).length > 0);
    deepEqual(messages(await client.diagnostics(`${folder}/m/open.tf`)), [
      "Parapet does not read this file: it is too large to be checked (0.02 MB; the limit is 0.015 MB).",
    ]);
    await until(() => client.statuses.at(-1)?.unread.count === 2);
    await client.close(`${folder}/m/open.tf`);
    files.set(neighbour, padding);
    await client.touched(["changed", neighbour]);
    await until(async () => (await client.told(main)).length === 1);
  });

  it("holds while a document grows and shrinks", async () => {
    client = await connect({ rules: [acl], settings: sizes(0.015, 0.025) });
    await client.open(main, publicBucket);
    const codes = async () => (await client.diagnostics(main)).map(({ code }) => code);
    await until(async () => (await codes()).join() === acl.id);
    await client.edit(main, "resource", `${padding}${padding}resource`);
    await client.save(main);
    await until(async () => (await codes()).join() === `large,${acl.id}`);
    await client.edit(main, "resource", `${padding}${padding}resource`);
    deepEqual(await codes(), ["unread"]);
    await client.save(main);
    deepEqual(await codes(), ["unread"]);
    equal(await client.hover(main, "aws_s3_bucket"), null);
    await client.edit(main, padding.repeat(4), "");
    deepEqual(await codes(), [acl.id]);
  });

  it("follows the setting", async () => {
    let limit = 0.001;
    client = await connect({ rules: [acl], settings: () => ({ maxSizeOnSave: limit }) });
    await client.open(main, padding + publicBucket);
    await until(async () => (await client.diagnostics(main))[0]?.code === "unread");
    limit = 20;
    await client.configured();
    await until(async () => (await client.told(main)).join() === 'aws-test-acl-public "public-read"');
  });

  it("stays as it was set when a document is edited afterwards", async () => {
    let limit = 0.005;
    client = await connect({ rules: [acl], settings: () => ({ maxSizeOnType: 0.001, maxSizeOnSave: limit }) });
    await until(() => client.statuses.length > 0);
    await client.open(main, padding + publicBucket);
    const codes = async () => (await client.diagnostics(main)).map(({ code }) => code).join();
    await until(async () => (await codes()) === "unread");
    limit = 20;
    await client.configured();
    await until(async () => (await codes()) === `large,${acl.id}`);
    await client.edit(main, "resource", "\nresource");
    equal(await codes(), `large,${acl.id}`);
  });

  it("is no matter for JSON in which no policy stands, until one is typed", async () => {
    client = await connect({ rules: [unknownAction] });
    const uri = `${folder}/data.json`;
    await client.open(uri, `{ "x": "${"y".repeat(30_000_000)}", "here": [] }\n`, "json");
    deepEqual(await client.told(uri), []);
    await client.edit(uri, "y".repeat(30_000_000), "");
    await client.edit(uri, '"here": []', '"Statem": [{ "Effect": "Allow", "Action": "s3:GetObjet", "Resource": "*" }]');
    deepEqual(await client.told(uri), []);
    await client.edit(uri, "Statem", "Statement");
    deepEqual(await client.told(uri), ['aws-iam-action-unknown "s3:GetObjet"']);
  });

  it("of what is told has an end, with the gravest told and the rest counted", async () => {
    client = await connect({ rules: [acl, volume] });
    const many = Array.from({ length: mostTold + 10 }, (_, n) => publicBucket.replace('"b"', `"b${n}"`)).join("");
    await client.open(main, `${many}resource "aws_ebs_volume" "v" {\n  size = 1\n}\n`);
    const told = await client.diagnostics(main);
    equal(told.length, mostTold + 1);
    match(messages(told)?.[0] ?? "", /^11 more in this file are not shown/);
    ok(told.some(({ code }) => code === volume.id));
  });

  it("of a JSON file in values has an end, which is told", async () => {
    client = await connect({ rules: [unknownAction] });
    const uri = `${folder}/many.json`;
    const statement = '{"Effect":"Allow","Action":"s3:GetObject","Resource":["a","b","c","d","e","f","g"]}';
    const wrong = statement.replace("GetObject", "PutObjet");
    await client.open(uri, `{"Statement":[${wrong},${`${statement},`.repeat(30_000)}${wrong}]}`, "json");
    deepEqual(
      (await client.diagnostics(uri)).map(({ code }) => code),
      ["large", "cut", unknownAction.id],
    );
  });
});

describe("answers in time", () => {
  let client: Client;

  afterEach(() => client.stop());

  const text = Array.from(
    { length: 40 },
    (_, n) => `resource "aws_s3_bucket" "b${n}" {\n  acl = "public-read"\n}\n`,
  ).join("");

  const lightbulb = async () => {
    const context = { diagnostics: [] };
    const range = client.range(main, 0, text.length);
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: main },
      range,
      context,
    });
    return (actions ?? []).filter(({ title }) => title === "Make it private (changes in place)").length;
  };

  it("offer what could be worked out, and more when they are asked again", async () => {
    let time = 0;
    client = await connect({ rules: [acl], now: () => (time += 100) });
    await client.open(main, text);
    const first = await lightbulb();
    ok(first > 0 && first < 40, `${first} fixes`);
    const second = await lightbulb();
    ok(second > first, `${second} after ${first} fixes`);
  });

  it("have all there is where there is time", async () => {
    client = await connect({ rules: [acl] });
    await client.open(main, text);
    equal(await lightbulb(), 40);
  });

  it("tell of a finding without its fix where there is none", async () => {
    let time = 0;
    client = await connect({ rules: [acl], now: () => (time += 1_000) });
    await client.open(main, text.slice(0, text.indexOf("}\n") + 2));
    const said = JSON.stringify(await client.hover(main, "public-read"));
    match(said, /Everybody can read it/);
    ok(!said.includes("**Fix**"));
  });

  it("offer nothing that there was no time to write", async () => {
    let time = 0;
    let step = 0;
    client = await connect({ rules: [acl], now: () => (time += step), capabilities: plain });
    await client.open(main, text);
    const offered = async () => client.actions(main, '"b7"', "source.fixAll.parapet");
    step = 3_000;
    deepEqual(await offered(), []);
    step = 0;
    const [all, ...others] = await offered();
    deepEqual(others, []);
    equal(client.applied(main, all?.edit), text.replaceAll("public-read", "private"));
    // what is known takes no time
    step = 3_000;
    deepEqual(await offered(), [all]);
  });
});

describe("the machine's disk", () => {
  let root: string;
  const uri = (path: string): string => URI.file(join(root, path)).toString();
  const read = (path: string, disk = nodeDisk) => disk.read(uri(path), [URI.file(root).toString()], 1_000);
  const reason = async (path: string) => {
    const found = await read(path);
    return found.state === "unreadable" ? found.reason : found.state;
  };

  beforeEach(async () => {
    root = join(await realpath(await mkdtemp(join(tmpdir(), "parapet-reading-"))), "in");
    await mkdir(root);
  });
  afterEach(() => rm(join(root, ".."), { recursive: true, force: true }));

  it("tells text, what is not there, and why something cannot be read", async () => {
    await writeFile(join(root, "a.tf"), "a = 1\n");
    await writeFile(join(root, "latin.tf"), Buffer.from([0x23, 0xe4, 0x0a]));
    await writeFile(join(root, "binary.tf"), Buffer.from([0, 1, 2]));
    await writeFile(join(root, "large.tf"), "x".repeat(1_001));
    await writeFile(join(root, "../outside.tf"), "");
    await mkdir(join(root, "directory.tf"));
    await symlink(join(root, "../outside.tf"), join(root, "link.tf"));
    await symlink(join(root, "circle.tf"), join(root, "circle.tf"));
    await symlink(join(root, "nowhere"), join(root, "dangling.tf"));
    deepEqual(await read("a.tf"), { state: "text", text: "a = 1\n" });
    const found = ["latin.tf", "binary.tf", "large.tf", "directory.tf", "link.tf", "circle.tf", "dangling.tf", "no.tf"];
    deepEqual(await Promise.all(found.map(reason)), [
      "is not valid UTF-8",
      "is not text",
      "is too large to be checked (0.001 MB; the limit is 0.001 MB)",
      "is a directory",
      "leads outside the workspace",
      "is a link in a circle",
      "absent",
      "absent",
    ]);
    const listing = await nodeDisk.list(URI.file(root).toString(), [URI.file(root).toString()]);
    const names = listing.state === "listed" ? listing.entries.map(({ name, kind }) => `${kind} ${name}`) : [];
    deepEqual(names.sort(), [
      "directory directory.tf",
      "file a.tf",
      "file binary.tf",
      "file circle.tf",
      "file large.tf",
      "file latin.tf",
      "file link.tf",
    ]);
  });

  it("never opens a pipe or a device, and waits for none that has come since it looked", async function () {
    if (process.platform === "win32") return this.skip();
    execFileSync("mkfifo", [join(root, "pipe.tf")]);
    equal(await reason("pipe.tf"), "is no ordinary file");
    await writeFile(join(root, "plain.tf"), "");
    const plainFile = await machine.stat(join(root, "plain.tf"));
    const flags: unknown[] = [];
    const disk = diskOver({
      ...machine,
      stat: (async () => plainFile) as unknown as ReadableFileSystem["stat"],
      open: async (path, flag) => {
        flags.push(flag);
        return machine.open(path, flag);
      },
    });
    deepEqual(await read("pipe.tf", disk), { state: "unreadable", reason: "is no ordinary file" });
    deepEqual(flags, [constants.O_RDONLY | constants.O_NONBLOCK]);
  });

  it("tells what is not its own from what is not there", async () => {
    await writeFile(join(root, "a.tf"), "");
    // No bit keeps root from reading, so the refusal is not the machine's.
    const refuse = async (): Promise<never> => {
      throw Object.assign(new Error("permission denied"), { code: "EACCES" });
    };
    for (const refusing of [
      { ...machine, open: refuse },
      { ...machine, stat: refuse as unknown as ReadableFileSystem["stat"] },
    ])
      deepEqual(await read("a.tf", diskOver(refusing)), {
        state: "unreadable",
        reason: "cannot be read: permission denied",
      });
    equal(await reason("gone.tf"), "absent");
  });

  /** A file system in which so many files can be open at the same time. */
  const narrow = (most: number) => {
    const seen = { open: 0, most: 0, refused: 0 };
    const fs: ReadableFileSystem = {
      ...machine,
      open: async (path, flag) => {
        if (seen.open >= most) {
          seen.refused++;
          throw Object.assign(new Error("too many open files"), { code: "EMFILE" });
        }
        seen.most = Math.max(seen.most, ++seen.open);
        const file = await machine.open(path, flag);
        const close = file.close.bind(file);
        return Object.assign(file, {
          close: async () => {
            await close();
            seen.open--;
          },
        });
      },
    };
    return { fs, seen };
  };

  it("keeps few files open, and tries again with fewer where the machine has no room", async () => {
    const names = Array.from({ length: 300 }, (_, n) => `f${n}.tf`);
    await Promise.all(names.map((name) => writeFile(join(root, name), name)));
    const wide = narrow(1_000);
    await Promise.all(names.map((name) => read(name, diskOver(wide.fs, 1))));
    const shared = narrow(1_000);
    const one = diskOver(shared.fs, 1);
    await Promise.all(names.map((name) => read(name, one)));
    ok(shared.seen.most <= 64, `${shared.seen.most} were open`);
    const tight = narrow(3);
    const disk = diskOver(tight.fs, 5);
    const found = await Promise.all(names.map((name) => read(name, disk)));
    deepEqual(
      found.map((reading) => (reading.state === "text" ? reading.text : reading.state)),
      names,
    );
    ok(tight.seen.refused > 0);
  });

  it("says of a file that it cannot be read where there is never any room", async () => {
    await writeFile(join(root, "a.tf"), "");
    deepEqual(await read("a.tf", diskOver(narrow(0).fs, 0)), {
      state: "unreadable",
      reason: "cannot be read: too many files are open",
    });
  });

  it("reads every file of many in a process that may open few", async function () {
    if (process.platform === "win32") return this.skip();
    const names = Array.from({ length: 400 }, (_, n) => `f${n}.tf`);
    await Promise.all(names.map((name) => writeFile(join(root, name), name)));
    const script = `
      import { openSync } from "node:fs";
      import { nodeDisk } from ${JSON.stringify(join(import.meta.dirname, "../../server/src/node-disk.ts"))};
      const root = ${JSON.stringify(URI.file(root).toString())};
      const held = [];
      try { for (;;) held.push(openSync("/dev/null")); } catch {}
      const { closeSync } = await import("node:fs");
      for (const file of held.slice(0, 8)) closeSync(file);
      const found = await Promise.all(Array.from({ length: 400 }, (_, n) => nodeDisk.read(root + "/f" + n + ".tf", [root], 1000)));
      console.log(found.filter(({ state }) => state === "text").length, found.find(({ state }) => state !== "text"));
      process.exit(0);
    `;
    await writeFile(join(root, "script.mts"), script);
    const tsx = join(import.meta.dirname, "../../node_modules/tsx/dist/loader.mjs");
    const command = `ulimit -n 128 && exec "${process.execPath}" --import "${tsx}" "${join(root, "script.mts")}"`;
    equal(execFileSync("sh", ["-c", command], { encoding: "utf8" }).trim(), "400 undefined");
  });
});
