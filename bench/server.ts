import { performance } from "node:perf_hooks";
import { PassThrough } from "node:stream";
import {
  createConnection,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
} from "vscode-languageserver/node";
import { rules } from "../rules/index.ts";
import { absent } from "../server/src/disk.ts";
import { noReferenceParser } from "../server/src/reference-parser.ts";
import { serve } from "../server/src/session.ts";

// From didChange to the diagnostics at the other end of a pipe, with every recommended rule, client and server in one
// process. What is typed changes what is found, so that no answer is "unchanged".

/** One block of each kind that estates are made of; `n` keeps names apart. */
const block = (n: number): string => `
resource "aws_s3_bucket" "logs_${n}" {
  bucket = "\${var.prefix}-logs-${n}"

  tags = {
    Name = "logs ${n}"
  }
}

resource "aws_security_group" "web_${n}" {
  name   = "web-${n}"
  vpc_id = var.vpc

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_iam_policy" "read_${n}" {
  name = "read-${n}"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = ["\${aws_s3_bucket.logs_${n}.arn}/*"]
    }]
  })
}

resource "aws_db_instance" "db_${n}" {
  engine            = "mysql"
  instance_class    = "db.t3.micro"
  allocated_storage = 20
  storage_encrypted = true
}
`;

function text(lines: number, from: number): string {
  let result = 'variable "prefix" {}\n\nvariable "vpc" {}\n';
  for (let n = from; result.split("\n").length < lines; n++) result += block(n);
  return result.split("\n").slice(0, lines).join("\n");
}

interface Estate {
  readonly name: string;
  /** Lines of the file that is typed in, then of each other file of its module. */
  readonly lines: readonly number[];
  readonly edits: number;
  /** p99 in milliseconds that is aimed at. */
  readonly aim: number;
}

const estates: readonly Estate[] = [
  {
    name: "1,000 lines, 19 files of 100 lines beside",
    lines: [1_000, ...Array<number>(19).fill(100)],
    edits: 300,
    aim: 10,
  },
  { name: "1,000 lines, 19 files of 1,000 lines beside", lines: Array<number>(20).fill(1_000), edits: 100, aim: 10 },
  { name: "20,000 lines", lines: [20_000], edits: 100, aim: 30 },
];

/** What is typed in a block of each kind, above a line of it, and taken away again. */
const kinds = [
  { kind: "bucket", above: "  tags = {", typed: '  acl = "public-read"\n' },
  { kind: "security group", above: "  ingress {", typed: '  egress {\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n' },
  { kind: "IAM policy", above: "      Effect   =", typed: '      NotAction = ["s3:PutObject"]\n' },
  { kind: "database", above: "  storage_encrypted", typed: "  publicly_accessible = true\n" },
] as const;

const folder = "file:///bench";

async function measure(
  { name, lines, edits, aim }: Estate,
  { kind, above, typed }: (typeof kinds)[number],
  mode: "pull" | "push",
): Promise<void> {
  const files = new Map(lines.map((count, index) => [`${folder}/file${index}.tf`, text(count, index * 10_000)]));
  const [up, down] = [new PassThrough(), new PassThrough()];
  serve({
    connection: createConnection(up, down),
    disk: {
      isCaseSensitive: true,
      list: async () => ({
        state: "listed",
        entries: [...files.keys()].map((uri) => ({ name: uri.slice(folder.length + 1), kind: "file" })),
      }),
      read: async (uri) => {
        const text = files.get(uri);
        return text === undefined ? absent : { state: "text", text };
      },
    },
    rules,
    referenceParser: noReferenceParser,
    today: () => "2026-11-23",
    now: () => performance.now(),
  });
  const client = createProtocolConnection(down, up);
  client.listen();
  await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: folder, name: "bench" }],
    capabilities: mode === "pull" ? { textDocument: { diagnostic: {} } } : {},
  });
  await client.sendNotification(InitializedNotification.type, {});
  const uri = `${folder}/file0.tf`;
  const source = files.get(uri) ?? "";
  const told = mode === "pull" ? () => pulled(client, uri) : pushes(client, uri);
  const opened = performance.now();
  const first = told(1);
  await client.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: "terraform", version: 1, text: source },
  });
  const found = await first;
  const cold = performance.now() - opened;

  const line = source.slice(0, source.indexOf(above, source.length / 2)).split("\n").length - 1;
  const times: number[] = [];
  const cpu = process.cpuUsage();
  for (let version = 2; version < edits + 2; version++) {
    const isInsert = version % 2 === 0;
    const start = { line, character: 0 };
    const change = isInsert ? typed : "";
    const range = { start, end: isInsert ? start : { line: line + typed.split("\n").length - 1, character: 0 } };
    const started = performance.now();
    const answer = told(version);
    void client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range, text: change }],
    });
    await answer;
    times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const { user, system } = process.cpuUsage(cpu);
  const warm = times.slice(Math.floor(times.length / 5)).sort((a, b) => a - b);
  const at = (share: number) => (warm[Math.min(warm.length - 1, Math.floor(warm.length * share))] ?? 0).toFixed(1);
  const memory = process.memoryUsage();
  const megabytes = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;
  console.log(
    `${name}, ${kind} (${mode}): p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (aim: p99 < ${aim} ms), ` +
      `${((user + system) / 1000 / edits).toFixed(1)} ms of CPU an edit, first ${cold.toFixed(0)} ms, ` +
      `${found} diagnostics, heap ${megabytes(memory.heapUsed)}, resident ${megabytes(memory.rss)}`,
  );
  client.dispose();
}

/** The request follows on the notification, as an editor sends them. */
async function pulled(client: ProtocolConnection, uri: string): Promise<number> {
  await Promise.resolve();
  const report = await client.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
  return report.kind === "full" ? report.items.length : 0;
}

function pushes(client: ProtocolConnection, uri: string): (version: number) => Promise<number> {
  const waiting = new Map<number, (count: number) => void>();
  client.onNotification(PublishDiagnosticsNotification.type, ({ uri: about, version = 0, diagnostics }) => {
    if (about !== uri) return;
    waiting.get(version)?.(diagnostics.length);
    waiting.delete(version);
  });
  return (version) => new Promise((resolve) => void waiting.set(version, resolve));
}

console.log(`${rules.length} rules, Node ${process.version}`);
for (const estate of estates) {
  for (const kind of kinds) await measure(estate, kind, "pull");
  await measure(estate, kinds[0], "push");
}
process.exit(0);
