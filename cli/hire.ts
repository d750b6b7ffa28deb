import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { Worker as Thread } from "node:worker_threads";
import { isCode } from "./disk.ts";
import { messageOf } from "./io.ts";
import { type Hire, outOfMemory, type WorkerMessage, type WorkOrder } from "./job.ts";

/** What a thread is given so that it knows itself for a worker. */
export const workerMark = "parapet worker";

const megabyte = 1_048_576;

/** Most memory for a worker, in megabytes: what V8 gives to any process on the machine, within reason. */
const mostMemory = Math.min(4096, Math.floor(getHeapStatistics().heap_size_limit / megabyte));

/** Workers that are threads, run from a script that calls `serve`. */
export const threads =
  (script: string, memory = mostMemory): Hire =>
  (heard, lost) => {
    tuned();
    const thread = new Thread(script, {
      workerData: workerMark,
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    // V8 ends the whole process where a thread takes much at once beyond its limit, so that it is not let to come near.
    const start = usedElsewhere();
    const clock = setInterval(() => {
      if (usedElsewhere() - start > memory * megabyte * nearly) lost(outOfMemory);
    }, 50);
    thread.on("message", (word: WorkerMessage) => heard(word));
    thread.on("error", (error: unknown) =>
      lost(isCode(error, "ERR_WORKER_OUT_OF_MEMORY") ? outOfMemory : `failed: ${messageOf(error)}`),
    );
    thread.on("exit", () => lost("ended"));
    return {
      give: (order: WorkOrder) => thread.postMessage(order),
      end: () => {
        clearInterval(clock);
        // Nobody waits for it: it may be doing what cannot be interrupted.
        thread.unref();
        void thread.terminate();
      },
    };
  };

const nearly = 0.75;

/** Memory of the process without that of this thread, in bytes. */
function usedElsewhere(): number {
  const { rss, heapTotal } = process.memoryUsage();
  return rss - heapTotal;
}

/**
 * Has V8 compile less and let less garbage lie. A check runs for seconds, each worker with code of its own: by default V8 optimizes a thousand
 * functions in each and throws 400 of them away again, which took a quarter of all processor time; and two heaps together
 * grow to 800 MB where 500 do.
 */
function tuned(): void {
  // V8 complains aloud of a flag that it does not know.
  if (!knownVersions.test(process.versions.v8)) return;
  setFlagsFromString("--interrupt-budget=600000");
  setFlagsFromString("--heap-growing-percent=50");
}

const knownVersions = /^1[1-3]\./;
