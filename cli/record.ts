import { createHash } from "node:crypto";
import type * as node from "node:fs";
import { constants, type Stats } from "node:fs";
import { join } from "node:path";
import { isRead } from "../analysis/run/project.ts";
import { isCode, patiently } from "./disk.ts";

/** What writing asks of a file system; tests make it fail. */
export type WritableFileSystem = Pick<
  typeof node,
  | "accessSync"
  | "closeSync"
  | "fchmodSync"
  | "fchownSync"
  | "fstatSync"
  | "fsyncSync"
  | "linkSync"
  | "lstatSync"
  | "openSync"
  | "readFileSync"
  | "realpathSync"
  | "renameSync"
  | "unlinkSync"
  | "writeSync"
>;

/** What is under way in a directory, as the file `.parapet-fix` in it says. */
export interface Record {
  readonly id: string;
  readonly process: number;
  /** Whether every new content is on the disk, so that renaming may have begun. */
  readonly isReady: boolean;
  readonly files: readonly Recorded[];
}

export interface Recorded {
  /** Below the directory, with `/` and without links on the way. */
  readonly path: string;
  /** What its temporary files are numbered by. */
  readonly index: number;
  /** Files of one number are written all or none; none is written of what has no number. */
  readonly set: number | undefined;
  /** Hashes of the content. */
  readonly before: string;
  readonly after: string;
}

/** The name of a record; nothing that starts with a dot is read as a part of a module. */
export const recordName = ".parapet-fix";

/** Where a record is written before it takes its place. */
export const draftOf = (root: string, id: string): string => join(root, `${recordName}-${id}.record`);

/** Where a file's new content waits, beside it, and where its old one is kept. */
export const freshOf = (directory: string, id: string, index: number): string =>
  join(directory, `${recordName}-${id}-${index}.new`);

export const formerOf = (directory: string, id: string, index: number): string =>
  join(directory, `${recordName}-${id}-${index}.old`);

export const hash = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isHash = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

/**
 * Whether a path below a directory is one that fixes are written to: a file that is read, no step of it hidden. So a record
 * that somebody has put into a repository reaches nothing that git would not have let them put there.
 */
export const isWritten = (path: string): boolean =>
  path.split("/").every((step) => step !== "" && !step.startsWith(".") && !unfit.test(step)) && isRead(path);

const unfit = process.platform === "win32" ? /[\\\0:]/ : /\0/;

/** A record as it was written; undefined for what is none, or only the beginning of one. */
export function recordIn(text: string): Record | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { id, process, isReady, files } = (value ?? {}) as { readonly [name: string]: unknown };
  if (typeof id !== "string" || !/^[0-9a-f]{32}$/.test(id) || !isCount(process)) return undefined;
  if (typeof isReady !== "boolean" || !Array.isArray(files)) return undefined;
  const recorded = files.map(recordedIn);
  return recorded.every((one) => one !== undefined) ? { id, process, isReady, files: recorded } : undefined;
}

function recordedIn(value: unknown): Recorded | undefined {
  const { path, index, set, before, after } = (value ?? {}) as { readonly [name: string]: unknown };
  if (typeof path !== "string" || !isWritten(path)) return undefined;
  if (!isCount(index) || (set !== undefined && !isCount(set))) return undefined;
  return isHash(before) && isHash(after) ? { path, index, set, before, after } : undefined;
}

/** An ordinary file by itself, no link to one; undefined for everything else. */
export function plain(path: string, system: WritableFileSystem): Stats | undefined {
  try {
    const found = system.lstatSync(path);
    return found.isFile() ? found : undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** The bytes of an ordinary file, not of what a link or a pipe in its place leads to. */
export function bytes(path: string, system: WritableFileSystem): Buffer | undefined {
  if (!plain(path, system)) return undefined;
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  const file = patiently(() => system.openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW));
  try {
    return system.fstatSync(file).isFile() ? system.readFileSync(file) : undefined;
  } finally {
    system.closeSync(file);
  }
}

/** Makes a file that was not there, and sees it onto the disk; `made` hears when there is one, though it may still fail. */
export function create(
  path: string,
  content: string,
  like: Stats | undefined,
  system: WritableFileSystem,
  made?: () => void,
): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
  const file = patiently(() => system.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600));
  try {
    made?.();
    const all = Buffer.from(content);
    for (let written = 0; written < all.length; )
      written += system.writeSync(file, all, written, all.length - written, null);
    if (like) {
      const own = system.fstatSync(file);
      if (own.uid !== like.uid || own.gid !== like.gid) system.fchownSync(file, like.uid, like.gid);
      system.fchmodSync(file, like.mode & 0o7777);
    }
    system.fsyncSync(file);
  } finally {
    system.closeSync(file);
  }
}

/** Removes a file, which need not be there. */
export function remove(path: string, system: WritableFileSystem): void {
  try {
    system.unlinkSync(path);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Sees onto the disk which names a directory holds, where the machine can do that. */
export function settle(directory: string, system: WritableFileSystem): void {
  if (process.platform === "win32") return;
  const file = patiently(() => system.openSync(directory, constants.O_RDONLY));
  try {
    system.fsyncSync(file);
  } catch (error) {
    if (!isCode(error, "EINVAL", "ENOTSUP", "ENOSYS")) throw error;
  } finally {
    system.closeSync(file);
  }
}

const isGone = (error: unknown): boolean => isCode(error, "ENOENT", "ENOTDIR");
