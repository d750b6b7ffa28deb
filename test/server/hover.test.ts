import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { type MarkupContent, MarkupKind } from "vscode-languageserver";
import { explain } from "../../protocol/messages.ts";
import { rules } from "../../rules/index.ts";
import { type Client, connect, folder, plain } from "../harness/client.ts";
import { acl, versioning, volume } from "./rules.ts";

const main = `${folder}/main.tf`;

describe("hover", () => {
  let client: Client;

  afterEach(() => client.stop());

  const hovered = async (piece: string): Promise<MarkupContent | undefined> => {
    const hover = await client.hover(main, piece);
    return hover ? (hover.contents as MarkupContent) : undefined;
  };

  it("tells on a finding what is wrong and why, whose job it is, the price of the fix, numbers and links", async () => {
    client = await connect({ rules: [volume] });
    await client.open(main, 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n');
    const { kind, value = "" } = (await hovered("aws_ebs_volume")) ?? {};
    equal(kind, MarkupKind.Markdown);
    ok(value.includes(volume.why));
    match(value, /\*\*You\*\*: encryption and its key/);
    match(value, /\*\*AWS\*\*: durability/);
    match(value, /\*\*Fix\*\*: .*recreates the resource/);
    match(value, /Security Hub EC2\.3 .*CKV_AWS_3/);
    match(value, /\(https:\/\/docs\.aws\.amazon\.com\//);
    ok(value.includes(`(command:parapet.explain?${encodeURIComponent(JSON.stringify([volume.id]))})`));
    ok(value.split("\n").length <= 9, value);
  });

  it("tells on a resource type whose job it is, differently by service", async () => {
    client = await connect({ rules: [] });
    await client.open(main, 'resource "aws_db_instance" "a" {\n}\nresource "aws_lambda_function" "b" {\n}\n');
    match((await hovered("aws_db_instance"))?.value ?? "", /RDS.*\n.*backups kept/);
    match((await hovered("aws_lambda_function"))?.value ?? "", /Lambda.*\n.*libraries/);
    equal(await hovered('"a"'), undefined);
  });

  it("tells on an attribute which rules speak about it", async () => {
    client = await connect({ rules: [acl, versioning] });
    const text =
      'resource "aws_s3_bucket" "b" {\n  acl = "private"\n  tags = {}\n}\nresource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n';
    await client.open(main, text);
    match((await hovered("acl ="))?.value ?? "", /aws_s3_bucket\.acl.*\n\n\[ACL is public\]/);
    match((await hovered("status"))?.value ?? "", /versioning_configuration\.status.*\n\n\[Bucket keeps no versions\]/);
    equal(await hovered("tags"), undefined);
  });

  it("tells whose job a policy is that stands in no resource", async () => {
    client = await connect({ rules });
    const uri = `${folder}/policy.json`;
    const statement = '{ "Effect": "Allow", "Action": "*", "Resource": "*" }';
    await client.open(uri, `{ "Version": "2012-10-17", "Statement": [${statement}] }`, "json");
    const hover = await client.hover(uri, '"*"');
    match((hover?.contents as MarkupContent | undefined)?.value ?? "", /\*\*You\*\*: who may do what/);
  });

  it("speaks plain text to a client that shows no Markdown", async () => {
    client = await connect({ rules: [volume], capabilities: plain });
    await client.open(main, 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n');
    const { kind, value = "" } = (await hovered("aws_ebs_volume")) ?? {};
    equal(kind, MarkupKind.PlainText);
    doesNotMatch(value, /\*\*|command:|\]\(/);
    ok(value.includes(volume.why));
  });

  it("leads to the rule's page, by its id or another tool's", async () => {
    client = await connect({ rules: [volume] });
    const page = await client.connection.sendRequest(explain, { rule: volume.id });
    equal(page?.title, volume.title);
    for (const part of [
      volume.why,
      "## Insecure",
      "## Secure",
      "encrypted         = true",
      "CKV_AWS_3",
      ...volume.references,
    ])
      ok(page?.markdown.includes(part), part);
    doesNotMatch(page?.markdown ?? "", /\^\^/);
    deepEqual(await client.connection.sendRequest(explain, { rule: "CKV_AWS_3" }), page);
    equal(await client.connection.sendRequest(explain, { rule: "no-such-rule" }), null);
  });
});
