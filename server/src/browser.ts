import { createConnection } from "vscode-languageserver/browser";
import { rules } from "../../rules/index.ts";
import { clientDisk } from "./client-disk.ts";
import { Guard } from "./guard.ts";
import { fetchedActions } from "./iam-data-web.ts";
import { noReferenceParser } from "./reference-parser.ts";
import { serve } from "./session.ts";
import { attend, type Parent } from "./watch.ts";

declare const self: DedicatedWorkerGlobalScope;

const parent: Parent = {
  post: (said) => self.postMessage(said),
  listen(heard) {
    self.onmessage = ({ data }) => heard(data);
  },
};

attend(parent, (watch, reader, writer) => {
  const connection = createConnection(reader, writer, { messageStrategy: watch.strategy });
  const guard = new Guard((text) => connection.console.error(text));
  // what nobody waits for must not end the server when it fails
  const caught = (event: Event, error: unknown): void => {
    event.preventDefault();
    guard.tell("work in the background", error);
  };
  self.addEventListener("error", (event) => caught(event, event.error));
  self.addEventListener("unhandledrejection", (event) => caught(event, event.reason));
  serve({
    connection,
    watch,
    disk: clientDisk(connection),
    rules,
    referenceParser: noReferenceParser,
    actions: (url, arrived) => (url === undefined ? () => undefined : fetchedActions(url, arrived)),
    today: () => new Date().toISOString().slice(0, 10),
    now: () => performance.now(),
  });
});
