import { type ChildProcess, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

// `npm test`: everything there is to check, one part after another, and what came of it in the last line.
// `npm test -- --only vscode,web` runs some parts; `--list` names them.

interface Figures {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Part {
  readonly command: readonly string[];
  /** Whether it reports figures of its own; one that does not counts as one test. */
  readonly figures?: "mocha" | "line";
}

const tsx = (script: string): readonly string[] => ["tsx", script];

const parts: Readonly<Record<string, Part>> = {
  types: { command: ["tsc", "-b"] },
  lint: { command: ["biome", "ci"] },
  unused: { command: ["knip"] },
  generated: { command: [...tsx("scripts/generate.ts"), "--check"] },
  build: { command: ["node", "esbuild.mjs"] },
  unit: {
    command: ["mocha", "--parallel", "--jobs", `${availableParallelism()}`, "test/**/*.test.ts"],
    figures: "mocha",
  },
  grammar: { command: tsx("test/grammar/run.ts"), figures: "line" },
  vscode: { command: tsx("test/vscode/run.ts"), figures: "line" },
  web: { command: tsx("test/web/run.ts"), figures: "line" },
  ui: { command: tsx("test/vscode/ui.ts"), figures: "line" },
};

const { values } = parseArgs({ options: { only: { type: "string" }, list: { type: "boolean" } } });
if (values.list) {
  console.log(Object.keys(parts).join("\n"));
  process.exit();
}
const chosen = values.only?.split(",") ?? Object.keys(parts);
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`No such part: ${unknown.join(", ")}`);

// What is stopped from outside takes along what it runs.
let running: ChildProcess | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    running?.kill(signal);
    process.exit(1);
  });

const said: string[] = [];
const results: { readonly name: string; readonly seconds: number; readonly figures: Figures }[] = [];
for (const [name, part] of Object.entries(parts)) {
  if (!chosen.includes(name)) continue;
  console.log(`\n── ${name}: ${part.command.join(" ")}`);
  const start = performance.now();
  const figures = await run(part);
  results.push({ name, seconds: (performance.now() - start) / 1000, figures });
}

// Whoever reads only the end of this has to see what failed.
for (const failures of said) console.log(`\n${failures}`);
console.log("");
for (const { name, seconds, figures } of results)
  console.log(`${name.padEnd(9)} ${seconds.toFixed(1).padStart(6)} s   ${asLine(figures)}`);
const total = results.reduce((sum, { figures }) => add(sum, figures), { passed: 0, failed: 0, skipped: 0 });
console.log(`\n${asLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function run({ command, figures }: Part): Promise<Figures> {
  const { output, code } = await outcome(command);
  const read = figures === undefined ? undefined : figures === "mocha" ? fromMocha(output) : fromLine(output);
  if (code !== 0) said.push(failuresIn(output));
  if (figures === undefined) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  // Whatever ended badly without a failed test of its own failed before it could count.
  if (read === undefined || read.passed + read.failed === 0) return { passed: 0, failed: 1, skipped: 0 };
  return code !== 0 && read.failed === 0 ? { ...read, failed: 1 } : read;
}

async function outcome([tool = "", ...options]: readonly string[]): Promise<{
  readonly output: string;
  readonly code: number;
}> {
  const PATH = `${path.resolve("node_modules/.bin")}${path.delimiter}${process.env["PATH"]}`;
  const child = spawn(tool, options, {
    env: { ...process.env, PATH },
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
  });
  running = child;
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    process.stdout.write(chunk);
    output += chunk.toString();
  });
  const code = await new Promise<number>((resolve) => child.once("close", (status) => resolve(status ?? 1)));
  return { output, code };
}

function fromLine(output: string): Figures | undefined {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1);
  return found && { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3]) };
}

function fromMocha(output: string): Figures | undefined {
  const count = (word: string): number => Number(new RegExp(`^\\s+(\\d+) ${word}`, "m").exec(output)?.[1] ?? 0);
  return { passed: count("passing"), failed: count("failing"), skipped: count("pending") };
}

/** What a part said of its failed tests, else its last lines. */
function failuresIn(output: string): string {
  const lines = output.trimEnd().split("\n");
  const first = lines.findIndex((line) => /^\s+\d+ failing$/.test(line));
  if (first >= 0) return lines.slice(first, first + 100).join("\n");
  const marked = lines.flatMap((line, index) => (/^\s*✖/.test(line) ? lines.slice(index, index + 10) : []));
  return (marked.length > 0 ? marked.slice(0, 100) : lines.slice(-20)).join("\n");
}

function add(a: Figures, b: Figures): Figures {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

function asLine({ passed, failed, skipped }: Figures): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
