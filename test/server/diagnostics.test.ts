import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import { rules } from "../../rules/index.ts";
import type { Disk } from "../../server/src/disk.ts";
import { Watch } from "../../server/src/watch.ts";
import { type Client, connect, editor, folder, memoryDisk, plain, until } from "../harness/client.ts";
import { actions } from "../harness/fixture.ts";
import { acl, broken, versioning, volume } from "./rules.ts";

const main = `${folder}/main.tf`;
const unencrypted = 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n';
const bucket = 'resource "aws_s3_bucket" "b" {\n  acl = "private"\n}\n';

describe("diagnostics", () => {
  let client: Client;

  afterEach(() => client.stop());

  it("tell what is insecure with the rule, its page and how bad it is", async () => {
    client = await connect({ rules: [volume] });
    await client.open(main, unencrypted);
    const [found] = await client.diagnostics(main);
    deepEqual(found, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 32 } },
      severity: DiagnosticSeverity.Error,
      source: "parapet",
      code: "aws-ebs-volume-unencrypted",
      codeDescription: { href: found?.codeDescription?.href ?? "" },
      message: found?.message ?? "",
      data: { severity: "high" },
    } satisfies Diagnostic);
    ok(found?.codeDescription?.href.endsWith("docs/rules/aws-ebs-volume-unencrypted.md"));
  });

  it("show a wish in passing: dots, no count, and nothing of it in what is fixed all at once", async () => {
    const wish = rules.filter(({ id }) => id === "aws-ec2-egress-open-on-every-port");
    const open =
      'resource "aws_security_group" "a" {\n  name = "a"\n\n  egress {\n    from_port   = 0\n    to_port     = 0\n    protocol    = "-1"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n';
    client = await connect({ rules: wish });
    await client.open(main, open);
    const [found] = await client.diagnostics(main);
    equal(found?.code, "aws-ec2-egress-open-on-every-port");
    equal(found?.severity, DiagnosticSeverity.Hint);
    const quick = await client.actions(main, "0.0.0.0/0");
    ok(quick.some(({ kind, edit, data }) => kind === "quickfix" && (edit ?? data)));
    deepEqual(await client.actions(main, "0.0.0.0/0", "source.fixAll"), []);
  });

  it("come for many directories asked for at once, without each being turned to for the sake of each", async () => {
    const uris = Array.from({ length: 60 }, (_, index) => `${folder}/m${index}/main.tf`);
    let turns = 0;
    const watch = new Watch({ run: 1, leftAlone: [] }, () => turns++);
    client = await connect({ rules: [volume], files: new Map(uris.map((uri) => [uri, unencrypted])), watch });
    for (const uri of uris) await client.open(uri, unencrypted);
    const found = await Promise.all(uris.map((uri) => client.diagnostics(uri)));
    ok(found.every(({ length }) => length === 1));
    ok(turns < 12 * uris.length, `it was told ${turns} times where the server is`);
  });

  it("follow every edit", async () => {
    client = await connect({ rules: [acl] });
    await client.open(main, bucket);
    deepEqual(await client.told(main), []);
    await client.edit(main, "private", "public-read");
    deepEqual(await client.told(main), ['aws-test-acl-public "public-read"']);
    await client.edit(main, "resource", "# ä𝒳\r\n\r\n  resource");
    deepEqual(await client.told(main), ['aws-test-acl-public "public-read"']);
    await client.edit(main, "public-read", "private");
    deepEqual(await client.told(main), []);
  });

  describe("while a policy is typed", () => {
    const uri = `${folder}/policy.json`;
    const policy = (elements: string) => `{ "Version": "2012-10-17", "Statement": [{ ${elements} }] }\n`;
    const whole = policy('"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/*"');
    const opened = async (text: string, capabilities = editor) => {
      client = await connect({ rules, capabilities });
      await client.open(uri, text, "json");
      return client.told(uri);
    };

    it("hold back that IAM does not know the word at the cursor, until something else is edited", async () => {
      deepEqual(await opened(whole), []);
      await client.edit(uri, "Object", "");
      deepEqual(await client.told(uri), []);
      await client.edit(uri, "2012", "2012");
      deepEqual(await client.told(uri), ['aws-iam-action-unknown "s3:Get"']);
    });

    it("hold back that a statement lacks something while it is written, and nothing of other statements", async () => {
      const text = whole.replace("[{", '[{ "Effect": "Allow", "Action": "s3:Put", "Resource": "*" }, {');
      const before = await opened(text);
      ok(before.includes('aws-iam-action-unknown "s3:Put"'));
      await client.edit(uri, ', "Resource": "arn:aws:s3:::logs/*"', "");
      deepEqual(await client.told(uri), before);
    });

    it("say as before of other words of the statement what they are", async () => {
      const text = whole.replace('"s3:GetObject"', '["s3:GetObject", "s3:Frob"]');
      deepEqual(await opened(text), ['aws-iam-action-unknown "s3:Frob"']);
      await client.edit(uri, "GetObject", "Get");
      deepEqual(await client.told(uri), ['aws-iam-action-unknown "s3:Frob"']);
    });

    it("hold back nothing that is insecure", async () => {
      await opened(whole);
      await client.edit(uri, "s3:GetObject", "*");
      ok((await client.told(uri)).length > 0);
    });

    it("say it of a file that is opened, or saved", async () => {
      deepEqual(await opened(whole.replace("Object", "")), ['aws-iam-action-unknown "s3:Get"']);
      await client.edit(uri, "s3:Get", "s3:Put");
      deepEqual(await client.told(uri), []);
      await client.save(uri);
      deepEqual(await client.told(uri), ['aws-iam-action-unknown "s3:Put"']);
    });

    it("say it after a pause, to a client that asks and to one that does not", async () => {
      await opened(whole);
      await client.edit(uri, "Object", "");
      deepEqual(await client.told(uri), []);
      await until(async () => client.refreshes > 0 && (await client.told(uri)).length === 1);
      await client.stop();
      await opened(whole, plain);
      await client.edit(uri, "Object", "");
      await until(() => client.pushed(uri)?.length === 1);
    });
  });

  it("are not sent again when nothing has changed", async () => {
    client = await connect({ rules: [acl] });
    await client.open(main, bucket.replace("private", "public-read"));
    const first = await client.report(main);
    ok(first.kind === "full" && first.resultId !== undefined);
    deepEqual(await client.report(main, first.resultId), { kind: "unchanged", resultId: first.resultId });
    await client.edit(main, "resource", "\nresource");
    const second = await client.report(main, first.resultId);
    equal(second.kind, "full");
    notEqual(second.resultId, first.resultId);
  });

  it("name syntax errors, and stay silent about what is absent there", async () => {
    client = await connect({ rules: [volume] });
    await client.open(main, 'resource "aws_ebs_volume" "data" {\n  size = \n}\n');
    const codes = (await client.diagnostics(main)).map(({ code }) => code);
    deepEqual([...new Set(codes)], ["syntax"]);
  });

  it("fade a suppression that hides nothing, and one that has expired", async () => {
    client = await connect({ rules: [acl] });
    const text = `# parapet:ignore aws-test-acl-public -- was public once\n${bucket}`;
    await client.open(main, text);
    const [hint] = await client.diagnostics(main);
    equal(hint?.severity, DiagnosticSeverity.Hint);
    deepEqual(hint?.tags, [DiagnosticTag.Unnecessary]);
    equal(client.applied(main, (await client.action(main, "ignore aws-test", "Remove the suppression")).edit), bucket);
  });

  it("are hidden by a suppression, and by one at the call of a module", async () => {
    const files = new Map([
      [`${folder}/m/main.tf`, 'variable "acl" {}\nresource "aws_s3_bucket" "b" {\n  acl = var.acl\n}\n'],
    ]);
    client = await connect({ rules: [acl], files });
    const call = 'module "m" {\n  source = "./m"\n  acl    = "public-read"\n}\n';
    const callee = `${folder}/m/main.tf`;
    await client.open(callee, files.get(callee) ?? "");
    await client.open(main, call);
    deepEqual(await client.told(callee), []);
    deepEqual(await client.told(main), ['aws-test-acl-public "public-read"']);
    await client.edit(main, "module", "# parapet:ignore aws-test-acl-public -- a website\nmodule");
    deepEqual(await client.told(main), []);
  });

  it("leave to an open call what it sets of a module, whatever the defaults are", async () => {
    const callee = `${folder}/m/main.tf`;
    const module =
      'variable "acl" {\n  default = "public-read"\n}\nresource "aws_s3_bucket" "b" {\n  acl = var.acl\n}\n';
    client = await connect({ rules: [acl], files: new Map([[callee, module]]) });
    await client.open(callee, module);
    deepEqual(await client.told(callee), ['aws-test-acl-public "public-read"']);
    await client.open(main, 'module "m" {\n  source = "./m"\n  acl    = "private"\n}\n');
    deepEqual(await client.told(callee), []);
    await client.edit(main, '"private"', '"public-read"');
    deepEqual(await client.told(callee), []);
    deepEqual(await client.told(main), ['aws-test-acl-public "public-read"']);
    await client.edit(main, '  acl    = "public-read"\n', "");
    deepEqual(await client.told(callee), ['aws-test-acl-public "public-read"']);
  });

  it("stand where they are decided and point at the use; where what decides is not open, the other way round", async () => {
    const callee = `${folder}/modules/m/main.tf`;
    const [call, module] = [
      'module "m" {\n  source = "./modules/m"\n  acl    = "public-read"\n}\n',
      'variable "acl" {}\nresource "aws_s3_bucket" "b" {\n  acl = var.acl\n}\n',
    ];
    const other = `${folder}/other.tf`;
    client = await connect({ rules: [acl], files: new Map([[main, call]]) });
    const related = async (uri: string) =>
      (await client.diagnostics(uri)).map(({ relatedInformation }) =>
        relatedInformation?.map(({ location }) => `${location.uri} ${location.range.start.line}`),
      );
    await client.open(other, "locals {}\n");
    await client.open(callee, module);
    deepEqual(await related(callee), [[`${main} 2`]]);
    await client.open(main, call);
    deepEqual(await related(callee), []);
    deepEqual(await related(main), [[`${callee} 2`]]);
    await client.close(main);
    deepEqual(await related(callee), [[`${main} 2`]]);
  });

  it("of other open files of the module follow an edit", async () => {
    client = await connect({ rules: [versioning] });
    const other = `${folder}/other.tf`;
    await client.open(main, bucket);
    await client.open(other, "locals {}\n");
    deepEqual(await client.told(main), ['aws-test-bucket-unversioned resource "aws_s3_bucket" "b"']);
    const { refreshes } = client;
    await client.edit(
      other,
      "locals {}",
      'resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n}',
    );
    await until(() => client.refreshes > refreshes);
    deepEqual(await client.told(main), []);
  });

  it("follow tfvars, new files and deleted ones on the disk", async () => {
    const tfvars = `${folder}/terraform.tfvars`;
    const files = new Map([[tfvars, 'acl = "private"\n']]);
    client = await connect({ rules: [acl, versioning], files });
    await client.open(main, 'variable "acl" {}\nresource "aws_s3_bucket" "b" {\n  acl = var.acl\n}\n');
    const unversioned = 'aws-test-bucket-unversioned resource "aws_s3_bucket" "b"';
    deepEqual(await client.told(main), [unversioned]);

    files.set(tfvars, 'acl = "public-read"\n');
    await client.touched(["changed", tfvars]);
    deepEqual(await client.told(main), [unversioned, "aws-test-acl-public var.acl"]);

    const companion = `${folder}/versioning.tf`;
    files.set(companion, 'resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n}\n');
    await client.touched(["created", companion]);
    deepEqual(await client.told(main), ["aws-test-acl-public var.acl"]);

    files.delete(tfvars);
    files.delete(companion);
    await client.touched(["deleted", tfvars], ["deleted", companion]);
    await until(async () => (await client.told(main)).join() === unversioned);
  });

  it("notice a renamed folder, which is one event for the folder alone", async () => {
    const files = new Map([[`${folder}/m/main.tf`, 'output "acl" {\n  value = "public-read"\n}\n']]);
    client = await connect({ rules: [acl], files });
    await client.open(
      main,
      'module "m" {\n  source = "./n"\n}\nresource "aws_s3_bucket" "b" {\n  acl = module.m.acl\n}\n',
    );
    deepEqual(await client.told(main), []);
    files.set(`${folder}/n/main.tf`, files.get(`${folder}/m/main.tf`) ?? "");
    files.delete(`${folder}/m/main.tf`);
    await client.touched(["deleted", `${folder}/m`], ["created", `${folder}/n`]);
    deepEqual(await client.told(main), ["aws-test-acl-public module.m.acl"]);
  });

  it("come back to the disk's text when a document is closed", async () => {
    const other = `${folder}/other.tf`;
    const files = new Map([[other, "locals {}\n"]]);
    client = await connect({ rules: [versioning], files });
    await client.open(main, bucket);
    await client.open(other, 'resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n}\n');
    deepEqual(await client.told(main), []);
    await client.close(other);
    deepEqual(await client.told(main), ['aws-test-bucket-unversioned resource "aws_s3_bucket" "b"']);
  });

  it("leave out a rule that fails, say so once, and hold the others", async () => {
    client = await connect({ rules: [broken, acl] });
    await client.open(main, bucket.replace("private", "public-read"));
    deepEqual(await client.told(main), ['aws-test-acl-public "public-read"']);
    await client.edit(main, "resource", "\nresource");
    deepEqual(await client.told(main), ['aws-test-acl-public "public-read"']);
    equal(client.logged.filter((line) => line.includes("aws-test-broken")).length, 1);
  });

  it("come to know actions when what AWS has of them arrives", async () => {
    let known: ReturnType<typeof actions>;
    let arrive = () => {};
    client = await connect({
      rules: rules.filter(({ id }) => id === "aws-iam-action-unknown"),
      actions: (_, arrived) => {
        arrive = arrived;
        return () => known;
      },
    });
    const policy = `${folder}/policy.json`;
    const statement = '{ "Effect": "Allow", "Action": ["s3:GetObjet"], "Resource": "*" }';
    await client.open(policy, `{ "Version": "2012-10-17", "Statement": [${statement}] }\n`);
    deepEqual(await client.told(policy), []);
    const before = client.refreshes;
    known = actions();
    arrive();
    await until(() => client.refreshes > before);
    deepEqual(await client.told(policy), ['aws-iam-action-unknown "s3:GetObjet"']);
    await client.edit(policy, "s3:GetObjet", "s3:GetObject");
    deepEqual(await client.told(policy), []);
  });

  it("wait for the save in a file over 2 MB", async () => {
    client = await connect({ rules: [acl] });
    const padding = `# ${"x".repeat(100)}\n`.repeat(20_000);
    await client.open(main, padding + bucket);
    deepEqual(await client.told(main), ["large "]);
    await client.edit(main, "private", "public-read");
    deepEqual(await client.told(main), ["large "]);
    deepEqual(await client.actions(main, "public-read"), []);
    await client.save(main);
    deepEqual(await client.told(main), ["large ", 'aws-test-acl-public "public-read"']);
  });

  it("say of a binary file that it is not read, and nothing else", async () => {
    client = await connect({ rules: [volume] });
    await client.open(main, `\0\u0001${unencrypted}`);
    deepEqual(
      (await client.diagnostics(main)).map(({ message }) => message),
      ["Parapet does not read this file: it is not text."],
    );
  });

  it("take part without a name: an untitled document is a module of its own", async () => {
    client = await connect({ rules: [volume] });
    await client.open("untitled:Untitled-1", unencrypted);
    deepEqual(await client.told("untitled:Untitled-1"), [
      'aws-ebs-volume-unencrypted resource "aws_ebs_volume" "data"',
    ]);
  });

  it("name mistakes in .parapet.yaml, in that file", async () => {
    client = await connect({ rules: [volume] });
    const config = `${folder}/.parapet.yaml`;
    await client.open(config, "rules:\n  aws-ebs-volume-unencripted: off\n", "yaml");
    deepEqual(await client.told(config), ["undefined aws-ebs-volume-unencripted"]);
    await client.edit(config, "unencripted", "unencrypted");
    deepEqual(await client.told(config), []);
    await client.open(main, unencrypted);
    deepEqual(await client.told(main), []);
    await client.edit(config, "off", "low");
    const [found] = await client.diagnostics(main);
    equal(found?.severity, DiagnosticSeverity.Information);
  });

  it("follow the folder's own rules while they are written", async () => {
    client = await connect({ rules: [volume] });
    const own = `${folder}/.parapet/rules/acme.yaml`;
    await client.open(main, unencrypted.replace("{\n", "{\n  encrypted = true\n"));
    deepEqual(await client.told(main), []);
    await client.open(own, sized, "yaml");
    deepEqual(await client.told(own), []);
    await until(async () => (await client.told(main)).length === 1);
    deepEqual(await client.told(main), ["acme-volume-large 40"]);
    await client.edit(own, "atMost: 10", "atMost: 100");
    await until(async () => (await client.told(main)).length === 0);
    await client.edit(own, "severity: low", "severity: dire");
    ok((await client.told(own)).length > 0);
  });

  it("are told by counts too", async () => {
    client = await connect({ rules: [volume, versioning] });
    await client.open(main, unencrypted + bucket);
    const counts = { critical: 0, high: 1, medium: 0, low: 1 };
    await until(() => JSON.stringify(client.statuses.at(-1)?.counts) === JSON.stringify(counts));
    deepEqual(client.statuses.at(-1), { state: "ready", counts, unread: { count: 0, first: [] } });
  });

  it("leave it to the status to say which modules are not here", async () => {
    client = await connect({ rules: [volume] });
    const call = (from: string) => `module "${from.length}" {\n  source = "${from}"\n}\n`;
    await client.open(main, call("git::https://example.com/a.git") + call("acme/a/aws") + call("./gone/away"));
    const told = "1 call of a module from git, 1 from a registry and 1 in directories out of reach were not read";
    await until(() => client.statuses.at(-1)?.unread.calls === told);
    await client.edit(main, call("git::https://example.com/a.git") + call("acme/a/aws"), "");
    await until(
      () => client.statuses.at(-1)?.unread.calls === "1 call of a module in directories out of reach was not read",
    );
    await client.edit(main, call("./gone/away"), "");
    await until(() => client.statuses.at(-1)?.unread.calls === undefined);
  });
});

const sized = `id: acme-volume-large
title: Volume is large
severity: low
why: It is paid for by the month.
on: aws_ebs_volume
check: { setting: size, atMost: 10 }
insecure: |
  resource "aws_ebs_volume" "a" {
    size = 40
    #      ^^
  }
secure: |
  resource "aws_ebs_volume" "a" {
    size = 10
  }
`;

describe("pushed diagnostics", () => {
  let client: Client;

  afterEach(() => client.stop());

  it("serve a client that cannot ask", async () => {
    client = await connect({ rules: [acl, versioning], capabilities: plain });
    await client.open(main, bucket.replace("private", "public-read"));
    await until(() => client.pushed(main)?.length === 2);
    await client.edit(main, "public-read", "private");
    await until(() => client.published.get(main)?.version === 2);
    deepEqual(client.pushed(main), ['aws-test-bucket-unversioned resource "aws_s3_bucket" "b"']);
  });

  it("follow an edit in another file of the module", async () => {
    client = await connect({ rules: [versioning], capabilities: plain });
    const other = `${folder}/other.tf`;
    await client.open(main, bucket);
    await client.open(other, "locals {}\n");
    await until(() => client.pushed(main)?.length === 1);
    await client.edit(
      other,
      "locals {}",
      'resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n}',
    );
    await until(() => client.pushed(main)?.length === 0);
  });

  it("come again after a failure that nobody foresaw", async () => {
    let isBroken = true;
    const disk = memoryDisk(new Map());
    const list: Disk["list"] = async (...query) => {
      if (isBroken) throw new Error("the disk is on fire");
      return disk.list(...query);
    };
    client = await connect({ rules: [volume], capabilities: plain, disk: { ...disk, list } });
    await client.open(main, unencrypted);
    await until(() => client.statuses.at(-1)?.state === "error");
    ok(client.logged.some((line) => line.includes("on fire")));
    isBroken = false;
    await client.edit(main, "40", "41");
    await until(() => client.pushed(main)?.length === 1);
    await until(() => client.statuses.at(-1)?.state === "ready");
  });

  it("go away when the document is closed", async () => {
    client = await connect({ rules: [volume], capabilities: plain });
    await client.open(main, unencrypted);
    await until(() => client.pushed(main)?.length === 1);
    await client.close(main);
    await until(() => client.published.get(main)?.diagnostics.length === 0);
  });
});
