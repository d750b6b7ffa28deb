import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { type ExtensionApi, run } from "./activate.ts";

/** Entry where extensions run in Node: the server is a process of its own. */
export function activate(context: ExtensionContext): ExtensionApi {
  const server = { module: context.asAbsolutePath("dist/server.cjs"), transport: TransportKind.ipc };
  const debug = { ...server, options: { execArgv: ["--nolazy", "--inspect=6019"] } };
  return run(context, (options) => new LanguageClient("parapet", "Parapet", { run: server, debug }, options));
}
