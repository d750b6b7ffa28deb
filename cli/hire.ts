import { getHeapStatistics } from "node:v8";
import { Worker as Thread } from "node:worker_threads";
import type { Hire, Order, Word } from "./job.ts";

/** What a thread is given so that it knows itself for a worker. */
export const workerMark = "parapet worker";

const megabyte = 1_048_576;

/** Most memory for a worker, in megabytes: what the machine gives to any process, within reason. */
const mostMemory = Math.min(4096, Math.floor(getHeapStatistics().heap_size_limit / megabyte));

/** Workers that are threads, run from a script that calls `serve`. */
export const threads =
  (script: string | URL, memory = mostMemory): Hire =>
  (heard, lost) => {
    const thread = new Thread(script, {
      workerData: workerMark,
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    thread.on("message", (word: Word) => heard(word));
    thread.on("error", (error: NodeJS.ErrnoException) =>
      lost(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "ran out of memory" : `failed: ${error.message}`),
    );
    thread.on("exit", () => lost("ended"));
    return {
      give: (order: Order) => thread.postMessage(order),
      end: () => {
        // Nobody waits for it: what it does may not be to be interrupted.
        thread.unref();
        void thread.terminate();
      },
    };
  };
