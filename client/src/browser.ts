import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { clock } from "../../supervisor/clock.ts";
import type { Message } from "../../supervisor/messages.ts";
import { port } from "../../supervisor/port.ts";
import { Supervisor } from "../../supervisor/supervisor.ts";
import { beginning, type ExtensionApi, run } from "./activate.ts";

/** Entry where extensions run in a web worker: the server is another one, a fresh one for every start, and whenever one hangs. */
export function activate(context: ExtensionContext): ExtensionApi {
  const script = Uri.joinPath(context.extensionUri, "dist/server.web.js").toString(true);
  const actions = Uri.joinPath(context.extensionUri, "dist/iam-data.gz").toString(true);
  let supervisor: Supervisor | undefined;
  const stop = (): void => supervisor?.dispose();
  context.subscriptions.push({ dispose: stop });
  const connect = async () => {
    stop();
    const { reader, writer, arrive } = port((message) => supervisor?.receive(message));
    supervisor = supervised(script, arrive, stop);
    return { reader, writer };
  };
  const initializationOptions = () => ({ ...beginning(), actions });
  return run(
    context,
    (options) => new LanguageClient("parapet", "Parapet", connect, { ...options, initializationOptions }),
  );
}

const supervised = (script: string, send: (message: Message) => void, exit: () => void): Supervisor =>
  new Supervisor({
    start(heard, ended) {
      const worker = new Worker(script);
      worker.onmessage = ({ data }) => heard(data);
      worker.addEventListener("error", ({ message }) => ended("failure", message));
      return { post: (said) => worker.postMessage(said), end: () => worker.terminate() };
    },
    send,
    exit,
    clock,
  });
