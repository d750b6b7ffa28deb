import { Worker } from "node:worker_threads";
import {
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { clock } from "../../supervisor/clock.ts";
import type { Message } from "../../supervisor/messages.ts";
import { Supervisor, type SupervisorHost } from "../../supervisor/supervisor.ts";

interface SuperviseOptions {
  readonly patience?: NonNullable<SupervisorHost["patience"]>;
  /** What a server may fill of the memory. */
  readonly megabytes?: number;
}

/** How often it is looked whether the client's process is still there, in milliseconds. */
const lookOut = 3_000;

/** Speaks to the client as this process was told to on its command line, and runs the server in a thread of its own. */
export function supervise(script: string | URL, { patience, megabytes = 2_048 }: SuperviseOptions = {}): void {
  const [reader, writer] = transport(process.argv.slice(2));
  const supervisor = new Supervisor({
    start: (heard, ended) => {
      // its standard streams are kept from ours, which may carry the protocol
      const options = { stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: megabytes } };
      const worker = new Worker(script, options);
      for (const stream of [worker.stdout, worker.stderr]) stream.on("data", (chunk) => process.stderr.write(chunk));
      worker.on("message", heard);
      worker.on("error", (error: NodeJS.ErrnoException) =>
        ended(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "failure", error.stack ?? String(error)),
      );
      worker.on("exit", (code) => ended("failure", `The thread ended with ${code}.`));
      return { post: (said) => worker.postMessage(said), end: () => void worker.terminate() };
    },
    // a client that no longer listens is noticed elsewhere
    send: (message) => void writer.write(message).catch(() => undefined),
    exit: (code) => process.exit(code),
    clock,
    // who debugs the server may stop it for any time
    ...(process.execArgv.some((argument) => argument.startsWith("--inspect"))
      ? { patience: { working: Number.POSITIVE_INFINITY, starting: Number.POSITIVE_INFINITY } }
      : patience && { patience }),
  });

  const gone = (): void => supervisor.leave();
  let watched = clientProcess(process.argv);
  reader.onClose(gone);
  process.on("disconnect", gone);
  if (reader instanceof StreamMessageReader) process.stdin.on("end", gone).on("close", gone);
  reader.listen((message) => {
    const { method, params } = message as Message;
    if (method === "initialize")
      watched ??= (params as { readonly processId?: number | null } | undefined)?.processId ?? undefined;
    supervisor.receive(message as Message);
  });
  setInterval(() => {
    if (watched !== undefined && !isAlive(watched)) gone();
  }, lookOut).unref();
}

/** As `vscode-languageserver` reads it. */
function transport(given: readonly string[]): readonly [MessageReader, MessageWriter] {
  for (const [index, argument] of given.entries()) {
    const [name, value = given[index + 1]] = argument.split("=");
    if (name === "--node-ipc") return [new IPCMessageReader(process), new IPCMessageWriter(process)];
    if (name === "--stdio") return [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
    if (name === "--socket" && value !== undefined) return createServerSocketTransport(Number.parseInt(value, 10));
    if (name === "--pipe" && value !== undefined) return createServerPipeTransport(value);
  }
  throw new Error("Say how the client is reached: --stdio, --node-ipc, --pipe=<name> or --socket=<port>.");
}

function clientProcess(given: readonly string[]): number | undefined {
  for (const [index, argument] of given.entries()) {
    const [name, value = given[index + 1]] = argument.split("=");
    if (name === "--clientProcessId" && Number.isInteger(Number(value))) return Number(value);
  }
  return undefined;
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
