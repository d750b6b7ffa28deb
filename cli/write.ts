import { randomBytes } from "node:crypto";
import * as node from "node:fs";
import { constants, type Stats } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { isCode, reason } from "./disk.ts";
import { messageOf } from "./io.ts";
import { isBelow } from "./reach.ts";
import {
  bytes,
  create,
  draftOf,
  formerOf,
  freshOf,
  hash,
  isWritten,
  plain,
  type Record,
  recordName,
  remove,
  settle,
  type WritableFileSystem,
} from "./record.ts";
import { undisturbed } from "./undisturbed.ts";

/** A file's text as it was read, and as it shall be. */
export interface FileChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What to write: data only, so that it can come from another thread. */
export interface WriteOrder {
  readonly files: readonly FileChange[];
  /** Paths that belong together: all of them are written or none. */
  readonly sets: readonly (readonly string[])[];
  /** Directories outside which nothing is written. */
  readonly roots: readonly string[];
}

export interface WriteResult {
  readonly written: readonly string[];
  readonly left: readonly Untouched[];
  /** What went wrong beside the files themselves. */
  readonly faults: readonly Untouched[];
}

/** A path and why nothing, or not all, was done there. */
export interface Untouched {
  readonly path: string;
  readonly why: string;
}

const leadsOut = "leads outside what was given and was left";
const wasChanged = "was changed meanwhile and was left";
const belongsToLeft = "was left, for a file that belongs to the same fix was left";
const notAll = "was left, for not all files could be written";

/** Says before a fix is chosen which files nothing can be written to. */
export class Boundary {
  readonly #root: string | undefined;
  readonly #system: WritableFileSystem;
  readonly #refusals = new Map<string, string | undefined>();
  readonly #spellings = new Map<string, string>();

  constructor(root: string, system: WritableFileSystem = node) {
    this.#root = real(root, system);
    this.#system = system;
  }

  /** Whether a real file goes by this spelling: the first one that is asked for. Otherwise it would be edited twice. */
  isSpelling(path: string): boolean {
    const found = real(path, this.#system) ?? path;
    const known = this.#spellings.get(found) ?? path;
    this.#spellings.set(found, known);
    return known === path;
  }

  /** Why a file has to be left; undefined where it can be written. */
  refusal(path: string): string | undefined {
    if (!this.#refusals.has(path)) this.#refusals.set(path, this.#judged(path));
    return this.#refusals.get(path);
  }

  #judged(path: string): string | undefined {
    const found = real(path, this.#system);
    if (found === undefined || this.#root === undefined || !isBelow(this.#root, found)) return leadsOut;
    if (!isWritten(below(this.#root, found))) return "leads to a file that is not checked and was left";
    try {
      return (
        refusalOfFile(found, this.#system) ??
        refusalOfDirectory(dirname(found), found, this.#system) ??
        refusalOfDirectory(this.#root, undefined, this.#system)
      );
    } catch (error) {
      return `cannot be written (${reason(error)}) and was left`;
    }
  }
}

const readOnly = "is read-only and was left";

/** A file without the bit is meant not to be written, also by those whom no bit binds. */
function refusalOfFile(path: string, system: WritableFileSystem): string | undefined {
  const found = plain(path, system);
  if (!found) return "is no ordinary file and was left";
  if ((found.mode & 0o222) === 0 || !mayWrite(path, constants.W_OK, system)) return readOnly;
  const [user, groups] = [process.geteuid?.(), [process.getegid?.(), ...(process.getgroups?.() ?? [])]];
  if (user === undefined || user === 0 || (found.uid === user && groups.includes(found.gid))) return undefined;
  return "belongs to another user or group and was left";
}

/** Where a temporary file cannot be made or take the file's place. */
function refusalOfDirectory(path: string, file: string | undefined, system: WritableFileSystem): string | undefined {
  const refusal = "lies in a directory that takes no temporary file and was left";
  if (!mayWrite(path, constants.W_OK | constants.X_OK, system)) return refusal;
  const user = process.geteuid?.();
  const found = system.lstatSync(path);
  const isSticky = (found.mode & 0o1000) !== 0 && user !== undefined && user !== 0 && found.uid !== user;
  return isSticky && file !== undefined && system.lstatSync(file).uid !== user ? refusal : undefined;
}

function mayWrite(path: string, mode: number, system: WritableFileSystem): boolean {
  try {
    system.accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

/** A file on its way to its new content. */
interface FileWrite {
  readonly change: FileChange;
  readonly root: string;
  readonly set: number;
  readonly index: number;
  /** The paths of what waits beside it. */
  readonly fresh: string;
  readonly former: string;
  /** As it was found. */
  found: Stats | undefined;
}

/**
 * Writes files, those that belong together all or none. Each new content is put beside its file first; then a record of all
 * of them, which a later run finishes by should this one be killed; then each takes its file's place.
 */
export function write(order: WriteOrder, system: WritableFileSystem = node): WriteResult {
  if (order.files.length === 0) return { written: [], left: [], faults: [] };
  const roots = outermost(order.roots, system);
  const { changes, refusals } = unique(order.files, roots, system);
  const sets = connected([...changes.keys()], order.sets, system);
  const id = randomBytes(16).toString("hex");
  const paths = sets.flat();
  const setOf = new Map(sets.flatMap((set, index) => set.map((path) => [path, index] as const)));
  const steps = paths.flatMap((path, index): readonly FileWrite[] => {
    const [change, root] = [changes.get(path), roots.find((one) => isBelow(one, path))];
    if (!change || root === undefined) return [];
    const set = setOf.get(path) ?? 0;
    const [fresh, former] = [freshOf(dirname(path), id, index), formerOf(dirname(path), id, index)];
    return [{ change, root, set, index, fresh, former, found: undefined }];
  });
  const work = new WriteRun(id, steps, system);
  for (const [path, why] of refusals) work.leave(setOf.get(path) ?? 0, path, why);
  undisturbed(() => work.run());
  const left = sets.flatMap((set, index) =>
    set.flatMap((path) => {
      const why = work.whyLeft(index, path);
      return why === undefined ? [] : [{ path, why }];
    }),
  );
  const leftPaths = new Set(left.map(({ path }) => path));
  return { written: paths.filter((path) => !leftPaths.has(path)), left, faults: work.faults };
}

/** Puts a text where nothing was, or in one step in place of an ordinary file. */
export function replaceFile(path: string, text: string): void {
  const beside = `${path}.${randomBytes(8).toString("hex")}.tmp`;
  undisturbed(() => {
    try {
      if (node.lstatSync(path, { throwIfNoEntry: false })?.isFile() === false)
        throw new Error("it is no ordinary file");
      node.writeFileSync(beside, text, { flag: "wx" });
      node.renameSync(beside, path);
    } catch (error) {
      remove(beside, node);
      throw new Error(`${path} was not written: ${messageOf(error)}`);
    }
  });
}

class WriteRun {
  readonly steps: readonly FileWrite[];
  readonly faults: Untouched[] = [];
  readonly #id: string;
  readonly #system: WritableFileSystem;
  readonly #roots: ReadonlySet<string>;
  readonly #left = new Map<number, Map<string, string>>();
  readonly #locked = new Set<string>();

  constructor(id: string, steps: readonly FileWrite[], system: WritableFileSystem) {
    this.#id = id;
    this.steps = steps;
    this.#system = system;
    this.#roots = new Set(steps.map(({ root }) => root));
  }

  /** Gives a set up, for the sake of one of its files. */
  leave(set: number, path: string, why: string): void {
    this.#left.set(set, (this.#left.get(set) ?? new Map<string, string>()).set(path, why));
  }

  whyLeft(set: number, path: string): string | undefined {
    const reasons = this.#left.get(set);
    return reasons && (reasons.get(path) ?? belongsToLeft);
  }

  run(): void {
    if (this.#open.length === 0) return;
    let current: FileWrite | undefined;
    const each = (work: (step: FileWrite) => void): void => {
      for (const step of this.#open) {
        current = step;
        if (!this.#left.has(step.set)) work(step);
      }
      current = undefined;
    };
    try {
      for (const root of this.#roots) this.#lock(root);
      each((step) => this.#prepare(step));
      each((step) => this.#keep(step));
      each((step) => this.#see(step));
      if (this.#open.length > 0) for (const root of this.#roots) this.#commit(root);
    } catch (error) {
      this.#giveUp(current, error);
      this.#clear();
      return;
    }
    const begun: FileWrite[] = [];
    try {
      each((step) => {
        if (!this.#isUntouched(step)) {
          this.leave(step.set, step.change.path, wasChanged);
          this.#undo(begun.filter(({ set }) => set === step.set));
          return;
        }
        begun.push(step);
        this.#system.renameSync(step.fresh, step.change.path);
        if (this.#wasKept(step)) return;
        this.leave(step.set, step.change.path, wasChanged);
        this.#undo(begun.filter(({ set }) => set === step.set));
      });
      for (const directory of directoriesOf(begun)) settle(directory, this.#system);
    } catch (error) {
      const wasUndone = this.#undone(begun);
      this.#giveUp(current, error);
      if (!wasUndone) return;
    }
    this.#clear();
  }

  get #open(): readonly FileWrite[] {
    return this.steps.filter(({ set }) => !this.#left.has(set));
  }

  /** One run at a time: whoever comes second finds the first one's record. */
  #lock(root: string): void {
    try {
      // A record that was begun is ours to remove, one that was there is not.
      create(join(root, recordName), this.#record(root, false), undefined, this.#system, () => this.#locked.add(root));
    } catch (error) {
      throw isCode(error, "EEXIST") ? new Error("another --fix is at work there", { cause: error }) : error;
    }
  }

  #record(root: string, isReady: boolean): string {
    const record: Record = {
      id: this.#id,
      process: process.pid,
      isReady,
      // Those that are left are named too: something may wait beside them.
      files: this.steps
        .filter((step) => step.root === root)
        .map(({ change: { path, before, after }, set, index }) => ({
          path: below(root, path),
          index,
          set: this.#left.has(set) ? undefined : set,
          before: hash(before),
          after: hash(after),
        })),
    };
    return JSON.stringify(record);
  }

  #prepare(step: FileWrite): void {
    const { path, after } = step.change;
    step.found = plain(path, this.#system);
    const refusal = this.#isAsRead(step) ? refusalOfFile(path, this.#system) : wasChanged;
    if (refusal === undefined) create(step.fresh, after, step.found, this.#system);
    else this.leave(step.set, path, refusal);
  }

  /** Keeps the old file itself, with everything that belongs to it, or a copy where there can be no second name for it. */
  #keep({ change: { path, before }, former, found }: FileWrite): void {
    try {
      this.#system.linkSync(path, former);
    } catch (error) {
      if (!isCode(error, "EPERM", "EACCES", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK")) throw error;
      create(former, before, found, this.#system);
    }
  }

  /** Looks a last time before everything is decided. */
  #see(step: FileWrite): void {
    // In this order: what takes the file's place from here on is not the one that was found.
    step.found = plain(step.change.path, this.#system);
    if (!this.#isAsRead(step)) this.leave(step.set, step.change.path, wasChanged);
  }

  #commit(root: string): void {
    const draft = draftOf(root, this.#id);
    create(draft, this.#record(root, true), undefined, this.#system);
    for (const directory of [root, ...directoriesOf(this.#open.filter((step) => step.root === root))])
      settle(directory, this.#system);
    this.#system.renameSync(draft, join(root, recordName));
    settle(root, this.#system);
  }

  #isAsRead({ change: { path, before } }: FileWrite): boolean {
    return bytes(path, this.#system)?.equals(Buffer.from(before)) ?? false;
  }

  #isUntouched({ change: { path }, found }: FileWrite): boolean {
    const now = plain(path, this.#system);
    return now?.ino === found?.ino && now?.size === found?.size && now?.mtimeMs === found?.mtimeMs;
  }

  /** Whether the old file is still what was read: somebody may have written into it in the last moment. */
  #wasKept({ change: { before }, former }: FileWrite): boolean {
    return bytes(former, this.#system)?.equals(Buffer.from(before)) ?? false;
  }

  /** Puts back what was there, unless somebody has written over what is there now. Fails only where the disk does. */
  #undo(begun: readonly FileWrite[]): void {
    for (const { change, fresh, former } of begun) {
      // Where the new content still waits, the old one has never left its place.
      if (plain(fresh, this.#system) || !plain(former, this.#system)) continue;
      if (bytes(change.path, this.#system)?.equals(Buffer.from(change.after)))
        this.#system.renameSync(former, change.path);
      else
        this.faults.push({ path: change.path, why: "was changed meanwhile and not put back as it was before --fix" });
    }
    for (const directory of directoriesOf(begun)) settle(directory, this.#system);
  }

  #undone(begun: readonly FileWrite[]): boolean {
    try {
      this.#undo(begun);
      return true;
    } catch (error) {
      for (const root of this.#roots)
        this.faults.push({
          path: root,
          why: `was left half written (${reason(error)}): run --fix on it again to finish`,
        });
      return false;
    }
  }

  #giveUp(at: FileWrite | undefined, error: unknown): void {
    for (const step of this.#open)
      this.leave(step.set, step.change.path, step === at || !at ? `could not be written: ${reason(error)}` : notAll);
  }

  /** Removes what was only needed on the way, the record last: as long as it is there, everything can be found again. */
  #clear(): void {
    for (const root of this.#locked)
      try {
        // The old contents go first: what was given up must not look like what was written and then changed.
        const own = this.steps.filter((step) => step.root === root);
        for (const path of [...own.map(({ former }) => former), ...own.map(({ fresh }) => fresh)])
          remove(path, this.#system);
        remove(draftOf(root, this.#id), this.#system);
        remove(join(root, recordName), this.#system);
        settle(root, this.#system);
      } catch (error) {
        this.faults.push({
          path: join(root, recordName),
          why: `could not be removed (${reason(error)}): the next --fix does it`,
        });
      }
  }
}

const directoriesOf = (steps: readonly FileWrite[]): ReadonlySet<string> =>
  new Set(steps.map(({ change: { path } }) => dirname(path)));

const below = (root: string, path: string): string => relative(root, path).split(sep).join("/");

function real(path: string, system: WritableFileSystem): string | undefined {
  try {
    return system.realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Real directories, without those that lie in another one: so no fix belongs to two. */
function outermost(roots: readonly string[], system: WritableFileSystem): readonly string[] {
  const all = [...new Set(roots.flatMap((root) => real(root, system) ?? []))];
  return all.filter((root) => !all.some((other) => other !== root && isBelow(other, root)));
}

/** Changes by the real path they are written to, and why some are not. */
function unique(
  files: readonly FileChange[],
  roots: readonly string[],
  system: WritableFileSystem,
): { readonly changes: ReadonlyMap<string, FileChange>; readonly refusals: ReadonlyMap<string, string> } {
  const changes = new Map<string, FileChange>();
  const refusals = new Map<string, string>();
  for (const { path: spelled, before, after } of files) {
    const path = real(spelled, system) ?? spelled;
    const root = roots.find((one) => isBelow(one, path));
    const known = changes.get(path);
    if (root === undefined) refusals.set(path, leadsOut);
    else if (!isWritten(below(root, path))) refusals.set(path, "is not checked and was left");
    else if (known && known.after !== after) refusals.set(path, "would be written in two ways and was left");
    changes.set(path, { path, before, after });
  }
  return { changes, refusals };
}

/** Sets with a file in common are one; a file of none is one by itself. */
function connected(
  paths: readonly string[],
  sets: readonly (readonly string[])[],
  system: WritableFileSystem,
): readonly (readonly string[])[] {
  const groups = new Map(paths.map((path) => [path, [path]]));
  for (const set of sets) {
    const joined = new Set(set.flatMap((path) => groups.get(real(path, system) ?? path) ?? []));
    const group = [...new Set([...joined].flatMap((path) => groups.get(path) ?? []))];
    for (const path of group) groups.set(path, group);
  }
  return [...new Set(groups.values())];
}
