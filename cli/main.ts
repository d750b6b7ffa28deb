import { join } from "node:path";
import { threads } from "./hire.ts";
import { exit } from "./io.ts";
import { failure, run } from "./program.ts";

const { NO_COLOR, FORCE_COLOR, PARAPET_DEBUG } = process.env;
const debug = Boolean(PARAPET_DEBUG);

/** What shells say of a process that Ctrl-C has ended. */
const interrupted = 130;

// Whoever reads our output may stop early, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.on("uncaughtException", (error) => {
  process.stderr.write(failure(error, debug));
  process.exit(exit.failure);
});

process.once("SIGINT", () => {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  process.exit(interrupted);
});

void run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  color: !NO_COLOR && (process.stdout.isTTY || Boolean(FORCE_COLOR)),
  cwd: process.cwd(),
  today: new Date().toISOString().slice(0, 10),
  progress: process.stderr.isTTY,
  debug,
  // run from its sources, the command line does without a thread and without AWS's reference, which lies beside the bundle
  ...(typeof __dirname === "undefined" ? {} : { hire: threads(join(__dirname, "parapet-worker.cjs")) }),
}).then((code) => {
  process.exitCode = code;
});
