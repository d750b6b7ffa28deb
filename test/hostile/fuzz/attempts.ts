import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Attempt, Fault, Result, Word } from "./attempt.ts";

/** How long a step may take before it counts as hanging, in milliseconds: nothing should take a tenth of it on a machine that has time. */
const deadline = 60_000;
/** After so many attempts a new process goes on, so that what one leaves behind is not taken for the fault of another. */
const mostAttempts = 300;
/** In megabytes: more would tell more, but kill the machine. */
const mostMemory = 1_500;

/** Makes attempts in a process of their own, which is ended when it hangs. */
export class Attempts {
  readonly #script: string;
  readonly #deadline: number;
  #child: ChildProcess | undefined;
  #made = 0;

  constructor(script = "child.ts", milliseconds = deadline) {
    this.#script = script;
    this.#deadline = milliseconds;
  }

  async make(attempt: Attempt): Promise<Result> {
    if (this.#made >= mostAttempts) this.end();
    this.#child ??= await started(this.#script);
    this.#made++;
    const child = this.#child;
    return new Promise((resolve) => {
      const settle = (result: Result): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(result);
      };
      const lost = (kind: Fault["kind"], message: string): void => {
        this.end();
        settle({ faults: [{ kind, during, message }], edits: 0, calls: 0 });
      };
      const waited = () => setTimeout(() => lost("hang", `no end after ${this.#deadline / 1000} s`), this.#deadline);
      let during = "the beginning";
      let timer = waited();
      child.on("message", (word: Word) => {
        if (!("began" in word)) return settle(word);
        during = word.began;
        clearTimeout(timer);
        timer = waited();
      });
      child.once("exit", (code, signal) => lost("death", `the process ended: ${code ?? signal}`));
      child.send(attempt);
    });
  }

  /** The same in a process that has done nothing else: only what fails there, too, has failed. */
  async makeAlone(attempt: Attempt): Promise<Result> {
    this.end();
    const result = await this.make(attempt);
    this.end();
    return result;
  }

  end(): void {
    this.#child?.removeAllListeners();
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
    this.#made = 0;
  }
}

function started(script: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, script), {
    execArgv: ["--import", "tsx", `--max-old-space-size=${mostMemory}`],
  });
  return new Promise((resolve, reject) => {
    child.once("message", () => {
      child.removeAllListeners();
      resolve(child);
    });
    child.once("exit", () => reject(new Error("the process for attempts does not start")));
  });
}
