import { type Checked, check as checkModule } from "../analysis/check.ts";
import type { Finding } from "../analysis/finding.ts";
import { fixAll, fixesFor, preview } from "../analysis/fix.ts";
import { addInputs, type Inputs } from "../analysis/inputs.ts";
import { type Files, open } from "../analysis/project.ts";
import { isConfiguration, isVariables } from "../language/model/files.ts";
import type { ActionData } from "../language/policy/actions.ts";
import type { Fix, Framework, Impact, Profile, Rule } from "../rules/kit/rule.ts";
import { Configs } from "./configs.ts";
import { Disk, pathOf, uriOf } from "./disk.ts";
import { type Fault, type Outcome, type Reported, range, type Source, source, type Told } from "./outcome.ts";
import { everywhere, isBelow, reachOf, realOf } from "./reach.ts";
import { recovered } from "./recover.ts";
import { type Target, type Targets, targets } from "./targets.ts";
import { Boundary, write } from "./write.ts";

export interface CheckOptions {
  readonly profile: Profile | undefined;
  /** Only rules with a control of one of these, where there are any. */
  readonly frameworks: readonly Framework[];
  /** A configuration file instead of those that are found. */
  readonly config: string | undefined;
  /** How far fixes that are written into the files may go; undefined writes none. */
  readonly fix: Impact | undefined;
  /** Whether what links and calls lead to is read wherever it lies. */
  readonly allowsOutside: boolean;
}

/** What a check depends on besides its options. */
export interface Surroundings {
  readonly rules: readonly Rule[];
  readonly cwd: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** What AWS has of services and actions. */
  actions(): ActionData | undefined;
}

/** Checks every module that the paths lead to, and mends what may be mended. */
export function check(
  paths: readonly string[],
  options: CheckOptions,
  { rules, cwd, today, actions }: Surroundings,
): Outcome {
  const disk = new Disk(cwd, actions, options.allowsOutside ? everywhere : reachOf(paths, cwd));
  const configs = new Configs(cwd, disk, rules, options);
  const found = targets(paths, cwd, disk, (path, root) => configs.excludes(path, root));
  const { modules: all } = found;
  const mayWrite = options.fix !== undefined ? finished(found, disk) : told(found, disk);
  const whole = all.filter(({ isAlone }) => !isAlone).map(({ directory }) => uriOf(directory));
  const given: Inputs = new Map();
  for (const directory of whole) addInputs(given, open(disk, directory));
  const judge = (target: Target): Checked => {
    const { config } = configs.of(target.root);
    const files = target.isAlone ? alone(disk, target) : disk;
    const rulesHere = config.enable ? configs.rulesOf(target.root) : [];
    const directory = uriOf(target.directory);
    return checkModule(files, directory, { rules: rulesHere, config, today }, given.get(directory));
  };
  const isShown = ({ root, directory, file }: Target, { at }: Finding): boolean => {
    const path = pathOf(at.uri);
    return !configs.excludes(path, root) && (file === undefined || at.uri === uriOf(`${directory}/${file}`));
  };
  const isWritable = (path: string, { root }: Target, boundary: Boundary): boolean => {
    if (!isBelow(root, path) || configs.excludes(path, root) || !boundary.isSpelling(path)) return false;
    const refusal = boundary.refusal(path);
    if (refusal !== undefined) disk.fault(path, refusal);
    return refusal === undefined;
  };

  const mended: (readonly string[])[] = [];
  if (options.fix !== undefined && mayWrite)
    for (const target of all) {
      const boundary = new Boundary(target.root);
      const checked = judge(target);
      const fixed = fixAll(checked, {
        maximum: options.fix,
        only: (finding) => finding.suppression === undefined && isShown(target, finding),
        writes: (uri) => isWritable(pathOf(uri), target, boundary),
      });
      for (const [uri, text] of preview(fixed.edits, checked)) disk.edit(uri, text);
      mended.push(...fixed.cures.map(({ files = [] }) => files.map(realPath)));
    }
  const roots = all.map(({ root }) => root);
  const { left, faults } = write({ files: disk.edited, sets: mended, roots });
  for (const { path, why } of [...left, ...faults]) disk.fault(path, why);
  for (const { path } of left) disk.forget(path);
  const unwritten = new Set(left.map(({ path }) => path));

  const recent = new Recent(judge);
  const failed = new Set<string>();
  const reports = all.map((target) => {
    const { findings, failures } = recent.of(target).report;
    for (const { rule, error } of failures)
      failed.add(`rule ${rule.id} failed: ${error instanceof Error ? error.message : error}`);
    return findings
      .filter((finding) => isShown(target, finding))
      .map((finding): Reported => {
        const brief = short(finding);
        return { finding: brief, fixes: remembered(() => fixesOf(brief, recent.of(target))) };
      });
  });
  const sources = new Map<string, Source>();
  return {
    findings: joined(reports),
    faults: [
      ...configs.faults,
      ...disk.faults,
      ...syntaxFaults(disk),
      ...[...failed].map((message): Fault => ({ message, kind: "input" })),
    ],
    modules: all.length,
    files: [...disk.parsed].length,
    fixed: mended.filter((set) => !set.some((path) => unwritten.has(path))).length,
    source(uri) {
      const known = sources.get(uri) ?? source(disk.shown(pathOf(uri)), disk.read(uri) ?? "");
      sources.set(uri, known);
      return known;
    },
  };
}

/** Ends what an earlier run has begun, and says whether this one may write. */
function finished({ interrupted, interruptedAbove }: Targets, disk: Disk): boolean {
  let isDone = true;
  for (const directory of interrupted) {
    const { notes, faults } = recovered(directory);
    for (const { path, why } of notes) disk.note(path, why);
    for (const { path, why } of faults) disk.fault(path, why);
    isDone &&= faults.length === 0;
  }
  for (const directory of interruptedAbove)
    disk.fault(directory, `${interruptedFix}, so nothing was written below it; ${howToFinish(disk, directory)}`);
  return isDone && interruptedAbove.length === 0;
}

function told({ interrupted, interruptedAbove }: Targets, disk: Disk): false {
  for (const directory of [...interrupted, ...interruptedAbove])
    disk.note(directory, `${interruptedFix}; ${howToFinish(disk, directory)}`);
  return false;
}

const interruptedFix = "an earlier --fix was interrupted here";

const howToFinish = (disk: Disk, directory: string): string =>
  `"parapet check ${disk.shown(directory)} --fix" finishes it`;

const realPath = (uri: string): string => realOf(pathOf(uri)) ?? pathOf(uri);

/** Judges modules, and keeps the latest judgements: a report asks for the fixes of one module after the other. */
class Recent {
  readonly #judge: (target: Target) => Checked;
  readonly #kept = new Map<Target, Checked>();

  constructor(judge: (target: Target) => Checked) {
    this.#judge = judge;
  }

  of(target: Target): Checked {
    const checked = this.#kept.get(target) ?? this.#judge(target);
    this.#kept.delete(target);
    this.#kept.set(target, checked);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > mostKept) this.#kept.delete(oldest);
    return checked;
  }
}

const mostKept = 8;

/** A file by itself, whatever lies beside it. */
const alone = (disk: Disk, { file }: Target): Files => ({
  list: (directory) => disk.list(directory).filter((name) => decodeURIComponent(name) === file),
  parse: (uri) => disk.parse(uri),
  read: (uri) => disk.read(uri),
  get actions() {
    return disk.actions;
  },
});

const short = ({ fixes: _, statement: __, ...rest }: Finding): Told => rest;

function fixesOf({ suppression, rule, address, message, at }: Told, checked: Checked): readonly Fix[] {
  if (suppression) return [];
  const finding = checked.report.findings.find(
    (other) =>
      other.rule === rule &&
      other.address === address &&
      other.message === message &&
      other.at.uri === at.uri &&
      other.at.start === at.start &&
      other.at.end === at.end,
  );
  return finding ? fixesFor(finding, checked) : [];
}

/** Verifying fixes costs much, and not every report shows them. */
function remembered<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * Findings of all modules in the order of files. What is also found through a call is told only as the call gives it: a
 * module that is called is not what Terraform is run in.
 */
function joined(reports: readonly (readonly Reported[])[]): readonly Reported[] {
  const found = new Map<string, Reported>();
  for (const reported of reports.flat()) {
    const key = `${placeKey(reported)} ${reported.finding.address}`;
    if (!found.has(key)) found.set(key, reported);
  }
  const all = [...found.values()];
  const isCalled = ({ finding }: Reported): boolean => finding.address.startsWith("module.");
  const called = new Set(all.filter(isCalled).map(placeKey));
  return all
    .filter((reported) => isCalled(reported) || !called.has(placeKey(reported)))
    .sort(
      ({ finding: a }, { finding: b }) =>
        compare(a.at.uri, b.at.uri) ||
        a.at.start - b.at.start ||
        a.at.end - b.at.end ||
        compare(a.rule.id, b.rule.id) ||
        compare(a.address, b.address),
    );
}

const placeKey = ({ finding: { rule, at, message } }: Reported): string =>
  `${rule.id} ${at.uri} ${at.start} ${at.end} ${message}`;

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
