import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  InitializedNotification,
  InitializeRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

// Very large files, opened one by one in a server of their own, as it is shipped: how long until the first diagnostics, and how
// much memory the process takes at most and once it rests. Files are arguments.

const memory = (pid: number | undefined, name: "VmHWM" | "VmRSS"): string => {
  const kilobytes = new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return `${Math.round(Number(kilobytes) / 1000)} MB`;
};

/** Processor time so far, in milliseconds. */
function worked(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, "utf8");
  const uri = pathToFileURL(resolve(path)).href;
  const server = spawn(process.execPath, [resolve("dist/server.cjs"), "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const client = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  client.listen();
  await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(dirname(resolve(path))).href, name: "bench" }],
    capabilities: { textDocument: { diagnostic: {} } },
  });
  await client.sendNotification(InitializedNotification.type, {});
  const atRest = memory(server.pid, "VmRSS");
  const before = worked(server.pid);
  const start = performance.now();
  await client.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: "json", version: 1, text },
  });
  const report = await client.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
  const processor = worked(server.pid) - before;
  const first = Math.round(performance.now() - start);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const found = report.kind === "full" ? report.items.length : 0;
  console.log(
    `${path}: ${(text.length / 1e6).toFixed(1)} MB, first diagnostics (${found}) after ${first} ms (${processor} ms of processor time), at most ${memory(server.pid, "VmHWM")}, at rest ${memory(server.pid, "VmRSS")}, before ${atRest}`,
  );
  await client.sendRequest("shutdown");
  await client.sendNotification("exit");
  await new Promise((resolve) => server.once("exit", resolve));
  client.dispose();
}
