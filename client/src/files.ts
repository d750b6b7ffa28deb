import { type Disposable, FileSystemError, FileType, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type NotRead, readDirectory, readFile } from "../../protocol/messages.ts";

/** Lets a server without a file system read the workspace through the editor. */
export function serveFiles(client: BaseLanguageClient): readonly Disposable[] {
  return [
    client.onRequest(readDirectory, ({ uri }) =>
      unlessMissing(async () => {
        const entries = await workspace.fs.readDirectory(Uri.parse(uri));
        return {
          entries: entries.map(([name, type]) => [name, type & FileType.Directory ? "directory" : "file"] as const),
        };
      }),
    ),
    client.onRequest(readFile, ({ uri, largest }) =>
      unlessMissing(async () => {
        const { size } = await workspace.fs.stat(Uri.parse(uri));
        if (size > largest) return tooLarge(size, largest);
        const bytes = await workspace.fs.readFile(Uri.parse(uri));
        return bytes.length > largest ? tooLarge(bytes.length, largest) : decoded(bytes);
      }),
    ),
  ];
}

async function unlessMissing<T>(reading: () => Promise<T>): Promise<T | NotRead | null> {
  try {
    return await reading();
  } catch (error) {
    const code = error instanceof FileSystemError ? error.code : undefined;
    if (code === "FileNotFound" || code === "FileNotADirectory") return null;
    if (code === "FileIsADirectory") return { reason: "is a directory" };
    if (code === "NoPermissions") return { reason: "cannot be read: permission denied" };
    return { reason: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function decoded(bytes: Uint8Array): { readonly text: string } | NotRead {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { reason: "is not valid UTF-8" };
  }
}

const tooLarge = (size: number, largest: number): NotRead => ({
  reason: `is too large to be checked (${megabytes(size)} MB; the limit is ${megabytes(largest)} MB)`,
});

const megabytes = (bytes: number): string =>
  bytes < 100_000_000 ? String(Number((bytes / 1_000_000).toPrecision(2))) : (bytes / 1_000_000).toFixed(0);
