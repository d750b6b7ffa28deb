import { type ExtensionContext, Uri } from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from "vscode-languageclient/browser";
import { run, type Told } from "./activate.ts";

/** Entry where extensions run in a web worker: the server is another one, a fresh one for every start. */
export function activate(context: ExtensionContext): Told {
  const script = Uri.joinPath(context.extensionUri, "dist/server.web.js").toString(true);
  const actions = Uri.joinPath(context.extensionUri, "dist/iam-data.gz").toString(true);
  let worker: Worker | undefined;
  const stop = (): void => worker?.terminate();
  context.subscriptions.push({ dispose: stop });
  // Reader and writer rather than the worker: the client does not know VS Code's own kind of worker for one.
  const connect = async () => {
    stop();
    worker = new Worker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return run(
    context,
    (options) => new LanguageClient("parapet", "Parapet", connect, { ...options, initializationOptions: { actions } }),
  );
}
