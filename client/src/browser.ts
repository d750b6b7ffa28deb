import { type ExtensionContext, Uri } from "vscode";
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  Emitter,
  LanguageClient,
  type Message,
} from "vscode-languageclient/browser";
import { Supervisor } from "../../supervisor/supervisor.ts";
import { run, type Told } from "./activate.ts";

/** Entry where extensions run in a web worker: the server is another one, a fresh one for every start, and whenever one hangs. */
export function activate(context: ExtensionContext): Told {
  const script = Uri.joinPath(context.extensionUri, "dist/server.web.js").toString(true);
  const actions = Uri.joinPath(context.extensionUri, "dist/iam-data.gz").toString(true);
  let supervisor: Supervisor | undefined;
  const stop = (): void => supervisor?.dispose();
  context.subscriptions.push({ dispose: stop });
  const connect = async () => {
    stop();
    const arrived = new Emitter<Message>();
    const started = supervised(script, (message) => arrived.fire(message), stop);
    supervisor = started;
    return { reader: new Reader(arrived), writer: new Writer(started) };
  };
  return run(
    context,
    (options) => new LanguageClient("parapet", "Parapet", connect, { ...options, initializationOptions: { actions } }),
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
    clock: {
      now: () => performance.now(),
      after(milliseconds, work) {
        const timer = setTimeout(work, milliseconds);
        return () => clearTimeout(timer);
      },
    },
  });

class Reader extends AbstractMessageReader {
  readonly #arrived: Emitter<Message>;

  constructor(arrived: Emitter<Message>) {
    super();
    this.#arrived = arrived;
  }

  listen(callback: DataCallback) {
    return this.#arrived.event(callback);
  }
}

class Writer extends AbstractMessageWriter {
  readonly #supervisor: Supervisor;

  constructor(supervisor: Supervisor) {
    super();
    this.#supervisor = supervisor;
  }

  async write(message: Message): Promise<void> {
    this.#supervisor.receive(message);
  }

  end(): void {}
}
