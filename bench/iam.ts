import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import {
  CompletionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

// A JSON file of 6,000 lines with 200 statements: from didChange to the diagnostics, and from a request to its answer, with every
// recommended rule, the server as it is shipped in a process of its own.

/** Thirty lines. */
const statement = (n: number): string => `    {
      "Sid": "Statement${n}",
      "Effect": "Allow",
      "Action": [
        "s3:GetObject",
        "s3:PutObject",
        "s3:ListBucket",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "sqs:SendMessage",
        "sqs:ReceiveMessage",
        "lambda:InvokeFunction",
        "ec2:Describe*"
      ],
      "Resource": [
        "arn:aws:s3:::bucket-${n}",
        "arn:aws:s3:::bucket-${n}/*",
        "arn:aws:dynamodb:eu-west-1:123456789012:table/table-${n}",
        "arn:aws:sqs:eu-west-1:123456789012:queue-${n}",
        "arn:aws:lambda:eu-west-1:123456789012:function:function-${n}"
      ],
      "Condition": {
        "StringEquals": {
          "aws:SourceAccount": "123456789012"
        },
        "Bool": {
          "aws:SecureTransport": "true"
        }
      }
    }`;

const source = `{\n  "Version": "2012-10-17",\n  "Statement": [\n${Array.from({ length: 200 }, (_, n) => statement(n)).join(",\n")}\n  ]\n}\n`;

const edits = 1_000;
const folder = mkdtempSync(join(tmpdir(), "parapet-bench-"));
const path = join(folder, "policy.json");
writeFileSync(path, source);
const uri = pathToFileURL(path).href;

const server = spawn(process.execPath, [resolve("dist/server.cjs"), "--stdio"], {
  stdio: ["pipe", "pipe", "inherit"],
});
const client = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
client.listen();
await client.sendRequest(InitializeRequest.type, {
  processId: null,
  rootUri: null,
  workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "bench" }],
  capabilities: {
    textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: true } } },
  },
});
await client.sendNotification(InitializedNotification.type, {});

const diagnostics = () => client.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
const line = source.slice(0, source.indexOf('"Sid": "Statement100"')).split("\n").length + 2;
const start = { line, character: 8 };
let version = 1;

/** Writes over so many characters at the beginning of the hundredth statement's actions. */
function change(length: number, text: string): void {
  const range = { start, end: { line, character: start.character + length } };
  void client.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: ++version },
    contentChanges: [{ range, text }],
  });
}

async function timed(name: string, aim: number, once: (round: number) => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < edits; round++) {
    const began = performance.now();
    await once(round);
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const [cold = 0] = times;
  const warm = times.slice(Math.floor(edits / 5)).sort((a, b) => a - b);
  const at = (share: number) => (warm[Math.min(warm.length - 1, Math.floor(warm.length * share))] ?? 0).toFixed(1);
  console.log(`${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (aim: p99 < ${aim} ms), first ${cold.toFixed(0)} ms`);
}

await client.sendNotification(DidOpenTextDocumentNotification.type, {
  textDocument: { uri, languageId: "json", version, text: source },
});
const opened = performance.now();
const report = await diagnostics();
const found = report.kind === "full" ? report.items.length : 0;
console.log(
  `${source.split("\n").length} lines, 200 statements: first diagnostics after ${(performance.now() - opened).toFixed(0)} ms, ${found} of them`,
);
const [plain, wide] = ['"s3:GetObject",', '"s3:*", '];
await timed("change to diagnostics", 16, async (round) => {
  if (round % 2 === 0) change(plain.length, wide);
  else change(wide.length, plain);
  return diagnostics();
});
const typed = '"ec2:", ';
change(0, typed);
await diagnostics();
const position = { line, character: start.character + '"ec2:'.length };
await timed("completion after `ec2:`", 10, () =>
  client.sendRequest(CompletionRequest.type, { textDocument: { uri }, position }),
);
const other = '"ec2:",  ';
await timed("completion after `ec2:`, from the change on", 10, (round) => {
  if (round % 2 === 0) change(typed.length, other);
  else change(other.length, typed);
  return client.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
});
await timed("hover on an action", 10, () =>
  client.sendRequest(HoverRequest.type, {
    textDocument: { uri },
    position: { line: line + 2, character: start.character + 3 },
  }),
);
client.dispose();
server.kill();
rmSync(folder, { recursive: true });
process.exit(0);
