import type { Finding } from "../analysis/finding.ts";
import { lint, type Report } from "../analysis/lint.ts";
import { type Files, open } from "../analysis/project.ts";
import { isConfiguration, isVariables } from "../language/model/files.ts";
import type { Impact, Profile, Rule } from "../rules/kit/rule.ts";
import { Configs } from "./configs.ts";
import { Disk, pathOf, uriOf } from "./disk.ts";
import { type Fault, type Outcome, range, type Source, source } from "./outcome.ts";
import { type Target, targets } from "./targets.ts";

export interface CheckOptions {
  readonly profile: Profile | undefined;
  /** A configuration file instead of those that are found. */
  readonly config: string | undefined;
  /** How far fixes that are applied may go; undefined applies none. */
  readonly fix: Impact | undefined;
}

/** A target with what its rules found. */
export interface Judged {
  readonly target: Target;
  readonly files: Files;
  readonly report: Report;
}

/** Checks every module that the paths lead to, and mends what may be mended. */
export function check(
  paths: readonly string[],
  options: CheckOptions,
  { rules, cwd, today }: { readonly rules: readonly Rule[]; readonly cwd: string; readonly today: string },
): Outcome {
  const disk = new Disk(cwd);
  const configs = new Configs(cwd, disk, rules, options);
  const all = targets(paths, cwd, disk, (path, root) => configs.excludes(path, root));
  const judge = (target: Target): Judged => {
    const { config } = configs.of(target.root);
    const files = target.isAlone ? alone(disk, target) : disk;
    const module = open(files, uriOf(target.directory));
    return { target, files, report: lint(module, { rules: config.enable ? rules : [], config, today }) };
  };
  const isShown = ({ root, directory, file }: Target, { at }: Finding): boolean => {
    const path = pathOf(at.uri);
    return !configs.excludes(path, root) && (file === undefined || at.uri === uriOf(`${directory}/${file}`));
  };

  const judged = all.map(judge);
  const findings = joined(
    judged.map(({ target, report }) => report.findings.filter((finding) => isShown(target, finding))),
  );
  const sources = new Map<string, Source>();
  return {
    findings: findings.map((finding) => ({ finding, fixes: [...finding.fixes()] })),
    faults: [...configs.faults, ...disk.faults, ...syntaxFaults(disk), ...failures(judged)],
    rules,
    modules: judged.length,
    files: [...disk.parsed].length,
    fixed: 0,
    source(uri) {
      const known = sources.get(uri) ?? source(disk.shown(pathOf(uri)), disk.read(uri) ?? "");
      sources.set(uri, known);
      return known;
    },
  };
}

/** A file by itself, whatever lies beside it. */
const alone = (disk: Disk, { file }: Target): Files => ({
  list: (directory) => disk.list(directory).filter((name) => decodeURIComponent(name) === file),
  parse: (uri) => disk.parse(uri),
  read: (uri) => disk.read(uri),
});

/**
 * Findings of all modules in the order of files. What is also found through a call is told only as the call gives it: a
 * module that is called is not what Terraform is run in.
 */
function joined(reports: readonly (readonly Finding[])[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const finding of reports.flat()) found.set(`${placeKey(finding)} ${finding.address}`, finding);
  const called = new Set([...found.values()].filter(({ address }) => address.startsWith("module.")).map(placeKey));
  return [...found.values()]
    .filter((finding) => finding.address.startsWith("module.") || !called.has(placeKey(finding)))
    .sort(
      (a, b) =>
        compare(a.at.uri, b.at.uri) || a.at.start - b.at.start || a.at.end - b.at.end || compare(a.rule.id, b.rule.id),
    );
}

const placeKey = ({ rule, at, message }: Finding): string => `${rule.id} ${at.uri} ${at.start} ${at.end} ${message}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first syntax error of each file; those behind it are often only its echo. */
function* syntaxFaults(disk: Disk): Iterable<Fault> {
  for (const file of disk.parsed) {
    if (!isConfiguration(file.uri) && !isVariables(file.uri)) continue;
    for (const { start, part } of file.chunks) {
      const [first] = part.errors;
      if (!first) continue;
      const shown = source(disk.shown(pathOf(file.uri)), file.text);
      const at = range(shown, { start: start + first.start, end: start + first.end }).start;
      yield { file: shown.path, at, message: `syntax error: ${first.message}`, kind: "syntax" };
      break;
    }
  }
}

/** Rules that threw: theirs is the fault, and it must be known that they saw nothing. */
function failures(judged: readonly Judged[]): readonly Fault[] {
  const messages = judged.flatMap(({ report }) =>
    report.failures.map(
      ({ rule, error }) => `rule ${rule.id} failed: ${error instanceof Error ? error.message : error}`,
    ),
  );
  return [...new Set(messages)].map((message) => ({ message, kind: "input" }));
}
