import { join } from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { rules } from "../../rules/index.ts";
import { noArbiter } from "./arbiter.ts";
import { hashicorp } from "./hashicorp.ts";
import { packedActions } from "./iam-data.ts";
import { nodeDisk } from "./node-disk.ts";
import { serve } from "./session.ts";

// HashiCorp's parser and AWS's reference lie beside the bundle; run from its sources, the server does without them.
const beside = typeof __dirname === "undefined" ? undefined : __dirname;

serve({
  connection: createConnection(ProposedFeatures.all),
  disk: nodeDisk,
  rules,
  arbiter: beside === undefined ? noArbiter : hashicorp(join(beside, "hashicorp-worker.cjs")),
  actions: () => (beside === undefined ? () => undefined : packedActions(join(beside, "iam-data.gz"))),
  today: () => new Date().toISOString().slice(0, 10),
  now: () => performance.now(),
});
