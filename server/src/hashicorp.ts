import { Worker } from "node:worker_threads";
import type { ReferenceParser, Verdict } from "./reference-parser.ts";

export interface Question {
  readonly id: number;
  readonly text: string;
}

const unavailable: Verdict = { state: "unavailable" };
const longest = 1_000_000;
const deepest = 500;
const mostFailures = 5;
/** How long an idle thread is kept, in milliseconds: it holds some 100 MB. */
const idleTime = 60_000;

/**
 * HashiCorp's parser in a thread of its own, started when it is first needed. It hangs and dies on some texts: then the
 * answer is "unavailable", the thread is dropped and the next question starts another. Both times are in milliseconds; `startup` is
 * granted to the first question of a thread on top.
 */
export function hashicorp(script: string, { deadline = 3_000, startup = 10_000 } = {}): ReferenceParser {
  let worker: Worker | undefined;
  let last = 0;
  let failures = 0;
  let queue: Promise<unknown> = Promise.resolve();
  let resting: ReturnType<typeof setTimeout> | undefined;

  const drop = async (): Promise<void> => {
    clearTimeout(resting);
    const dropped = worker;
    worker = undefined;
    await dropped?.terminate();
  };

  const ask = async (text: string): Promise<Verdict> => {
    if (failures >= mostFailures) return unavailable;
    const allowed = worker ? deadline : deadline + startup;
    worker ??= start(script);
    const id = ++last;
    clearTimeout(resting);
    const answer = await answered(worker, { id, text }, allowed);
    resting = setTimeout(drop, idleTime).unref();
    if (answer) {
      failures = 0;
      return answer;
    }
    failures++;
    await drop();
    return unavailable;
  };

  return {
    parse(text) {
      if (text.length > longest || text.includes("\0") || depth(text) > deepest) return Promise.resolve(unavailable);
      const answer = queue.then(() => ask(text));
      queue = answer.catch(() => undefined);
      return answer;
    },
    dispose: drop,
  };
}

export function start(script: string): Worker {
  // its standard streams are kept from ours, which may carry the protocol
  const worker = new Worker(script, { stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 256 } });
  worker.stdout.resume();
  worker.stderr.resume();
  worker.unref();
  // one that dies while nobody asks it must not end the process
  worker.on("error", () => undefined);
  return worker;
}

/** The answer to one question; undefined when the thread dies or the deadline passes. */
export function answered(worker: Worker, question: Question, deadline: number): Promise<Verdict | undefined> {
  return new Promise((resolve) => {
    const settle = (verdict: Verdict | undefined): void => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onEnd).off("exit", onEnd);
      resolve(verdict);
    };
    const onMessage = ({ id, verdict }: { id: number; verdict: Verdict }): void => {
      if (id === question.id) settle(verdict);
    };
    const onEnd = (): void => settle(undefined);
    const timer = setTimeout(settle, deadline, undefined);
    worker.on("message", onMessage).on("error", onEnd).on("exit", onEnd);
    worker.postMessage(question);
  });
}

/** How deep brackets nest at most, counted roughly: those in strings and comments count too. */
function depth(text: string): number {
  let now = 0;
  let most = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "{" || character === "[" || character === "(") most = Math.max(most, ++now);
    else if (character === "}" || character === "]" || character === ")") now--;
  }
  return most;
}
