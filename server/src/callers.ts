import { isEntered, isSeen } from "../../analysis/run/estate.ts";
import { canonical, child, isInside, parentOf, resolve } from "../../analysis/run/uri.ts";
import { isConfiguration } from "../../language/model/files.ts";
import type { Workspace } from "./workspace.ts";

/** How many directories are looked into, and how deep they lie. */
const mostDirectories = 5_000;
const deepest = 64;

/** How long who opens a document waits for them, in milliseconds. */
const patience = 500;

/** A source that leads to a directory, where nothing stands before it in its line but the block's beginning. */
const localSource = /(?:^|[{,])[ \t]*"?source"?[ \t]*[:=][ \t]*"(\.{1,2}\/[^"\n]*)"/gm;

/**
 * Which directories of the workspace call which, as their files on the disk say it: what is taken for a caller is opened to be sure. It is
 * learnt when a document is opened for the first time, and kept up as files change.
 */
export class Callers {
  /** Is told when others have come to be known, or known ones are gone. */
  onChange: (() => void) | undefined;
  readonly #workspace: Workspace;
  /** Directories with configuration by their keys, and the keys of what they call. */
  readonly #calls = new Map<string, { readonly uri: string; readonly called: ReadonlySet<string> }>();
  /** Directories by the key of what they call. */
  readonly #callers = new Map<string, Set<string>>();
  #walk: Promise<void> | undefined;
  #isAwaited = true;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Whether it is worth waiting until they are known. */
  get isAwaited(): boolean {
    return this.#isAwaited;
  }

  /** Learns them, and waits for that as long as somebody has patience. */
  async load(): Promise<void> {
    this.#walk ??= this.#look(this.#workspace.folders).catch((error: unknown) => {
      this.#walk = undefined;
      throw error;
    });
    const walk = this.#walk;
    await Promise.race([walk, new Promise((resolve) => setTimeout(resolve, patience))]);
    if (this.#walk === walk) this.#isAwaited = false;
  }

  /** The directories that call one; for one without configuration, which others may read, the nearest above with some. */
  of(directory: string): readonly string[] {
    const key = this.#workspace.key(directory);
    if (this.#calls.has(key)) return [...(this.#callers.get(key) ?? [])];
    const folder = this.#workspace.folderOf(directory);
    for (let above = parentOf(directory); folder !== undefined && isInside(folder, above); above = parentOf(above))
      if (this.#calls.has(this.#workspace.key(above))) return [above];
    return [];
  }

  /** The folders are others now. */
  forget(): void {
    this.#calls.clear();
    this.#callers.clear();
    this.#walk = undefined;
    this.#isAwaited = true;
  }

  /** Looks again at what has changed on the disk: files of configuration, and what may be a directory. */
  async outdated(uris: readonly string[]): Promise<void> {
    if (!this.#walk) return;
    await this.#walk;
    const [files, others] = [new Set<string>(), new Set<string>()];
    for (const uri of uris.map(canonical)) {
      if (!this.#isEntered(uri)) continue;
      if (isConfiguration(uri)) files.add(parentOf(uri));
      else others.add(uri);
    }
    await this.#look(files, 0);
    await this.#look(others);
  }

  /** Whether somebody looks for configuration there: in a folder, and not below what is hidden. */
  #isEntered(uri: string): boolean {
    const folder = this.#workspace.folderOf(uri);
    return (
      folder !== undefined &&
      uri
        .slice(folder.length + 1)
        .split("/")
        .every(isEntered)
    );
  }

  /** Takes in directories and what lies below them, as the disk has it now. */
  async #look(directories: Iterable<string>, deep = deepest): Promise<void> {
    let isNews = false;
    const found = new Set<string>();
    const visit = async (directory: string, depth: number): Promise<void> => {
      const key = this.#workspace.key(directory);
      if (depth > deep || found.size >= mostDirectories || found.has(key)) return;
      found.add(key);
      const entries = await this.#workspace.peek(directory);
      const names = entries.filter(({ kind, name }) => kind === "file" && isSeen(name) && isConfiguration(name));
      const texts = await Promise.all(names.map(({ name }) => this.#workspace.onDisk(child(directory, name))));
      isNews = this.#put(directory, names.length > 0 ? this.#calledIn(directory, texts) : undefined) || isNews;
      await Promise.all(
        entries.map(({ kind, name }) =>
          kind === "directory" && isEntered(name) ? visit(child(directory, name), depth + 1) : undefined,
        ),
      );
    };
    for (const directory of directories) {
      await visit(directory, 0);
      if (deep === 0) continue;
      const key = this.#workspace.key(directory);
      for (const [gone, { uri }] of [...this.#calls])
        if (!found.has(gone) && isInside(key, gone)) isNews = this.#put(uri, undefined) || isNews;
    }
    if (isNews) this.onChange?.();
  }

  #calledIn(directory: string, texts: readonly (string | undefined)[]): ReadonlySet<string> {
    const found = new Set<string>();
    for (const text of texts)
      for (const [, source = ""] of text?.matchAll(localSource) ?? [])
        found.add(this.#workspace.key(resolve(directory, source)));
    return found;
  }

  /** Sets what a directory calls, nothing where it has no configuration; tells whether that is news. */
  #put(uri: string, called: ReadonlySet<string> | undefined): boolean {
    const key = this.#workspace.key(uri);
    const before = this.#calls.get(key);
    if (before?.called.size === called?.size && [...(called ?? [])].every((one) => before?.called.has(one)))
      return false;
    for (const one of before?.called ?? []) this.#callers.get(one)?.delete(before?.uri ?? uri);
    if (called) this.#calls.set(key, { uri, called });
    else this.#calls.delete(key);
    for (const one of called ?? []) {
      const callers = this.#callers.get(one) ?? new Set();
      this.#callers.set(one, callers.add(uri));
    }
    return true;
  }
}
