import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { URI } from "vscode-uri";
import { isSeen } from "../analysis/run/estate.ts";
import type { Files } from "../analysis/run/project.ts";
import { canonical, nameOf, parentOf } from "../analysis/run/uri.ts";
import { isUnreadable, unreadable } from "../language/model/files.ts";
import { isForeign } from "../language/policy/json.ts";
import type { ActionData } from "../language/schema/actions.ts";
import { parse } from "../language/syntax/parse.ts";
import type { SourceFile } from "../language/syntax/tree.ts";
import type { Fault } from "./outcome.ts";
import { type MayRead, outside, reachOf, realOf } from "./reach.ts";
import type { FileChange } from "./write.ts";

/** Longest file that is read, in bytes. */
const largestFile = 10_000_000;

/** Text that can be written back byte for byte, or why there is none. */
export type ReadResult =
  | { readonly text: string }
  | {
      readonly fault: string;
      /** `binary` holds nothing that is checked; `unreadable` is everything else that is there. */
      readonly kind: "missing" | "directory" | "binary" | "outside" | "unreadable";
    };

/**
 * The machine's files as they were when they were first asked for, or as they have been edited since. Two spellings that lead
 * to one real file are one file.
 */
export class LocalDisk implements Files {
  readonly #cwd: string;
  readonly #actions: () => ActionData | undefined;
  readonly #reach: MayRead;
  readonly #listings = new Map<string, ListedDirectory>();
  readonly #readings = new Map<string, ReadResult>();
  readonly #trees = new Map<string, SourceFile>();
  readonly #spellings = new Map<string, Set<string>>();
  /** What was read, by the directory that it lies in. */
  readonly #heldIn = new Map<string, Set<string>>();
  readonly #edited = new Map<string, FileChange>();
  #faults = new Map<string, Fault>();

  constructor(
    cwd: string,
    actions: () => ActionData | undefined = () => undefined,
    reach: MayRead = reachOf([cwd], cwd),
  ) {
    this.#cwd = cwd;
    this.#actions = actions;
    this.#reach = reach;
  }

  get actions(): ActionData | undefined {
    return this.#actions();
  }

  /** What may be read. */
  get reach(): MayRead {
    return this.#reach;
  }

  /** What could not be read and was meant to be, each time that it is met; since this was asked last. */
  takeFaults(): readonly Fault[] {
    const faults = [...this.#faults.values()];
    this.#faults = new Map();
    return faults;
  }

  /** Files that were edited, by their real paths. */
  get edited(): readonly FileChange[] {
    return [...this.#edited.values()];
  }

  list(directory: string): readonly string[] {
    const listing = this.#listings.get(directory) ?? this.#listed(directory);
    this.#listings.set(directory, listing);
    // What is only good to know is a module outside: the calls that lead to it are what was not read.
    if (listing.fault !== undefined)
      this.#told(pathOf(directory), listing.fault.message, listing.fault.kind, listing.fault.kind !== "note");
    return listing.names;
  }

  folders(directory: string): readonly string[] {
    const listing = this.#listings.get(directory) ?? this.#listed(directory);
    this.#listings.set(directory, listing);
    return listing.folders;
  }

  read(uri: string): string | undefined {
    const reading = this.#reading(uri);
    if ("text" in reading) return reading.text;
    const path = pathOf(uri);
    // What fixes versions is looked for above, too.
    if (reading.kind === "outside" && uri.endsWith(".hcl")) return undefined;
    // What `terraform init` has left is no part of what is checked: without it a call leads to a module that is not here.
    if (reading.kind === "outside" && uri.includes("/.terraform/")) this.note(path, reading.fault);
    else if (reading.kind === "outside" || reading.kind === "unreadable")
      this.#told(path, reading.fault, "input", true);
    return undefined;
  }

  /** A file's text as far as it can be read, for whoever only wants to know whether more is to be looked at. */
  glance(uri: string): string {
    const reading = this.#reading(uri);
    return "text" in reading ? reading.text : "";
  }

  /** What cannot be read is a file in which anything may stand, so that nothing is called absent for it. */
  parse(spelled: string): SourceFile | undefined {
    // A module that is called spells its path as the call does.
    const uri = canonical(spelled);
    const known = this.#trees.get(uri);
    if (known && !isUnreadable(known)) return known;
    const reading = this.#reading(uri);
    if ("fault" in reading) this.#told(pathOf(uri), reading.fault, "input", true);
    else if (isForeign(uri, reading.text)) return undefined;
    if (known) return known;
    const tree = "text" in reading ? parse(uri, reading.text) : unreadable(uri);
    this.#trees.set(uri, tree);
    return tree;
  }

  /** Holds a text for a file instead of what is on the disk. */
  edit(uri: string, text: string): void {
    const path = realOf(pathOf(uri)) ?? pathOf(uri);
    const reading = this.#reading(uri);
    const before = this.#edited.get(path)?.before ?? ("text" in reading ? reading.text : "");
    this.#edited.set(path, { path, before, after: text });
    this.#hold(path, { text });
  }

  /** Goes back to what is on the disk, given its real path. */
  forget(path: string): void {
    this.#edited.delete(path);
    this.#hold(path, undefined);
  }

  /** Lets go of what lies in a directory, to be read anew should it be asked for again. */
  release(directory: string): void {
    this.#listings.delete(directory);
    for (const uri of this.#heldIn.get(directory) ?? []) {
      this.#trees.delete(uri);
      this.#readings.delete(uri);
    }
    this.#heldIn.delete(directory);
  }

  fault(path: string, message: string): void {
    this.#told(path, message, "input");
  }

  /** Tells what is good to know and changes nothing about how the command ends. */
  note(path: string, message: string): void {
    this.#told(path, message, "note");
  }

  /** A path as it is shown: relative to the working directory, with `/`. */
  shown(path: string): string {
    return shownFrom(this.#cwd, path);
  }

  #told(path: string, message: string, kind: Fault["kind"], isUnread = false): void {
    const file = this.shown(path);
    this.#faults.set(`${file} ${message}`, { file, message, kind, ...(isUnread && { isUnread }) });
  }

  #hold(path: string, reading: ReadResult | undefined): void {
    for (const uri of this.#spellings.get(path) ?? []) {
      this.#trees.delete(uri);
      if (reading) this.#readings.set(uri, reading);
      else this.#readings.delete(uri);
    }
  }

  #reading(spelled: string): ReadResult {
    const uri = canonical(spelled);
    const known = this.#readings.get(uri);
    if (known) return known;
    const spelledPath = pathOf(uri);
    const real = realOf(spelledPath);
    const path = real ?? spelledPath;
    const spellings = this.#spellings.get(path) ?? new Set();
    this.#spellings.set(path, spellings.add(uri));
    const edited = this.#edited.get(path);
    const reading = edited ? { text: edited.after } : readText(spelledPath, this.#reach, real);
    this.#readings.set(uri, reading);
    const directory = parentOf(uri);
    const held = this.#heldIn.get(directory) ?? new Set();
    this.#heldIn.set(directory, held.add(uri));
    return reading;
  }

  #listed(directory: string): ListedDirectory {
    const path = pathOf(directory);
    try {
      if (!this.#reach(realpathSync.native(path)))
        return { names: [], folders: [], fault: { message: outside, kind: "note" } };
      const found = entries(path);
      const spelled = ({ name }: ListedEntry): string => nameOf(canonical(`${directory}/${encodeURIComponent(name)}`));
      return {
        names: found.filter(({ isFile }) => isFile).map(spelled),
        folders: found.filter(({ isDirectory }) => isDirectory).map(spelled),
        fault: undefined,
      };
    } catch (error) {
      const isMissing = isCode(error, "ENOENT", "ENOTDIR");
      return { names: [], folders: [], fault: isMissing ? undefined : { message: reason(error), kind: "input" } };
    }
  }
}

/** The files and folders of a directory, and what is told whenever somebody asks for them. */
interface ListedDirectory {
  readonly names: readonly string[];
  readonly folders: readonly string[];
  readonly fault: Pick<Fault, "message" | "kind"> | undefined;
}

/** A path as it is shown where people work in a directory: relative to it, with `/`. */
export function shownFrom(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return (short === "" ? "." : isAbsolute(short) ? path : short).split(sep).join("/");
}

export interface ListedEntry {
  readonly name: string;
  readonly isFile: boolean;
  /** False for a link to a directory, which may lead in a circle. */
  readonly isDirectory: boolean;
}

/** What is in a directory, by name, without what Terraform passes over as hidden. Throws where it cannot be listed. */
export function entries(path: string): readonly ListedEntry[] {
  return patiently(() => readdirSync(path, { withFileTypes: true }))
    .filter(({ name }) => isSeen(name))
    .map((entry) => ({
      name: entry.name,
      isFile: entry.isSymbolicLink() ? leadsToFile(join(path, entry.name)) : !entry.isDirectory(),
      isDirectory: entry.isDirectory(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A pipe is a file too, for Terraform would read it: whoever opens it says that it is none that can be checked. */
function leadsToFile(link: string): boolean {
  try {
    return !statSync(link).isDirectory();
  } catch (error) {
    return !isCode(error, "ENOENT", "ENOTDIR", "ELOOP");
  }
}

/**
 * A file's text, where its real path may be read and it is an ordinary file: nothing else is ever opened. Whoever knows the real path says
 * it.
 */
export function readText(path: string, reach: MayRead, known?: string): ReadResult {
  try {
    const real = known ?? realpathSync.native(path);
    if (!reach(real)) return { fault: outside, kind: "outside" };
    const refusal = refusalOf(lstatSync(real));
    return refusal ?? textOf(real);
  } catch (error) {
    if (error instanceof TypeError) return { fault: "is not valid UTF-8", kind: "unreadable" };
    return { fault: reason(error), kind: isCode(error, "ENOENT", "ENOTDIR") ? "missing" : "unreadable" };
  }
}

/** A pipe or a device would be read for ever. */
function refusalOf(found: Stats): ReadResult | undefined {
  if (found.isDirectory()) return { fault: "is a directory", kind: "directory" };
  return found.isFile() ? undefined : { fault: "is no ordinary file", kind: "unreadable" };
}

/** Whatever has taken the file's place since it was looked at is looked at again, and opening it does not wait. */
function textOf(real: string): ReadResult {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  const file = patiently(() => openSync(real, O_RDONLY | O_NONBLOCK | O_NOFOLLOW));
  try {
    const found = fstatSync(file);
    const refusal = refusalOf(found);
    if (refusal) return refusal;
    const start = bytesOf(file, 8000);
    if (start.includes(0)) return { fault: "is not text", kind: "binary" };
    const rest = found.size > largestFile ? undefined : bytesOf(file, largestFile + 1 - start.length);
    const size = Math.max(found.size, start.length + (rest?.length ?? 0));
    if (rest === undefined || size > largestFile)
      return {
        fault: `is too large to be checked (${megabytes(size)} MB; the limit is ${megabytes(largestFile)} MB)`,
        kind: "unreadable",
      };
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat([start, rest]));
    return { text };
  } finally {
    closeSync(file);
  }
}

/** What comes next in a file, as far as there is so much. */
function bytesOf(file: number, most: number): Buffer {
  const parts: Buffer[] = [];
  for (let length = 0; length < most; ) {
    const part = Buffer.allocUnsafe(Math.min(most - length, 65_536));
    const read = readSync(file, part, 0, part.length, null);
    if (read === 0) break;
    parts.push(part.subarray(0, read));
    length += read;
  }
  return Buffer.concat(parts);
}

const mostAttempts = 40;

/** Does again what failed for want of descriptors, which others give back in a while. */
export function patiently<T>(work: () => T, wait = 25): T {
  for (let attempt = 1; ; attempt++)
    try {
      return work();
    } catch (error) {
      if (!isCode(error, "EMFILE", "ENFILE", "EAGAIN") || attempt >= mostAttempts) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    }
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);

/** An error of the file system in words. */
export function reason(error: unknown): string {
  if (isCode(error, "ENOENT", "ENOTDIR")) return "there is no such file or directory";
  if (isCode(error, "EACCES", "EPERM")) return "permission denied";
  if (isCode(error, "EROFS")) return "the file system is read-only";
  if (isCode(error, "ENOSPC", "EDQUOT")) return "the disk is full";
  if (isCode(error, "EIO")) return "the disk has failed";
  if (isCode(error, "EMFILE", "ENFILE")) return "too many files are open";
  if (isCode(error, "ELOOP")) return "is a link in a circle";
  return error instanceof Error ? error.message : String(error);
}

export const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));

/** What is no text at all, as half a character, names no file. */
export const uriOf = (path: string): string => canonical(URI.file(path.replaceAll(/\p{Cs}/gu, "\uFFFD")).toString());

export const pathOf = (uri: string): string => URI.parse(uri).fsPath;
