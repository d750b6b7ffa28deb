import { deepEqual, doesNotMatch, equal, match, ok, rejects } from "node:assert/strict";
import { type CodeAction, CodeActionKind, CodeActionTriggerKind, type WorkspaceEdit } from "vscode-languageserver";
import {
  type CostlyFix,
  commandIds,
  fixModule,
  type IgnoreOffer,
  type Ignoring,
  ignore,
  moduleFixes,
} from "../../protocol/messages.ts";
import { rules as all } from "../../rules/index.ts";
import { type Rule, rule } from "../../rules/kit/rule.ts";
import type { ReferenceParser } from "../../server/src/reference-parser.ts";
import { type Client, connect, editor, folder, plain } from "../harness/client.ts";
import { facts } from "../harness/facts.ts";
import { acl, versioning, volume } from "./rules.ts";

const main = `${folder}/main.tf`;
const unencrypted = 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n';
const publicBucket = 'resource "aws_s3_bucket" "b" {\n  acl = "public-read"\n}\n';

const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);

/** The same rule with a fix that has a stop here and writes in another file, too. */
const elsewhere: Rule = {
  ...acl,
  *check(...given: Parameters<typeof acl.check>) {
    for (const problem of acl.check(...given)) {
      const stop = { at: problem.at, text: '"private"', stops: [{ start: 1, end: 8 }] };
      const comment = { at: { uri: `${folder}/versions.tf`, start: 0, end: 0 }, text: "# also here\n" };
      yield {
        ...problem,
        fixes: () => [
          {
            title: "Make it private",
            impact: "update",
            edits: [stop, { ...comment, stops: [{ start: 2, end: 6 }] }],
          } as const,
        ],
      };
    }
  },
};

/** Another rule with a safe fix. */
const tagged: Rule = rule({
  ...facts("aws-test-tag", { title: "Bucket may go with its objects" }),
  on: (module) => module.ofType("aws_s3_bucket"),
  *check(bucket) {
    const value = bucket.get("force_destroy");
    if (value.state !== "known" || value.value !== true) return;
    yield {
      at: value.at,
      fixes: () => [{ title: "Keep it", impact: "update", edits: [{ at: value.at, text: "false" }] }],
    };
  },
});

describe("code actions", () => {
  let client: Client;

  afterEach(() => client.stop());

  it("offer the fix first, then to ignore, then to explain", async () => {
    client = await connect({ rules: [acl] });
    await client.open(main, publicBucket);
    const actions = await client.actions(main, "public-read");
    deepEqual(titles(actions), [
      "Make it private (changes in place)",
      "Ignore aws-test-acl-public on this line",
      "Explain: ACL is public",
    ]);
    equal(actions[0]?.isPreferred, true);
    equal(actions[0]?.kind, CodeActionKind.QuickFix);
    deepEqual(actions[0]?.diagnostics, await client.diagnostics(main));
    deepEqual(actions.at(-1)?.command?.arguments, ["aws-test-acl-public"]);
  });

  it("offer one and the same edit once, for all that it mends", async () => {
    const alsoPublic = { ...acl, id: "aws-test-acl-open", title: "ACL is open" };
    client = await connect({ rules: [acl, alsoPublic] });
    await client.open(main, publicBucket);
    const actions = await client.actions(main, "public-read");
    const [fix, ...others] = actions.filter(({ title }) => title.startsWith("Make it private"));
    deepEqual(others, []);
    deepEqual(
      fix?.diagnostics?.map(({ code }) => code),
      ["aws-test-acl-open", "aws-test-acl-public"],
    );
    equal(fix.isPreferred, true);
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
      const { edit } = await client.action(main, "aws_s3_bucket", "Keep versions (changes in place) (needs a value)");
      ok(client.applied(main, edit).includes(snippets ? 'status = "${1:Enabled}"\n  \\}' : 'status = "Enabled"\n  }'));
      if (snippets) await client.stop();
    }
  });

  it("have a name that stands in several places overtyped in all of them at once", async () => {
    const { length: end } = publicBucket;
    const named = { text: "# name\n", stops: [{ start: 2, end: 6, shared: "name" }] };
    const twice: Rule = {
      ...acl,
      *check(...given: Parameters<typeof acl.check>) {
        for (const problem of acl.check(...given)) {
          const edits = [
            { at: { uri: main, start: 0, end: 0 }, ...named },
            { at: problem.at, text: '"private"', stops: [{ start: 1, end: 8 }] },
            { at: { uri: main, start: end, end }, ...named },
          ];
          yield { ...problem, fixes: () => [{ title: "Name it twice", impact: "update", edits } as const] };
        }
      },
    };
    client = await connect({ rules: [twice] });
    await client.open(main, publicBucket);
    const [fix] = await client.actions(main, "public-read");
    ok(fix);
    const { edit } = await client.resolve(fix);
    const [change] = edit?.documentChanges ?? [];
    ok(change && "edits" in change);
    deepEqual(
      change.edits.map((one) => ("snippet" in one ? /\$\{\d+:[^}]*\}/.exec(one.snippet.value)?.[0] : undefined)),
      ["${1:name}", "${2:private}", "${1:name}"],
    );
  });

  it("fix the whole module as an action of the source, and nothing of it when a file is saved", async () => {
    const other = `${folder}/other.tf`;
    const files = new Map([[other, publicBucket.replace('"b"', '"c"')]]);
    client = await connect({ rules: [acl], capabilities: plain, files });
    await client.open(main, publicBucket);
    const [action, ...others] = await client.actions(main, "public-read", "source.parapet.fixModule");
    deepEqual([action?.title, others], ["Fix all safe problems in the module", []]);
    deepEqual(Object.keys(action?.edit?.changes ?? {}).sort(), [main, other]);
    deepEqual(titles(await client.actions(main, "public-read", CodeActionKind.SourceFixAll)), [
      "Fix everything that is safe to fix",
    ]);
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

  it("write a suppression with a reason to overtype for a client that asks nothing", async () => {
    client = await connect({ rules: [acl], capabilities: plain });
    await client.open(main, publicBucket);
    const { edit } = await client.action(main, "public-read", "Ignore aws-test-acl-public on this line");
    match(client.applied(main, edit), /\{\n {2}# parapet:ignore aws-test-acl-public -- \w+\n {2}acl/);
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
    const fix = await client.action(main, "= false\n  ig", "Block all public access (may interrupt)");
    doesNotMatch(client.applied(main, fix.edit), /false/);
    const [ignore, ...others] = actions.filter(({ title }) => title.startsWith("Ignore"));
    deepEqual([ignore?.title.replace(/^Ignore [\w-]+ /, ""), others], ["in this resource", []]);
    match(
      client.applied(main, ignore?.edit),
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

  it("withdraw where a file that they write in is another by now", async () => {
    const files = new Map([[`${folder}/versions.tf`, 'resource "aws_s3_bucket_versioning" "x" {\n}\n']]);
    client = await connect({ rules: [elsewhere], files });
    await client.open(main, publicBucket);
    const [fix] = await client.actions(main, "public-read");
    ok(fix);
    files.set(`${folder}/versions.tf`, "# new\n");
    await rejects(client.resolve(fix), /versions\.tf has changed since/);
    // what the disk has now counts
    const [again] = await client.actions(main, "public-read");
    ok(again);
    const { edit } = await client.resolve(again);
    deepEqual(
      edit?.documentChanges?.flatMap((change) => ("textDocument" in change ? change.textDocument : [])),
      [
        { uri: main, version: 1 },
        { uri: `${folder}/versions.tf`, version: null },
      ],
    );
  });

  it("count the lines and the version of the text that they were made for, whatever is typed meanwhile", async () => {
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let release: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    const referenceParser = judging(async () => {
      answer();
      await waiting;
      return { state: "unavailable" };
    });
    client = await connect({ rules: [acl], referenceParser });
    await client.open(main, publicBucket);
    const [fix] = await client.actions(main, "public-read");
    ok(fix);
    const resolving = client.resolve(fix);
    await asked;
    await client.edit(main, "resource", "\n\nresource");
    await client.diagnostics(main);
    release();
    const { edit } = await resolving;
    const [change] = edit?.documentChanges ?? [];
    ok(change && "edits" in change);
    equal(change.textDocument.version, 1);
    equal(change.edits[0]?.range.start.line, 1);
  });

  it("write snippets as whole lines, and in the shown file only, so that no editor indents them once more", async () => {
    const files = new Map([[`${folder}/versions.tf`, 'resource "aws_s3_bucket_versioning" "x" {\n}\n']]);
    client = await connect({ rules: [elsewhere], files });
    const text = publicBucket.replace("  acl", "    tags = {}\n    acl");
    await client.open(main, text);
    const [fix] = await client.actions(main, "public-read");
    ok(fix);
    const { edit } = await client.resolve(fix);
    const [own, other] = (edit?.documentChanges ?? []).map((change) => ("edits" in change ? change.edits : []));
    ok(own && other);
    deepEqual(
      own.map((one) => ["snippet" in one, one.range.start.character]),
      [[true, 0]],
    );
    deepEqual(
      other.map((one) => "snippet" in one),
      [false],
    );
    equal(client.applied(main, edit), text.replace('"public-read"', '"$${1:private}"'));
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

describe("code actions of a client that has our commands", () => {
  let client: Client;
  const initializationOptions = { commands: true };
  const folderFile = `${folder}/.parapet.yaml`;

  afterEach(() => client.stop());

  const written = (edit: WorkspaceEdit | null, uri: string) => {
    const change = edit?.documentChanges?.find((one) => "edits" in one && one.textDocument.uri === uri);
    return change && "edits" in change ? change.edits.map((one) => ("newText" in one ? one.newText : "")).join("") : "";
  };

  it("run a command before a resource is recreated, with what is lost", async () => {
    client = await connect({ rules: [volume], initializationOptions });
    await client.open(main, unencrypted);
    const [fix] = await client.actions(main, "aws_ebs_volume");
    ok(fix && !fix.data);
    equal(fix.command?.command, commandIds.applyFix);
    const costly: CostlyFix = fix.command.arguments?.[0];
    equal(
      costly.loss,
      "The next apply destroys aws_ebs_volume.data with its data and creates it anew: take a snapshot first.",
    );
    const { edit } = await client.resolve(costly.action as CodeAction);
    equal(edit?.changeAnnotations, undefined);
    match(client.applied(main, edit), /encrypted = true/);
  });

  it("offer one way to ignore a finding, and write what was asked", async () => {
    client = await connect({ rules: [acl], initializationOptions });
    await client.open(main, publicBucket);
    const [action, ...others] = (await client.actions(main, "public-read")).filter(({ title }) =>
      /^Ignore/.test(title),
    );
    deepEqual(others, []);
    equal(action?.title, "Ignore aws-test-acl-public…");
    const offer: IgnoreOffer = action.command?.arguments?.[0];
    deepEqual(offer.scopes, ["line", "resource", "file", "folder"]);
    const ask = (order: Omit<Ignoring, keyof IgnoreOffer>) =>
      client.connection.sendRequest(ignore, { ...offer, ...order });
    const reason = "the logs\nare public";
    const comment = "aws-test-acl-public until=2027-06-30 -- the logs are public\n";
    const order = { reason, until: "2027-06-30" };
    equal(written(await ask({ scope: "line", ...order }), main), `  # parapet:ignore ${comment}`);
    equal(written(await ask({ scope: "resource", ...order }), main), `# parapet:ignore ${comment}`);
    equal(written(await ask({ scope: "file", ...order }), main), `# parapet:ignore-file ${comment}`);
    const edit = await ask({ scope: "folder", reason });
    deepEqual(edit?.documentChanges?.[0], { kind: "create", uri: folderFile, options: { ignoreIfExists: true } });
    equal(written(edit, folderFile), "rules:\n  aws-test-acl-public: off # the logs are public\n");
    await client.edit(main, "resource", "\nresource");
    await rejects(ask({ scope: "line", reason }), /has changed since/);
  });

  it("switch a rule off in the settings that are there, and leave the rest of them", async () => {
    const settings = "# ours\nprofile: all\nrules:\n  aws-test-acl-*: low # why\nexclude: [a, b]\n";
    client = await connect({ rules: [acl], initializationOptions, files: new Map([[folderFile, settings]]) });
    await client.open(main, publicBucket);
    const action = (await client.actions(main, "public-read")).find(({ title }) => title.startsWith("Ignore"));
    const order = { ...action?.command?.arguments?.[0], scope: "folder", reason: "known" };
    const edit = await client.connection.sendRequest(ignore, order);
    equal(written(edit, folderFile), settings.replace("# why\n", "# why\n  aws-test-acl-public: off # known\n"));
  });

  it("count what is safe to fix in the file where somebody looks, and fix it", async () => {
    client = await connect({ rules: [acl, tagged, volume], initializationOptions });
    const text = `${publicBucket.replace("{\n", "{\n  force_destroy = true\n")}${publicBucket.replace('"b"', '"c"')}${unencrypted}`;
    await client.open(main, text);
    const asked = await client.actions(main, "public-read", undefined, CodeActionTriggerKind.Invoked);
    deepEqual(
      titles(asked).filter((title) => title.startsWith("Fix ")),
      [
        "Fix all in this file: ACL is public",
        "Fix everything that is safe to fix (3)",
        "Fix all safe problems in the module…",
      ],
    );
    const all = asked.find(({ title }) => title.endsWith("(3)"));
    ok(all);
    const { edit } = await client.resolve(all);
    equal(client.applied(main, edit), text.replaceAll("public-read", "private").replace("= true", "= false"));
    const moved = await client.actions(main, "public-read", undefined, CodeActionTriggerKind.Automatic);
    ok(!titles(moved).some((title) => title.startsWith("Fix everything")));
  });

  it("offer no two entries that do the same: all of a rule and all there is", async () => {
    client = await connect({ rules: [acl], initializationOptions });
    await client.open(main, publicBucket + publicBucket.replace('"b"', '"c"'));
    const asked = await client.actions(main, "public-read", undefined, CodeActionTriggerKind.Invoked);
    deepEqual(
      titles(asked).filter((title) => title.startsWith("Fix ")),
      ["Fix everything that is safe to fix (2)", "Fix all safe problems in the module…"],
    );
  });

  it("tell what is safe to fix in the module by rule and price, what is left, and fix the rules that were chosen", async () => {
    const other = `${folder}/other.tf`;
    const files = new Map([[other, publicBucket.replace('"b"', '"c"')]]);
    client = await connect({ rules: [acl, tagged, volume], initializationOptions, files });
    await client.open(main, publicBucket.replace("{\n", "{\n  force_destroy = true\n") + unencrypted);
    const textDocument = { uri: main };
    deepEqual(await client.connection.sendRequest(moduleFixes, { textDocument }), {
      changes: [
        { rule: "aws-test-acl-public", title: "ACL is public", price: "changes in place", count: 2, files: 2 },
        {
          rule: "aws-test-tag",
          title: "Bucket may go with its objects",
          price: "changes in place",
          count: 1,
          files: 1,
        },
      ],
      left: [["recreates the resource", 1]],
    });
    const edit = await client.connection.sendRequest(fixModule, { textDocument, rules: ["aws-test-acl-public"] });
    equal(written(edit, other), '"private"');
    equal(written(edit, main), '"private"');
  });

  it("say after a secret is taken out that it has to be rotated", async () => {
    const rules = all.filter(({ id }) => id === "aws-secrets-in-tfvars");
    client = await connect({ rules, initializationOptions });
    const values = `${folder}/terraform.tfvars`;
    await client.open(main, 'variable "db_password" {\n  type      = string\n  sensitive = true\n}\n');
    await client.open(values, 'db_password = "correct-horse-battery-1"\n', "terraform-vars");
    const [fix] = await client.actions(values, "correct-horse");
    match(fix?.title ?? "", /, and rotate the secret/);
    equal(fix?.command?.command, commandIds.applyFix);
    const costly: CostlyFix = fix.command.arguments?.[0];
    deepEqual([costly.loss, costly.dropsSecret], [undefined, true]);
    ok((await client.resolve(costly.action as CodeAction)).edit);
  });
});
