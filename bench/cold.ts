import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { performance } from "node:perf_hooks";

// The command line as it ships, from a cold start, beside another build: wall time, processor time and memory of a check of estates,
// and of one JSON with every policy of the corpus. `npm run bench -- ESTATE… --other DIST [--rounds 3]`; without an estate only the
// policies, without another build no ratios. Estates are no part of the project.

const given = process.argv.slice(2);
const optionOf = (name: string): string | undefined => {
  const at = given.indexOf(name);
  return at < 0 ? undefined : given.splice(at, 2)[1];
};
const other = optionOf("--other");
const rounds = Number(optionOf("--rounds") ?? 3);
const estates = given;
const builds = [...(other === undefined ? [] : [resolve(other)]), resolve("dist")];

interface Measure {
  readonly wall: number;
  readonly processor: number;
  readonly memory: number;
  readonly output: number;
}

/** What a child is made to run first, so that it tells at its end what it took. */
const preload = join(mkdtempSync(join(tmpdir(), "parapet-cold-")), "measure.cjs");
writeFileSync(
  preload,
  `if (require("node:worker_threads").isMainThread) process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    require("node:fs").writeFileSync(process.env.PARAPET_MEASURES, JSON.stringify([userCPUTime + systemCPUTime, maxRSS]));
  });`,
);

function measured(dist: string, args: readonly string[]): Measure {
  const measures = `${preload}.json`;
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--require", preload, join(dist, "parapet.cjs"), "check", ...args],
    { encoding: "utf8", maxBuffer: 2 ** 30, env: { ...process.env, PARAPET_MEASURES: measures } },
  );
  const wall = performance.now() - start;
  if (status === null || stdout === "") throw new Error(`${dist} ${args.join(" ")}: ${stderr}`);
  const [processor = 0, memory = 0] = JSON.parse(readFileSync(measures, "utf8")) as readonly number[];
  return { wall, processor: processor / 1000, memory: memory / 1000, output: stdout.length };
}

/** Whether a build works fixes out only where it is told to. Those that do not name them in every format but `github`. */
const isAsked = builds.map((dist) =>
  spawnSync(process.execPath, [join(dist, "parapet.cjs"), "check", "--help"], { encoding: "utf8" }).stdout.includes(
    "--fixes",
  ),
);

/** The least of several rounds, each build taking its turn: what else the machine does only adds. */
function least(argsOf: (isAsked: boolean) => readonly string[]): readonly Measure[] {
  const found: Measure[][] = builds.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, dist] of builds.entries()) found[index]?.push(measured(dist, argsOf(isAsked[index] ?? true)));
  return found.map((all) => ({
    wall: Math.min(...all.map(({ wall }) => wall)),
    processor: Math.min(...all.map(({ processor }) => processor)),
    memory: Math.max(...all.map(({ memory }) => memory)),
    output: all[0]?.output ?? 0,
  }));
}

function print(what: string, argsOf: (isAsked: boolean) => readonly string[]): void {
  const [first, second] = least(argsOf);
  const line = ({ wall, processor, memory, output }: Measure) =>
    `${seconds(wall)} wall, ${seconds(processor)} processor time, ${memory.toFixed(0)} MB, ${(output / 1e6).toFixed(2)} MB of output`;
  if (!first) return;
  if (!second) {
    console.log(`  ${what}: ${line(first)}`);
    return;
  }
  console.log(`  ${what}\n    other: ${line(first)}\n    this:  ${line(second)}`);
  console.log(
    `    ratio: ${ratio(second.wall, first.wall)} wall, ${ratio(second.processor, first.processor)} processor time, ${ratio(second.memory, first.memory)} memory`,
  );
}

const ratio = (mine: number, others: number): string => (mine / others).toFixed(2);

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

/** Lines of Terraform below a directory. */
function linesIn(directory: string): number {
  let lines = 0;
  for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" }))
    if (name.endsWith(".tf") && statSync(join(directory, name)).isFile())
      lines += readFileSync(join(directory, name), "utf8").split("\n").length - 1;
  return lines;
}

console.log(`cold, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}, least of ${rounds} rounds`);
for (const estate of estates) {
  console.log(`${estate}: ${linesIn(estate)} lines of Terraform`);
  print("pretty", () => [estate]);
  print("JSON with fixes", (isAsked) => [estate, "--format", "json", ...(isAsked ? ["--fixes"] : [])]);
  print("without fixes, for GitHub", () => [estate, "--format", "github"]);
}
const corpus = "../shared/corpus/iam/access-analyzer-truth.json";
const folder = mkdtempSync(join(tmpdir(), "parapet-policies-"));
try {
  if (existsSync(corpus)) {
    cpSync(corpus, join(folder, "policies.json"));
    console.log("729 policies in one JSON");
    print("SARIF without fixes", (isAsked) => [folder, "--format", isAsked ? "sarif" : "github"]);
    print("SARIF with fixes", (isAsked) => [folder, "--format", "sarif", ...(isAsked ? ["--fixes"] : [])]);
  }
} finally {
  for (const each of [folder, dirname(preload)]) rmSync(each, { recursive: true });
}
console.log(`load ${loadavg()[0]?.toFixed(1)}`);
