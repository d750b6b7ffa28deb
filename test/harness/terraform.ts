import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { promisify } from "node:util";
import type { ProviderVersion } from "../../language/schema/schema.ts";
import { startProvider } from "./provider.ts";
import { amazons, schemaMessage } from "./provider-schema.ts";

/**
 * Terraform's own opinion. Questions asked in the same tick are answered by one process. Answers are recorded, so that tests
 * run where there is no terraform: `PARAPET_RECORD=1` adds what is missing, `PARAPET_RECORD=all` asks everything anew and
 * forgets what nobody asked.
 */
export type Version = ProviderVersion;

/** Files of a module by their path below it. */
export type Files = Readonly<Record<string, string>>;

const { PARAPET_RECORD: record } = process.env;
const recording = join(import.meta.dirname, "recorded-terraform.json");
const run = promisify(execFile);

/** There is nobody to ask: no `terraform` on the PATH, and no recorded answer. */
export class Unanswered extends Error {
  constructor() {
    super(
      "there is no terraform on the PATH and no recorded answer: where there is one, PARAPET_RECORD=1 writes the answer to test/harness/recorded-terraform.json",
    );
  }
}

/** The text as `terraform fmt` writes it; undefined where it cannot be parsed. */
export const fmt: (text: string) => Promise<string | undefined> = answered(
  (text: string) => `fmt ${digest(text)}`,
  formatted,
  // Most texts are clean already: recording them again would double the file.
  {
    pack: (answer, text) => (answer === text ? true : (answer ?? false)),
    unpack: (kept, text) => (kept === true ? text : kept === false ? undefined : String(kept)),
  },
);

/**
 * What `terraform validate` says against the schema of a version of the AWS provider; empty where it accepts the files.
 * It wrongly rejects `statement` of the `aws_wafv2_*` types, whose schema we only have in part, and accepts values for
 * attributes that only AWS sets.
 */
export const validate: (files: Files, version: Version) => Promise<readonly string[]> = (files, version) =>
  (version === "v5" ? validateV5 : validateV6)(files);

const validateV5 = validator("v5");
const validateV6 = validator("v6");

function validator(version: Version): (files: Files) => Promise<readonly string[]> {
  return answered(
    (files) => `${version} ${digest(JSON.stringify(Object.entries(files).sort()))}`,
    (modules) => validated(modules, version),
    { pack: (answer) => answer, unpack: (kept) => (Array.isArray(kept) ? kept.map(String) : []) },
  );
}

/** How an answer is kept in the recording. */
interface Packing<Question, Answer> {
  readonly pack: (answer: Answer, question: Question) => unknown;
  readonly unpack: (kept: unknown, question: Question) => Answer;
}

function answered<Question, Answer>(
  key: (question: Question) => string,
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  { pack, unpack }: Packing<Question, Answer>,
): (question: Question) => Promise<Answer> {
  let waiting: Map<string, Question> | undefined;
  let batch: Promise<ReadonlyMap<string, Answer>>;
  return async (question) => {
    const id = key(question);
    const kept = recorded()[id];
    if (kept !== undefined && (record !== "all" || fresh.has(id))) return unpack(kept, question);
    if (waiting === undefined) {
      const questions = new Map<string, Question>();
      waiting = questions;
      batch = new Promise((resolve) => setImmediate(resolve)).then(async () => {
        waiting = undefined;
        const answers = await ask([...questions.values()]);
        return new Map(
          [...questions.keys()].flatMap((one, index) => answers.slice(index, index + 1).map((answer) => [one, answer])),
        );
      });
    }
    waiting.set(id, question);
    const answers = await batch;
    const answer = answers.get(id);
    if (answer === undefined && !answers.has(id)) throw new Error(`terraform gave no answer to ${id}`);
    keep(id, pack(answer as Answer, question));
    return answer as Answer;
  };
}

let answers: Record<string, unknown> | undefined;
const fresh = new Set<string>();

function recorded(): Record<string, unknown> {
  answers ??= existsSync(recording) ? (JSON.parse(readFileSync(recording, "utf8")) as Record<string, unknown>) : {};
  return answers;
}

function keep(id: string, answer: unknown): void {
  if (record === undefined) return;
  recorded()[id] = answer;
  fresh.add(id);
}

if (record !== undefined)
  process.once("exit", () => {
    const kept = Object.entries(recorded()).filter(([id]) => record !== "all" || fresh.has(id));
    const lines = kept
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, answer]) => `${JSON.stringify(id)}: ${JSON.stringify(answer)}`);
    if (fresh.size > 0) writeFileSync(recording, `{\n${lines.join(",\n")}\n}\n`);
  });

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 22);

async function formatted(texts: readonly string[]): Promise<readonly (string | undefined)[]> {
  return inDirectory(async (directory) => {
    for (const [index, text] of texts.entries()) writeFileSync(join(directory, `${index}.tf`), text);
    const { stderr } = await terraform(["fmt", "-no-color", "."], directory);
    const broken = new Set([...stderr.matchAll(/ on (\d+)\.tf line /g)].map(([, index]) => Number(index)));
    return texts.map((_, index) =>
      broken.has(index) ? undefined : readFileSync(join(directory, `${index}.tf`), "utf8"),
    );
  });
}

/**
 * All modules as children of one root, which costs little more than one of them. Because some errors hide others and a
 * child may do less than a root, whichever is not accepted there is asked about again alone.
 */
async function validated(modules: readonly Files[], version: Version): Promise<readonly (readonly string[])[]> {
  const doubtful = modules.length > 1 ? await rejected(modules, version) : new Set([0]);
  const answers: (readonly string[])[] = [];
  for (const [index, files] of modules.entries())
    answers.push(doubtful.has(index) ? await inDirectory((directory) => errors(directory, files, version)) : []);
  return answers;
}

async function rejected(modules: readonly Files[], version: Version): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (;;) {
    const rest = modules.flatMap((files, index) => (found.has(index) ? [] : [[index, files] as const]));
    const calls = rest.map(
      ([index, files]) => `module "m${index}" {\n  source = "./m${index}"\n${variables(files)}}\n`,
    );
    const root: Files = {
      "main.tf": `variable "any" {\n  type = any\n}\n${calls.join("")}`,
      ...Object.fromEntries(
        rest.flatMap(([index, files]) => Object.entries(files).map(([name, text]) => [`m${index}/${name}`, text])),
      ),
    };
    const messages = await inDirectory((directory) => errors(directory, root, version));
    if (messages.length === 0) return found;
    const named = messages.map((message) => /^m(\d+)\//.exec(message)?.[1]);
    // An error of the root or of nothing in particular says nothing about which module is at fault.
    if (named.includes(undefined)) return new Set(modules.keys());
    for (const index of named) found.add(Number(index));
  }
}

/** Arguments for every variable a module declares. */
const variables = (files: Files): string =>
  Object.entries(files)
    .filter(([name]) => !name.includes("/"))
    .flatMap(([, text]) => [...text.matchAll(/^\s*variable "([\w-]+)"/gm)].map(([, name]) => `  ${name} = var.any\n`))
    .join("");

async function errors(directory: string, files: Files, version: Version): Promise<readonly string[]> {
  for (const [name, text] of Object.entries({ ...files, ".terraform/modules/modules.json": installed(files) })) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const found = await validationErrors(directory, { TF_REATTACH_PROVIDERS: await provider(version) });
  return found.map(({ summary, detail, range }) => {
    const place = range === undefined ? "" : `${range.filename}:${range.start.line}: `;
    return `${place}${summary}${detail ? `: ${detail.replaceAll(/\s+/g, " ")}` : ""}`;
  });
}

/** What `terraform validate -json` prints. */
interface Validation {
  readonly diagnostics: readonly (ValidationError & { readonly severity: "error" | "warning" })[];
}

export interface ValidationError {
  readonly summary: string;
  readonly detail?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/** The errors that `terraform validate` finds in a directory. */
export async function validationErrors(directory: string, env: NodeJS.ProcessEnv): Promise<readonly ValidationError[]> {
  const { stdout } = await terraform(["validate", "-json"], directory, env);
  const { diagnostics } = JSON.parse(stdout) as Validation;
  return diagnostics.filter(({ severity }) => severity === "error");
}

/** The manifest that `terraform init` would write for the local modules called. */
function installed(files: Files): string {
  const modules: object[] = [{ Key: "", Source: "", Dir: "." }];
  const enter = (directory: string, key: string): void => {
    if (key.split(".").length > 8) return;
    for (const [name, text] of Object.entries(files)) {
      if (posix.dirname(name) !== directory || !name.endsWith(".tf")) continue;
      for (const [, call = "", source = ""] of text.matchAll(
        /^module "([\w-]+)" \{\s*source\s*=\s*"(\.{1,2}\/[^"]*)"/gm,
      )) {
        const below = key === "" ? call : `${key}.${call}`;
        const target = posix.join(directory, source);
        modules.push({ Key: below, Source: source, Dir: target });
        enter(target, below);
      }
    }
  };
  enter(".", "");
  return JSON.stringify({ Modules: modules });
}

export const awsProvider = "registry.terraform.io/hashicorp/aws";

const providers = new Map<Version, Promise<string>>();

/** Where a provider listens that has nothing but a schema. */
function provider(version: Version): Promise<string> {
  const running =
    providers.get(version) ??
    startProvider(schemaMessage(amazons(version))).then(({ reattach }) => JSON.stringify({ [awsProvider]: reattach }));
  providers.set(version, running);
  return running;
}

async function terraform(
  args: readonly string[],
  cwd: string,
  more: NodeJS.ProcessEnv = {},
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { TF_CLI_CONFIG_FILE: config, ...rest } = process.env;
  const env = {
    ...rest,
    ...(config && existsSync(config) ? { TF_CLI_CONFIG_FILE: config } : {}),
    CHECKPOINT_DISABLE: "1",
    ...more,
  };
  try {
    return await run("terraform", args, { cwd, env, maxBuffer: 1 << 28 });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") throw new Unanswered();
    if (error instanceof Error && "stdout" in error && "stderr" in error)
      return { stdout: String(error.stdout), stderr: String(error.stderr) };
    throw error;
  }
}

async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "parapet-"));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
