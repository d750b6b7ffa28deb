import { joined } from "../analysis/estate.ts";
import { shownFrom } from "./disk.ts";
import type { Hire, Job, Loss, Order, Step, Word } from "./job.ts";
import type { Fault, Outcome, Told } from "./outcome.ts";
import { Watch } from "./watch.ts";
import { type Change, write } from "./write.ts";

/** Who works a check out, how long it may be silent, and who wants to know of it. */
export interface Workplace {
  readonly hire: Hire;
  /** Seconds without a word after which a worker is given up. */
  readonly patience: number;
  progressed?(done: number, modules: number): void;
  /** Takes the stack of what failed. */
  failed?(stack: string): void;
}

/** Checks every module that the paths lead to, and mends what may be mended. */
export async function check(job: Job, workplace: Workplace): Promise<Outcome> {
  const watch = new Watch(workplace.hire, workplace.patience);
  try {
    return await new Run(job, workplace, watch).outcome();
  } finally {
    watch.end();
  }
}

/** How many workers are lost before the rest is left: each may have cost all the patience there is. */
const mostLost = 20;

class Run {
  readonly #job: Job;
  readonly #workplace: Workplace;
  readonly #watch: Watch;
  readonly #losses: Loss[] = [];
  readonly #edited = new Map<string, Change>();
  readonly #sets: (readonly string[])[] = [];
  readonly #reports: (readonly Told[])[] = [];
  readonly #faults = new Map<string, Fault>();
  #done: string[] = [];
  #begun: Extract<Word, { kind: "begin" }> | undefined;
  #modules = 0;
  #roots: readonly string[] = [];
  #files = 0;
  #found: readonly Fault[] = [];
  #unworked = 0;

  constructor(job: Job, workplace: Workplace, watch: Watch) {
    this.#job = job;
    this.#workplace = workplace;
    this.#watch = watch;
  }

  async outcome(): Promise<Outcome> {
    let fixed = 0;
    if (this.#job.options.fix !== undefined) {
      await this.#follow("plan");
      fixed = this.#write();
    }
    await this.#follow("report");
    if (this.#unworked > 0)
      this.#fault({ message: `fixes of ${counted(this.#unworked, "finding")} were not worked out`, kind: "note" });
    return {
      findings: joined(this.#reports.flat()),
      faults: [...this.#found, ...this.#faults.values()],
      modules: this.#modules,
      files: this.#files,
      fixed,
    };
  }

  /** Has an order followed to its end, by one worker after the other where they are lost. */
  async #follow(kind: Order["kind"]): Promise<void> {
    this.#done = [];
    for (let workers = 1; ; workers++) {
      this.#begun = undefined;
      const why = await this.#watch.follow(
        { job: this.#job, kind, done: this.#done, lost: this.#losses, edited: [...this.#edited.values()] },
        (word) => this.#hear(word),
      );
      if (why === undefined) return;
      if (this.#begun) this.#lose(this.#begun, why);
      else return this.#fault({ message: `the check ${why}`, kind: "input" });
      if (workers === mostLost)
        return this.#fault({
          message: `the rest was not checked, for ${counted(this.#losses.length, "module")} were given up before`,
          kind: "input",
        });
    }
  }

  #hear(word: Word): void {
    switch (word.kind) {
      case "found":
        this.#modules = word.modules;
        this.#roots = word.roots;
        break;
      case "begin":
        this.#begun = word;
        break;
      case "failed":
        if (this.#begun) this.#lose(this.#begun, `failed: ${word.message}`);
        this.#workplace.failed?.(word.stack);
        break;
      case "planned":
        for (const { path, before, after } of word.edited)
          this.#edited.set(path, { path, before: this.#edited.get(path)?.before ?? before, after });
        this.#sets.push(...word.sets);
        this.#finish(word.module);
        break;
      case "reported":
        this.#reports.push(word.findings);
        for (const message of word.failures) this.#fault({ message, kind: "input" });
        this.#unworked += word.unworked;
        this.#finish(word.module);
        break;
      case "end":
        this.#files = word.files;
        this.#found = word.faults;
        break;
    }
  }

  #finish(module: string): void {
    this.#begun = undefined;
    this.#done.push(module);
    this.#workplace.progressed?.(this.#done.length, this.#modules);
  }

  #lose({ module, step, name }: Extract<Word, { kind: "begin" }>, why: string): void {
    this.#losses.push({ module, step });
    this.#fault({
      file: name,
      message: isCuring(step) ? `fixes are missing: working them out ${why}` : why,
      kind: "input",
    });
  }

  /** Each is named once. */
  #fault(fault: Fault): void {
    this.#faults.set(`${fault.file ?? ""}\n${fault.message}`, fault);
  }

  /** Writes what was planned, and gives how many findings are mended by it. */
  #write(): number {
    const { left, faults } = write({ files: [...this.#edited.values()], sets: this.#sets, roots: this.#roots });
    for (const { path, why } of [...left, ...faults])
      this.#fault({ file: shownFrom(this.#job.cwd, path), message: why, kind: "input" });
    const unwritten = new Set(left.map(({ path }) => path));
    return this.#sets.filter((files) => !files.some((path) => unwritten.has(path))).length;
  }
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const isCuring = (step: Step): boolean => step === "mend" || step === "cure";
