import { readdirSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { URI } from "vscode-uri";
import type { Files } from "../analysis/project.ts";
import { unreadable } from "../language/model/files.ts";
import type { ActionData } from "../language/policy/actions.ts";
import { parse } from "../language/syntax/parse.ts";
import type { SourceFile } from "../language/syntax/tree.ts";
import { canonical, nameOf } from "../server/src/uri.ts";
import type { Fault } from "./outcome.ts";

/** Longest file that is read, in bytes. */
const largestFile = 10_000_000;

/** Text that can be written back byte for byte, or why there is none. */
export type Reading = { readonly text: string } | { readonly fault: string; readonly isMissing?: boolean };

/** The machine's files as they were when they were first asked for, or as they have been edited since. */
export class Disk implements Files {
  readonly #cwd: string;
  readonly #actions: () => ActionData | undefined;
  readonly #readings = new Map<string, Reading>();
  readonly #trees = new Map<string, SourceFile>();
  readonly #edited = new Map<string, string>();
  readonly #faults = new Map<string, Fault>();

  constructor(cwd: string, actions: () => ActionData | undefined = () => undefined) {
    this.#cwd = cwd;
    this.#actions = actions;
  }

  get actions(): ActionData | undefined {
    return this.#actions();
  }

  /** What could not be read and was meant to be. */
  get faults(): readonly Fault[] {
    return [...this.#faults.values()];
  }

  /** Files that were edited, with their new text. */
  get edited(): ReadonlyMap<string, string> {
    return this.#edited;
  }

  /** Trees of everything that was parsed. */
  get parsed(): Iterable<SourceFile> {
    return this.#trees.values();
  }

  list(directory: string): readonly string[] {
    const path = pathOf(directory);
    try {
      return entries(path).flatMap(({ name, isFile }) =>
        isFile ? [nameOf(canonical(`${directory}/${encodeURIComponent(name)}`))] : [],
      );
    } catch (error) {
      if (!isCode(error, "ENOENT", "ENOTDIR")) this.fault(path, reason(error));
      return [];
    }
  }

  read(uri: string): string | undefined {
    const reading = this.#reading(uri);
    return "text" in reading ? reading.text : undefined;
  }

  /** What cannot be read is a file in which anything may stand, so that nothing is called absent for it. */
  parse(spelled: string): SourceFile | undefined {
    // A module that is called spells its path as the call does.
    const uri = canonical(spelled);
    const known = this.#trees.get(uri);
    if (known) return known;
    const reading = this.#reading(uri);
    if ("fault" in reading) this.fault(pathOf(uri), reading.fault);
    else if (isForeign(uri, reading.text)) return undefined;
    const tree = "text" in reading ? parse(uri, reading.text) : unreadable(uri);
    this.#trees.set(uri, tree);
    return tree;
  }

  /** Holds a text for a file instead of what is on the disk. */
  edit(uri: string, text: string): void {
    this.#readings.set(uri, { text });
    this.#edited.set(uri, text);
    this.#trees.delete(uri);
  }

  /** Goes back to what is on the disk. */
  forget(uri: string): void {
    this.#readings.delete(uri);
    this.#trees.delete(uri);
    this.#edited.delete(uri);
  }

  fault(path: string, message: string): void {
    const file = this.shown(path);
    this.#faults.set(`${file} ${message}`, { file, message, kind: "input" });
  }

  /** A path as it is shown: relative to the working directory, with `/`. */
  shown(path: string): string {
    const short = relative(this.#cwd, path);
    return (short === "" ? "." : isAbsolute(short) ? path : short).split(sep).join("/");
  }

  #reading(spelled: string): Reading {
    const uri = canonical(spelled);
    const known = this.#readings.get(uri);
    if (known) return known;
    const reading = readText(pathOf(uri));
    this.#readings.set(uri, reading);
    return reading;
  }
}

export interface Entry {
  readonly name: string;
  readonly isFile: boolean;
  /** False for a link to a directory, which may lead in a circle. */
  readonly isDirectory: boolean;
}

/** What is in a directory, by name, without what Terraform passes over as hidden. Throws where it cannot be listed. */
export function entries(path: string): readonly Entry[] {
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith("."))
    .map((entry) => ({
      name: entry.name,
      isFile: entry.isFile() || (entry.isSymbolicLink() && leadsToFile(join(path, entry.name))),
      isDirectory: entry.isDirectory(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function leadsToFile(link: string): boolean {
  try {
    return statSync(link).isFile();
  } catch {
    return false;
  }
}

export function readText(path: string): Reading {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return { fault: "is a directory" };
    // A pipe or a device would be read for ever.
    if (!found.isFile()) return { fault: "is no ordinary file" };
    if (found.size > largestFile)
      return {
        fault: `is too large to be checked (${megabytes(found.size)} MB; the limit is ${megabytes(largestFile)} MB)`,
      };
    const bytes = readFileSync(path);
    if (bytes.subarray(0, 8000).includes(0)) return { fault: "is not text" };
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { fault: "is not valid UTF-8" };
    return { fault: reason(error), isMissing: isCode(error, "ENOENT", "ENOTDIR") };
  }
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);

/** An error of the file system in words. */
export function reason(error: unknown): string {
  if (isCode(error, "ENOENT", "ENOTDIR")) return "there is no such file or directory";
  if (isCode(error, "EACCES", "EPERM")) return "permission denied";
  if (isCode(error, "EROFS")) return "the file system is read-only";
  if (isCode(error, "ELOOP")) return "is a link in a circle";
  return error instanceof Error ? error.message : String(error);
}

export const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));

/** What is no text at all, as half a character, names no file. */
export const uriOf = (path: string): string => canonical(URI.file(path.replaceAll(/\p{Cs}/gu, "\uFFFD")).toString());

export const pathOf = (uri: string): string => URI.parse(uri).fsPath;

/** JSON that holds no policy: the lock files and settings that lie about everywhere. */
const isForeign = (uri: string, text: string): boolean =>
  /\.json$/i.test(uri) && !/\.(?:tf|tofu|tfvars)\.json$/i.test(uri) && !/"Statement"/i.test(text);
