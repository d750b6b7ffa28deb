import type { Connection } from "vscode-languageserver";
import { type Disk, largestFile } from "./disk.ts";
import { readDirectory, readFile } from "./protocol.ts";

/** The file system as the editor sees it, for a server in a web worker. What a link leads to is the editor's to guard. */
export const clientDisk = (connection: Connection): Disk => ({
  isCaseSensitive: true,

  async list(directory) {
    try {
      const entries = await connection.sendRequest(readDirectory, { uri: directory });
      return entries.map(([name, kind]) => ({ name, kind }));
    } catch {
      return [];
    }
  },

  async read(uri) {
    try {
      const text = await connection.sendRequest(readFile, { uri });
      return text === null || text.length > largestFile || text.slice(0, 8000).includes("\0") ? undefined : text;
    } catch {
      return undefined;
    }
  },
});
