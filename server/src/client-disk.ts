import type { Connection } from "vscode-languageserver";
import { readDirectory, readFile } from "../../protocol/messages.ts";
import { absent, type Disk, faults, isBinary, unreadable } from "./disk.ts";

/** The file system as the editor sees it, for a server in a web worker. What a link leads to is the editor's to guard. */
export const clientDisk = (connection: Connection): Disk => ({
  isCaseSensitive: true,

  async list(directory) {
    try {
      const found = await connection.sendRequest(readDirectory, { uri: directory });
      if (found === null) return absent;
      if ("reason" in found) return unreadable(found.reason);
      return { state: "listed", entries: found.entries.map(([name, kind]) => ({ name, kind })) };
    } catch (error) {
      return unreadable(unanswered(error));
    }
  },

  async read(uri, _roots, largest) {
    try {
      const found = await connection.sendRequest(readFile, { uri, largest });
      if (found === null) return absent;
      if ("reason" in found) return unreadable(found.reason);
      return isBinary(found.text) ? unreadable(faults.notText) : { state: "text", text: found.text };
    } catch (error) {
      return unreadable(unanswered(error));
    }
  },
});

const unanswered = (error: unknown): string =>
  `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
