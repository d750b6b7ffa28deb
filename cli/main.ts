import { join } from "node:path";
import { packedActions } from "../server/src/iam-data.ts";
import { run } from "./program.ts";

// Whoever reads our output may stop early, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const { NO_COLOR, FORCE_COLOR } = process.env;

void run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  color: !NO_COLOR && (process.stdout.isTTY || Boolean(FORCE_COLOR)),
  cwd: process.cwd(),
  today: new Date().toISOString().slice(0, 10),
  // AWS's reference lies beside the bundle; run from its sources, the command line does without it
  ...(typeof __dirname === "undefined" ? {} : { actions: packedActions(join(__dirname, "iam-data.gz")) }),
}).then((code) => {
  process.exitCode = code;
});
