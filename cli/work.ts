import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parentPort } from "node:worker_threads";
import { evidenceIn, itemsOfRule } from "../analysis/checklist/checklist.ts";
import type { Evidence } from "../analysis/checklist/evidence.ts";
import { type Config, loudnessOf } from "../analysis/config/config.ts";
import type { Choice } from "../analysis/fix/choice.ts";
import { type Allowance, effort, patient } from "../analysis/fix/effort.ts";
import { affordedFixes, fixAll, preview, proposedFixesFor } from "../analysis/fix/fix.ts";
import { leftInShort, leftInWords, whyLeft } from "../analysis/fix/left.ts";
import { evidenceOfRules } from "../analysis/frameworks/evidence.ts";
import { isAside } from "../analysis/run/aside.ts";
import { type Cause, causes, membersOf } from "../analysis/run/causes.ts";
import { type Checked, check, checkOnce, isJudged } from "../analysis/run/check.ts";
import { type Calls, Estate } from "../analysis/run/estate.ts";
import type { Finding } from "../analysis/run/finding.ts";
import { type Files, open } from "../analysis/run/project.ts";
import { type Report, tooMuch } from "../analysis/run/report.ts";
import { type UnreadCall, unreadCalls } from "../analysis/run/unread.ts";
import { parentOf } from "../analysis/run/uri.ts";
import { shown } from "../analysis/show/visible.ts";
import { isConfiguration, isVariables } from "../language/model/files.ts";
import type { Module } from "../language/model/module.ts";
import { cold } from "../language/query/engine.ts";
import type { ActionData } from "../language/schema/actions.ts";
import { fixed, type Place } from "../language/syntax/text.ts";
import type { SourceFile } from "../language/syntax/tree.ts";
import type { Fix, Rule } from "../rules/kit/rule.ts";
import { type Concealed, concealed, secretsIn } from "./concealed.ts";
import { Configs } from "./configs.ts";
import { LocalDisk, pathOf, uriOf } from "./disk.ts";
import { messageOf } from "./io.ts";
import type { Brief, CheckOptions, Job, WorkerMessage, WorkOrder, WorkStep } from "./job.ts";
import {
  cureKey,
  type Fault,
  type Move,
  type ReportedFinding,
  type ReportedPlace,
  type ToldFix,
  type ToldLeft,
  type Unread,
} from "./outcome.ts";
import { everywhere, isBelow, reachOf, realOf } from "./reach.ts";
import { recovered } from "./recover.ts";
import { located, type ReportedFile, range, source, told, toldFix } from "./source.ts";
import { type CheckTarget, pathOfTarget, type Targets, targets } from "./targets.ts";
import { Boundary } from "./write.ts";

/** What a check depends on besides its job. */
export interface WorkEnvironment {
  readonly rules: readonly Rule[];
  /** What AWS has of services and actions. */
  actions(): ActionData | undefined;
  /** What is granted to a module, for verifying its fixes. */
  readonly allowance?: Allowance;
}

/** Does what it is ordered to, and tells of it. The files that were read stay in memory from one order to the next. */
export function worker(surroundings: WorkEnvironment, tell: (word: WorkerMessage) => void): (order: WorkOrder) => void {
  let work: JobWork | undefined;
  return (order) => {
    if (order.brief) work ??= new JobWork(order.brief, surroundings, tell);
    work?.follow(order);
  };
}

/** Follows orders that come from the thread that has started this one. */
export function serve(surroundings: WorkEnvironment): void {
  parentPort?.on(
    "message",
    worker(surroundings, (word) => parentPort?.postMessage(word)),
  );
}

class JobWork {
  readonly #job: Job;
  readonly #options: CheckOptions;
  readonly #allowance: Allowance;
  readonly #tell: (word: WorkerMessage) => void;
  readonly #disk: LocalDisk;
  readonly #configs: Configs;
  readonly #lost = new Set<string>();
  readonly #estate = new Estate();
  readonly #sources = new Map<string, ReportedFile>();
  readonly #interest = new Interest();
  /** Configurations without what they switch off. */
  readonly #switchedOn = new Map<Config, Config>();
  #targets: readonly CheckTarget[];

  constructor(
    { job, modules, edited }: Brief,
    { rules, actions, allowance = patient }: WorkEnvironment,
    tell: (word: WorkerMessage) => void,
  ) {
    this.#job = job;
    this.#options = job.options;
    this.#allowance = allowance;
    this.#tell = tell;
    const reach = job.options.allowsOutside ? everywhere : reachOf(job.paths, job.cwd);
    this.#disk = new LocalDisk(job.cwd, actions, reach);
    this.#configs = new Configs(job.cwd, this.#disk, rules, job.options);
    this.#targets = modules ?? [];
    for (const { path, after } of edited) this.#disk.edit(uriOf(path), after);
  }

  follow({ task, lost, calls, written = [], imagined = [] }: WorkOrder): void {
    for (const { module, step } of lost) this.#lost.add(lossKey(module, step));
    for (const path of written) this.#disk.forget(path);
    for (const { path, after } of imagined) this.#disk.edit(uriOf(path), after);
    if (calls) this.#estate.take(calls);
    if (task.kind === "find") this.#find();
    else
      for (const module of task.modules) {
        const target = this.#targets[module];
        if (!target) continue;
        const found = { target, module };
        if (task.kind === "read") this.#read(found);
        else if (task.kind === "plan") this.#plan(found);
        else if (task.kind === "report") this.#report(found);
        else this.#cure(found, new Set(task.wanted.find((one) => one.module === module)?.keys));
        const faults = this.#disk.takeFaults();
        if (faults.length > 0) this.#tell({ kind: "faulty", module, faults });
      }
    this.#tell({ kind: "end" });
  }

  #find(): void {
    const found = targets(this.#job.paths, this.#job.cwd, this.#disk, (path, root) =>
      this.#configs.excludes(path, root),
    );
    this.#targets = found.modules;
    const { fix, isDry } = this.#options;
    const mayWrite = fix === undefined || isDry ? noted(found, this.#disk) : finished(found, this.#disk);
    // whatever is wrong with the configuration is told here and by nobody else
    for (const root of new Set(found.modules.map((target) => target.root)))
      if (this.#configs.of(root).config.enable) this.#configs.rulesOf(root);
    const faults = [...this.#configs.faults, ...this.#disk.takeFaults()];
    this.#tell({ kind: "found", modules: found.modules, mayWrite, faults });
  }

  /** What calls set must be known of all modules before the first is checked. */
  #read({ target, module }: Found): void {
    let calls: Calls = [];
    let size = target.size;
    const directory = uriOf(target.directory);
    const directories = new Set([directory]);
    this.#attempt("read", { target, module }, () => {
      if (target.isAlone || !mayCall(this.#disk, target)) return;
      const root = open(this.#disk, directory);
      const estate = new Estate();
      cold(() => estate.add(root));
      calls = estate.calls;
      for (const { directory, files, isStandIn } of cold(() => root.tree())) {
        if (isStandIn) continue;
        directories.add(directory);
        for (const { uri, text } of files) {
          directories.add(parentOf(uri));
          size += text.length;
        }
      }
      this.#tellMet({ target, module }, root);
    });
    this.#interest.add(module, directories);
    this.#tell({ kind: "read", module, calls, size });
  }

  #plan(found: Found): void {
    const { target, module } = found;
    const checked = this.#check(found);
    if (!checked) return;
    this.#attempt("mend", found, () => {
      const fixed = fixAll(checked, { ...this.#choice(target), effort: effort(this.#allowance) });
      if (!fixed.isWhole) this.#disk.note(target.directory, "not all fixes were tried, for there are too many");
      const after = preview(fixed.edits, checked);
      for (const [uri, text] of after) this.#disk.edit(uri, text);
      const paths = new Set([...after.keys()].map(realPath));
      const edited = this.#disk.edited.filter(({ path }) => paths.has(path));
      this.#tellMet(found, checked.module);
      this.#tell({
        kind: "planned",
        module,
        edited,
        secrets: secretsIn(edited, checked),
        mended: fixed.proposals.map(({ finding: { rule }, fix: { impact, edits } }) => ({
          rule: { id: rule.id, title: rule.title },
          impact,
          files: edits.map(({ at }) => realPath(at.uri)),
        })),
      });
    });
  }

  /** What `--fix` may do in a module. */
  #choice(target: CheckTarget): Choice {
    const boundary = new Boundary(target.root);
    return {
      maximum: this.#options.fix ?? "none",
      only: (finding) => finding.suppression === undefined && this.#isShown(target, finding),
      writes: (uri) => this.#isWritable(pathOf(uri), target, boundary),
    };
  }

  /** Why each finding is there still after `--fix`. */
  #left(found: Found, checked: Checked, findings: Iterable<Finding>): ReadonlyMap<Finding, ToldLeft> {
    const left = new Map<Finding, ToldLeft>();
    if (this.#options.fix === undefined) return left;
    const [choice, granted] = [this.#choice(found.target), effort(this.#allowance)];
    this.#attempt("cure", found, () => {
      for (const finding of findings) {
        if (finding.suppression) continue;
        const why = whyLeft(finding, checked, choice, granted);
        left.set(finding, { reason: leftInShort(why), message: shown(leftInWords(why)) });
      }
    });
    return left;
  }

  #isWritable(path: string, { root }: CheckTarget, boundary: Boundary): boolean {
    if (!isBelow(root, path) || this.#configs.excludes(path, root) || !boundary.isSpelling(path)) return false;
    const refusal = boundary.refusal(path);
    if (refusal !== undefined) this.#disk.fault(path, refusal);
    return refusal === undefined;
  }

  #report(found: Found): void {
    const { target, module } = found;
    // where no fix is verified there is no other version
    const isTried = this.#options.fixes === "verified" || this.#options.fix !== undefined;
    const checked = this.#check(found, isTried ? check : checkOnce);
    if (checked) {
      const isUncured = this.#options.fixes === "verified" && this.#isShared(target, checked);
      const told = this.#tellable(found, checked);
      if (told) {
        const { reports, isTold } = told;
        const cured =
          isUncured || this.#options.fixes === "none"
            ? none
            : this.#cured(
                found,
                checked,
                causes([...reports.keys()]).map((cause) => [membersOf(cause)[0], cause]),
                isTold,
              );
        const left = this.#left(found, checked, reports.keys());
        const findings = [...reports].map(([finding, report]) => ({
          ...report,
          fixes: cured.fixes.get(finding) ?? [],
          left: left.get(finding),
          suppression: report.suppression ?? this.#switchedOff(target, finding.rule),
        }));
        const evidence = this.#evidence(target, checked.module);
        this.#tell({ kind: "reported", module, findings, evidence, isUncured, unworked: cured.unworked });
      }
    }
    for (const directory of this.#interest.lost(module, checked?.module)) this.#release(directory);
  }

  /** What shows that rows of the checklist are met, or rules followed, if that is asked for. */
  #evidence(target: CheckTarget, root: Module): readonly Evidence<ReportedPlace>[] {
    const { evidence } = this.#options;
    if (!evidence || !isJudged(root)) return [];
    const found = cold(() =>
      evidence === "checklist" ? evidenceIn(root) : evidenceOfRules(this.#rules(target.root), root),
    );
    return found
      .filter(({ at }) => !this.#configs.excludes(pathOf(at.uri), target.root))
      .map((one) => ({ ...one, address: shown(one.address), at: located(one.at, this.#sourceOf) }));
  }

  /** The rules that are asked for in a root. */
  #rules(root: string): readonly Rule[] {
    const { config } = this.#configs.of(root);
    const all = config.enable ? this.#configs.rulesOf(root) : [];
    switch (this.#options.evidence) {
      case "checklist":
        return all.filter(({ id }) => itemsOfRule(id).length > 0);
      case "frameworks":
        return all.filter((rule) => loudnessOf(this.#config(root), rule));
      default:
        return all;
    }
  }

  /** What is off is a decision, which whoever asks for evidence is to see. */
  #config(root: string): Config {
    const { config } = this.#configs.of(root);
    if (this.#options.evidence !== "frameworks") return config;
    const known = this.#switchedOn.get(config);
    if (known) return known;
    const rules = Object.fromEntries(Object.entries(config.rules).filter(([, level]) => level !== "off"));
    const found = { ...config, rules };
    this.#switchedOn.set(config, found);
    return found;
  }

  #switchedOff({ root }: CheckTarget, rule: Rule): ReportedFinding["suppression"] {
    if (this.#options.evidence !== "frameworks" || loudnessOf(this.#configs.of(root).config, rule)) return undefined;
    return { reason: "the rule is switched off in the configuration" };
  }

  /**
   * Whether others may tell of the same, or tell of it instead: a module that is called, and one in which something is found that it
   * calls. Their fixes are worked out once it is known who tells.
   */
  #isShared({ directory }: CheckTarget, { report }: Checked): boolean {
    return (
      this.#estate.given(uriOf(directory))?.variables !== undefined ||
      report.findings.some(({ suppression, through }) => !suppression && through.length > 0)
    );
  }

  #cure(found: Found, wanted: ReadonlySet<string>): void {
    const checked = this.#check(found);
    const told = checked && this.#tellable(found, checked);
    if (!told) return;
    const { reports, isTold } = told;
    const asked = new Map<string, Finding>();
    for (const [finding, report] of reports) {
      const key = cureKey(report);
      if (!finding.suppression && wanted.has(key) && !asked.has(key)) asked.set(key, finding);
    }
    const causeOf = new Map(
      causes([...reports.keys()]).flatMap((cause) => membersOf(cause).map((member) => [member, cause] as const)),
    );
    const { fixes, unworked } = this.#cured(
      found,
      checked,
      [...asked.values()].map((finding) => [finding, causeOf.get(finding) ?? finding]),
      isTold,
    );
    const keyed = [...asked].map(([key, finding]) => [key, fixes.get(finding) ?? []] as const);
    this.#tell({ kind: "cured", module: found.module, fixes: keyed, unworked });
    for (const directory of this.#interest.lost(found.module, checked.module)) this.#release(directory);
  }

  /** What is told of a module's findings. */
  #tellable(
    found: Found,
    { report: { findings } }: Checked,
  ): { readonly reports: ReadonlyMap<Finding, ReportedFinding>; readonly isTold: Concealed["isTold"] } | undefined {
    const reports = new Map<Finding, ReportedFinding>();
    const hidden = concealed(findings, this.#sourceOf);
    const isDone = this.#attempt("judge", found, () => {
      for (const finding of findings)
        if (this.#isShown(found.target, finding)) reports.set(finding, told(finding, this.#sourceOf, hidden.source));
    });
    return isDone ? { reports, isTold: hidden.isTold } : undefined;
  }

  /** The fixes of findings, each with all that has the same cause, as far as there is room for working them out. */
  #cured(
    found: Found,
    checked: Checked,
    findings: Iterable<readonly [Finding, Cause<Finding>]>,
    isTold: Concealed["isTold"],
  ): Cured {
    const fixes = new Map<Finding, readonly ToldFix[]>();
    const granted = effort(this.#allowance);
    const isVerified = this.#options.fixes === "verified";
    let unworked = 0;
    for (const [finding, cause] of findings)
      if (!finding.suppression)
        this.#attempt("cure", found, () => {
          const own = isVerified ? affordedFixes(cause, checked, granted) : proposed(finding, checked);
          if (!own) unworked++;
          const shown = (own ?? []).filter(isTold);
          fixes.set(
            finding,
            shown.map((fix) => toldFix(fix, this.#sourceOf)),
          );
        });
    return { fixes, unworked };
  }

  /** Tells what came to light of a module. */
  #tellMet({ module, target }: Found, root: Module, report?: Report): void {
    const files = filesOf(root);
    this.#tell({
      kind: "met",
      module,
      files: files.map(({ uri }) => uri),
      syntax: files.flatMap((file) => this.#syntaxFault(file) ?? []),
      exceeded: report?.exceeded.map((at) => this.#excess(at, report.isExhausted)) ?? [],
      failures: report?.failures.map(({ rule, error }) => `rule ${rule.id} failed: ${messageOf(error)}`) ?? [],
      isFilled: root.files.length > 0,
      unread: unreadCalls(root).flatMap((call) => this.#unread(call, target) ?? []),
      moves: root.tree().flatMap((module) => [...movesIn(module, target.directory)]),
    });
  }

  /** A call in a file that is left out, or that nobody asks about, is no news. */
  #unread({ from, source, at }: UnreadCall, { root, directory, file }: CheckTarget): Unread | undefined {
    const isAsked = file === undefined || at.uri === uriOf(`${directory}/${file}`);
    if (!isAsked || this.#configs.excludes(pathOf(at.uri), root)) return undefined;
    const { path, lines } = this.#sourceOf(at.uri);
    return {
      kind: "module",
      from,
      ...(source !== undefined && { source }),
      file: path,
      at: range({ lines }, at).start,
    };
  }

  /** What is too much in one place is good to know; where nothing more was computed, the rest was not checked. */
  #excess(at: Place, isExhausted: boolean): Fault {
    const { path, lines } = this.#sourceOf(at.uri);
    return { file: path, at: range({ lines }, at).start, message: tooMuch, kind: isExhausted ? "input" : "note" };
  }

  #check(found: Found, judge = check): Checked | undefined {
    const { target } = found;
    let checked: Checked | undefined;
    this.#attempt("judge", found, () => {
      const files = target.isAlone ? alone(this.#disk, target) : this.#disk;
      const [rules, config] = [this.#rules(target.root), this.#config(target.root)];
      const directory = uriOf(target.directory);
      const isOneAside = isAside(relative(target.root, target.directory).split(sep).join("/"));
      const options = { rules, config, today: this.#job.today, isAside: isOneAside };
      checked = judge(files, directory, options, this.#estate.given(directory));
      this.#tellMet(found, checked.module, checked.report);
    });
    return checked;
  }

  /** Takes a step unless it, or one before it, was lost; whether it was taken to its end. */
  #attempt(step: WorkStep, { target, module }: Found, take: () => void): boolean {
    if (["read", "judge", step].some((one) => this.#lost.has(lossKey(module, one)))) return false;
    this.#tell({ kind: "begin", step, module, name: this.#disk.shown(pathOfTarget(target)) });
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

  /** What is told of single files is what is decided in them, or used. */
  #isShown({ root, directory, file }: CheckTarget, { at, use }: Finding): boolean {
    if (this.#configs.excludes(pathOf(at.uri), root)) return false;
    const given = file === undefined ? undefined : uriOf(`${directory}/${file}`);
    return given === undefined || at.uri === given || use?.uri === given;
  }

  readonly #sourceOf = (uri: string): ReportedFile => {
    const text = this.#disk.read(uri) ?? "";
    const known = this.#sources.get(uri);
    if (known?.text === text) return known;
    const found = source(this.#disk.shown(pathOf(uri)), text);
    this.#sources.set(uri, found);
    return found;
  };

  #release(directory: string): void {
    this.#disk.release(directory);
    for (const uri of this.#sources.keys()) if (parentOf(uri) === directory) this.#sources.delete(uri);
  }

  /** The first syntax error of a file; those behind it are often only its echo. */
  #syntaxFault(file: SourceFile): Fault | undefined {
    for (const { start, tree } of file.chunks) {
      const [first] = tree.errors;
      if (!first) continue;
      const { path, lines } = this.#sourceOf(file.uri);
      const at = range({ lines }, { start: start + first.start, end: start + first.end }).start;
      return { file: path, at, message: `syntax error: ${first.message}`, kind: "syntax" };
    }
    return undefined;
  }
}

/** A module that is worked on, and its place among those that were found. */
interface Found {
  readonly target: CheckTarget;
  readonly module: number;
}

/** Fixes that were worked out, and of how many findings that would have taken too long. */
interface Cured {
  readonly fixes: ReadonlyMap<Finding, readonly ToldFix[]>;
  readonly unworked: number;
}

const none: Cured = { fixes: new Map(), unworked: 0 };

/** Which directories modules that were read here, and are still to be checked, are made of. */
class Interest {
  readonly #directories = new Map<number, ReadonlySet<string>>();
  readonly #modules = new Map<string, number>();

  add(module: number, directories: ReadonlySet<string>): void {
    this.#directories.set(module, directories);
    for (const directory of directories) this.#modules.set(directory, (this.#modules.get(directory) ?? 0) + 1);
  }

  /** The directories that a module was made of, and none is any more. */
  *lost(module: number, root: Module | undefined): Iterable<string> {
    for (const directory of this.#directories.get(module) ?? [])
      this.#modules.set(directory, (this.#modules.get(directory) ?? 0) - 1);
    const known = this.#directories.get(module) ?? [];
    this.#directories.delete(module);
    const own = root?.tree().map(({ directory }) => directory) ?? [];
    for (const directory of new Set([...known, ...own])) if ((this.#modules.get(directory) ?? 0) <= 0) yield directory;
  }
}

/** The files of a root and of all that it calls, in the order in which they are opened. */
function filesOf(root: Module): readonly SourceFile[] {
  const files = new Map<string, SourceFile>();
  const take = ({ files: own, isStandIn }: Module): void => {
    if (!isStandIn) for (const file of own) files.set(file.uri, file);
  };
  const visit = (module: Module): void => {
    const children = [...module.children.values()];
    for (const child of children) take(child);
    for (const child of children) visit(child);
  };
  take(root);
  visit(root);
  return [...files.values()];
}

/** Whether a module may call one that lies on the disk, or read policies in folders below, as far as its texts tell. */
function mayCall(disk: LocalDisk, { directory }: CheckTarget): boolean {
  const base = uriOf(directory);
  const names = disk.list(base).filter((name) => isConfiguration(name) || isVariables(name));
  const texts = names.map((name) => disk.glance(`${base}/${name}`));
  if (texts.some((text) => text.includes("file(") && text.includes(".json"))) return true;
  if (!texts.some((text) => text.includes("module"))) return false;
  return (
    texts.some((text) => relativePath.test(text)) ||
    existsSync(join(directory, ".terraform", "modules", "modules.json"))
  );
}

/** `./`, `../`, and what may come to it. */
const relativePath = /\.[./]|\\u/;

/** Ends what an earlier run has begun, and says whether this one may write. */
function finished({ interrupted, interruptedAbove }: Targets, disk: LocalDisk): boolean {
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

/** Tells of what an earlier run has begun, and says whether there is none. */
function noted({ interrupted, interruptedAbove }: Targets, disk: LocalDisk): boolean {
  const begun = [...interrupted, ...interruptedAbove];
  for (const directory of begun) disk.note(directory, `${interruptedFix}; ${howToFinish(disk, directory)}`);
  return begun.length === 0;
}

const interruptedFix = "an earlier --fix was interrupted here";

const howToFinish = (disk: LocalDisk, directory: string): string =>
  `"parapet check ${disk.shown(directory)} --fix" finishes it`;

const realPath = (uri: string): string => realOf(pathOf(uri)) ?? pathOf(uri);

const lossKey = (module: number, step: string): string => `${step} ${module}`;

/** Fixes that are only named, so that nobody writes what was not verified. */
const proposed = (finding: Finding, checked: Checked): readonly Fix[] =>
  proposedFixesFor(finding, checked).map((fix) => ({ ...fix, edits: [] }));

/** A file by itself, whatever lies beside it. */
const alone = (disk: LocalDisk, { file }: CheckTarget): Files => ({
  list: (directory) => disk.list(directory).filter((name) => decodeURIComponent(name) === file),
  folders: () => [],
  parse: (uri) => disk.parse(uri),
  read: (uri) => disk.read(uri),
  get actions() {
    return disk.actions;
  },
});

/** What the `moved` blocks of a module say, by addresses from its root. */
function* movesIn(module: Module, directory: string): Iterable<Move> {
  for (const block of module.blocks("moved")) {
    const [from, to] = ["from", "to"].map((name) => {
      const attribute = block.attribute(name);
      const place = attribute && fixed(block.place(attribute.value));
      return place && block.fileOf(attribute).text.slice(place.start, place.end);
    });
    const at = module.address === "" ? "" : `${module.address}.`;
    if (from && to) yield { directory, from: `${at}${from}`, to: `${at}${to}` };
  }
}
