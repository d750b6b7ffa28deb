import { availableParallelism } from "node:os";
import { shownLines } from "../analysis/show/visible.ts";
import { check, type Phase } from "./check.ts";
import type { Io } from "./io.ts";
import type { Job } from "./job.ts";
import type { CheckOutcome } from "./outcome.ts";
import { Progress } from "./progress.ts";
import { planLines } from "./reporters/pretty.ts";

/** Has a job done, with its progress shown. */
export async function worked(job: Job, patience: number, io: Io): Promise<CheckOutcome> {
  const progress = io.progress ? new Progress(io.stderr) : undefined;
  const hire = io.hire ?? (await import("./worker.ts")).inProcess({ actions: () => io.actions?.() });
  const outcome = await check(job, {
    hire,
    workers: io.workers ?? (io.hire ? Math.min(availableParallelism(), mostWorkers) : 1),
    share: io.workers === undefined ? worthAWorker : 0,
    patience,
    progressed: (done, modules, phase) => progress?.show(doing[phase], done, modules),
    planned: (fix) => {
      progress?.clear();
      io.stderr.write(planLines(fix));
    },
    failed: (stack) => io.debug && io.stderr.write(shownLines(`${stack}\n`)),
  });
  progress?.clear();
  return outcome;
}

/** Each takes about 90 MB besides what is checked: with four, 350,000 lines took more than 600 MB. */
const mostWorkers = 3;

/** How much a worker must have to do, in bytes: about a second of work, of which half is what it costs to have one more. */
const worthAWorker = 1_000_000;

const doing: Readonly<Record<Phase, string>> = {
  find: "found",
  read: "read",
  plan: "mended",
  write: "written",
  report: "checked",
  cure: "verified fixes of",
};
