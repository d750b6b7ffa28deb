import { constants } from "node:fs";
import * as machine from "node:fs/promises";
import { sep } from "node:path";
import { URI } from "vscode-uri";
import { child } from "../../analysis/run/uri.ts";
import {
  absent,
  type DirectoryEntry,
  type Disk,
  type FileContent,
  faults,
  type Listing,
  tooLarge,
  unreadable,
} from "./disk.ts";

/** What is asked of the file system. */
export type ReadableFileSystem = Pick<typeof machine, "open" | "readdir" | "realpath" | "stat">;

/** Files that are open at the same time at most. */
const mostOpen = 64;
/** How often, and after how many milliseconds at first, what failed because too many files are open is tried again. */
const patience = { attempts: 8, pause: 25 } as const;

/** A disk over a file system, where links are followed only as long as they end inside the roots; `pause` is what it waits at first for files to be closed, in milliseconds. */
export function diskOver(fs: ReadableFileSystem, pause: number = patience.pause): Disk {
  const places = new Places(mostOpen);

  /** Does what opens files when there is room, and again with fewer open ones where the machine has no room left. */
  const patiently = async <Found>(work: () => Promise<Found>): Promise<Found> => {
    for (let attempt = 1; ; attempt++) {
      await places.take();
      try {
        return await work();
      } catch (error) {
        if (!isCode(error, "EMFILE", "ENFILE") || attempt === patience.attempts) throw error;
        places.narrow();
      } finally {
        places.give();
      }
      await new Promise((resolve) => setTimeout(resolve, pause * 2 ** (attempt - 1)));
    }
  };

  /** Where a URI really leads, if that is inside one of the roots. */
  const allowed = async (uri: string, roots: readonly string[]): Promise<string | "absent" | "outside"> => {
    const path = pathOf(uri);
    if (path === undefined) return "absent";
    const target = await fs.realpath(path);
    for (const root of roots) {
      const from = pathOf(root);
      const within = from === undefined ? undefined : await fs.realpath(from).catch(() => undefined);
      if (
        within !== undefined &&
        (target === within || target.startsWith(within.endsWith(sep) ? within : within + sep))
      )
        return target;
    }
    return "outside";
  };

  /** A link to a directory is left out: whoever walks the tree would walk in circles. One that leads nowhere is none. */
  const linked = async (directory: string, name: string): Promise<DirectoryEntry | undefined> => {
    try {
      const path = pathOf(child(directory, name));
      return path === undefined || (await fs.stat(path)).isDirectory() ? undefined : { name, kind: "file" };
    } catch (error) {
      return isMissing(error) ? undefined : { name, kind: "file" };
    }
  };

  const entries = async (directory: string, roots: readonly string[]): Promise<Listing> => {
    const path = await allowed(directory, roots);
    if (path === "absent" || path === "outside") return absent;
    const found = await fs.readdir(path, { withFileTypes: true });
    const kinds = found.map(async (entry): Promise<DirectoryEntry | undefined> => {
      if (entry.isDirectory()) return { name: entry.name, kind: "directory" };
      return entry.isSymbolicLink() ? linked(directory, entry.name) : { name: entry.name, kind: "file" };
    });
    return { state: "listed", entries: (await Promise.all(kinds)).filter((entry) => entry !== undefined) };
  };

  const contents = async (uri: string, roots: readonly string[], largest: number): Promise<FileContent> => {
    const path = await allowed(uri, roots);
    if (path === "absent") return absent;
    if (path === "outside") return unreadable(faults.outside);
    const before = faultOf(await fs.stat(path), largest);
    if (before !== undefined) return unreadable(before);
    // what has become a pipe or a device since would keep the server waiting for ever
    const file = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const fault = faultOf(await file.stat(), largest);
      if (fault !== undefined) return unreadable(fault);
      const bytes = await file.readFile();
      return bytes.length > largest ? unreadable(tooLarge(bytes.length, largest)) : text(bytes);
    } finally {
      await file.close();
    }
  };

  const told = <Found>(work: () => Promise<Found>) =>
    patiently(work).catch((error: unknown) => (isMissing(error) ? absent : unreadable(reason(error))));

  return {
    isCaseSensitive: process.platform !== "win32" && process.platform !== "darwin",
    list: (directory, roots) => told(() => entries(directory, roots)),
    read: (uri, roots, largest) => told(() => contents(uri, roots, largest)),
  };
}

interface Stats {
  readonly size: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

function faultOf(found: Stats, largest: number): string | undefined {
  if (found.isDirectory()) return faults.directory;
  if (!found.isFile()) return faults.notOrdinary;
  return found.size > largest ? tooLarge(found.size, largest) : undefined;
}

function text(bytes: Uint8Array): FileContent {
  if (bytes.subarray(0, 8000).includes(0)) return unreadable(faults.notText);
  try {
    return { state: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return unreadable(faults.notUtf8);
  }
}

/** An error of the file system in words that go on from a name. */
function reason(error: unknown): string {
  if (isCode(error, "EACCES", "EPERM")) return "cannot be read: permission denied";
  if (isCode(error, "EMFILE", "ENFILE")) return "cannot be read: too many files are open";
  if (isCode(error, "ELOOP")) return "is a link in a circle";
  return `cannot be read: ${error instanceof Error && "code" in error ? error.code : error}`;
}

/** What no file can be called is not there either. */
const isMissing = (error: unknown): boolean =>
  isCode(error, "ENOENT", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE");

const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));

/** Lets only so many tasks run at the same time; the others wait for a place. */
class Places {
  readonly #most: number;
  #now: number;
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
    this.#now = most;
  }

  async take(): Promise<void> {
    if (this.#taken >= this.#now) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#taken++;
  }

  /** Hands a place on. Where the number of places was lowered it is withheld instead; each place that comes back raises the number again. */
  give(): void {
    if (this.#taken > this.#now) this.#taken--;
    else {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#taken--;
    }
    this.#widen();
  }

  narrow(): void {
    this.#now = Math.max(1, this.#now >> 1);
  }

  #widen(): void {
    if (this.#now >= this.#most) return;
    this.#now++;
    if (this.#taken >= this.#now) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#taken++;
    next();
  }
}

/** The path of a file URI on this machine; undefined for every other scheme. */
function pathOf(uri: string): string | undefined {
  const { scheme, fsPath } = URI.parse(uri);
  return scheme === "file" ? fsPath : undefined;
}

/** The machine's file system. */
export const nodeDisk: Disk = diskOver(machine);
