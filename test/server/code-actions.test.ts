import { deepEqual, doesNotMatch, equal, match, ok, rejects } from "node:assert/strict";
import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import { rules as all } from "../../rules/index.ts";
import type { ReferenceParser } from "../../server/src/reference-parser.ts";
import { type Client, connect, editor, folder, plain } from "../harness/client.ts";
import { acl, versioning, volume } from "./rules.ts";

const main = `${folder}/main.tf`;
const unencrypted = 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n';
const publicBucket = 'resource "aws_s3_bucket" "b" {\n  acl = "public-read"\n}\n';

const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);

describe("code actions", () => {
  let client: Client;

  afterEach(() => client.stop());

  it("offer the fix first, then to ignore, then to explain", async () => {
    client = await connect({ rules: [acl] });
    await client.open(main, publicBucket);
    const actions = await client.actions(main, "public-read");
    deepEqual(titles(actions), [
      "Make it private",
      "Ignore aws-test-acl-public on this line",
      "Ignore aws-test-acl-public in this resource",
      "Ignore aws-test-acl-public in this file",
      "Explain: ACL is public",
    ]);
    equal(actions[0]?.isPreferred, true);
    equal(actions[0]?.kind, CodeActionKind.QuickFix);
    deepEqual(actions[0]?.diagnostics, await client.diagnostics(main));
    deepEqual(actions.at(-1)?.command, {
      title: "Explain this rule",
      command: "parapet.explain",
      arguments: ["aws-test-acl-public"],
    });
  });

  it("write what they say when they are resolved, for the version they were made for", async () => {
    client = await connect({ rules: [acl] });
    await client.open(main, publicBucket);
    const [fix] = await client.actions(main, "public-read");
    ok(fix && !fix.edit);
    const { edit } = await client.resolve(fix);
    deepEqual(
      edit?.documentChanges?.map((change) => "textDocument" in change && change.textDocument),
      [{ uri: main, version: 1 }],
    );
    equal(client.applied(main, edit), publicBucket.replace("public-read", "private"));
    await client.edit(main, "resource", "\nresource");
    await rejects(client.resolve(fix));
  });

  it("carry their edit at once for a client that does not resolve", async () => {
    client = await connect({ rules: [acl, versioning], capabilities: plain });
    await client.open(main, publicBucket);
    const [fix] = await client.actions(main, "public-read");
    deepEqual(Object.keys(fix?.edit?.changes ?? {}), [main]);
    equal(client.applied(main, fix?.edit), publicBucket.replace("public-read", "private"));
    const [versions] = await client.actions(main, "aws_s3_bucket");
    match(client.applied(main, versions?.edit), /status = "Enabled"\n/);
  });

  it("tell the log, for who debugs a rule, why a fix is not among them", async () => {
    const spoilt = {
      ...acl,
      *check(...given: Parameters<typeof acl.check>) {
        for (const problem of acl.check(...given))
          yield {
            ...problem,
            fixes: () => [{ title: "Spoil it", impact: "none", edits: [{ at: problem.at, text: "[true]" }] } as const],
          };
      },
    };
    client = await connect({ rules: [spoilt] });
    await client.open(main, publicBucket);
    for (let again = 0; again < 2; again++) ok(!titles(await client.actions(main, "public-read")).includes("Spoil it"));
    deepEqual(client.debugged, [
      "aws-test-acl-public: “Spoil it” is not offered at aws_s3_bucket.b: of aws_s3_bucket.b, the provider's schema says that `acl` is a string",
    ]);
    deepEqual(client.logged, []);
  });

  it("ask before a resource is recreated, and never prefer that", async () => {
    client = await connect({ rules: [volume] });
    await client.open(main, unencrypted);
    const [fix] = await client.actions(main, "aws_ebs_volume");
    match(fix?.title ?? "", /\(recreates the resource\)$/);
    equal(fix?.isPreferred, undefined);
    ok(fix);
    const { edit } = await client.resolve(fix);
    const annotations = Object.entries(edit?.changeAnnotations ?? {});
    equal(annotations.length, 1);
    equal(annotations[0]?.[1].needsConfirmation, true);
    for (const change of edit?.documentChanges ?? [])
      for (const one of "edits" in change ? change.edits : [])
        equal("annotationId" in one ? one.annotationId : undefined, annotations[0]?.[0]);
  });

  it("leave tab stops where something is to be overtyped, and plain text for a client without snippets", async () => {
    const { workspaceEdit, ...rest } = editor.workspace ?? {};
    for (const snippets of [true, false]) {
      const capabilities = {
        ...editor,
        workspace: { ...rest, workspaceEdit: { ...workspaceEdit, snippetEditSupport: snippets } },
      };
      client = await connect({ rules: [versioning], capabilities });
      await client.open(main, publicBucket);
      const { edit } = await client.action(main, "aws_s3_bucket", "Keep versions (needs a value)");
      ok(client.applied(main, edit).includes(snippets ? 'status = "${1:Enabled}"\n  \\}' : 'status = "Enabled"\n  }'));
      if (snippets) await client.stop();
    }
  });

  it("fix all of a rule in the file", async () => {
    client = await connect({ rules: [acl] });
    const two = publicBucket + publicBucket.replace('"b"', '"c"');
    await client.open(main, two);
    const { edit } = await client.action(main, "public-read", "Fix all in this file: ACL is public");
    equal(client.applied(main, edit), two.replaceAll("public-read", "private"));
  });

  it("fix on save what is safe to fix, and nothing else", async () => {
    client = await connect({ rules: [acl, volume] });
    await client.open(main, publicBucket + unencrypted);
    const [all, ...others] = await client.actions(main, "public-read", CodeActionKind.SourceFixAll);
    deepEqual(others, []);
    ok(all);
    equal(all.kind, "source.fixAll.parapet");
    equal(
      client.applied(main, (await client.resolve(all)).edit),
      publicBucket.replace("public-read", "private") + unencrypted,
    );
    deepEqual(await client.actions(main, "public-read", CodeActionKind.Refactor), []);
  });

  it("write a suppression with a reason to overtype, on the line, the resource or the file", async () => {
    client = await connect({ rules: [acl], capabilities: plain });
    await client.open(main, publicBucket);
    const written = async (scope: string) =>
      client.applied(main, (await client.action(main, "public-read", `Ignore aws-test-acl-public ${scope}`)).edit);
    match(await written("on this line"), /\{\n {2}# parapet:ignore aws-test-acl-public -- \w+\n {2}acl/);
    match(await written("in this resource"), /^# parapet:ignore aws-test-acl-public -- \w+\nresource/);
    match(await written("in this file"), /^# parapet:ignore-file aws-test-acl-public -- \w+\nresource/);
    const [line] = (await client.actions(main, "public-read")).filter(({ title }) => title.includes("on this line"));
    const { edit } = line ?? {};
    const { newText = "", range } = edit?.changes?.[main]?.[0] ?? {};
    ok(range);
    await client.change(main, range, newText);
    await client.stop();
    client = await connect({ rules: [acl] });
    await client.open(main, publicBucket.replace("  acl", `${newText}  acl`));
    deepEqual(await client.told(main), []);
  });

  it("fix and ignore all places of what is one thing", async () => {
    const flags = ["block_public_acls", "block_public_policy", "ignore_public_acls"];
    const block = `resource "aws_s3_bucket_public_access_block" "b" {\n  bucket = "b"\n${flags.map((flag) => `  ${flag} = false\n`).join("")}  restrict_public_buckets = true\n}\n`;
    const incomplete = all.filter(({ id }) => id === "aws-s3-public-access-block-incomplete");
    client = await connect({ rules: incomplete, capabilities: plain });
    await client.open(main, block);
    equal((await client.told(main)).length, 1);
    // at the second place as at the first
    const actions = await client.actions(main, "= false\n  ig");
    const fix = await client.action(main, "= false\n  ig", "Block all public access");
    doesNotMatch(client.applied(main, fix.edit), /false/);
    const ignore = actions.filter(({ title }) => title.startsWith("Ignore"));
    deepEqual(
      ignore.map(({ title }) => title.replace(/^Ignore [\w-]+ /, "")),
      ["in this resource", "in this file"],
    );
    match(
      client.applied(main, ignore[0]?.edit),
      /^# parapet:ignore aws-s3-public-access-block-incomplete -- \w+\nresource/,
    );
  });

  it("are offered at the use of what is decided elsewhere in the file", async () => {
    client = await connect({ rules: [acl], capabilities: plain });
    const text = `variable "acl" {\n  default = "public-read"\n}\n${publicBucket.replace('"public-read"', "var.acl")}`;
    await client.open(main, text);
    deepEqual(await client.told(main), ['aws-test-acl-public "public-read"']);
    ok((await client.actions(main, "var.acl")).some(({ title }) => title.startsWith("Ignore aws-test-acl-public")));
  });

  const judging = (judge: ReferenceParser["parse"]): ReferenceParser => ({
    parse: judge,
    dispose: async () => undefined,
  });
  const invalid = { state: "invalid", line: 1, column: 1, endLine: 1, endColumn: 2, message: "no" } as const;

  it("are withdrawn when HashiCorp's parser refuses what they would write", async () => {
    const referenceParser = judging(async (text) =>
      text.includes("private") ? invalid : { state: "valid", json: {} },
    );
    client = await connect({ rules: [acl], referenceParser });
    await client.open(main, publicBucket);
    const [fix] = await client.actions(main, "public-read");
    ok(fix);
    await rejects(client.resolve(fix), /HashiCorp/);
  });

  it("are withdrawn when to HashiCorp's parser another block changes too", async () => {
    for (const harm of ["b", "c"]) {
      const referenceParser = judging(async (text) => {
        const changed = [{ acl: text.includes("private") }];
        return { state: "valid", json: { resource: { aws_s3_bucket: { b: [{}], c: [{}], [harm]: changed } } } };
      });
      client = await connect({ rules: [acl], referenceParser });
      await client.open(main, `${publicBucket}resource "aws_s3_bucket" "c" {\n}\n`);
      const [fix] = await client.actions(main, "public-read");
      ok(fix);
      if (harm === "c") await rejects(client.resolve(fix), /HashiCorp/);
      else {
        equal(client.applied(main, (await client.resolve(fix)).edit).includes("private"), true);
        await client.stop();
      }
    }
  });

  it("do not wait for HashiCorp's parser where it refuses the document as it is", async () => {
    client = await connect({ rules: [acl], referenceParser: judging(async () => invalid) });
    await client.open(main, publicBucket);
    const [fix] = await client.actions(main, "public-read");
    ok(fix);
    ok((await client.resolve(fix)).edit);
  });
});
