import {
  CodeActionKind,
  type CompletionItem,
  type CompletionList,
  commands,
  type DocumentSymbol,
  type InlayHint,
  Range,
  type TextDocument,
} from "vscode";
import {
  action,
  choose,
  cleanUp,
  configure,
  edit,
  equal,
  eventually,
  finding,
  hoverText,
  newModule,
  ok,
  silence,
  where,
} from "./editor.ts";
import { policyIn } from "./fixtures.ts";

for (const [place, { file, policy }] of Object.entries(policyIn))
  describe(`a policy in ${place}`, () => {
    afterEach(cleanUp);

    /** A file with a policy of one statement. */
    const opened = async (...elements: readonly string[]): Promise<TextDocument> =>
      (await edit(`${newModule()}/${file}`, policy(elements))).document;

    it("tells on hover what an action does, at which access level, and to which ARNs", async () => {
      const document = await opened('"Action": "s3:GetObject"', '"Resource": "arn:aws:s3:::logs/*"');
      for (const part of ["Read", "Retrieve objects", "arn:${Partition}:s3:::${BucketName}/${ObjectName}"])
        await hover(document, "s3:GetObject", part);
    });

    it("counts on hover what a wildcard takes in", async () => {
      const document = await opened('"Action": "sqs:Get*"', '"Resource": "*"');
      await hover(document, "sqs:Get*", "takes in 2 actions");
    });

    it("completes the actions of a service, without the one that is there", async () => {
      const document = await opened('"Action": ["s3:GetObject", "s3:"]', '"Resource": "arn:aws:s3:::logs/*"');
      const offered = await completed(document, '"s3:"', 4, "s3:PutObject");
      ok(!offered.some((item) => labelOf(item) === "s3:GetObject"), "s3:GetObject is offered again");
      equal(taken(document, offered, "s3:PutObject"), document.getText().replace('"s3:"', '"s3:PutObject"'));
    });

    it("completes the condition keys that go with the action", async () => {
      const document = await opened(
        '"Action": "s3:PutObject"',
        '"Resource": "arn:aws:s3:::logs/*"',
        '"Condition": { "StringEquals": { "s3:x": "AES256" } }',
      );
      const key = "s3:x-amz-server-side-encryption";
      const offered = await completed(document, '"s3:x"', 5, key);
      ok(!offered.some((item) => labelOf(item) === "ec2:InstanceType"), "another service's key is offered");
      equal(taken(document, offered, key), document.getText().replace("s3:x", key));
    });

    it("mends the typo in an action", async () => {
      const document = await opened('"Action": ["s3:GetObjcet", "s3:ListBucket"]', '"Resource": "arn:aws:s3:::logs/*"');
      const before = document.getText();
      const { range } = await finding(document, "aws-iam-action-unknown");
      equal(document.getText(range), '"s3:GetObjcet"');
      await choose(
        await action(document, range, /^Write 's3:GetObject' \(changes in place\)$/, CodeActionKind.QuickFix.value),
      );
      equal(document.getText(), before.replace("Objcet", "Object"));
      await silence(document, "aws-iam-action-unknown");
    });

    it("expands a wildcard to the actions that it takes in", async () => {
      const document = await opened('"Action": ["sqs:SendMessage", "sqs:Get*"]', '"Resource": "*"');
      const before = document.getText();
      const expansion = /^Expand 'sqs:Get\*' to its 2 actions$/;
      await choose(
        await action(document, where(document, "sqs:Get*"), expansion, CodeActionKind.RefactorRewrite.value),
      );
      equal(document.getText(), before.replace('"sqs:Get*"', '"sqs:GetQueueAttributes", "sqs:GetQueueUrl"'));
    });

    it("adds the guide's condition that objects are encrypted", async () => {
      const document = await opened('"Action": "s3:PutObject"', '"Resource": "arn:aws:s3:::logs/*"');
      const rule = "aws-iam-write-unencrypted";
      const { range } = await finding(document, rule);
      await choose(await action(document, range, /^Ask for encryption by S3/, CodeActionKind.QuickFix.value));
      const condition = '"Condition": { "StringEquals": { "s3:x-amz-server-side-encryption": "AES256" } }';
      equal(
        flat(document.getText()),
        flat(policy(['"Action": "s3:PutObject"', '"Resource": "arn:aws:s3:::logs/*"', condition])),
      );
      await silence(document, rule);
    });

    it("lists the statements in the outline, by what they are called or do and whose they are", async () => {
      const document = await opened(
        '"Sid": "ReadLogs"',
        '"Action": "s3:GetObject"',
        '"Resource": "arn:aws:s3:::logs/*"',
      );
      await eventually(async () => {
        const symbols = await commands.executeCommand<DocumentSymbol[]>(
          "vscode.executeDocumentSymbolProvider",
          document.uri,
        );
        // HashiCorp's extension is not here: statements stand below their blocks
        const [first] = symbols;
        if (file.endsWith(".tf")) equal(first?.name, "aws_iam_policy.app");
        const all = symbols.flatMap((symbol) => [symbol, ...symbol.children]);
        const statement = all.find(({ name }) => name === "ReadLogs");
        ok(statement !== undefined, `no statement among: ${symbols.map(({ name }) => name).join(", ")}`);
        equal(statement.detail, "Allow s3:GetObject");
      });
    });

    it("shows beside a wildcard how many actions it takes in, once that is asked for", async () => {
      const document = await opened('"Action": "sqs:Get*"', '"Resource": "*"');
      await hover(document, "sqs:Get*", "takes in");
      equal(await hints(document), []);
      await configure({ inlayHints: true });
      await eventually(async () => equal(await hints(document), ["≈ 2 actions"]));
    });
  });

/** Waits until hovering over a text shows another. */
async function hover(document: TextDocument, text: string, shown: string): Promise<void> {
  const { start } = where(document, text);
  await eventually(async () => {
    const told = await hoverText(document, start.translate(0, 2));
    ok(told.includes(shown), `no “${shown}” in:\n${told}`);
  });
}

/** What is offered some characters into a text, once a label is among it. */
async function completed(
  document: TextDocument,
  text: string,
  characters: number,
  label: string,
): Promise<readonly CompletionItem[]> {
  const { start } = where(document, text);
  return eventually(async () => {
    const { items } = await commands.executeCommand<CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      start.translate(0, characters),
    );
    const labels = items.map(labelOf);
    ok(labels.includes(label), `no ${label} among ${labels.length}: ${labels.slice(0, 20).join(", ")}`);
    return items;
  });
}

const labelOf = ({ label }: CompletionItem): string => (typeof label === "string" ? label : label.label);

/** The document's text after one of the things offered is chosen. */
function taken(document: TextDocument, offered: readonly CompletionItem[], label: string): string {
  const item = offered.find((one) => labelOf(one) === label);
  const { insertText, range } = item ?? {};
  ok(typeof insertText === "string" && range !== undefined, `${label} writes nothing`);
  const over = range instanceof Range ? range : range.replacing;
  const text = document.getText();
  return text.slice(0, document.offsetAt(over.start)) + insertText + text.slice(document.offsetAt(over.end));
}

async function hints(document: TextDocument): Promise<readonly unknown[]> {
  const whole = new Range(0, 0, document.lineCount, 0);
  const shown = await commands.executeCommand<InlayHint[]>("vscode.executeInlayHintProvider", document.uri, whole);
  return shown.map(({ label }) => label);
}

/** A text without its white space, which a fix lays out as it finds it. */
const flat = (text: string): string => text.replaceAll(/\s/g, "");
