import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { type MarkupContent, MarkupKind } from "vscode-languageserver";
import { explain } from "../../protocol/messages.ts";
import { ruleSheet } from "../../protocol/rule-sheet.ts";
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

  it("tells on a finding how bad and what it is, why, whose job, the fix and its price, controls in short, links", async () => {
    client = await connect({ rules: [volume] });
    await client.open(main, 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n');
    const { kind, value = "" } = (await hovered("aws_ebs_volume")) ?? {};
    equal(kind, MarkupKind.Markdown);
    const [what, why, whose, fix, cost, numbers, links, ...others] = value.split("  \n");
    match(what ?? "", /^\*\*High\*\* · \S/);
    equal(why, volume.why);
    match(whose ?? "", /^\*\*Responsibility\*\* · \*\*You\*\*: encryption and its key.* · \*\*AWS\*\*: durability/);
    match(fix ?? "", /^\*\*Fix\*\* · .*recreates the resource/);
    equal(cost, "**Cost** · free");
    match(numbers ?? "", /^Security Hub EC2\.3 · \d+ more · Checkov `CKV_AWS_3`/);
    match(links ?? "", /^\[AWS's page\]\(https:\/\/docs\.aws\.amazon\.com\//);
    ok(links?.endsWith(`(command:parapet.explain?${encodeURIComponent(JSON.stringify([volume.id]))})`));
    deepEqual(others, []);
  });

  it("says beside the severity who can get at it and what is gained", async () => {
    client = await connect({ rules });
    const ingress = 'from_port = 22\n    to_port = 22\n    protocol = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]';
    await client.open(main, `resource "aws_security_group" "a" {\n  ingress {\n    ${ingress}\n  }\n}\n`);
    match((await hovered("0.0.0.0/0"))?.value ?? "", /^\*\*Critical\*\* \(internet × admin\) · /);
  });

  it("calls a wish a hint, and tells of findings at one place the gravest first", async () => {
    const egress =
      'egress {\n    from_port = 0\n    to_port = 0\n    protocol = "-1"\n    cidr_blocks = ["0.0.0.0/0"]\n  }';
    client = await connect({ rules: rules.filter(({ id }) => id === "aws-ec2-egress-open-on-every-port") });
    await client.open(main, `resource "aws_security_group" "a" {\n  ${egress}\n}\n`);
    match((await hovered("0.0.0.0/0"))?.value ?? "", /^\*\*Hint\*\* /);
    await client.stop();
    client = await connect({
      rules: [
        { ...volume, id: "aws-test-low", severity: "low" },
        { ...volume, id: "aws-test-critical", severity: "critical" },
      ],
    });
    await client.open(main, 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n');
    match((await hovered("aws_ebs_volume"))?.value ?? "", /^\*\*Critical\*\* [\s\S]*\n\*\*Low\*\* /);
  });

  it("begins no line with a dot where a rule has neither controls nor other names", async () => {
    const bare = { ...volume, controls: {}, aliases: [], aliasesByTool: { other: ["volume-open"] }, references: [] };
    client = await connect({ rules: [bare] });
    await client.open(main, 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n');
    const { value = "" } = (await hovered("aws_ebs_volume")) ?? {};
    match(value, /\*\*Cost\*\* · free {2}\n\[Explain this rule\]/);
    doesNotMatch(value, /^ ?·|· *$/m);
    doesNotMatch(value, /volume-open/);
  });

  it("names other tools' ids with the tool, and no UUIDs", async () => {
    const known = { ...volume, aliasesByTool: { accessAnalyzer: ["TYPE_MISMATCH"], kics: ["0afa6ab8-a047-48cf"] } };
    client = await connect({ rules: [known] });
    await client.open(main, 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n');
    const { value = "" } = (await hovered("aws_ebs_volume")) ?? {};
    match(value, /more · IAM Access Analyzer `TYPE_MISMATCH` {2}\n/);
    doesNotMatch(value, /0afa6ab8/);
  });

  it("tells one finding in full where it tells as well what a policy's word means", async () => {
    client = await connect({ rules });
    const uri = `${folder}/policy.json`;
    const statement = '{ "Effect": "Allow", "Action": "*", "Resource": "*" }';
    await client.open(uri, `{ "Version": "2012-10-17", "Statement": [${statement}] }`, "json");
    const hover = await client.hover(uri, '"*"');
    const { value = "" } = (hover?.contents as MarkupContent | undefined) ?? {};
    equal(value.match(/\*\*Responsibility\*\*/g)?.length, 1);
    match(value, /\*\*Riskiest\*\*: `iam:/);
  });

  it("tells on a resource type whose job it is, differently by service", async () => {
    client = await connect({ rules: [] });
    await client.open(main, 'resource "aws_db_instance" "a" {\n}\nresource "aws_lambda_function" "b" {\n}\n');
    match((await hovered("aws_db_instance"))?.value ?? "", /RDS.*\n.*backups kept/);
    match((await hovered("aws_lambda_function"))?.value ?? "", /Lambda.*\n.*libraries/);
    equal(await hovered('"a"'), undefined);
  });

  it("tells on an attribute which rules speak about it", async () => {
    client = await connect({ rules: [acl, versioning], settings: () => ({ profile: "all" }) });
    const text =
      'resource "aws_s3_bucket" "b" {\n  acl = "private"\n  tags = {}\n}\nresource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n';
    await client.open(main, text);
    match((await hovered("acl ="))?.value ?? "", /aws_s3_bucket\.acl.*\n\n\*\*\w+\*\* · \[ACL is public\]/);
    match(
      (await hovered("status"))?.value ?? "",
      /versioning_configuration\.status.*\n\n\*\*\w+\*\* · \[Bucket keeps no versions\]/,
    );
    equal(await hovered("tags"), undefined);
  });

  it("leaves out on an attribute the rules that are about the provider's schema, those that are off, and means to another end", async () => {
    client = await connect({ rules, settings: () => ({ rules: { "aws-iam-trust-public": "off" } }) });
    const role = 'resource "aws_iam_role" "app" {\n  assume_role_policy = "{}"\n}\n';
    await client.open(main, `resource "aws_db_instance" "a" {\n  storage_encrypted = true\n}\n${role}`);
    const encrypted = (await hovered("storage_encrypted"))?.value ?? "";
    match(encrypted, /rds-storage-unencrypted/);
    doesNotMatch(encrypted, /no such argument/);
    const trust = (await hovered("assume_role_policy"))?.value ?? "";
    match(trust, /aws-iam-oidc-unscoped/);
    doesNotMatch(trust, /aws-rds|aws-vpc|aws-iam-trust-public/);
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
    doesNotMatch(value, /\*\*|command:|\]\(|\n$/);
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
    const sheet = await client.connection.sendRequest(ruleSheet, { rule: "CKV_AWS_3" });
    equal(sheet?.id, volume.id);
    deepEqual(sheet?.fix, {
      title: "Set `encrypted` to true",
      price: "recreates the resource",
      reason: "",
      isSafe: false,
    });
    equal(await client.connection.sendRequest(ruleSheet, { rule: "no-such-rule" }), null);
  });
});
