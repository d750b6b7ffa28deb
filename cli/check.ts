import { statSync } from "node:fs";
import { resolve } from "node:path";
import { distinctEvidence } from "../analysis/checklist/evidence.ts";
import { byRule, type Mended } from "../analysis/fix/mended.ts";
import { type Cause, causes, membersOf } from "../analysis/run/causes.ts";
import { type Calls, joined } from "../analysis/run/estate.ts";
import { visible } from "../analysis/show/visible.ts";
import { unifiedDiff } from "./diff.ts";
import { shownFrom } from "./disk.ts";
import {
  type Brief,
  type Hire,
  type Job,
  type Loss,
  type Met,
  outOfMemory,
  type Task,
  type Wanted,
  type WorkerMessage,
  type WorkOrder,
  type WorkStep,
} from "./job.ts";
import {
  type CheckOutcome,
  cureKey,
  type Fault,
  type FixReport,
  type Move,
  type ReportedFinding,
  type ToldFix,
  type Unread,
} from "./outcome.ts";
import { Queue } from "./queue.ts";
import { isBelow } from "./reach.ts";
import type { CheckTarget } from "./targets.ts";
import { WorkerWatch } from "./watch.ts";
import { type FileChange, write } from "./write.ts";

/** Who works a check out, how long it may be silent, and who wants to know of it. */
export interface Workplace {
  readonly hire: Hire;
  /** How many may work at a time, and how much must be there for each of them, in bytes. */
  readonly workers: number;
  readonly share: number;
  /** Seconds without a word after which a worker is given up. */
  readonly patience: number;
  progressed?(done: number, modules: number, phase: Phase): void;
  /** Hears what `--fix` is about to write. */
  planned?(fix: FixReport): void;
  /** Takes the stack of what failed. */
  failed?(stack: string): void;
}

/** Checks every module that the paths lead to, and mends what may be mended. */
export async function check(job: Job, workplace: Workplace): Promise<CheckOutcome> {
  const run = new JobRun(job, workplace);
  try {
    return await run.outcome();
  } finally {
    run.end();
  }
}

/** How many workers are lost before the rest is left: each may have cost all the patience there is. */
const mostLost = 20;

/** A place for one worker after the other, and what the present one has been told. */
interface Desk {
  readonly number: number;
  readonly watch: WorkerWatch;
  knowsCalls: boolean;
  written: readonly string[];
  imagined: readonly FileChange[];
  begun: Extract<WorkerMessage, { kind: "begin" }> | undefined;
  /** What is left of its order. */
  left: Set<number>;
}

class JobRun {
  readonly #job: Job;
  readonly #workplace: Workplace;
  readonly #desks: Desk[] = [];
  #modules: readonly CheckTarget[] = [];
  #mayWrite = false;
  #calls: Calls | undefined;
  readonly #called = new Map<number, Calls>();
  readonly #sizes: number[] = [];
  readonly #readers = new Map<number, number>();
  readonly #losses: Loss[] = [];
  readonly #edited = new Map<string, FileChange>();
  readonly #mended: Mended[] = [];
  readonly #secrets = new Set<string>();
  readonly #reports = new Map<number, Extract<WorkerMessage, { kind: "reported" }>>();
  readonly #cures = new Map<number, Extract<WorkerMessage, { kind: "cured" }>>();
  readonly #faults = new Faults();
  #phase: Phase = "find";
  /** How many may work at a time: one, once memory has run out. */
  #most: number;
  #lost = 0;
  #done = 0;
  #total = 0;
  #isOver = false;

  constructor(job: Job, workplace: Workplace) {
    this.#job = job;
    this.#workplace = workplace;
    this.#most = workplace.workers;
  }

  async outcome(): Promise<CheckOutcome> {
    await this.#find();
    if (this.#isOver)
      return {
        findings: [],
        faults: this.#faults.all(() => []),
        modules: 0,
        files: 0,
        given: 0,
        fixed: 0,
        fix: undefined,
        evidence: [],
        unread: [],
        moves: [],
      };
    const all = [...this.#modules.keys()];
    await this.#share("read", new Queue(all, this.#sizes, this.#most));
    this.#calls = [...this.#called].sort(([a], [b]) => a - b).flatMap(([, calls]) => calls);
    let written: readonly Mended[] = [];
    const { fix, isDry } = this.#job.options;
    if (fix !== undefined) {
      // What is written for one module is what the next one finds.
      if (this.#mayWrite) await this.#share("plan", new Queue(all, this.#sizes, this.#most), 1);
      this.#workplace.planned?.(this.#fixReport(this.#mended));
      written = isDry ? this.#imagine() : this.#write();
    }
    const bySize = [...all].sort((a, b) => (this.#sizes[b] ?? 0) - (this.#sizes[a] ?? 0));
    await this.#share("report", new Queue(bySize, this.#sizes, this.#most, (module) => this.#readers.get(module) ?? 0));
    const findings = await this.#cured();
    const unworked = [...this.#reports.values(), ...this.#cures.values()].reduce((sum, word) => sum + word.unworked, 0);
    if (unworked > 0)
      this.#fault({ message: `fixes of ${counted(unworked, "finding")} were not worked out`, kind: "note" });
    const faults = this.#faults.all(this.#job.options.allowEmpty ? () => [] : (known) => [...this.#emptiness(known)]);
    return {
      findings,
      faults,
      modules: this.#modules.length,
      files: this.#faults.files.size,
      given: this.#given(),
      fixed: written.length,
      fix: fix === undefined ? undefined : this.#fixReport(written),
      evidence: distinctEvidence([...this.#reports.values()].flatMap(({ evidence }) => evidence)),
      unread: [...this.#faults.calls(), ...unreadFiles(faults)],
      moves: this.#faults.moves(),
    };
  }

  /** Of how many files findings are told: all, unless nothing but single files of modules was given. */
  #given(): number {
    return this.#modules.every(({ file }) => file !== undefined) ? this.#modules.length : this.#faults.files.size;
  }

  end(): void {
    for (const { watch } of this.#desks) watch.end();
  }

  async #find(): Promise<void> {
    const [desk] = this.#manned(1);
    if (desk) await this.#follow(desk, { kind: "find" });
  }

  /** Has all modules of a queue worked on, by as many as it is worth. */
  async #share(kind: Exclude<Task["kind"], "find">, queue: Queue, most = this.#most, wanted: readonly Wanted[] = []) {
    this.#phase = kind;
    this.#done = 0;
    this.#total = queue.count;
    while (queue.size > 0 && !this.#isOver) {
      const worth = Math.floor(queue.size / Math.max(1, this.#workplace.share));
      const desks = this.#manned(Math.max(1, Math.min(most, this.#most, worth)));
      await Promise.all(desks.map((desk) => this.#serve(desk, kind, queue, wanted)));
    }
  }

  async #serve(
    desk: Desk,
    kind: Exclude<Task["kind"], "find">,
    queue: Queue,
    wanted: readonly Wanted[],
  ): Promise<void> {
    while (!this.#isOver) {
      const modules = queue.take(desk.number).filter((module) => !this.#isLost(module, kind));
      if (modules.length === 0 && queue.size === 0) return;
      if (modules.length === 0) continue;
      desk.left = new Set(modules);
      const task: Task =
        kind === "cure"
          ? { kind, modules, wanted: wanted.filter(({ module }) => desk.left.has(module)) }
          : { kind, modules };
      const isStopped = !(await this.#follow(desk, task));
      queue.giveBack(desk.number, [...desk.left]);
      desk.left = new Set();
      if (isStopped) return;
    }
  }

  /** Has a task followed as far as one worker comes with it; false where nobody is to go on at this desk. */
  async #follow(desk: Desk, task: Task): Promise<boolean> {
    desk.begun = undefined;
    if (!desk.watch.isManned) desk.knowsCalls = false;
    const brief: Brief | undefined = desk.watch.isManned
      ? undefined
      : {
          job: this.#job,
          modules: task.kind === "find" ? undefined : this.#modules,
          edited: task.kind === "plan" || this.#job.options.isDry ? [...this.#edited.values()] : [],
        };
    const calls = desk.knowsCalls ? undefined : this.#calls;
    const order: WorkOrder = {
      task,
      lost: this.#losses,
      ...(brief && { brief }),
      ...(calls && { calls }),
      ...(desk.written.length > 0 && !brief && { written: desk.written }),
      ...(desk.imagined.length > 0 && !brief && { imagined: desk.imagined }),
    };
    desk.knowsCalls = this.#calls !== undefined;
    desk.written = [];
    desk.imagined = [];
    const ending = await desk.watch.follow(order, (word) => this.#hear(desk, word));
    if (ending === "done") {
      desk.left.clear();
      return true;
    }
    if (ending === "stopped") return false;
    return this.#isLossBorne(desk, ending.why);
  }

  /** Takes in that a worker was lost; whether another may go on. */
  #isLossBorne(desk: Desk, why: string): boolean {
    const others = this.#desks.filter((other) => other !== desk && other.watch.isManned);
    if (why === outOfMemory && others.length > 0) {
      // Whose memory it was cannot be told: one alone has what there is, and finds out.
      this.#most = 1;
      for (const other of others) other.watch.end();
      return true;
    }
    const { begun } = desk;
    if (!begun) {
      this.#fault({ message: `the check ${why}`, kind: "input" });
      this.#giveUp();
      return false;
    }
    this.#lose(begun, why);
    if (begun.step !== "cure") desk.left.delete(begun.module);
    if (++this.#lost < mostLost) return true;
    this.#fault({
      message: `the rest was not checked, for ${counted(this.#losses.length, "module")} were given up before`,
      kind: "input",
    });
    this.#giveUp();
    return false;
  }

  #giveUp(): void {
    this.#isOver = true;
    this.end();
  }

  /** The first so many desks. */
  #manned(count: number): readonly Desk[] {
    while (this.#desks.length < count)
      this.#desks.push({
        number: this.#desks.length,
        watch: new WorkerWatch(this.#workplace.hire, this.#workplace.patience),
        knowsCalls: false,
        written: [],
        imagined: [],
        begun: undefined,
        left: new Set(),
      });
    return this.#desks.slice(0, count);
  }

  #hear(desk: Desk, word: WorkerMessage): void {
    switch (word.kind) {
      case "found":
        this.#modules = word.modules;
        this.#mayWrite = word.mayWrite;
        this.#sizes.push(...word.modules.map(({ size }) => size));
        this.#faults.found = word.faults;
        break;
      case "begin":
        desk.begun = word;
        break;
      case "failed":
        if (desk.begun) this.#lose(desk.begun, `failed: ${word.message}`);
        this.#workplace.failed?.(word.stack);
        break;
      case "met":
        this.#faults.meet(word.module, word);
        break;
      case "faulty":
        this.#faults.take(word.module, word.faults);
        break;
      case "read":
        if (word.calls.length > 0) this.#called.set(word.module, word.calls);
        this.#sizes[word.module] = word.size;
        this.#readers.set(word.module, desk.number);
        this.#finish(desk, word.module);
        break;
      case "planned":
        for (const { path, before, after } of word.edited)
          this.#edited.set(path, { path, before: this.#edited.get(path)?.before ?? before, after });
        this.#mended.push(...word.mended);
        for (const secret of word.secrets) this.#secrets.add(secret);
        this.#finish(desk, word.module);
        break;
      case "reported":
        this.#reports.set(word.module, word);
        this.#finish(desk, word.module);
        break;
      case "cured":
        this.#cures.set(word.module, word);
        this.#finish(desk, word.module);
        break;
      case "end":
        break;
    }
  }

  #finish(desk: Desk, module: number): void {
    desk.begun = undefined;
    desk.left.delete(module);
    this.#done++;
    this.#workplace.progressed?.(this.#done, this.#total, this.#phase);
  }

  #isLost(module: number, kind: Task["kind"]): boolean {
    const steps: readonly WorkStep[] = kind === "plan" ? ["read", "judge", "mend"] : ["read", "judge"];
    return this.#losses.some((loss) => loss.module === module && steps.includes(loss.step));
  }

  #lose({ module, step, name }: Extract<WorkerMessage, { kind: "begin" }>, why: string): void {
    this.#losses.push({ module, step });
    const isReported = this.#phase === "cure" || isCuring(step);
    const message = isReported ? `fixes are missing: working them out ${why}` : why;
    this.#faults.lose(this.#phase, module, { file: name, message, kind: "input" });
  }

  #fault(fault: Fault): void {
    this.#faults.tell(this.#phase, fault);
  }

  #fixReport(mended: readonly Mended[]): FixReport {
    const diff = this.#job.options.isDry
      ? [...this.#edited.values()]
          .map((change) => unifiedDiff(visible(shownFrom(this.#job.cwd, change.path)), change, this.#secrets))
          .join("")
      : undefined;
    return { mended: byRule(mended), files: new Set(mended.flatMap(({ files }) => files)).size, diff };
  }

  /** Has what was planned taken for what is there. */
  #imagine(): readonly Mended[] {
    for (const desk of this.#desks) desk.imagined = [...this.#edited.values()];
    return this.#mended;
  }

  /** Writes what was planned, and gives what is mended by it. */
  #write(): readonly Mended[] {
    const roots = [...new Set(this.#modules.map(({ root }) => root))];
    const sets = this.#mended.map(({ files }) => files);
    const { left, faults } = write({ files: [...this.#edited.values()], sets, roots });
    this.#phase = "write";
    for (const { path, why } of [...left, ...faults])
      this.#fault({ file: shownFrom(this.#job.cwd, path), message: why, kind: "input" });
    for (const desk of this.#desks) desk.written = [...this.#edited.keys()];
    const unwritten = new Set(left.map(({ path }) => path));
    return this.#mended.filter(({ files }) => !files.some((path) => unwritten.has(path)));
  }

  /** All findings by their causes, after those fixes were worked out that it took to know all findings for. */
  async #cured(): Promise<readonly Cause<ReportedFinding>[]> {
    const modules = [...this.#reports.keys()].sort((a, b) => a - b);
    const toldBy = new Map<ReportedFinding, number>();
    for (const module of modules)
      for (const told of this.#reports.get(module)?.findings ?? []) toldBy.set(told, module);
    const findings = causes(joined(toldBy.keys()));
    const moduleOf = (cause: Cause<ReportedFinding>) => toldBy.get(membersOf(cause)[0]);
    const wanted = new Map<number, Set<string>>();
    for (const told of findings) {
      const module = moduleOf(told);
      if (module === undefined || told.suppression || !this.#reports.get(module)?.isUncured) continue;
      wanted.set(module, (wanted.get(module) ?? new Set()).add(cureKey(told)));
    }
    if (wanted.size === 0) return findings;
    const queue = new Queue(
      [...wanted.keys()].sort((a, b) => (this.#sizes[b] ?? 0) - (this.#sizes[a] ?? 0)),
      this.#sizes,
      this.#most,
      (module) => this.#readers.get(module) ?? 0,
    );
    await this.#share(
      "cure",
      queue,
      this.#most,
      [...wanted].map(([module, keys]) => ({ module, keys: [...keys] })),
    );
    const fixes = new Map<number, ReadonlyMap<string, readonly ToldFix[]>>();
    for (const [module, word] of this.#cures) fixes.set(module, new Map(word.fixes));
    return findings.map((told) => {
      const own = fixes.get(moduleOf(told) ?? -1)?.get(cureKey(told));
      return own ? { ...told, fixes: own } : told;
    });
  }

  /** Paths that lead to directories without anything to check. */
  *#emptiness(known: readonly Fault[]): Iterable<Fault> {
    const { cwd, paths } = this.#job;
    for (const path of new Set(paths.map((path) => resolve(cwd, path)))) {
      if (!isDirectory(path)) continue;
      const isFilled = this.#modules.some(
        ({ directory, isAlone }, module) =>
          isBelow(path, directory) && (isAlone || this.#faults.filled.has(module) || this.#isLost(module, "report")),
      );
      const isTold = known.some(({ file }) => file !== undefined && isBelow(path, resolve(cwd, file)));
      if (!isFilled && !isTold) yield { file: shownFrom(cwd, path), message: "nothing to check here", kind: "input" };
    }
  }
}

/** What a check is at, one after the other. */
export type Phase = Task["kind"] | "write";

const phases: readonly Phase[] = ["find", "read", "plan", "write", "report", "cure"];

/** What is complained of, in an order that does not depend on who came to it first. */
class Faults {
  /** What was complained of before any module was looked at. */
  found: readonly Fault[] = [];
  /** URIs of what was parsed. */
  readonly files = new Set<string>();
  /** Modules in which there is something that is checked. */
  readonly filled = new Set<number>();
  readonly #ofModules = new Map<number, Fault[]>();
  readonly #met = new Map<number, Met>();
  readonly #told: { readonly phase: Phase; readonly module: number; readonly fault: Fault }[] = [];

  take(module: number, faults: readonly Fault[]): void {
    this.#ofModules.set(module, [...(this.#ofModules.get(module) ?? []), ...faults]);
  }

  /** What is told last of a module counts: what is complained of may have moved by what was written. */
  meet(module: number, met: Met): void {
    for (const uri of met.files) this.files.add(uri);
    if (met.isFilled) this.filled.add(module);
    this.#met.set(module, met);
  }

  lose(phase: Phase, module: number, fault: Fault): void {
    this.#told.push({ phase, module, fault });
  }

  tell(phase: Phase, fault: Fault): void {
    this.#told.push({ phase, module: Number.POSITIVE_INFINITY, fault });
  }

  /** The calls of modules that are not here, in the order of files and places, each once whoever met it. */
  calls(): readonly Unread[] {
    const byPlace = new Map<string, Unread & { readonly kind: "module" }>();
    for (const call of [...this.#met.values()].flatMap(({ unread }) => unread))
      if (call.kind === "module") byPlace.set(`${call.file} ${call.at.offset}`, call);
    return [...byPlace.values()].sort((a, b) =>
      a.file < b.file ? -1 : a.file > b.file ? 1 : a.at.offset - b.at.offset,
    );
  }

  moves(): readonly Move[] {
    return [...this.#met.values()].flatMap(({ moves }) => moves);
  }

  /** Each once; `more` are those that come of what could not be read. */
  all(more: (known: readonly Fault[]) => readonly Fault[]): readonly Fault[] {
    const byModule = <Each>(each: ReadonlyMap<number, Each>) => [...each].sort(([a], [b]) => a - b);
    const met = byModule(this.#met).map(([, one]) => one);
    const unread = [...this.found, ...byModule(this.#ofModules).flatMap(([, faults]) => faults)];
    const failures = [...this.#met].flatMap(([module, one]) =>
      one.failures.map((message) => ({ phase: "report" as const, module, fault: { message, kind: "input" as const } })),
    );
    const told = [...this.#told, ...failures].sort(
      (a, b) =>
        phases.indexOf(a.phase) - phases.indexOf(b.phase) || (a.module < b.module ? -1 : a.module > b.module ? 1 : 0),
    );
    return unique([
      ...unread,
      ...exceeded(met),
      ...more(unread),
      ...met.flatMap(({ syntax }) => syntax),
      ...told.map(({ fault }) => fault),
    ]);
  }
}

const unreadFiles = (faults: readonly Fault[]): readonly Unread[] =>
  faults.flatMap(({ isUnread, file, message }) =>
    isUnread && file !== undefined ? [{ kind: "file" as const, file, reason: message }] : [],
  );

/** Of each place the gravest that is said of it. */
function exceeded(met: readonly Met[]): readonly Fault[] {
  const byPlace = new Map<string, Fault>();
  for (const fault of met.flatMap((one) => one.exceeded)) {
    const key = `${fault.file} ${fault.at?.offset}`;
    if (fault.kind === "input" || !byPlace.has(key)) byPlace.set(key, fault);
  }
  return [...byPlace.values()];
}

function unique(faults: readonly Fault[]): readonly Fault[] {
  const byText = new Map<string, Fault>();
  for (const fault of faults) {
    const key = `${fault.file ?? ""} ${fault.at?.offset ?? ""} ${fault.message}`;
    if (!byText.has(key)) byText.set(key, fault);
  }
  return [...byText.values()];
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const isCuring = (step: WorkStep): boolean => step === "mend" || step === "cure";

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
