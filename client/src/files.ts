import { type Disposable, FileType, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { readDirectory, readFile } from "./protocol.ts";

/** Lets a server without a file system read the workspace through the editor. */
export function serveFiles(client: BaseLanguageClient): readonly Disposable[] {
  return [
    client.onRequest(readDirectory, async ({ uri }) => {
      const entries = await unlessMissing(workspace.fs.readDirectory(Uri.parse(uri)));
      return (entries ?? []).map(([name, type]) => [name, type & FileType.Directory ? "directory" : "file"] as const);
    }),
    client.onRequest(readFile, async ({ uri }) => {
      const bytes = await unlessMissing(workspace.fs.readFile(Uri.parse(uri)));
      return bytes === undefined ? null : new TextDecoder().decode(bytes);
    }),
  ];
}

async function unlessMissing<T>(reading: Thenable<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch {
    return undefined;
  }
}
