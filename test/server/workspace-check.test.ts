import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { CancellationTokenSource, WorkDoneProgress, type WorkDoneProgressReport } from "vscode-languageserver/node";
import { checkWorkspace, unseen } from "../../protocol/messages.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { type Client, connect, editor, folder, plain, until } from "../harness/client.ts";
import { acl, volume } from "./rules.ts";

const unencrypted = 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n';

describe("checking the workspace", () => {
  let client: Client;

  afterEach(() => client.stop());

  const estate = () =>
    new Map([
      [`${folder}/main.tf`, `${unencrypted}module "m" {\n  source = "./modules/m"\n  acl    = "public-read"\n}\n`],
      [`${folder}/modules/m/main.tf`, 'variable "acl" {}\nresource "aws_s3_bucket" "b" {\n  acl = var.acl\n}\n'],
      [`${folder}/other/clean.tf`, "locals {}\n"],
      [`${folder}/.terraform/modules/x/main.tf`, unencrypted],
      [`${folder}/node_modules/x/main.tf`, unencrypted],
      [`${folder}/docs/readme.md`, "text"],
    ]);

  it("finds what is in files that nobody has opened, and shows it", async () => {
    client = await connect({ rules: [volume, acl], files: estate() });
    const seen: WorkDoneProgressReport[] = [];
    client.connection.onProgress(WorkDoneProgress.type, "token", (value) => {
      if (value.kind === "report") seen.push(value);
    });
    const tally = await client.connection.sendRequest(checkWorkspace, { workDoneToken: "token" });
    deepEqual(tally, { files: 3, findings: 2 });
    deepEqual(
      seen.map(({ message }) => message),
      [`${folder.slice(folder.lastIndexOf("/") + 1)} (1/3)`, "modules/m (2/3)", "other (3/3)"],
    );
    const codes = (file: string) =>
      client.published
        .get(`${folder}/${file}`)
        ?.diagnostics.map(({ code, relatedInformation }) => [code, relatedInformation?.[0]?.location.uri]);
    deepEqual(codes("main.tf"), [
      ["aws-ebs-volume-unencrypted", undefined],
      ["aws-test-acl-public", `${folder}/modules/m/main.tf`],
    ]);
    deepEqual(codes("modules/m/main.tf"), undefined);
    equal(client.statuses.at(-1)?.state, "ready");
    ok(client.statuses.some(({ state }) => state === "busy"));
  });

  it("names the folder in its progress where there are several, and a directory by what its name says", async () => {
    const files = new Map([
      ["file:///one/a%20b/main.tf", "locals {}\n"],
      ["file:///two/main.tf", "locals {}\n"],
    ]);
    client = await connect({ rules: [], files, folders: ["file:///one", "file:///two"] });
    const seen: (string | undefined)[] = [];
    client.connection.onProgress(WorkDoneProgress.type, "token", (value) => {
      if (value.kind === "report") seen.push(value.message);
    });
    await client.connection.sendRequest(checkWorkspace, { workDoneToken: "token" });
    deepEqual(seen, ["one/a b (1/2)", "two (2/2)"]);
  });

  it("goes by what calls set, not by the defaults of a module that is called, and heeds what hides it at a call", async () => {
    const open = 'variable "acl" {\n  default = "public-read"\n}\nresource "aws_s3_bucket" "b" {\n  acl = var.acl\n}\n';
    const call = (acl: string) => `module "m" {\n  source = "../m"\n  acl    = ${acl}\n}\n`;
    const files = new Map([
      [`${folder}/a/main.tf`, call('"private"')],
      [`${folder}/b/main.tf`, `variable "x" {}\n${call("var.x")}`],
      [`${folder}/m/main.tf`, open],
    ]);
    client = await connect({ rules: [acl], files });
    deepEqual(await client.connection.sendRequest(checkWorkspace, {}), { files: 3, findings: 0 });
    files.set(`${folder}/b/main.tf`, 'module "m" {\n  source = "../m"\n}\n');
    files.set(`${folder}/a/main.tf`, "");
    await client.touched(["changed", `${folder}/a/main.tf`], ["changed", `${folder}/b/main.tf`]);
    deepEqual(await client.connection.sendRequest(checkWorkspace, {}), { files: 3, findings: 1 });
    files.set(`${folder}/b/main.tf`, `# parapet:ignore aws-test-acl-public\nmodule "m" {\n  source = "../m"\n}\n`);
    await client.touched(["changed", `${folder}/b/main.tf`]);
    deepEqual(await client.connection.sendRequest(checkWorkspace, {}), { files: 3, findings: 0 });
  });

  it("takes back what it has shown when the file is opened or changes", async () => {
    const files = estate();
    client = await connect({ rules: [volume], files });
    const main = `${folder}/main.tf`;
    await client.connection.sendRequest(checkWorkspace, {});
    equal(client.published.get(main)?.diagnostics.length, 1);
    await client.open(main, files.get(main) ?? "");
    equal((await client.diagnostics(main)).length, 1);
    await until(() => client.published.get(main)?.diagnostics.length === 0);
    await client.close(main);
    await client.connection.sendRequest(checkWorkspace, {});
    equal(client.published.get(main)?.diagnostics.length, 1);
    files.set(main, "");
    await client.touched(["changed", main]);
    await until(() => client.published.get(main)?.diagnostics.length === 0);
  });

  it("looks again only at what was written to since, where that is asked for", async () => {
    const looked: string[] = [];
    const counting: Rule = {
      ...volume,
      *check(subject, module) {
        looked.push(module.directory.slice(folder.length));
        yield* volume.check(subject, module);
      },
    };
    const files = new Map(["a", "b", "c"].map((name) => [`${folder}/${name}/main.tf`, unencrypted]));
    client = await connect({ rules: [counting], files });
    const check = () => client.connection.sendRequest(checkWorkspace, { again: true });
    deepEqual(await check(), { files: 3, findings: 3 });
    deepEqual(looked.splice(0).sort(), ["/a", "/b", "/c"]);
    const published = client.published.get(`${folder}/a/main.tf`);
    files.set(`${folder}/b/main.tf`, "");
    files.set(`${folder}/d/main.tf`, unencrypted);
    await client.touched(["changed", `${folder}/b/main.tf`], ["created", `${folder}/d/main.tf`]);
    deepEqual(await check(), { files: 4, findings: 3 });
    deepEqual(looked.splice(0), ["/d"]);
    // what is the same is not told again
    equal(client.published.get(`${folder}/a/main.tf`), published);
    deepEqual(await client.connection.sendRequest(checkWorkspace, {}), { files: 4, findings: 3 });
    deepEqual(looked.sort(), ["/a", "/c", "/d"]);
  });

  it("checks nothing where there is more than was wished for", async () => {
    client = await connect({ rules: [volume], files: estate() });
    deepEqual(await client.connection.sendRequest(checkWorkspace, { most: 2 }), {
      files: 0,
      findings: 0,
      isTooLarge: true,
    });
    equal(client.published.size, 0);
    deepEqual(await client.connection.sendRequest(checkWorkspace, { most: 3 }), { files: 3, findings: 1 });
  });

  it("goes on showing what it has found in a file that is open and not asked for", async () => {
    const files = estate();
    client = await connect({ rules: [volume], files });
    const main = `${folder}/main.tf`;
    const shown = () => client.published.get(main)?.diagnostics.length;
    await client.connection.sendRequest(checkWorkspace, {});
    await client.open(main, files.get(main) ?? "");
    await client.connection.sendRequest(checkWorkspace, {});
    equal(shown(), 1);
    await client.diagnostics(main);
    await until(() => shown() === 0);
    await client.connection.sendNotification(unseen, { textDocument: { uri: main } });
    await until(() => shown() === 1);
    await client.close(main);
    await client.connection.sendRequest(checkWorkspace, {});
    equal(shown(), 1);
  });

  it("goes by the settings that the disk has, before word comes of them", async () => {
    const files = new Map([
      [`${folder}/main.tf`, unencrypted],
      [`${folder}/.parapet.yaml`, "rules:\n  aws-ebs-volume-unencrypted: off\n"],
    ]);
    client = await connect({ rules: [volume], files });
    deepEqual(await client.connection.sendRequest(checkWorkspace, {}), { files: 1, findings: 0 });
    files.delete(`${folder}/.parapet.yaml`);
    deepEqual(await client.connection.sendRequest(checkWorkspace, {}), { files: 1, findings: 1 });
  });

  it("keeps what it has shown when word comes late of a file that it has read already", async () => {
    const files = estate();
    client = await connect({ rules: [volume], files });
    const [main, other] = [`${folder}/main.tf`, `${folder}/other/clean.tf`];
    files.set(other, unencrypted);
    await client.connection.sendRequest(checkWorkspace, {});
    files.set(main, "");
    await client.touched(["created", `${folder}/other`], ["created", other], ["changed", main]);
    await until(() => client.published.get(main)?.diagnostics.length === 0);
    equal(client.published.get(other)?.diagnostics.length, 1);
  });

  for (const [kind, capabilities] of [
    ["pulls", editor],
    ["is pushed", plain],
  ] as const)
    describe(`for a client that ${kind}`, () => {
      const main = `${folder}/main.tf`;
      const codes = () => client.published.get(main)?.diagnostics.map(({ code }) => code);
      const [found, two] = [
        ["aws-ebs-volume-unencrypted"],
        ["aws-ebs-volume-unencrypted", "aws-ebs-volume-unencrypted"],
      ];
      let files: Map<string, string>;

      beforeEach(async () => {
        files = estate();
        client = await connect({ rules: [volume], files, capabilities });
        await client.connection.sendRequest(checkWorkspace, {});
        deepEqual(codes(), found);
        client.published.clear();
        await client.open(main, files.get(main) ?? "");
        await until(async () =>
          capabilities === editor ? (await client.told(main)).length > 0 : codes() !== undefined,
        );
      });

      /** What the client shows of the file once it is closed; another one that is opened comes behind it. */
      const closed = async () => {
        client.published.delete(main);
        await client.close(main);
        await until(() => client.published.has(main));
        return codes();
      };

      /** Everything that the server does by itself after a file was closed has been done. */
      const settled = async () => {
        await client.open(`${folder}/other/clean.tf`, "locals {}\n");
        await client.report(`${folder}/other/clean.tf`).catch(() => undefined);
      };

      it("keeps what was found in a file that is closed again", async () => {
        deepEqual(await closed(), found);
        await settled();
        deepEqual(codes(), found);
      });

      it("keeps it also where an edit was thrown away", async () => {
        await client.change(main, client.range(main, 0, unencrypted.length), "");
        deepEqual(await closed(), found);
      });

      it("keeps what was last found in a file that was saved", async () => {
        const twice = unencrypted.replace("data", "more") + (files.get(main) ?? "");
        await client.change(main, client.range(main, 0, 0), unencrypted.replace("data", "more"));
        files.set(main, twice);
        await client.save(main);
        await until(async () =>
          capabilities === editor ? (await client.told(main)).length > 1 : codes()?.length === 2,
        );
        deepEqual(await closed(), two);
        // the word that it was saved comes late
        await client.touched(["changed", main]);
        await settled();
        deepEqual(codes(), two);
      });

      it("takes it back when the file changes, or its directory goes", async () => {
        deepEqual(await closed(), found);
        files.set(main, "");
        await client.touched(["changed", main]);
        await until(() => codes()?.length === 0);
        const inner = () => client.published.get(`${folder}/b/main.tf`)?.diagnostics.length;
        files.set(`${folder}/b/main.tf`, unencrypted);
        await client.connection.sendRequest(checkWorkspace, {});
        equal(inner(), 1);
        files.delete(`${folder}/b/main.tf`);
        await client.touched(["deleted", `${folder}/b`]);
        await until(() => inner() === 0);
      });

      it("takes it back with the next check, and shows nothing of a file that no check came through", async () => {
        deepEqual(await closed(), found);
        files.delete(main);
        await client.connection.sendRequest(checkWorkspace, {});
        deepEqual(codes(), []);
        await client.open(main, unencrypted);
        await until(async () =>
          capabilities === editor ? (await client.told(main)).length > 0 : codes()?.length === 1,
        );
        deepEqual(await closed(), []);
      });
    });

  it("can be stopped", async () => {
    const files = new Map(
      Array.from({ length: 200 }, (_, index) => [`${folder}/m${index}/main.tf`, unencrypted] as const),
    );
    client = await connect({ rules: [volume], files, capabilities: plain });
    const source = new CancellationTokenSource();
    const running = client.connection.sendRequest(checkWorkspace, {}, source.token);
    await until(() => client.published.size > 3);
    source.cancel();
    await running.catch(() => undefined);
    ok(client.published.size < 200, String(client.published.size));
    await rejects(running);
  });

  it("lets an edit through while it runs", async () => {
    const files = new Map(
      Array.from({ length: 100 }, (_, index) => [`${folder}/m${index}/main.tf`, unencrypted] as const),
    );
    client = await connect({ rules: [volume, acl], files });
    const uri = `${folder}/main.tf`;
    await client.open(uri, 'resource "aws_s3_bucket" "b" {\n  acl = "private"\n}\n');
    const order: string[] = [];
    const running = client.connection.sendRequest(checkWorkspace, {}).then(() => order.push("checked"));
    await until(() => client.published.size > 3);
    await client.edit(uri, "private", "public-read");
    deepEqual(await client.told(uri), ['aws-test-acl-public "public-read"']);
    order.push("told");
    await running;
    deepEqual(order, ["told", "checked"]);
  });
});
