import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { rules } from "../../rules/index.ts";
import { noArbiter } from "./arbiter.ts";
import { clientDisk } from "./client-disk.ts";
import { fetchedActions } from "./iam-data-web.ts";
import { serve } from "./session.ts";

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));

serve({
  connection,
  disk: clientDisk(connection),
  rules,
  arbiter: noArbiter,
  actions: (url, arrived) => (url === undefined ? () => undefined : fetchedActions(url, arrived)),
  today: () => new Date().toISOString().slice(0, 10),
  now: () => performance.now(),
});
