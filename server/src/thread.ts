import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import type { Rule } from "../../rules/kit/rule.ts";
import { Guard } from "./guard.ts";
import { hashicorp } from "./hashicorp.ts";
import { packedActions } from "./iam-data.ts";
import { nodeDisk } from "./node-disk.ts";
import { noReferenceParser } from "./reference-parser.ts";
import { serve } from "./session.ts";
import { attend, type Parent } from "./watch.ts";

// HashiCorp's parser and AWS's reference lie beside the bundle; run from its sources, the server does without them.
const beside = typeof __dirname === "undefined" ? undefined : __dirname;

/** Serves from a thread of Node's to the one that started it. */
export function serveInThread(rules: readonly Rule[]): void {
  const parent: Parent = {
    post: (said) => parentPort?.postMessage(said),
    listen: (heard) => void parentPort?.on("message", heard),
  };
  attend(parent, (watch, reader, writer) => {
    const connection = createConnection(ProposedFeatures.all, reader, writer, { messageStrategy: watch.strategy });
    const guard = new Guard((text) => connection.console.error(text));
    // what nobody waits for must not end the server when it fails
    process.on("uncaughtException", (error) => guard.tell("work in the background", error));
    process.on("unhandledRejection", (error) => guard.tell("work in the background", error));
    serve({
      connection,
      watch,
      disk: nodeDisk,
      rules,
      referenceParser: beside === undefined ? noReferenceParser : hashicorp(join(beside, "hashicorp-worker.cjs")),
      actions: () => (beside === undefined ? () => undefined : packedActions(join(beside, "iam-data.gz"))),
      today: () => new Date().toISOString().slice(0, 10),
      now: () => performance.now(),
    });
  });
}
