import { deepEqual, equal, match, ok } from "node:assert/strict";
import { checklist, insertMissing, tick, viewsOutdated } from "../../protocol/views.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { type Client, connect, folder, until } from "../harness/client.ts";
import { today } from "../harness/fixture.ts";
import { volume } from "./rules.ts";

const unencrypted = 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n';
const encrypted = 'resource "aws_ebs_volume" "data" {\n  size      = 40\n  encrypted = true\n}\n';

describe("the checklist for the editor", () => {
  let client: Client;
  let outdated: number;
  let judged: string[];

  /** Puts down for which files it is asked. */
  const counting: Rule = {
    ...volume,
    *check(subject, module) {
      judged.push((subject as { readonly at: { readonly uri: string } }).at.uri.slice(folder.length + 1));
      yield* volume.check(subject, module);
    },
  };

  async function serve(files: Map<string, string>): Promise<void> {
    judged = [];
    outdated = 0;
    client = await connect({ rules: [counting], files });
    client.connection.onNotification(viewsOutdated, () => {
      outdated++;
    });
  }

  afterEach(() => client.stop());

  async function state(id: string): Promise<string | undefined> {
    const found = await client.connection.sendRequest(checklist, {});
    return found?.groups.flatMap(({ rows }) => rows).find((row) => row.id === id)?.state;
  }

  const rest = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  it("is worked out when it is asked for, and for nobody who does not ask", async () => {
    const main = `${folder}/main.tf`;
    await serve(new Map([[main, unencrypted]]));
    await client.open(main, unencrypted);
    await client.diagnostics(main);
    const before = judged.length;
    await client.edit(main, "40", "41");
    await rest(600);
    equal(outdated, 0);
    const own = judged.length - before;
    equal(await state("encryption-at-rest"), "violated");
    equal(judged.length, before + own + 1);
    await client.edit(main, "41", "42");
    await client.diagnostics(main);
    await until(() => outdated === 1);
    // nobody asks again: nothing more is said, and nothing is looked at for it
    const last = judged.length;
    await client.edit(main, "42", "43");
    await client.diagnostics(main);
    await rest(600);
    deepEqual([outdated, judged.length - last <= own], [1, true]);
  });

  it("follows what is typed, and looks again only at what has to do with it", async () => {
    const [main, other] = [`${folder}/main.tf`, `${folder}/other/main.tf`];
    await serve(
      new Map([
        [main, unencrypted],
        [other, encrypted],
      ]),
    );
    equal(await state("encryption-at-rest"), "violated");
    await client.open(main, unencrypted);
    await client.diagnostics(main);
    await until(() => outdated > 0);
    judged = [];
    await client.edit(main, "  size = 40", "  size      = 40\n  encrypted = true");
    equal(await state("encryption-at-rest"), "met");
    deepEqual(
      judged.filter((file) => file.startsWith("other")),
      [],
    );
  });

  it("looks again only at the resource that is edited, in a root in view", async () => {
    const main = `${folder}/main.tf`;
    const text = [..."abc"].map((name) => unencrypted.replace("data", name)).join("");
    await serve(new Map([[main, text]]));
    await client.open(main, text);
    await client.diagnostics(main);
    equal(await state("encryption-at-rest"), "violated");
    await client.edit(main, '"b" {\n  size = 40', '"b" {\n  size = 41');
    await client.diagnostics(main);
    const before = judged.length;
    equal(await state("encryption-at-rest"), "violated");
    equal(judged.length, before + 1);
  });

  it("sees what comes and goes on the disk", async () => {
    const files = new Map([[`${folder}/main.tf`, unencrypted]]);
    await serve(files);
    equal(await state("guardduty"), "missing");
    files.set(`${folder}/guard/main.tf`, 'resource "aws_guardduty_detector" "main" {}\n');
    await client.touched(["created", `${folder}/guard`], ["created", `${folder}/guard/main.tf`]);
    await until(() => outdated === 1);
    equal(await state("guardduty"), "met");
  });

  it("goes by settings that have changed", async () => {
    const files = new Map([[`${folder}/main.tf`, unencrypted]]);
    await serve(files);
    equal(await state("encryption-at-rest"), "violated");
    files.set(`${folder}/.parapet.yaml`, "rules:\n  aws-ebs-volume-unencrypted: off\n");
    await client.touched(["created", `${folder}/.parapet.yaml`]);
    equal(await state("encryption-at-rest"), "missing");
  });

  it("has no rows where Parapet is switched off", async () => {
    await serve(
      new Map([
        [`${folder}/main.tf`, unencrypted],
        [`${folder}/.parapet.yaml`, "enable: false\n"],
      ]),
    );
    deepEqual((await client.connection.sendRequest(checklist, {}))?.groups, []);
  });

  it("names the directories that have one, and is none where there is nothing to check", async () => {
    const call = 'module "child" {\n  source = "../child"\n}\n';
    const files = new Map([
      [`${folder}/live/main.tf`, call],
      [`${folder}/child/main.tf`, encrypted],
      [`${folder}/package.json`, "{}"],
    ]);
    await serve(files);
    const found = await client.connection.sendRequest(checklist, {});
    deepEqual(
      found?.roots.map(({ uri }) => uri.slice(folder.length)),
      ["", "/live"],
    );
    files.clear();
    files.set(`${folder}/package.json`, "{}");
    await client.touched(["deleted", `${folder}/live`], ["deleted", `${folder}/child`]);
    equal(await client.connection.sendRequest(checklist, {}), null);
  });

  it("says what is wrong in what people have said", async () => {
    await serve(
      new Map([
        [`${folder}/main.tf`, encrypted],
        [`${folder}/.parapet/checklist.yaml`, "cloudtrail: { on: 2026-11-01, by: Ada }\n"],
      ]),
    );
    const found = await client.connection.sendRequest(checklist, {});
    equal(found?.mistakes.length, 1);
    match(found?.mistakes[0] ?? "", /^\.parapet\/checklist\.yaml:1: There is no row by hand/);
  });

  it("writes what a row lacks into a root, and says why where it cannot", async () => {
    const main = `${folder}/main.tf`;
    await serve(new Map([[main, encrypted]]));
    await client.open(main, encrypted);
    const found = await client.connection.sendRequest(checklist, {});
    equal(found?.groups.flatMap(({ rows }) => rows).find(({ id }) => id === "guardduty")?.insertion, "Add a detector");
    deepEqual(
      found?.runs.map(({ uri }) => uri),
      [folder],
    );
    const answer = await client.connection.sendRequest(insertMissing, { directory: folder, row: "guardduty" });
    const text = client.applied(main, "edit" in answer ? answer.edit : undefined);
    equal(text, `${encrypted}\nresource "aws_guardduty_detector" "main" {\n  enable = true\n}\n`);
    await client.change(main, client.range(main, 0, encrypted.length), text);
    equal(await state("guardduty"), "met");
    deepEqual(await client.connection.sendRequest(insertMissing, { directory: folder, row: "restore-tested" }), {
      refused: "there is no place for it in this directory",
    });
  });

  it("writes down what a person says of a row", async () => {
    const files = new Map([[`${folder}/main.tf`, encrypted]]);
    await serve(files);
    equal(await state("restore-tested"), "by-hand");
    const { text } = await client.connection.sendRequest(tick, {
      text: "",
      row: "restore-tested",
      on: today,
      by: "Ada",
    });
    files.set(`${folder}/.parapet/checklist.yaml`, text);
    ok(text.includes(`restore-tested: { on: ${today}, by: "Ada" }`), text);
    equal(await state("restore-tested"), "met");
  });
});
