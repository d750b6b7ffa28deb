import { TextDocuments } from "vscode-languageserver";
import type { Files } from "../../analysis/project.ts";
import type { ActionData } from "../../language/policy/actions.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import type { Disk, Entry } from "./disk.ts";
import { type Document, documents, read } from "./document.ts";
import { canonical, child, isInside, nameOf, parentOf } from "./uri.ts";

interface Loaded {
  /** Undefined where there is no such file or it may not be read. */
  readonly text: string | undefined;
  tree?: SourceFile;
}

/** Files as they are known at this moment; it notes what was asked for, and what has to be loaded to answer. */
export interface View extends Files {
  readonly asked: ReadonlySet<string>;
  readonly missing: { readonly directories: ReadonlySet<string>; readonly files: ReadonlySet<string> };
}

/**
 * What the server knows of the world: the open documents, and before them a copy of the disk that grows as it is
 * asked for. Nothing outside the folders is read, except beside a document that the user opened there.
 */
export class Workspace {
  readonly documents: TextDocuments<Document>;
  /** What AWS has of services and actions, as far as it is loaded. */
  actions: (() => ActionData | undefined) | undefined;
  readonly #disk: Disk;
  readonly #listings = new Map<string, readonly Entry[]>();
  readonly #files = new Map<string, Loaded>();
  readonly #loading = new Map<string, Promise<void>>();
  /** Open documents by key. */
  readonly #open = new Map<string, Document>();
  #folders: readonly string[] = [];
  #roots: readonly string[] | undefined;

  constructor(disk: Disk, isLeftAlone: (directory: string) => boolean) {
    this.#disk = disk;
    this.documents = new TextDocuments(documents(isLeftAlone));
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  set folders(uris: readonly string[]) {
    this.#folders = uris.map(canonical);
    this.#forgetAll();
  }

  /** The innermost folder that holds a file; undefined for a loose one. */
  folderOf(uri: string): string | undefined {
    const key = this.key(uri);
    return this.#folders.filter((folder) => isInside(this.key(folder), key)).sort((a, b) => b.length - a.length)[0];
  }

  /** What may be read: the folders, and the directories of open documents that lie in none. */
  #readable(): readonly string[] {
    this.#roots ??= [
      ...this.#folders,
      ...new Set([...this.#open.values()].flatMap(({ member }) => (this.folderOf(member) ? [] : [parentOf(member)]))),
    ];
    return this.#roots;
  }

  /** Whether a URI lies in what may be read; where a link in it leads is for the disk to see. */
  #isReadable(uri: string): boolean {
    const key = this.key(uri);
    return !/\/\.\.(?:\/|$)/.test(key) && this.#readable().some((root) => isInside(this.key(root), key));
  }

  /** Open documents that take part in a module. */
  get members(): Iterable<Document> {
    return this.#open.values();
  }

  document(uri: string): Document | undefined {
    return this.#open.get(this.key(uri));
  }

  /** Under which an open document takes part in a module. */
  memberOf(uri: string): string | undefined {
    return (this.documents.get(uri) ?? this.document(uri))?.member;
  }

  /** Takes in a document as it now is; gives the keys of what has changed by it. */
  put(document: Document): readonly string[] {
    const key = this.key(document.member);
    const isNew = !this.#open.has(key);
    this.#open.set(key, document);
    if (!isNew) return [key];
    this.#roots = undefined;
    return [key, this.key(parentOf(document.member))];
  }

  /** Reads a very large document whose tree waited for the save. */
  saved(document: Document): readonly string[] {
    return document.file ? this.put(read(document)) : [];
  }

  close(document: Document): readonly string[] {
    const key = this.key(document.member);
    this.#open.delete(key);
    this.#roots = undefined;
    return [key, ...this.forget(document.member)];
  }

  /** Drops what is known of a file or directory that has changed on the disk. */
  forget(uri: string): readonly string[] {
    const key = this.key(uri);
    const parent = this.key(parentOf(canonical(uri)));
    const below = [...this.#listings.keys(), ...this.#files.keys()].filter((other) => isInside(key, other));
    for (const gone of [key, parent, ...below]) this.#drop(gone);
    return [key, parent, ...below];
  }

  #drop(key: string): void {
    this.#listings.delete(key);
    this.#files.delete(key);
    this.#loading.delete(key);
  }

  #forgetAll(): void {
    this.#roots = undefined;
    this.#listings.clear();
    this.#files.clear();
    this.#loading.clear();
  }

  /** Under which a file is filed: the same for all spellings that the disk takes for one. */
  key(uri: string): string {
    const spelled = canonical(uri);
    return this.#disk.isCaseSensitive ? spelled : folded(spelled);
  }

  /** The files as they stand; reading through it waits for nothing. */
  view(): View {
    const asked = new Set<string>();
    const directories = new Set<string>();
    const files = new Set<string>();
    const loaded = (uri: string): Loaded | undefined => {
      const key = this.key(uri);
      asked.add(key);
      const found = this.#files.get(key);
      if (!found) files.add(uri);
      return found;
    };
    const workspace = this;
    return {
      get actions() {
        return workspace.actions?.();
      },
      asked,
      missing: { directories, files },
      list: (directory) => {
        const key = this.key(directory);
        asked.add(key);
        const entries = this.#listings.get(key);
        if (!entries) directories.add(canonical(directory));
        return this.#names(key, directory, entries ?? []);
      },
      parse: (uri) => {
        const open = this.#open.get(this.key(uri));
        if (open?.file) {
          asked.add(this.key(uri));
          return open.file;
        }
        const found = loaded(uri);
        if (found?.text === undefined) return undefined;
        found.tree ??= parse(canonical(uri), found.text);
        return found.tree;
      },
      read: (uri) => {
        const open = this.#open.get(this.key(uri));
        if (!open) return loaded(uri)?.text;
        asked.add(this.key(uri));
        return open.text;
      },
    };
  }

  /** What the disk has, with the open documents under their own spelling before it. */
  #names(key: string, directory: string, entries: readonly Entry[]): readonly string[] {
    const names = new Map<string, string>();
    for (const { name, kind } of entries) {
      const uri = child(directory, name);
      if (kind === "file") names.set(this.key(uri), nameOf(uri));
    }
    for (const [at, { member }] of this.#open) if (parentOf(at) === key) names.set(at, nameOf(member));
    return [...names.values()].sort();
  }

  /** Entries of a directory, for whoever walks the workspace. */
  async entries(directory: string): Promise<readonly Entry[]> {
    return this.#isReadable(directory) ? this.#disk.list(directory, this.#readable()) : [];
  }

  async #text(uri: string): Promise<Loaded> {
    return { text: this.#isReadable(uri) ? await this.#disk.read(canonical(uri), this.#readable()) : undefined };
  }

  /** Brings in what a view lacked. */
  async load({ directories, files }: View["missing"]): Promise<void> {
    await Promise.all([
      ...[...directories].map((uri) => this.#once(uri, () => this.entries(uri), this.#listings)),
      ...[...files].map((uri) => this.#once(uri, () => this.#text(uri), this.#files)),
    ]);
  }

  /** Loads what nobody is loading yet, and keeps it unless it was dropped meanwhile. */
  async #once<T>(uri: string, from: () => Promise<T>, into: Map<string, T>): Promise<void> {
    const key = this.key(uri);
    const running = this.#loading.get(key);
    if (running) return running;
    const loading: Promise<void> = from()
      .then((found) => {
        if (this.#loading.get(key) === loading) into.set(key, found);
      })
      .finally(() => {
        if (this.#loading.get(key) === loading) this.#loading.delete(key);
      });
    this.#loading.set(key, loading);
    return loading;
  }

  /** Drops what was loaded for directories that nobody needs any more. */
  keepOnly(needed: (key: string) => boolean): void {
    for (const key of [...this.#listings.keys(), ...this.#files.keys()]) if (!needed(key)) this.#drop(key);
  }
}

/** One spelling of what a file system that ignores case takes for the same. */
function folded(uri: string): string {
  try {
    return decodeURIComponent(uri).normalize("NFC").toLowerCase();
  } catch {
    return uri.toLowerCase();
  }
}
