import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { isEntered } from "../../analysis/run/estate.ts";
import type { ProviderVersion } from "../../language/schema/schema.ts";
import { startProvider } from "../harness/provider.ts";
import { amazons, type Provided, schemaMessage } from "../harness/provider-schema.ts";
import { awsProvider, validationErrors } from "../harness/terraform.ts";
import { type Installed, install, undeclared } from "./directory.ts";

// `npm run plans -- DIR…`: whether what `--fix` writes still plans. Of a copy of each estate every directory is validated by the real Terraform,
// before and after its fixes; what it says then and did not say before is an error of ours. Options: --only TEXT (directories whose path
// holds it), --keep (leaves the copies).

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", default: "" },
    keep: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  },
});
if (positionals.length === 0) throw new Error("usage: npm run plans -- DIR… [--only TEXT] [--keep]");

/** What is run one after the other, each on what the one before has left. */
const stages = [
  ["--fix"],
  ["--fix", "--impact", "replacement"],
  ["--fix", "--impact", "replacement", "--profile", "all"],
] as const;

let failures = 0;

/** The files of an estate that a fix may change. */
type Texts = ReadonlyMap<string, string>;

async function tryEstate(estate: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "plans-"));
  const copy = join(scratch, basename(estate));
  cpSync(estate, copy, { recursive: true, filter: (path) => !/\/\.(?:git|terraform)(?:\/|$)/.test(path) });
  const files = [...filesIn(copy)];
  // nobody here has the Terraform that an estate pins
  for (const file of files.filter((file) => file.endsWith(".tf")))
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(/^[ \t]*required_version[ \t]*=.*$/gm, ""));
  for (const directory of new Set(files.filter((file) => file.endsWith(".tf")).map((file) => dirname(file)))) {
    const text = undeclared(directory).map((name) => `variable "${name}" {}\n`);
    if (text.length > 0) writeFileSync(join(directory, "made-up-variables.tf"), text.join("\n"));
  }
  const versions: Texts[] = [read(files)];
  for (const options of stages) {
    fix(copy, options);
    versions.push(read(files));
  }
  const [first, ...others] = versions;
  const last = versions.at(-1);
  if (!first || !last) return;
  write(first);
  const all = new Map(
    [...new Set(files.filter((file) => file.endsWith(".tf")).map((file) => dirname(file)))]
      .filter((at) => at.includes(values.only))
      .map((directory, index) => [directory, install(directory, join(scratch, `data-${index}`))]),
  );
  const touched = [...all].filter(([, { directories }]) => isChanged(directories, first, last));
  const before = new Map<string, Answer>();
  const seen = new Set<string>();
  // those first that call most: who is called by one that is valid need not be asked
  for (const [directory, installed] of touched.sort(([, a], [, b]) => b.directories.length - a.directories.length)) {
    if (seen.has(directory)) continue;
    const answer = await bestAnswer(directory, installed);
    before.set(directory, answer);
    if (answer.errors.length === 0) for (const each of installed.directories) seen.add(each);
    else if (values.verbose) console.log(`  ${relative(copy, directory)}: ${answer.errors[0]}`);
  }
  const valid = [...before.values()].filter(({ errors }) => errors.length === 0).length;
  const told = [
    `${basename(estate)}: ${touched.length} of ${all.size} directories are changed, ${valid} of ${before.size} asked are valid`,
  ];
  for (const [index, texts] of others.entries()) {
    write(texts);
    const previous = versions[index] ?? first;
    const broken: string[] = [];
    for (const [directory, { installed, version, errors: known }] of before) {
      if (!isChanged(installed.directories, previous, texts)) continue;
      const { errors } = await answerOf(install(directory, installed.data), directory, version);
      const fresh = errors.filter((error) => !known.some((other) => bare(other) === bare(error)));
      if (fresh.length === 0) continue;
      // what one stage has broken is not told again
      before.delete(directory);
      broken.push(`  ${relative(copy, directory)}`, ...fresh.map((error) => `    ${error.replaceAll(copy, "")}`));
      failures++;
    }
    told.push(`${stages[index]?.join(" ")}: ${broken.length === 0 ? "nothing new" : `\n${broken.join("\n")}`}`);
  }
  console.log(told.join("\n  "));
  if (values.keep) console.log(`  kept in ${copy}`);
  else rmSync(scratch, { recursive: true });
}

/** An error wherever it stands. */
const bare = (error: string): string => error.replace(/^\S+:\d+: /, "");

const read = (files: readonly string[]): Texts => new Map(files.map((file) => [file, readFileSync(file, "utf8")]));

function write(texts: Texts): void {
  for (const [file, text] of texts) writeFileSync(file, text);
}

const isChanged = (directories: readonly string[], before: Texts, after: Texts): boolean =>
  [...before].some(([file, text]) => directories.includes(dirname(file)) && after.get(file) !== text);

function* filesIn(directory: string): Iterable<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && isEntered(entry.name)) yield* filesIn(path);
    else if (entry.isFile() && /\.(?:tf|tfvars|json)$/.test(entry.name)) yield path;
  }
}

function fix(directory: string, options: readonly string[]): void {
  const cli = resolve("dist/parapet.cjs");
  try {
    execFileSync(process.execPath, [cli, "check", ".", "--timeout", "300", ...options], {
      cwd: directory,
      stdio: ["ignore", "ignore", "pipe"],
    });
  } catch (error) {
    if (!(error instanceof Error && "status" in error && "stderr" in error)) throw error;
    // where something is left to be said it ends with 1
    if (error.status !== 1) console.log(`  ${String(error.stderr).trim().split("\n").slice(-2).join("\n  ")}`);
  }
}

const known = new Map<ProviderVersion, Provided>();

function amazonsOf(version: ProviderVersion): Provided {
  const found = known.get(version) ?? amazons(version);
  known.set(version, found);
  return found;
}

/** The schema that we have of WAF's statements is cut short; a module that is handed its providers has none by itself. */
const untold: ReadonlySet<string> = new Set(["Unsupported block type", "Provider configuration not present"]);

interface Answer {
  readonly installed: Installed;
  readonly version: ProviderVersion;
  readonly errors: readonly string[];
}

/** By the version of the provider that has least against a directory, the newest first. */
async function bestAnswer(directory: string, installed: Installed): Promise<Answer> {
  const answers: Answer[] = [];
  for (const version of ["v6", "v5"] as const) {
    let answer = await answerOf(installed, directory, version);
    // an estate at hand may be without its texts
    while (answer.errors.some((error) => madeUp(error, directory)))
      answer = await answerOf(installed, directory, version);
    if (answer.errors.length === 0) return answer;
    answers.push(answer);
  }
  return answers.reduce((best, answer) => (answer.errors.length < best.errors.length ? answer : best));
}

/** Whether a file that an error misses was not there, and is now. */
function madeUp(error: string, directory: string): boolean {
  const [, path] = /no file exists at "([^"]+)"/.exec(error) ?? [];
  const at = resolve(directory, path ?? ".");
  if (path === undefined || existsSync(at)) return false;
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, "{}");
  return true;
}

async function answerOf(installed: Installed, directory: string, version: ProviderVersion): Promise<Answer> {
  const schemas = new Map([
    [awsProvider, schemaMessage({ ...amazonsOf(version), configuration: installed.amazons })],
    ...[...installed.others].map(([source, provided]) => [source, schemaMessage(provided)] as const),
  ]);
  const running = await Promise.all(
    [...schemas].map(async ([source, schema]) => [source, await startProvider(schema)] as const),
  );
  try {
    const reattach = Object.fromEntries(running.map(([source, { reattach }]) => [source, reattach]));
    const found = await validationErrors(directory, {
      TF_DATA_DIR: installed.data,
      TF_REATTACH_PROVIDERS: JSON.stringify(reattach),
    });
    const counting = found.filter(({ summary }) => !untold.has(summary));
    const errors = counting.map(
      ({ summary, detail = "", range }) =>
        `${range ? `${range.filename}:${range.start.line}: ` : ""}${summary}: ${detail.replaceAll(/\s+/g, " ")}`,
    );
    return { installed, version, errors };
  } finally {
    for (const [, provider] of running) provider.stop();
  }
}

for (const estate of positionals) await tryEstate(resolve(estate));
process.exitCode = failures > 0 ? 1 : 0;
