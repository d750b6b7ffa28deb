import { join } from "node:path";
import { supervise } from "./supervise.ts";

// The server lies beside the bundle; from its sources, it runs as they are.
supervise(
  typeof __dirname === "undefined"
    ? new URL("worker-from-sources.mjs", import.meta.url)
    : join(__dirname, "server-worker.cjs"),
);
