import { parse, reparse } from "../language/syntax/parse.ts";
import type { SourceFile } from "../language/syntax/tree.ts";

/** What the prototype of this parser reached on a quiet machine, in milliseconds: the figures to match. */
const aims = {
  coldPerThousand: 0.63,
  cold20k: 12.5,
  keystroke: [0.04, 0.29, 0.82],
  unclosed: [1.1, 2.8, 11.9],
} as const;
const sizes = [1000, 5000, 20_000] as const;

const blocks = [
  (n: number) => `resource "aws_s3_bucket" "logs_${n}" {
  bucket        = "\${var.prefix}-logs-${n}"
  force_destroy = false

  tags = {
    Name        = "logs ${n}"
    Environment = var.environment
  }
}

`,
  (n: number) => `# Only from inside
resource "aws_security_group" "web_${n}" {
  name   = "web-${n}"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", var.office_cidr]
  }

  dynamic "egress" {
    for_each = var.egress_ports
    content {
      from_port   = egress.value
      to_port     = egress.value
      protocol    = "tcp"
      cidr_blocks = [for subnet in aws_subnet.private[*].cidr_block : subnet if subnet != ""]
    }
  }
}

`,
  (n: number) => `resource "aws_iam_policy" "read_${n}" {
  name = "read-${n}"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:ListBucket"]
      Resource = [aws_s3_bucket.logs_${n}.arn, "\${aws_s3_bucket.logs_${n}.arn}/*"]
    }]
  })
}

`,
  (n: number) => `resource "aws_instance" "app_${n}" {
  ami           = data.aws_ami.linux.id
  instance_type = var.large ? "m5.large" : "t3.micro"
  user_data     = <<-EOF
    #!/bin/bash
    echo "\${var.greeting}" > /tmp/hello
    %{ for host in var.hosts ~}
    echo \${host}
    %{ endfor ~}
  EOF
}

`,
];

function source(lines: number): string {
  let text = "";
  for (let n = 0, count = 0; count < lines; n++) {
    const block = blocks[n % blocks.length]?.(n) ?? "";
    text += block;
    count += block.split("\n").length - 1;
  }
  return text;
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Inserts a letter, and takes it away again, in strings all over the middle of the file. */
function* keystrokes(from: SourceFile, count: number): Iterable<number> {
  let file = from;
  for (let key = 0; key < count; key++) {
    const third = Math.floor(file.text.length / 3);
    const at = file.text.indexOf('= "', third + ((key * 7919) % third)) + 3;
    const change = { start: at, end: at, text: "x" };
    const before = file;
    yield timed(() => {
      file = reparse(before, change, before.text.slice(0, at) + change.text + before.text.slice(at));
    });
  }
}

/** Types a block into the middle of the file, letter by letter, without its braces being closed for the author. */
function* unclosedKeystrokes(from: SourceFile): Iterable<number> {
  const typed =
    '\nresource "aws_security_group_rule" "x" {\n  type        = "ingress"\n  cidr_blocks = ["0.0.0.0/0", "${var.cidr}"]\n  policy = jsonencode({\n    Statement = [{ Effect = "Allow" }]\n  })\n}\n';
  let file = from;
  let at = file.text.indexOf("\n}\n", file.text.length >> 1) + 3;
  for (const letter of typed) {
    const change = { start: at, end: at, text: letter };
    const before = file;
    const time = timed(() => {
      file = reparse(before, change, before.text.slice(0, at) + letter + before.text.slice(at));
    });
    if (file.chunks.some(({ tree }) => tree.broken)) yield time;
    at++;
  }
}

function row(what: string, measured: number, aim: number): void {
  const ratio = (aim / measured).toFixed(1);
  console.log(
    `${what.padEnd(48)} ${measured.toFixed(3).padStart(9)} ms   aim ${String(aim).padStart(5)} ms   ${ratio} times as fast`,
  );
}

const large = source(20_000);
row(
  "20,000 lines, first read of the process",
  timed(() => parse("a.tf", large)),
  aims.cold20k,
);
for (let run = 0; run < 40; run++) parse("a.tf", large);
const warm = median(Array.from({ length: 40 }, () => timed(() => parse("a.tf", large))));
row("20,000 lines, warm", warm, aims.cold20k);
row("1,000 lines, of 20,000", warm / 20, aims.coldPerThousand);

sizes.forEach((lines, index) => {
  const file = parse("a.tf", source(lines));
  for (const _ of keystrokes(file, 100));
  for (const _ of unclosedKeystrokes(file));
  row(`a letter at ${lines} lines, p50`, median([...keystrokes(file, 300)]), aims.keystroke[index] ?? 0);
  row(
    `a letter in an unclosed block at ${lines} lines, p50`,
    median([...unclosedKeystrokes(file)]),
    aims.unclosed[index] ?? 0,
  );
});

const { gc } = globalThis;
const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;

/** What stays on the heap of a file that is read. */
function kept(text: string): number {
  gc?.();
  const before = process.memoryUsage().heapUsed;
  const files = Array.from({ length: 4 }, () => parse("a.tf", text));
  gc?.();
  return (process.memoryUsage().heapUsed - before) / files.length;
}

// Before HashiCorp's parser is loaded: its WebAssembly goes on being compiled beside what is measured.
const ours = sizes.map((lines) => {
  const text = source(lines);
  const time = median(Array.from({ length: 60 }, () => timed(() => parse("a.tf", text))));
  return { lines, text, time, memory: gc ? megabytes(kept(text)) : "" };
});
const alone = process.memoryUsage().rss;

const { parse: referee } = await import("@cdktf/hcl2json");
console.log("\nlines     here : @cdktf/hcl2json");
for (const { lines, text, time, memory } of ours) {
  const theirs: number[] = [];
  for (let run = 0; run < 6; run++) {
    const start = performance.now();
    await referee("a.tf", text);
    if (run > 0) theirs.push(performance.now() - start);
  }
  const slow = median(theirs);
  console.log(
    `${String(lines).padEnd(9)} ${time.toFixed(2)} ms : ${slow.toFixed(1)} ms = 1 : ${(slow / time).toFixed(0)} (aim 1 : 30), kept here ${memory}`,
  );
}
console.log(`resident: ${megabytes(alone)} before, ${megabytes(process.memoryUsage().rss)} after\n`);
process.exit(0);
