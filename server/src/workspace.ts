import { TextDocuments } from "vscode-languageserver";
import { isSeen } from "../../analysis/run/estate.ts";
import { type Files, isRead } from "../../analysis/run/project.ts";
import { canonical, child, isInside, nameOf, parentOf } from "../../analysis/run/uri.ts";
import { whileTyping } from "../../language/model/budget.ts";
import { unreadable } from "../../language/model/files.ts";
import { isForeign } from "../../language/policy/json.ts";
import { fact } from "../../language/query/engine.ts";
import type { ActionData } from "../../language/schema/actions.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import { absent, type DirectoryEntry, type Disk, type FileContent, faults, type Listing } from "./disk.ts";
import { type Document, documents, isStale, type Limits, read, standIn } from "./document.ts";
import { isConfigFile } from "./folder-config.ts";

interface Loaded {
  readonly reading: FileContent;
  /** Set once it was asked for; undefined for what takes no part in a module. */
  tree?: SourceFile | undefined;
}

/** Something that is there and was not read. */
export interface UnreadEntry {
  readonly uri: string;
  readonly kind: DirectoryEntry["kind"];
  /** Goes on from its name. */
  readonly reason: string;
}

/** How many values are read of a JSON file: more would fill the memory and keep whoever types waiting. */
const mostValues = 100_000;

/** How many listings and files that nobody needs may lie about. */
const mostIdle = 1_000;

/** The name under which a directory that cannot be listed has a file in which anything may stand. */
const whatever = ".tf";

/** Files as they are known at this moment; it notes what was asked for, and what has to be loaded to answer. */
export interface View extends Files {
  readonly asked: ReadonlySet<string>;
  readonly missing: { readonly directories: ReadonlySet<string>; readonly files: ReadonlySet<string> };
  /** Whether nothing is missing. */
  readonly isWhole: boolean;
}

/** How often what a view lacks is brought in, until what is still missing is gone without. */
export const mostRounds = 40;

/**
 * What the server knows of the world: the open documents, and before them a copy of the disk that grows as it is
 * asked for. Nothing outside the folders is read, except beside a document that the user opened there.
 */
export class Workspace {
  readonly documents: TextDocuments<Document>;
  /** What AWS has of services and actions, as far as it is loaded. */
  actions: (() => ActionData | undefined) | undefined;
  /** Is told of everything that is there and could not be read. */
  onUnread: ((unread: UnreadEntry) => void) | undefined;
  readonly #disk: Disk;
  readonly #listings = new Map<string, Listing>();
  /** What of the disk could not be read, by key. */
  readonly #unread = new Map<string, UnreadEntry>();
  readonly #unlistedFiles = fact((_: Listing): { tree?: SourceFile } => ({}));
  #limits: Limits = { typed: 2_000_000, saved: 20_000_000 };
  readonly #files = new Map<string, Loaded>();
  /** How many listings and files were left when it was last seen which are needed. */
  #kept = 0;
  readonly #loading = new Map<string, Promise<void>>();
  /** Open documents by key. */
  readonly #open = new Map<string, Document>();
  #folders: readonly string[] = [];
  #roots: readonly string[] | undefined;

  constructor(disk: Disk, isLeftAlone: (directory: string) => boolean) {
    this.#disk = disk;
    this.documents = new TextDocuments(documents(() => this.#limits, isLeftAlone));
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  set folders(uris: readonly string[]) {
    this.#folders = uris.map(canonical);
    this.#forgetAll();
  }

  get limits(): Limits {
    return this.#limits;
  }

  /** Sets how long texts may be; gives the keys of what is read anew for it. */
  limit(limits: Limits): readonly string[] {
    const before = this.#limits;
    if (before.typed === limits.typed && before.saved === limits.saved) return [];
    this.#limits = limits;
    const changed: string[] = [];
    for (const [key, { reading }] of this.#files)
      if (reading.state !== "text" || reading.text.length > limits.saved) {
        this.#drop(key);
        changed.push(key);
      }
    for (const document of this.#open.values())
      if (document.unread !== undefined || document.text.length > Math.min(limits.saved, before.typed))
        changed.push(...this.put(this.#current(document)));
    return changed;
  }

  /** What is there and could not be read, of the disk and of the open documents. */
  get unread(): readonly UnreadEntry[] {
    const open = [...this.#open.values()].flatMap(({ member, unread }) =>
      unread === undefined ? [] : [{ uri: member, kind: "file" as const, reason: unread }],
    );
    const others = [...this.#unread].filter(([key, { uri }]) => !this.#open.has(key) && this.#isReadable(uri));
    return [...open, ...others.map(([, unread]) => unread)];
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

  #current(document: Document): Document {
    return read(document, this.#limits);
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

  /** Reads a very large document whose tree waited for the save, and one that had none. */
  saved(document: Document): readonly string[] {
    return document.file && !isStale(document) ? [] : this.put(this.#current(document));
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
    this.#unread.delete(key);
    this.#loading.delete(key);
  }

  #forgetAll(): void {
    this.#roots = undefined;
    this.#listings.clear();
    this.#files.clear();
    this.#unread.clear();
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
      get isWhole() {
        return directories.size + files.size === 0;
      },
      mostValues,
      limit: whileTyping,
      list: (directory) => {
        const key = this.key(directory);
        asked.add(key);
        const listing = this.#listings.get(key);
        if (!listing) directories.add(canonical(directory));
        const names = this.#names(key, directory, listing?.state === "listed" ? listing.entries : []);
        return listing?.state === "unreadable" ? [...names, whatever] : names;
      },
      folders: (directory) => {
        const key = this.key(directory);
        asked.add(key);
        const listing = this.#listings.get(key);
        if (!listing) directories.add(canonical(directory));
        if (listing?.state !== "listed") return [];
        const folders = listing.entries.filter(({ kind, name }) => kind === "directory" && isSeen(name));
        return folders.map(({ name }) => nameOf(child(directory, name))).sort();
      },
      parse: (uri) => {
        const key = this.key(uri);
        const open = this.#open.get(key);
        if (open) {
          asked.add(key);
          return open.file;
        }
        const unlisted = this.#unlisted(uri);
        if (unlisted) return unlisted;
        const found = loaded(uri);
        if (found && !("tree" in found)) found.tree = treeOf(canonical(uri), found.reading);
        return found?.tree;
      },
      read: (uri) => {
        const open = this.#open.get(this.key(uri));
        if (!open) {
          const reading = loaded(uri)?.reading;
          return reading?.state === "text" ? reading.text : undefined;
        }
        asked.add(this.key(uri));
        return open.unread === undefined ? open.text : undefined;
      },
    };
  }

  /** What the disk has and is seen, with the open documents under their own spelling before it. */
  #names(key: string, directory: string, entries: readonly DirectoryEntry[]): readonly string[] {
    const names = new Map<string, string>();
    for (const { name, kind } of entries) {
      const uri = child(directory, name);
      if (kind === "file" && isSeen(name)) names.set(this.key(uri), nameOf(uri));
    }
    for (const [at, { member }] of this.#open) if (parentOf(at) === key) names.set(at, nameOf(member));
    return [...names.values()].sort();
  }

  /** The file in which anything may stand, of a directory that cannot be listed; the same for as long as it cannot. */
  #unlisted(uri: string): SourceFile | undefined {
    const listing = nameOf(uri) === whatever ? this.#listings.get(this.key(parentOf(uri))) : undefined;
    if (listing?.state !== "unreadable") return undefined;
    const known = this.#unlistedFiles(listing);
    known.tree ??= unreadable(canonical(uri));
    return known.tree;
  }

  /** Entries of a directory, for whoever walks the workspace. */
  async entries(directory: string): Promise<readonly DirectoryEntry[]> {
    const listing = await this.#listing(directory);
    this.#note(directory, "directory", listing);
    return listing.state === "listed" ? listing.entries : [];
  }

  /** The same for who looks about only: what cannot be listed is nobody's concern. */
  async peek(directory: string): Promise<readonly DirectoryEntry[]> {
    const listing = await this.#listing(directory);
    return listing.state === "listed" ? listing.entries : [];
  }

  /** A file's text as the disk has it now, whatever is open; undefined where it cannot be read. */
  async onDisk(uri: string): Promise<string | undefined> {
    const { reading } = await this.#reading(uri);
    return reading.state === "text" ? reading.text : undefined;
  }

  async #listing(directory: string): Promise<Listing> {
    return this.#isReadable(directory) ? this.#disk.list(directory, this.#readable()) : absent;
  }

  async #reading(uri: string): Promise<Loaded> {
    if (!this.#isReadable(uri)) return { reading: absent };
    return { reading: await this.#disk.read(canonical(uri), this.#readable(), this.#limits.saved) };
  }

  /** Brings in what a view lacked. */
  async load({ directories, files }: View["missing"]): Promise<void> {
    await Promise.all([
      ...[...directories].map((uri) => this.#once(uri, () => this.#listing(uri), this.#listings)),
      ...[...files].map((uri) => this.#once(uri, () => this.#reading(uri), this.#files)),
    ]);
  }

  /** Loads what nobody is loading yet, and keeps it unless it was dropped meanwhile. */
  async #once<T extends Listing | Loaded>(uri: string, from: () => Promise<T>, into: Map<string, T>): Promise<void> {
    const key = this.key(uri);
    const running = this.#loading.get(key);
    if (running) return running;
    const loading: Promise<void> = from()
      .then((found) => {
        if (this.#loading.get(key) !== loading) return;
        into.set(key, found);
        if ("reading" in found) this.#note(uri, "file", found.reading);
        else this.#note(uri, "directory", found);
      })
      .finally(() => {
        if (this.#loading.get(key) === loading) this.#loading.delete(key);
      });
    this.#loading.set(key, loading);
    return loading;
  }

  /** Remembers what could not be read. That `filebase64()` and its like read what is no text is as it should be. */
  #note(uri: string, kind: DirectoryEntry["kind"], found: Listing | FileContent): void {
    const key = this.key(uri);
    this.#unread.delete(key);
    if (found.state !== "unreadable") return;
    const { reason } = found;
    if ((reason === faults.notText || reason === faults.notUtf8) && !isRead(nameOf(uri)) && !isConfigFile(key)) return;
    const unread = { uri: canonical(uri), kind, reason };
    this.#unread.set(key, unread);
    this.onUnread?.(unread);
  }

  get #held(): number {
    return this.#listings.size + this.#files.size;
  }

  /** Whether much of what was loaded may be needed no more: each name of a file or module that was half typed is among it. */
  get isOvergrown(): boolean {
    return this.#held > 2 * this.#kept + mostIdle;
  }

  /** Drops what was loaded for directories that nobody needs any more; what could not be read stays told. */
  keepOnly(needed: (key: string) => boolean): void {
    for (const key of [...this.#listings.keys(), ...this.#files.keys()]) {
      if (needed(key)) continue;
      const unread = this.#unread.get(key);
      this.#drop(key);
      if (unread) this.#unread.set(key, unread);
    }
    this.#kept = this.#held;
  }
}

/** What is there and cannot be read is a file in which anything may stand, so that nothing is called absent for it. */
function treeOf(uri: string, reading: FileContent): SourceFile | undefined {
  if (reading.state === "absent") return undefined;
  if (reading.state === "unreadable") return standIn(uri);
  return isForeign(uri, reading.text) ? undefined : parse(uri, reading.text);
}

/** One spelling of what a file system that ignores case takes for the same. */
function folded(uri: string): string {
  try {
    return decodeURIComponent(uri).normalize("NFC").toLowerCase();
  } catch {
    return uri.toLowerCase();
  }
}
