import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parentPort } from "node:worker_threads";
import { type Checked, check as checkModule, checkOnce } from "../analysis/check.ts";
import { Estate, placeKey } from "../analysis/estate.ts";
import type { Finding } from "../analysis/finding.ts";
import { fixAll, fixesFor, preview, proposalsFor } from "../analysis/fix.ts";
import { type Files, open } from "../analysis/project.ts";
import { tooMuch } from "../analysis/report.ts";
import type { ActionData } from "../language/policy/actions.ts";
import type { Place } from "../language/syntax/text.ts";
import type { Rule } from "../rules/kit/rule.ts";
import { type Concealed, concealed } from "./concealed.ts";
import { Configs } from "./configs.ts";
import { Disk, pathOf, uriOf } from "./disk.ts";
import { messageOf } from "./io.ts";
import type { CheckOptions, Job, Order, Step, Word } from "./job.ts";
import type { Fault, Told } from "./outcome.ts";
import { everywhere, isBelow, reachOf, realOf } from "./reach.ts";
import { recovered } from "./recover.ts";
import { range, type Source, source, told, toldFix } from "./source.ts";
import { type Target, type Targets, targets } from "./targets.ts";
import { Boundary } from "./write.ts";

/** What a check depends on besides its job. */
export interface Surroundings {
  readonly rules: readonly Rule[];
  /** What AWS has of services and actions. */
  actions(): ActionData | undefined;
  /** How many characters may be gone through to verify the fixes of a module: each verification goes through all of it. */
  readonly mostVerified?: number;
}

/** Does what it is ordered to, and tells of it. The files that were read stay in memory from one order to the next. */
export function worker(surroundings: Surroundings, tell: (word: Word) => void): (order: Order) => void {
  let work: Work | undefined;
  return (order) => {
    work ??= new Work(order, surroundings, tell);
    work.follow(order);
  };
}

/** Follows orders that come from the thread that has started this one. */
export function serve(surroundings: Surroundings): void {
  parentPort?.on(
    "message",
    worker(surroundings, (word) => parentPort?.postMessage(word)),
  );
}

class Work {
  readonly #job: Job;
  readonly #options: CheckOptions;
  readonly #mostVerified: number;
  readonly #tell: (word: Word) => void;
  readonly #disk: Disk;
  readonly #configs: Configs;
  readonly #targets: readonly Target[];
  readonly #mayWrite: boolean;
  readonly #lost: Set<string>;
  readonly #estate = new Estate();
  /** Directories in which there is something that is checked. */
  readonly #filled = new Set<string>();
  readonly #sources = new Map<string, Source>();
  readonly #told = new Set<string>();
  readonly #exceeded = new Map<string, Fault>();

  constructor(
    { job, lost, kind, edited }: Order,
    { rules, actions, mostVerified = 50_000_000 }: Surroundings,
    tell: (word: Word) => void,
  ) {
    this.#job = job;
    this.#options = job.options;
    this.#mostVerified = mostVerified;
    this.#tell = tell;
    this.#lost = new Set(lost.map(({ module, step }) => lossKey(module, step)));
    const reach = job.options.allowsOutside ? everywhere : reachOf(job.paths, job.cwd);
    this.#disk = new Disk(job.cwd, actions, reach);
    this.#configs = new Configs(job.cwd, this.#disk, rules, job.options);
    const found = targets(job.paths, job.cwd, this.#disk, (path, root) => this.#configs.excludes(path, root));
    this.#targets = found.modules;
    this.#mayWrite = kind === "plan" ? finished(found, this.#disk) : noted(found, this.#disk);
    tell({ kind: "found", modules: this.#targets.length, roots: [...new Set(this.#targets.map(({ root }) => root))] });
    if (kind === "plan") for (const { path, after } of edited) this.#disk.edit(uriOf(path), after);
    for (const target of this.#targets)
      if (target.isAlone) this.#filled.add(target.directory);
      else this.#attempt("read", target, () => this.#read(target));
  }

  follow({ kind, done, edited }: Order): void {
    const known = new Set(done);
    if (kind === "report") for (const { path } of edited) this.#disk.forget(path);
    for (const target of this.#targets)
      if (!known.has(moduleOf(target)))
        if (kind === "report") this.#report(target);
        else if (this.#mayWrite) this.#plan(target);
    this.#tell({
      kind: "end",
      files: [...this.#disk.parsed].length,
      faults: [
        ...this.#configs.faults,
        ...this.#disk.faults,
        ...this.#exceeded.values(),
        ...(this.#options.allowEmpty ? [] : this.#emptiness()),
        ...this.#syntaxFaults(),
      ],
    });
  }

  /** What calls set must be known of all modules before the first is judged. */
  #read({ directory }: Target): void {
    const module = open(this.#disk, uriOf(directory));
    if (module.files.length > 0) this.#filled.add(directory);
    this.#estate.add(module);
  }

  #plan(target: Target): void {
    const module = moduleOf(target);
    const checked = this.#judge(target);
    if (!checked) return;
    this.#attempt("mend", target, () => {
      const boundary = new Boundary(target.root);
      const fixed = fixAll(checked, {
        maximum: this.#options.fix ?? "none",
        only: (finding) => finding.suppression === undefined && this.#isShown(target, finding),
        writes: (uri) => this.#isWritable(pathOf(uri), target, boundary),
      });
      if (!fixed.isWhole) this.#disk.note(target.directory, "not all fixes were tried, for there are too many");
      const after = preview(fixed.edits, checked);
      for (const [uri, text] of after) this.#disk.edit(uri, text);
      const paths = new Set([...after.keys()].map(realPath));
      this.#tell({
        kind: "planned",
        module,
        edited: this.#disk.edited.filter(({ path }) => paths.has(path)),
        sets: fixed.cures.map(({ files = [] }) => files.map(realPath)),
      });
    });
  }

  #isWritable(path: string, { root }: Target, boundary: Boundary): boolean {
    if (!isBelow(root, path) || this.#configs.excludes(path, root) || !boundary.isSpelling(path)) return false;
    const refusal = boundary.refusal(path);
    if (refusal !== undefined) this.#disk.fault(path, refusal);
    return refusal === undefined;
  }

  #report(target: Target): void {
    const checked = this.#judge(target);
    if (!checked) return;
    const { findings, failures, exceeded, isExhausted } = checked.report;
    for (const at of exceeded) this.#note(at, isExhausted);
    const reports = new Map<Finding, Told>();
    const hidden = concealed(findings, this.#sourceOf);
    const isTold = this.#attempt("judge", target, () => {
      for (const finding of findings)
        if (this.#isShown(target, finding)) reports.set(finding, told(finding, this.#sourceOf, hidden.source));
    });
    if (!isTold) return;
    const unworked = this.#options.fixes === "none" ? 0 : this.#addFixes(target, checked, reports, hidden);
    this.#tell({
      kind: "reported",
      module: moduleOf(target),
      findings: [...reports.values()],
      failures: failures.map(({ rule, error }) => `rule ${rule.id} failed: ${messageOf(error)}`),
      unworked,
    });
  }

  /** Gives of how many findings the fixes were not worked out. */
  #addFixes(target: Target, checked: Checked, reports: Map<Finding, Told>, { isTold }: Concealed): number {
    let unworked = 0;
    let left = this.#mostVerified / costOf(checked);
    for (const [finding, report] of reports) {
      // Of what several modules call in the same way only the first report counts.
      const key = `${placeKey(report)} ${report.address} ${report.through.length}`;
      if (finding.suppression || this.#told.has(key)) continue;
      this.#told.add(key);
      this.#attempt("cure", target, () => {
        const proposals = proposalsFor(finding, checked);
        const isVerified = this.#options.fixes === "verified";
        if (isVerified && proposals.length > left) {
          unworked++;
          return;
        }
        if (isVerified) left -= proposals.length;
        const fixes = isVerified ? fixesFor(finding, checked) : proposals.map((fix) => ({ ...fix, edits: [] }));
        reports.set(finding, { ...report, fixes: fixes.filter(isTold).map((fix) => toldFix(fix, this.#sourceOf)) });
      });
    }
    return unworked;
  }

  /** What is too much in one place is good to know; where nothing more was computed, the rest was not checked. */
  #note(at: Place, isExhausted: boolean): void {
    const { path, lines } = this.#sourceOf(at.uri);
    const { start } = range({ lines }, at);
    const key = `${path} ${start.offset}`;
    if (isExhausted || !this.#exceeded.has(key))
      this.#exceeded.set(key, { file: path, at: start, message: tooMuch, kind: isExhausted ? "input" : "note" });
  }

  #judge(target: Target): Checked | undefined {
    let checked: Checked | undefined;
    this.#attempt("judge", target, () => {
      const { config } = this.#configs.of(target.root);
      const files = target.isAlone ? alone(this.#disk, target) : this.#disk;
      const rules = config.enable ? this.#configs.rulesOf(target.root) : [];
      const directory = uriOf(target.directory);
      // without verification there is no other version
      const judge = this.#options.fix || this.#options.fixes === "verified" ? checkModule : checkOnce;
      checked = judge(files, directory, { rules, config, today: this.#job.today }, this.#estate.given(directory));
    });
    return checked;
  }

  /** Takes a step unless it, or one before it, was lost; whether it was taken to its end. */
  #attempt(step: Step, target: Target, take: () => void): boolean {
    const module = moduleOf(target);
    if (["read", "judge", step].some((one) => this.#lost.has(lossKey(module, one)))) return false;
    this.#tell({ kind: "begin", step, module, name: this.#disk.shown(module) });
    try {
      take();
      return true;
    } catch (error) {
      this.#lost.add(lossKey(module, step));
      const stack = error instanceof Error ? (error.stack ?? "") : "";
      this.#tell({ kind: "failed", message: messageOf(error), stack });
      return false;
    }
  }

  #isShown({ root, directory, file }: Target, { at }: Finding): boolean {
    const path = pathOf(at.uri);
    return !this.#configs.excludes(path, root) && (file === undefined || at.uri === uriOf(`${directory}/${file}`));
  }

  readonly #sourceOf = (uri: string): Source => {
    const text = this.#disk.read(uri) ?? "";
    const known = this.#sources.get(uri);
    if (known?.text === text) return known;
    const found = source(this.#disk.shown(pathOf(uri)), text);
    this.#sources.set(uri, found);
    return found;
  };

  /** Paths that lead to directories without anything to check. */
  *#emptiness(): Iterable<Fault> {
    for (const path of new Set(this.#job.paths.map((path) => resolve(this.#job.cwd, path)))) {
      const below = this.#targets.filter(({ directory }) => isBelow(path, directory));
      if (!isDirectory(path) || below.some((target) => this.#filled.has(target.directory) || this.#isLost(target)))
        continue;
      const isTold = this.#disk.faults.some(
        ({ file }) => file !== undefined && isBelow(path, resolve(this.#job.cwd, file)),
      );
      if (!isTold) yield { file: this.#disk.shown(path), message: "nothing to check here", kind: "input" };
    }
  }

  #isLost(target: Target): boolean {
    return (["read", "judge"] as const).some((step) => this.#lost.has(lossKey(moduleOf(target), step)));
  }

  /** The first syntax error of each file; those behind it are often only its echo. */
  *#syntaxFaults(): Iterable<Fault> {
    for (const file of this.#disk.parsed) {
      for (const { start, part } of file.chunks) {
        const [first] = part.errors;
        if (!first) continue;
        const shown = source(this.#disk.shown(pathOf(file.uri)), file.text);
        const at = range(shown, { start: start + first.start, end: start + first.end }).start;
        yield { file: shown.path, at, message: `syntax error: ${first.message}`, kind: "syntax" };
        break;
      }
    }
  }
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

function noted({ interrupted, interruptedAbove }: Targets, disk: Disk): false {
  for (const directory of [...interrupted, ...interruptedAbove])
    disk.note(directory, `${interruptedFix}; ${howToFinish(disk, directory)}`);
  return false;
}

const interruptedFix = "an earlier --fix was interrupted here";

const howToFinish = (disk: Disk, directory: string): string =>
  `"parapet check ${disk.shown(directory)} --fix" finishes it`;

const realPath = (uri: string): string => realOf(pathOf(uri)) ?? pathOf(uri);

/** A module by its absolute path, or a file that is checked by itself. */
const moduleOf = ({ directory, file }: Target): string => (file === undefined ? directory : join(directory, file));

const lossKey = (module: string, step: string): string => `${step} ${module}`;

/** What it takes to verify a fix, as if it were all reading: characters, those of each call, and what was found in them. */
function costOf({ module, report }: Checked): number {
  let size = 0;
  for (const { files } of module.tree()) {
    size += workOfModule;
    for (const { text } of files) size += text.length;
  }
  return size + report.findings.length * workOfFinding + (report.exceeded.length > 0 ? workOfExceeding : 0);
}

const workOfModule = 2_000;
const workOfFinding = 200;
/** Where not all could be computed, a verification takes all that may be computed, too. */
const workOfExceeding = 10_000_000;

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** A file by itself, whatever lies beside it. */
const alone = (disk: Disk, { file }: Target): Files => ({
  list: (directory) => disk.list(directory).filter((name) => decodeURIComponent(name) === file),
  parse: (uri) => disk.parse(uri),
  read: (uri) => disk.read(uri),
  get actions() {
    return disk.actions;
  },
});
