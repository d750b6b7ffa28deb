import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { run } from "./activate.ts";

/** Entry where extensions run in a web worker: the server is another one. */
export async function activate(context: ExtensionContext): Promise<void> {
  const server = Uri.joinPath(context.extensionUri, "dist/server.web.js").toString(true);
  await run(context, (options) => new LanguageClient("parapet", "Parapet", async () => new Worker(server), options));
}
