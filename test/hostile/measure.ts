import { defaults } from "../../analysis/config/config.ts";
import { check, recheck } from "../../analysis/run/check.ts";
import type { Files } from "../../analysis/run/project.ts";
import { type Limit, whileTyping } from "../../language/model/budget.ts";
import { parse, reparse } from "../../language/syntax/parse.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import { rules } from "../../rules/index.ts";
import { actions, directory, today } from "../harness/fixture.ts";
import { type Input, inputs } from "./inputs.ts";

// Run in a process of its own, so that memory and processor time are those of the inputs: a line of JSON for each.

/** What an input took: processor time in milliseconds, of the best of a few runs, and what was said of it. */
export interface Measured {
  readonly name: string;
  readonly characters: number;
  /** Reading and checking all of it, as the command line does. */
  readonly check: number;
  /** The slowest of a few edits, as the editor does them. */
  readonly edit: number;
  readonly failures: readonly string[];
  readonly findings: number;
  /** The most memory that the process has taken so far, in megabytes. */
  readonly memory: number;
}

type Trees = ReadonlyMap<string, SourceFile>;

const options = { rules, config: defaults, today };

function filesOf(trees: Trees, limit?: Limit): Files {
  const uris = [...trees.keys()];
  return {
    limit,
    actions: actions(),
    list: (at) =>
      uris.filter((uri) => uri.slice(0, uri.lastIndexOf("/")) === at).map((uri) => uri.slice(at.length + 1)),
    read: (uri) => trees.get(uri)?.text,
    parse: (uri) => trees.get(uri),
  };
}

function timed<Result>(work: () => Result): readonly [milliseconds: number, result: Result] {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1000, result];
}

const parsed = ({ files }: Input): Trees =>
  new Map(Object.entries(files).map(([name, text]) => [`${directory}/${name}`, parse(`${directory}/${name}`, text)]));

function measure(input: Input): Measured {
  const [time, { report }] = timed(() => check(filesOf(parsed(input)), directory, options));
  const trees = parsed(input);
  const typed = check(filesOf(trees, whileTyping), directory, options);
  const [file] = trees.values();
  const edits: number[] = [];
  for (const at of file ? [0, file.text.length >> 1, file.text.length] : []) {
    if (!file) continue;
    const text = at === file.text.length ? "\n#" : " ";
    const whole = file.text.slice(0, at) + text + file.text.slice(at);
    const [edit] = timed(() => {
      const now = new Map(trees).set(file.uri, reparse(file, { start: at, end: at, text }, whole));
      return recheck(typed, filesOf(now, whileTyping));
    });
    edits.push(edit);
  }
  return {
    name: input.name,
    characters: Object.values(input.files).reduce((sum, text) => sum + text.length, 0),
    check: time,
    edit: Math.max(...edits),
    failures: report.failures.map(({ rule, error }) => `${rule.id}: ${error}`),
    findings: report.findings.length,
    memory: process.resourceUsage().maxRSS / 1024,
  };
}

/** What a test allows for each, in milliseconds of processor time; a machine that is busy takes longer for the same. */
const [mostForCheck, mostForEdit] = process.argv.slice(2).map(Number);

const ordinary: Input = { name: "", files: { "main.tf": rules.map(({ insecure }) => insecure).join("\n") } };
measure(ordinary);
for (const input of inputs) {
  let best = measure(input);
  for (let more = 0; more < 5; more++) {
    if (best.check <= (mostForCheck ?? 0) && best.edit <= (mostForEdit ?? 0)) break;
    const again = measure(input);
    best = { ...again, check: Math.min(best.check, again.check), edit: Math.min(best.edit, again.edit) };
  }
  console.log(JSON.stringify(best));
}
