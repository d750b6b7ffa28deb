import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What `terraform console` makes of an expression: its JSON, or that it refuses it, or that it does not know it. */
export type Answer = { readonly json: string } | "error" | "unknown";

const recording = join(import.meta.dirname, "../language/recorded-functions.json");
const { PARAPET_RECORD: record } = process.env;

/**
 * Terraform's answers to expressions, each on one line. They are recorded, so that tests run where there is no terraform:
 * `PARAPET_RECORD=1` asks what is missing, `PARAPET_RECORD=all` asks everything anew and
 * forgets what nobody asks.
 */
export function consoleAnswers(expressions: readonly string[]): ReadonlyMap<string, Answer> {
  const recorded: Record<string, Answer> = record === "all" ? {} : JSON.parse(readFileSync(recording, "utf8"));
  const missing = [...new Set(expressions)].filter((expression) => !Object.hasOwn(recorded, expression));
  if (missing.length > 0 && record === undefined) throw new Error(`not recorded (PARAPET_RECORD=1): ${missing[0]}`);
  for (const [expression, answer] of asked(missing)) recorded[expression] = answer;
  if (missing.length > 0) {
    const lines = Object.entries(recorded).map((entry) => entry.map((part) => JSON.stringify(part)).join(": "));
    writeFileSync(recording, `{\n${lines.sort().join(",\n")}\n}\n`);
  }
  return new Map(Object.entries(recorded));
}

// The console reads no line longer than 64 KiB, and prints only what the last line comes to.
const longestLine = 40_000;

function asked(expressions: readonly string[]): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>();
  const batches: string[][] = [[]];
  let length = 0;
  for (const expression of expressions) {
    length += expression.length + 50;
    if (length > longestLine) {
      batches.push([]);
      length = expression.length + 50;
    }
    batches.at(-1)?.push(expression);
  }
  const directory = mkdtempSync(join(tmpdir(), "parapet-console-"));
  try {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      if (batch.length === 0) continue;
      const found = session(batch, directory);
      if (found) for (const [i, expression] of batch.entries()) answers.set(expression, found[i] ?? "unknown");
      else if (batch.length === 1) for (const expression of batch) answers.set(expression, "error");
      // One that is refused before it is evaluated takes the others of its line with it.
      else batches.push(batch.slice(0, batch.length >> 1), batch.slice(batch.length >> 1));
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
  return answers;
}

/** One process for one line: a list of what each expression comes to, base64 so that nothing needs unescaping. */
function session(expressions: readonly string[], directory: string): readonly Answer[] | undefined {
  const items = expressions.map((expression) => `base64encode(try(jsonencode([${expression}]), "error"))`);
  const { status, stdout } = spawnSync("terraform", ["console", "-no-color"], {
    cwd: directory,
    input: `[${items.join(",")}]\n`,
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  if (status !== 0) return undefined;
  const lines = stdout.trim().split("\n").slice(1, -1);
  if (lines.length !== expressions.length) throw new Error(`${expressions.length} questions, ${lines.length} answers`);
  return lines.map((line): Answer => {
    const encoded = /"(.*)"/.exec(line)?.[1];
    if (encoded === undefined) return "unknown";
    const text = Buffer.from(encoded, "base64").toString();
    return text === "error" ? "error" : { json: text };
  });
}
