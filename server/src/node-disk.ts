import { open, readdir, realpath, stat } from "node:fs/promises";
import { sep } from "node:path";
import { type Disk, type Entry, largestFile } from "./disk.ts";
import { child, pathOf } from "./uri.ts";

/** The machine's file system. Links are followed only as long as they end inside the roots. */
export const nodeDisk: Disk = {
  isCaseSensitive: process.platform !== "win32" && process.platform !== "darwin",

  async list(directory, roots) {
    const path = await allowed(directory, roots);
    if (path === undefined) return [];
    try {
      const entries = await readdir(path, { withFileTypes: true });
      const kinds = entries.map(async (entry): Promise<Entry | undefined> => {
        if (entry.isFile()) return { name: entry.name, kind: "file" };
        if (entry.isDirectory()) return { name: entry.name, kind: "directory" };
        return entry.isSymbolicLink() ? await linked(directory, entry.name, roots) : undefined;
      });
      return (await Promise.all(kinds)).filter((entry) => entry !== undefined);
    } catch {
      return [];
    }
  },

  async read(uri, roots) {
    const path = await allowed(uri, roots);
    if (path === undefined) return undefined;
    try {
      // a pipe or a device would keep the server waiting for ever: only a plain file is opened
      const { size } = await stat(path).then((found) => (found.isFile() ? found : { size: Number.POSITIVE_INFINITY }));
      if (size > largestFile) return undefined;
      const file = await open(path);
      try {
        return text(await file.readFile());
      } finally {
        await file.close();
      }
    } catch {
      return undefined;
    }
  },
};

/** A link to a directory is left out: whoever walks the tree would walk in circles. */
async function linked(directory: string, name: string, roots: readonly string[]): Promise<Entry | undefined> {
  const path = await allowed(child(directory, name), roots);
  const target = path === undefined ? undefined : await stat(path).catch(() => undefined);
  return target?.isFile() ? { name, kind: "file" } : undefined;
}

/** Where a URI really leads, if that is inside one of the roots. */
async function allowed(uri: string, roots: readonly string[]): Promise<string | undefined> {
  const path = await real(uri);
  if (path === undefined) return undefined;
  for (const root of roots) {
    const within = await real(root);
    if (within !== undefined && (path === within || path.startsWith(within.endsWith(sep) ? within : within + sep)))
      return path;
  }
  return undefined;
}

async function real(uri: string): Promise<string | undefined> {
  const path = pathOf(uri);
  if (path === undefined) return undefined;
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

/** Undefined for what is not UTF-8 text. */
function text(bytes: Uint8Array): string | undefined {
  if (bytes.subarray(0, 8000).includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
