import { deepEqual, equal, ok } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { URI } from "vscode-uri";
import { canonical } from "../../analysis/run/uri.ts";
import { memberUri } from "../../server/src/member.ts";
import { nodeDisk } from "../../server/src/node-disk.ts";
import { type Client, connect, editor, folder, memoryDisk, plain, until } from "../harness/client.ts";
import { acl, versioning, volume } from "./rules.ts";

const main = `${folder}/main.tf`;
const unencrypted = 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n';
const bucket = 'resource "aws_s3_bucket" "b" {\n  acl = "private"\n}\n';
const companion = 'resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n}\n';
const unversioned = 'aws-test-bucket-unversioned resource "aws_s3_bucket" "b"';

describe("settings", () => {
  let client: Client;

  afterEach(() => client.stop());

  it("turn everything off and on again", async () => {
    let enable = false;
    client = await connect({ rules: [volume], settings: () => ({ enable }) });
    await client.open(main, unencrypted);
    deepEqual(await client.told(main), []);
    deepEqual(await client.actions(main, "aws_ebs_volume"), []);
    equal(await client.hover(main, "aws_ebs_volume"), null);
    const { refreshes } = client;
    enable = true;
    await client.configured();
    await until(() => client.refreshes > refreshes);
    equal((await client.told(main)).length, 1);
  });

  it("choose rules and their severity, by id or glob", async () => {
    client = await connect({
      rules: [volume, versioning, acl],
      settings: () => ({ rules: { "aws-test-*": "off", [acl.id]: "critical" } }),
    });
    await client.open(main, unencrypted + bucket.replace("private", "public-read"));
    deepEqual(
      (await client.diagnostics(main)).map(({ code }) => code),
      [volume.id, acl.id],
    );
  });

  it("leave out files", async () => {
    client = await connect({ rules: [volume], settings: () => ({ exclude: ["legacy", "*.gen.tf"] }) });
    for (const uri of [`${folder}/legacy/a.tf`, `${folder}/a.gen.tf`]) {
      await client.open(uri, unencrypted);
      deepEqual(await client.told(uri), []);
    }
    await client.open(main, unencrypted);
    equal((await client.told(main)).length, 1);
  });

  it("hold for each folder by itself, and nonsense is as if it were not there", async () => {
    const other = "file:///other";
    client = await connect({
      rules: [volume],
      folders: [folder, other],
      settings: (scope) =>
        scope === other ? { enable: false } : { enable: "maybe", run: 7, rules: [], exclude: "x", profile: null },
    });
    await client.open(main, unencrypted);
    await client.open(`${other}/main.tf`, unencrypted);
    equal((await client.told(main)).length, 1);
    deepEqual(await client.told(`${other}/main.tf`), []);
  });

  it("wait for the save where they say so", async () => {
    client = await connect({ rules: [acl], settings: () => ({ run: "onSave" }), capabilities: plain });
    await client.open(main, bucket);
    await until(() => client.published.has(main));
    await client.edit(main, "private", "public-read");
    await until(() => client.published.get(main)?.version === 2);
    deepEqual(client.pushed(main), []);
    equal((await client.actions(main, "public-read"))[0]?.title, "Make it private (changes in place)");
    await client.save(main);
    await until(() => client.pushed(main)?.length === 1);
  });

  it("are taken from what is sent by a client that cannot be asked", async () => {
    client = await connect({
      rules: [volume],
      capabilities: { ...editor, workspace: { ...editor.workspace, configuration: false } },
    });
    await client.open(main, unencrypted);
    equal((await client.told(main)).length, 1);
    await client.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { parapet: { enable: false } },
    });
    deepEqual(await client.told(main), []);
  });
});

describe("the workspace", () => {
  let client: Client;

  afterEach(() => client.stop());

  it("grows and shrinks by folders", async () => {
    const second = "file:///second";
    const files = new Map([
      [`${second}/versioning.tf`, companion],
      [`${second}/.parapet.yaml`, "rules:\n  aws-ebs-volume-unencrypted: off\n"],
    ]);
    client = await connect({ rules: [versioning, volume], files });
    const uri = `${second}/sub/main.tf`;
    await client.open(uri, unencrypted);
    equal((await client.told(uri)).length, 1);
    await client.folders([second], []);
    deepEqual(await client.told(uri), []);
    await client.folders([], [second]);
    equal((await client.told(uri)).length, 1);
  });

  for (const [what, opened, onDisk] of [
    ["a Windows drive, however it is written", "file:///C:/Users/a/main.tf", "file:///c%3A/Users/a/other.tf"],
    ["an escaped Windows drive", "file:///c%3A/Users/a/main.tf", "file:///c:/Users/a/other.tf"],
    ["spaces", "file:///work/a%20b/main.tf", "file:///work/a b/other.tf"],
    ["a percent sign", "file:///work/100%25/main.tf", "file:///work/100%25/other.tf"],
    ["letters beyond ASCII", "file:///work/%C3%BCber/%E6%97%A5/main.tf", "file:///work/über/日/other.tf"],
    ["brackets, quotes and commas", "file:///work/%5Ba%5D%27,b/main.tf", "file:///work/[a]',b/other.tf"],
    ["a server's share", "file://server/share/main.tf", "file://server/share/other.tf"],
    ["a virtual file system", "vscode-vfs://github/owner/repo/main.tf", "vscode-vfs://github/owner/repo/other.tf"],
  ] as const)
    it(`finds the companion beside a file under ${what}`, async () => {
      const root = opened.slice(0, opened.indexOf("/", 9));
      client = await connect({ rules: [versioning], files: new Map([[onDisk, companion]]), folders: [root] });
      await client.open(opened, bucket);
      deepEqual(await client.told(opened), []);
      const edit = await client.action(opened, "aws_s3_bucket", "none").catch(() => undefined);
      equal(edit, undefined);
    });

  it("answers in the client's own spelling of a URI", async () => {
    const uri = "file:///C:/Users/a%20b/main.tf";
    client = await connect({ rules: [acl], folders: ["file:///C:/Users/a%20b"] });
    await client.open(uri, bucket.replace("private", "public-read"));
    equal((await client.told(uri)).length, 1);
    const { edit } = await client.action(uri, "public-read", "Make it private (changes in place)");
    equal(client.applied(uri, edit), bucket);
  });

  it("takes names for one that differ in case only, where the file system does", async () => {
    const files = new Map([
      [`${folder}/Main.tf`, bucket],
      [`${folder}/Versioning.TF`, companion],
    ]);
    client = await connect({ rules: [versioning], disk: memoryDisk(files, false) });
    await client.open(main, bucket);
    deepEqual(await client.told(main), []);
    await client.open(`${folder}/versioning.tf`, "");
    deepEqual(await client.told(main), [unversioned]);
  });

  it("reads OpenTofu, variables and JSON alike", async () => {
    const files = new Map([
      [`${folder}/a.auto.tfvars.json`, '{ "acl": "public-read" }'],
      [`${folder}/variables.tofu`, 'variable "acl" {}\n'],
    ]);
    client = await connect({ rules: [acl], files });
    const uri = `${folder}/main.tf.json`;
    await client.open(uri, '{ "resource": { "aws_s3_bucket": { "b": { "acl": "${var.acl}" } } } }', "json");
    equal((await client.told(uri)).length, 1);
  });

  it("is read through the client where the server has no file system, and only inside the folders", async () => {
    const files = new Map([
      [`${folder}/versioning.tf`, companion],
      [`${folder}/m/main.tf`, 'output "acl" {\n  value = file("acl.txt")\n}\n'],
      [`${folder}/m/acl.txt`, "public-read"],
      ["file:///outside/main.tf", "locals {}\n"],
    ]);
    client = await connect({ rules: [acl, versioning], files, isRemote: true });
    await client.open(
      main,
      'module "m" {\n  source = "./m"\n}\nmodule "o" {\n  source = "../outside"\n}\nresource "aws_s3_bucket" "b" {\n  acl = module.m.acl\n}\n',
    );
    deepEqual(await client.told(main), ["aws-test-acl-public module.m.acl"]);
    ok(client.read.includes(`${folder}/m/acl.txt`));
    deepEqual(
      client.read.filter((uri) => !uri.startsWith(folder)),
      [],
    );
  });

  it("asks to be told of births and deaths of everything", async () => {
    client = await connect({ rules: [] });
    await until(() => JSON.stringify(client.registered).includes('"**/*"'));
  });
});

describe("a hostile workspace", () => {
  let client: Client | undefined;
  let root: string;

  const write = (path: string, text: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    return URI.file(join(root, path)).toString();
  };
  const open = async (text: string): Promise<readonly string[]> => {
    const inside = URI.file(join(root, "inside")).toString();
    client = await connect({ rules: [acl, versioning], disk: nodeDisk, folders: [inside] });
    const uri = `${inside}/main.tf`;
    await client.open(uri, text);
    return client.told(uri);
  };
  const leaky = 'resource "aws_s3_bucket" "b" {\n  acl = module.m.acl\n}\n';
  const secret = 'output "acl" {\n  value = "public-read"\n}\n';

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "parapet ü ")));
    mkdirSync(join(root, "inside"));
  });
  afterEach(async () => {
    await client?.stop();
    client = undefined;
    rmSync(root, { recursive: true, force: true });
  });

  it("reads a module inside the folder", async () => {
    write("inside/m/main.tf", secret);
    deepEqual(await open(`module "m" {\n  source = "./m"\n}\n${leaky}`), [
      unversioned,
      "aws-test-acl-public module.m.acl",
    ]);
  });

  it("does not read a module outside the folder", async () => {
    write("outside/main.tf", secret);
    deepEqual(await open(`module "m" {\n  source = "../outside"\n}\n${leaky}`), [unversioned]);
  });

  it("does not follow a link to a directory outside", async () => {
    write("outside/main.tf", secret);
    symlinkSync(join(root, "outside"), join(root, "inside/m"));
    deepEqual(await open(`module "m" {\n  source = "./m"\n}\n${leaky}`), [unversioned]);
  });

  it("does not follow a link to a file outside, nor one in circles", async () => {
    write("outside/main.tf", companion);
    symlinkSync(join(root, "outside/main.tf"), join(root, "inside/linked.tf"));
    symlinkSync(join(root, "inside/circle.tf"), join(root, "inside/circle.tf"));
    symlinkSync(join(root, "inside"), join(root, "inside/again"));
    deepEqual(await open(bucket), [unversioned]);
  });

  it("follows a link that stays inside", async () => {
    write("inside/shared/versioning.tf", companion);
    symlinkSync(join(root, "inside/shared/versioning.tf"), join(root, "inside/versioning.tf"));
    deepEqual(await open(bucket), []);
  });

  it("reads a folder that is itself reached through a link", async () => {
    write("real/versioning.tf", companion);
    rmSync(join(root, "inside"), { recursive: true });
    symlinkSync(join(root, "real"), join(root, "inside"));
    deepEqual(await open(bucket), []);
  });

  it("is not led out by file() or by modules.json", async () => {
    write("outside/acl", "public-read");
    write("outside/main.tf", secret);
    write(
      "inside/.terraform/modules/modules.json",
      JSON.stringify({ Modules: [{ Key: "m", Source: "a/b/c", Dir: "../outside" }] }),
    );
    const text =
      'module "m" {\n  source = "a/b/c"\n}\nresource "aws_s3_bucket" "b" {\n  acl = file("../outside/acl")\n}\n';
    deepEqual(await open(text + leaky.replace('"b"', '"c"')), [unversioned, unversioned.replace('"b"', '"c"')]);
  });

  it("does not wait for a pipe, and passes over what is no text", async () => {
    if (process.platform !== "win32") execFileSync("mkfifo", [join(root, "inside/pipe.tf")]);
    writeFileSync(join(root, "inside/binary.tf"), Buffer.from([0, 1, 2, 3]));
    writeFileSync(join(root, "inside/latin.tf"), Buffer.from([0x23, 0xe4, 0xf6, 0x0a]));
    mkdirSync(join(root, "inside/directory.tf"));
    deepEqual(await open(bucket), [unversioned]);
  });

  it("reads beside a document that the user opened outside, and nowhere else there", async () => {
    write("inside/x.tf", "");
    const uri = write("outside/main.tf", "");
    write("outside/versioning.tf", companion);
    write("m/main.tf", secret);
    await open("");
    ok(client);
    await client.open(uri, `${bucket}module "m" {\n  source = "../m"\n}\n${leaky.replace('"b"', '"c"')}`);
    deepEqual(await client.told(uri), [unversioned.replace('"b"', '"c"')]);
  });
});

describe("a URI", () => {
  it("has one spelling", () => {
    for (const uri of ["file:///C:/a b", "file:///c%3A/a%20b", "file:///C%3a/a%20b/"])
      equal(canonical(uri), "file:///c%3A/a%20b");
  });

  it("of a document without a name is that of a file alone in a directory", () => {
    equal(memberUri("untitled:Untitled-1", "terraform"), "untitled:/Untitled-1/main.tf");
    equal(memberUri("untitled:Untitled-2", "json"), "untitled:/Untitled-2/policy.json");
    equal(memberUri("untitled:/home/a/new.tf", "terraform"), "untitled:/home/a/new.tf");
    equal(memberUri("file:///a/main.tf", "terraform"), "file:///a/main.tf");
  });
});

describe("what was loaded", () => {
  it("is let go of when much of it is needed no more, and loaded again when it is", async () => {
    const listed = new Map<string, number>();
    const disk = memoryDisk(new Map([[`${folder}/child/main.tf`, unencrypted]]));
    const counting: typeof disk = {
      ...disk,
      list: (directory, roots) => {
        listed.set(directory, (listed.get(directory) ?? 0) + 1);
        return disk.list(directory, roots);
      },
    };
    const client = await connect({ rules: [volume], disk: counting });
    const called = (from: number, to: number): string =>
      Array.from(
        { length: to - from },
        (_, index) => `module "m${from + index}" {\n  source = "./n${from + index}"\n}\n`,
      ).join("");
    const module = 'module "c" {\n  source = "./child"\n}\n';
    await client.open(main, module + called(0, 1));
    const typed = async (text: string): Promise<void> => {
      await client.change(main, client.range(main, module.length, client.text(main).length), text);
      await client.diagnostics(main);
    };
    for (const [from, to] of [
      [0, 1_200],
      [1_200, 4_800],
      [0, 1],
    ] as const)
      await typed(called(from, to));
    equal(listed.get(`${folder}/n0`), 2);
    // once to learn who calls whom
    equal(listed.get(`${folder}/child`), 2);
    await client.stop();
  });
});
