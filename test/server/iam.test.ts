import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import {
  type CompletionItem,
  CompletionRequest,
  DocumentSymbolRequest,
  InlayHintRequest,
  InsertTextFormat,
  type MarkupContent,
  TextEdit,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Client, connect, folder, plain } from "../harness/client.ts";

const main = `${folder}/main.tf`;
const policy = `${folder}/policy.json`;

/** A statement with these elements in a spelling, and the file that it goes to. */
const spellings: Readonly<Record<string, (elements: string) => readonly [uri: string, text: string]>> = {
  "a JSON file": (elements) => [policy, `{ "Version": "2012-10-17", "Statement": [{ ${elements} }] }\n`],
  "a heredoc": (elements) => [
    main,
    `resource "aws_iam_policy" "app" {\n  policy = <<-EOF\n    {\n      "Statement": [{\n        ${elements}\n      }]\n    }\n  EOF\n}\n`,
  ],
  "a quoted string": (elements) => [
    main,
    `resource "aws_iam_policy" "app" {\n  policy = "{ \\"Statement\\": [{ ${elements.replaceAll('"', '\\"')} }] }"\n}\n`,
  ],
  jsonencode: (elements) => [
    main,
    `resource "aws_iam_policy" "app" {\n  policy = jsonencode({\n    Statement = [{ ${elements} }]\n  })\n}\n`,
  ],
};

const document = (lines: string): readonly [string, string] => [
  main,
  `data "aws_iam_policy_document" "app" {\n  statement {\n    ${lines}\n  }\n}\n`,
];

const inJson = (elements: string): readonly [string, string] => [
  policy,
  `{ "Version": "2012-10-17", "Statement": [{ ${elements} }] }\n`,
];

describe("a policy in the editor", () => {
  let client: Client;

  afterEach(() => client.stop());

  /** Opens a file with `$0` where the cursor is. */
  async function opened(
    [uri, marked]: readonly [string, string],
    options: Partial<Parameters<typeof connect>[0]> = {},
  ) {
    client = await connect({ rules: [], ...options });
    const offset = marked.indexOf("$0");
    const text = marked.replace("$0", "");
    await client.open(uri, text, uri.endsWith(".json") ? "json" : "terraform");
    return { uri, text, position: TextDocument.create(uri, "", 1, text).positionAt(Math.max(0, offset)) };
  }

  async function completed(at: readonly [string, string], options: Partial<Parameters<typeof connect>[0]> = {}) {
    const { uri, text, position } = await opened(at, options);
    const list = await client.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    const items = list === null || Array.isArray(list) ? [] : list.items;
    const ranked = [...items].sort((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1));
    const taken = (label: string): string => {
      const item = items.find((one) => one.label === label);
      ok(item, `${label} is not among ${ranked.map((one) => one.label).slice(0, 20)}`);
      const { textEdit } = item;
      ok(textEdit && TextEdit.is(textEdit));
      equal(textEdit.range.start.line, textEdit.range.end.line);
      return TextDocument.applyEdits(TextDocument.create(uri, "", 1, text), [textEdit]);
    };
    return { items, labels: ranked.map(({ label }) => label), taken };
  }

  const hovered = async (at: readonly [string, string], piece: string): Promise<string> => {
    const { uri } = await opened(at);
    const hover = await client.hover(uri, piece);
    return hover ? (hover.contents as MarkupContent).value : "";
  };

  describe("hover", () => {
    for (const [name, spelled] of Object.entries(spellings))
      it(`tells what an action does in ${name}`, async () => {
        const sign = name === "jsonencode" ? " =" : ":";
        const action = name === "jsonencode" ? "Action" : '"Action"';
        const told = await hovered(spelled(`${action}${sign} "s3:GetObject"`), "s3:GetObject");
        match(told, /\*\*s3:GetObject\*\* · Read · Amazon S3/);
        match(told, /object `arn:\$\{Partition\}:s3:::\$\{BucketName\}\/\$\{ObjectName\}`/);
        match(told, /\*\*Condition keys\*\*: .*`s3:/);
      });

    it("tells what an action does in a document, and who gains rights by it", async () => {
      const told = await hovered(document('actions = ["iam:CreatePolicyVersion"]'), "iam:CreatePolicyVersion");
      match(told, /Permissions management/);
      match(told, /\*\*Escalation\*\*: lets its holder write an administrator's rights/);
    });

    it("says where an action can only be used on everything", async () => {
      match(await hovered(inJson('"Action": "ec2:DescribeInstances"'), "ec2:Desc"), /only `\*`/);
    });

    it("says that AWS documents no such action", async () => {
      match(await hovered(inJson('"Action": "s3:GetObjects"'), "s3:GetObjects"), /not among the actions/);
    });

    it("counts what a wildcard takes in, by access level, and names the riskiest first", async () => {
      const told = await hovered(inJson('"Action": "sqs:*"'), "sqs:*");
      match(told, /takes in \d+ actions/);
      match(told, /\d+ permissions, \d+ write, .*\d+ read/);
      match(told, /\*\*Riskiest\*\*: `sqs:AddPermission`, .*`sqs:DeleteMessage`.* and \d+ more/);
    });

    it("names on a wildcard permissions, credentials and data before lists", async () => {
      const told = await hovered(inJson('"Action": "s3:*"'), "s3:*");
      match(
        told,
        /Riskiest\*\*: `s3:PutBucketPolicy`.*`s3:GetObject`, `s3:DeleteObject`, .* and \d+ more \(as of [\d-]+\)/,
      );
      await client.stop();
      const all = await hovered(inJson('"Action": "*:*"'), "*:*");
      match(all, /Riskiest\*\*: `iam:CreatePolicyVersion`/);
      doesNotMatch(all, /a2c:/);
    });

    it("tells what a condition key and an operator mean", async () => {
      const at = inJson(
        '"Action": ["s3:GetObject", "s3:PutObject"], "Condition": { "ForAllValues:StringLike": { "s3:x-amz-server-side-encryption": "a" } }',
      );
      const key = await hovered(at, "s3:x-amz-server-side-encryption");
      match(key, /\*\*s3:x-amz-server-side-encryption\*\* · String/);
      match(key, /\*\*Not in requests for\*\*: `s3:GetObject`$/);
      await client.stop();
      match(await hovered(at, "ForAllValues:StringLike"), /also holds where there is none/);
    });

    it("takes an ARN apart", async () => {
      const at = inJson('"Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::logs/*"');
      const told = await hovered(at, "arn:aws:s3:::logs/*");
      match(told, /\*\*Amazon S3\*\* · object/);
      match(told, /region none · account none · resource `logs\/\*`/);
    });

    it("tells who a principal is", async () => {
      const of = (principal: string) => inJson(`"Action": "sts:AssumeRole", "Principal": ${principal}`);
      match(await hovered(of('{ "AWS": "arn:aws:iam::123456789012:root" }'), "arn:aws:iam"), /whole account/);
      await client.stop();
      match(await hovered(of('{ "Service": "lambda.amazonaws.com" }'), "lambda.amazonaws.com"), /Service principal/);
      await client.stop();
      match(await hovered(of('"*"'), '"*"'), /Everybody/);
    });

    it("says nothing of words that only look like a policy's", async () => {
      equal(await hovered([policy, '{ "Action": "s3:GetObject" }\n'], "s3:GetObject"), "");
    });
  });

  describe("completion", () => {
    it("offers every action of a service, without those that are there", async () => {
      const { labels, taken, items } = await completed(inJson('"Action": ["ec2:RunInstances", "ec2:$0"]'));
      ok(labels.length > 600, String(labels.length));
      ok(labels.includes("ec2:DescribeInstances"));
      ok(!labels.includes("ec2:RunInstances"));
      equal(labels.at(-1), "ec2:*");
      match(taken("ec2:DescribeInstances"), /\["ec2:RunInstances", "ec2:DescribeInstances"\]/);
      equal(items.find(({ label }) => label === "ec2:StopInstances")?.labelDetails?.description, "Write");
    });

    it("offers the usual actions first, then what reads before what shares, and what begins otherwise after that", async () => {
      const { labels } = await completed(inJson('"Action": "s3:Get$0"'));
      equal(labels[0], "s3:GetObject");
      const begun = labels.findLastIndex((label) => label.startsWith("s3:Get") && !label.endsWith("*"));
      ok(begun < labels.indexOf("s3:PutObject"));
      ok(labels.indexOf("s3:PutObject") < labels.indexOf("s3:AbortMultipartUpload"));
      ok(labels.indexOf("s3:PutInventoryConfiguration") < labels.indexOf("s3:PutObjectAcl"));
      ok(labels.indexOf("s3:PutObjectAcl") < labels.indexOf("s3:Get*"));
    });

    for (const [name, spelled] of Object.entries(spellings))
      it(`writes over what has been typed of an action in ${name}`, async () => {
        const action = name === "jsonencode" ? "Action =" : '"Action":';
        const { taken } = await completed(spelled(`${action} ["s3:GetO$0bj"]`));
        const quote = name === "a quoted string" ? '\\"' : '"';
        ok(taken("s3:GetObject").includes(`[${quote}s3:GetObject${quote}]`), taken("s3:GetObject"));
      });

    it("writes over what has been typed of an action in a document", async () => {
      const { taken } = await completed(document('actions = ["s3:GetO$0"]'));
      match(taken("s3:GetObject"), /actions = \["s3:GetObject"\]/);
    });

    it("puts quotes around what stands in none", async () => {
      match((await completed(inJson('"Action": [$0]'))).taken("s3"), /\["s3"\]/);
      await client.stop();
      match((await completed(document("effect = $0"))).taken("Deny"), /effect = "Deny"/);
    });

    it("takes a string for what stands before the cursor while it is not closed", async () => {
      const { taken } = await completed([
        policy,
        '{ "Statement": [{\n  "Effect": "Allow",\n  "Action": "s3:Get$0\n}] }\n',
      ]);
      match(taken("s3:GetObject"), /"Action": "s3:GetObject\n/);
    });

    it("offers services first that are used, then those that are used most", async () => {
      const { labels } = await completed(inJson('"Action": ["workspaces:ListTagsForResource", "$0"]'));
      equal(labels[0], "workspaces");
      ok(labels.indexOf("s3") < labels.indexOf("a4b"));
    });

    it("offers the ARNs that the actions can be limited to, with tab stops", async () => {
      const { items, labels, taken } = await completed(inJson('"Action": "sqs:SendMessage", "Resource": "$0"'));
      deepEqual(labels, ["arn:aws:sqs:*:123456789012:QueueName", "*"]);
      equal(items.find(({ label }) => label.startsWith("arn"))?.insertTextFormat, InsertTextFormat.Snippet);
      match(
        taken("arn:aws:sqs:*:123456789012:QueueName"),
        /arn:\$\{1:aws\}:sqs:\$\{2:\*\}:\$\{3:123456789012\}:\$\{4:Q/,
      );
    });

    it("offers no snippet to a client that knows none", async () => {
      const at = inJson('"Action": "sqs:SendMessage", "Resource": "$0"');
      const { items, taken } = await completed(at, { capabilities: plain });
      ok(items.every((item: CompletionItem) => item.insertTextFormat === undefined));
      match(taken("arn:aws:sqs:*:123456789012:QueueName"), /"arn:aws:sqs:\*:123456789012:QueueName"/);
    });

    it("offers the resources of the module where Terraform can name them", async () => {
      const at = (resource: string): readonly [string, string] => [
        main,
        `resource "aws_sqs_queue" "jobs" {\n}\n\ndata "aws_iam_policy_document" "app" {\n  statement {\n    actions   = ["sqs:SendMessage"]\n    resources = [${resource}]\n  }\n}\n`,
      ];
      match((await completed(at("$0"))).taken("aws_sqs_queue.jobs.arn"), /resources = \[aws_sqs_queue\.jobs\.arn\]/);
      await client.stop();
      match((await completed(at('"$0"'))).taken("aws_sqs_queue.jobs.arn"), /\["\$\{aws_sqs_queue\.jobs\.arn\}"\]/);
    });

    it("offers the keys of a statement that are not there, with what follows them", async () => {
      const { labels, taken } = await completed(inJson('"Effect": "Allow", "NotAction": "iam:*", "$0"'));
      deepEqual(labels, ["Sid", "Resource", "Condition", "Principal", "NotResource", "NotPrincipal"]);
      match(taken("Resource"), /"NotAction": "iam:\*", "Resource": \["\$1"\] \}/);
    });

    it("offers names as each spelling writes them", async () => {
      const encoded = spellings["jsonencode"];
      ok(encoded);
      match((await completed(encoded('\n      Effect = "Allow"\n      $0\n'))).taken("Action"), /Action = \["\$1"\]/);
      await client.stop();
      match((await completed(document("$0"))).taken("resources"), /resources = \["\$1"\]/);
      await client.stop();
      match((await completed(inJson('"$0": "Allow"'))).taken("Effect"), /"Effect": "Allow"/);
    });

    it("offers operators, keys that fit the actions and the operator, and values", async () => {
      const of = (condition: string) => inJson(`"Action": "s3:PutObject", "Condition": { ${condition} }`);
      const operators = await completed(of('"$0"'));
      equal(operators.labels[0], "StringEquals");
      ok(operators.labels.includes("ForAnyValue:StringLike"));
      match(operators.taken("ArnLike"), /\{ "ArnLike": \{\$1\\\} \}/);
      await client.stop();
      const keys = await completed(of('"StringEquals": { "$0" }'));
      ok(keys.labels.indexOf("s3:x-amz-acl") < keys.labels.indexOf("aws:SourceAccount"));
      ok(!keys.labels.includes("s3:prefix"));
      ok(keys.labels.indexOf("aws:SourceAccount") < keys.labels.indexOf("aws:SecureTransport"));
      await client.stop();
      deepEqual((await completed(of('"Bool": { "aws:SecureTransport": "$0" }'))).labels, ["false", "true"]);
    });

    it("offers principals of the type at hand", async () => {
      const { labels } = await completed(inJson('"Principal": { "Service": "$0" }'));
      ok(labels.includes("lambda.amazonaws.com"));
      await client.stop();
      const block = 'principals {\n      type        = "AWS"\n      identifiers = ["$0"]\n    }';
      ok((await completed(document(block))).labels.includes("arn:aws:iam::123456789012:role/app"));
    });

    it("is silent in comments", async () => {
      deepEqual((await completed(document('# actions = ["$0"]'))).labels, []);
    });

    it("is silent outside of policies", async () => {
      deepEqual((await completed([policy, '{ "name": "$0" }\n'])).labels, []);
      await client.stop();
      deepEqual((await completed([main, 'resource "aws_s3_bucket" "b" {\n  bucket = "$0"\n}\n'])).labels, []);
    });
  });

  describe("refactoring", () => {
    const text =
      'resource "aws_iam_policy" "app" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n      Effect   = "Allow"\n      Action   = "sqs:*"\n      Resource = "*"\n    }]\n  })\n}\n';

    it("writes a policy as a document, and back", async () => {
      await opened([main, text]);
      const there = await client.action(main, "Effect", "Write the policy as 'aws_iam_policy_document'", "refactor");
      equal(there.kind, "refactor.rewrite");
      const document = client.applied(main, there.edit);
      match(document, /^data "aws_iam_policy_document" "app" \{\n {2}statement \{\n/);
      await client.stop();
      await opened([main, document]);
      const back = await client.action(main, "statement", "Write the policy with 'jsonencode'", "refactor");
      match(client.applied(main, back.edit), /^resource "aws_iam_policy" "app" \{\n {2}policy = jsonencode\(\{/);
    });

    it("narrows a wildcard and leaves tab stops in an ARN", async () => {
      await opened([main, text]);
      const reading = await client.action(main, "sqs:*", "Narrow 'sqs:*' to reading", "refactor.rewrite");
      match(client.applied(main, reading.edit), /"sqs:Get\*"/);
      await client.edit(main, "sqs:*", "kinesis:PutRecord");
      const arn = await client.action(main, '"*"', "Narrow the resource to the ARN of one stream", "refactor.rewrite");
      match(client.applied(main, arn.edit), /arn:\$\{1:aws\}:kinesis:\$\{2:\*\}:\$\{3:123456789012\}:stream\/\$\{4:/);
    });

    it("is offered among fixes, and not where fixes alone are asked for", async () => {
      await opened([main, text]);
      const kinds = async (only?: string) =>
        new Set((await client.actions(main, "Effect", only)).map(({ kind }) => kind));
      ok((await kinds()).has("refactor.rewrite"));
      ok(!(await kinds("quickfix")).has("refactor.rewrite"));
    });
  });

  describe("inlay hints", () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hinted = async (options: Partial<Parameters<typeof connect>[0]>) => {
      const { uri } = await opened(
        inJson('"Effect": "Allow", "Action": ["sqs:*", "s3:GetObject", "sns:Nothing*"]'),
        options,
      );
      return client.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range });
    };

    it("tell beside a wildcard how much it takes in, where the setting asks for it", async () => {
      const hints = (await hinted({ settings: () => ({ inlayHints: true }) })) ?? [];
      const [first, second] = hints.map(({ label }) => String(label));
      equal(hints.length, 2);
      match(first ?? "", /^≈ \d+ actions, \d+ write, \d+ permissions$/);
      equal(second, "no action");
      equal(hints[0]?.position.character, client.text(policy).indexOf('"sqs:*"') + '"sqs:*"'.length);
    });

    it("are off where it does not", async () => {
      equal(await hinted({}), null);
    });
  });

  describe("symbols", () => {
    const symbols = async (at: readonly [string, string]) => {
      const { uri } = await opened(at);
      const found = (await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } })) ?? [];
      return found.map(({ name }) => name);
    };

    it("are the statements of a JSON file, by Sid or by what they say", async () => {
      const text =
        '{ "Statement": [\n{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },\n{ "Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*" }] }\n';
      deepEqual(await symbols([policy, text]), ["Read", "Deny all but iam:*, …"]);
    });

    it("are the statements inside of Terraform's blocks with the block's address, and not the blocks", async () => {
      deepEqual(await symbols(document('actions = ["s3:GetObject"]')), [
        "data.aws_iam_policy_document.app › Allow s3:GetObject",
      ]);
      await client.stop();
      deepEqual(await symbols(document('sid = "Read"')), ["data.aws_iam_policy_document.app › Read"]);
    });

    it("stand below the blocks where nobody else lists these", async () => {
      const { uri } = await opened(document('sid = "Read"\n  }\n}\n\nlocals {\n  a = {\n    b = 1'), {
        initializationOptions: { outlinesBlocks: true },
      });
      const found = (await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } })) ?? [];
      deepEqual(
        found.map((one) => [one.name, "children" in one && one.children?.map(({ name }) => name)]),
        [
          ["data.aws_iam_policy_document.app", ["Read"]],
          ["locals", []],
        ],
      );
      await client.stop();
      const text =
        '{ "Statement": [{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }\n';
      await opened([policy, text], { initializationOptions: { outlinesBlocks: true } });
      const inFile = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri: policy } });
      deepEqual(
        inFile?.map(({ name }) => name),
        ["Read"],
      );
    });

    for (const [name, spelled] of Object.entries(spellings).slice(1))
      it(`carry the resource that they stand in in ${name}`, async () => {
        const elements =
          name === "jsonencode" ? 'Effect = "Deny", Action = "s3:*"' : '"Effect": "Deny", "Action": "s3:*"';
        deepEqual(await symbols(spelled(elements)), ["aws_iam_policy.app › Deny s3:*"]);
      });
  });
});
