import { join } from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { rules } from "../../rules/index.ts";
import { noArbiter } from "./arbiter.ts";
import { hashicorp } from "./hashicorp.ts";
import { nodeDisk } from "./node-disk.ts";
import { serve } from "./session.ts";

// HashiCorp's parser lies beside the bundle; run from its sources, the server does without it.
const beside = typeof __dirname === "undefined" ? undefined : join(__dirname, "hashicorp-worker.cjs");

serve({
  connection: createConnection(ProposedFeatures.all),
  disk: nodeDisk,
  rules,
  arbiter: beside === undefined ? noArbiter : hashicorp(beside),
  today: () => new Date().toISOString().slice(0, 10),
});
