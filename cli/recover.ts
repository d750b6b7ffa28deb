import * as node from "node:fs";
import { basename, dirname, join } from "node:path";
import { isCode, reason } from "./disk.ts";
import {
  bytes,
  draftOf,
  formerOf,
  freshOf,
  hash,
  plain,
  type Recorded,
  recordIn,
  recordName,
  remove,
  settle,
  type WritableFileSystem,
} from "./record.ts";
import type { Untouched } from "./write.ts";

/** Whether a `--fix` that wrote in a directory did not come to its end, or still is at work. */
export function isInterrupted(directory: string, system: WritableFileSystem = node): boolean {
  try {
    return plain(join(directory, recordName), system) !== undefined;
  } catch {
    return false;
  }
}

/** The directories above one in which a `--fix` was interrupted: it may have been about to write here. */
export function interruptedAbove(directory: string): readonly string[] {
  const above = dirname(directory);
  if (above === directory) return [];
  return [...(isInterrupted(above) ? [above] : []), ...interruptedAbove(above)];
}

/** What came of an interrupted `--fix`. */
export interface Recovery {
  readonly notes: readonly Untouched[];
  /** Why it is not over; then nothing can be written there. */
  readonly faults: readonly Untouched[];
}

/** Longest record that is read, in bytes. */
const longest = 20_000_000;
/** How long a record speaks of a process that runs, in milliseconds; later, another one has its number. */
const longestRun = 600_000;

/**
 * Brings to its end what an interrupted `--fix` has begun in a directory: sets of files of which every one is as it was or as
 * it was to become are finished, others are put back as far as nobody has changed them since. Whatever the record says,
 * nothing but ordinary files below the directory is touched, by contents that the record's hashes name.
 */
export function recovered(directory: string, system: WritableFileSystem = node): Recovery {
  const path = join(directory, recordName);
  try {
    const root = system.realpathSync.native(directory);
    const found = plain(path, system);
    if (!found) return { notes: [], faults: [] };
    if (!isOurs(found.uid)) return refused(path, "belongs to another user, so the --fix it speaks of is not finished");
    if (found.size > longest) return refused(path, "is too large for what --fix leaves behind when it is interrupted");
    const record = recordIn(bytes(path, system)?.toString("utf8") ?? "");
    if (!record) {
      // Nothing has been written yet where not even this was.
      remove(path, system);
      return {
        notes: [{ path: directory, why: "an earlier --fix was interrupted before it changed anything" }],
        faults: [],
      };
    }
    if (isAlive(record.process) && Date.now() - found.mtimeMs < longestRun)
      return refused(directory, `another --fix is at work here (process ${record.process})`);
    const sets = new Map<number, Waiting[]>();
    const all = record.files.map((file) => waiting(root, record.id, file));
    for (const one of all)
      if (record.isReady && one.set !== undefined) sets.set(one.set, [...(sets.get(one.set) ?? []), one]);
    const notes = [...sets.values()].flatMap((set) => [...ended(set, system)]);
    for (const place of new Set(all.map(({ directory }) => directory)))
      if (isWithin(place, system)) settle(place, system);
    const reached = all.filter(({ directory }) => isWithin(directory, system));
    // The old contents go first, as they do in a run that is not interrupted.
    for (const file of reached)
      if (!isOverwritten(file, system)) remove(file.former, system);
      else
        notes.push({
          path: file.real,
          why: `was changed while it was written: the change is in ${basename(file.former)}`,
        });
    for (const { fresh } of reached) remove(fresh, system);
    remove(draftOf(root, record.id), system);
    remove(path, system);
    settle(root, system);
    if (notes.length > 0) return { notes, faults: [] };
    return {
      notes: [{ path: directory, why: "an earlier --fix was interrupted before it changed anything" }],
      faults: [],
    };
  } catch (error) {
    return refused(directory, `an earlier --fix was interrupted here and cannot be finished: ${reason(error)}`);
  }
}

const refused = (path: string, why: string): Recovery => ({ notes: [], faults: [{ path, why }] });

interface Waiting extends Recorded {
  readonly directory: string;
  readonly real: string;
  readonly fresh: string;
  readonly former: string;
}

function waiting(root: string, id: string, file: Recorded): Waiting {
  const real = join(root, ...file.path.split("/"));
  const directory = dirname(real);
  return {
    ...file,
    real,
    directory,
    fresh: freshOf(directory, id, file.index),
    former: formerOf(directory, id, file.index),
  };
}

function* ended(set: readonly Waiting[], system: WritableFileSystem): Iterable<Untouched> {
  const states = set.map((file) => ({ file, state: stateOf(file, system) }));
  const isPending = states.some(({ state }) => state === "pending");
  // Where the old content is kept, the change was made to the new one; where it is not, it may have been given up.
  const isFinished = states.every(
    ({ file, state }) =>
      state !== "lost" && (state !== "edited" || !isPending || holds(file.former, file.before, system)),
  );
  for (const { file, state } of states) {
    const { real: path, fresh, former } = file;
    if (state === "edited" || state === "lost")
      yield { path, why: "was changed after an interrupted --fix and was left" };
    else if (isFinished) {
      if (state === "pending") system.renameSync(fresh, path);
      yield { path, why: "an interrupted --fix was finished here" };
    } else if (state === "new") {
      if (holds(former, file.before, system)) {
        system.renameSync(former, path);
        yield { path, why: "an interrupted --fix was undone here" };
      } else yield { path, why: "was written by an interrupted --fix that cannot be finished, and cannot be put back" };
    }
  }
}

/** Whether what was kept of a file that is new is not what it was before: somebody wrote into it in the last moment. */
const isOverwritten = ({ real, former, before, after }: Waiting, system: WritableFileSystem): boolean =>
  plain(former, system) !== undefined && !holds(former, before, system) && holds(real, after, system);

/**
 * `pending` is as it was, with its new content beside it; `edited` has been changed after it became new, `lost` is neither
 * and cannot become new.
 */
type State = "new" | "pending" | "edited" | "lost";

function stateOf({ directory, real, before, after, fresh }: Waiting, system: WritableFileSystem): State {
  if (!isWithin(directory, system)) return "lost";
  if (holds(real, after, system)) return "new";
  if (holds(real, before, system)) return holds(fresh, after, system) ? "pending" : "lost";
  return plain(real, system) && !plain(fresh, system) ? "edited" : "lost";
}

/** Whether no link leads on the way to a directory, which is spelled from a real one on. */
function isWithin(directory: string, system: WritableFileSystem): boolean {
  try {
    return system.realpathSync.native(directory) === directory;
  } catch (error) {
    if (isCode(error, "ENOENT", "ENOTDIR", "ELOOP")) return false;
    throw error;
  }
}

const holds = (path: string, content: string, system: WritableFileSystem): boolean => {
  const found = bytes(path, system);
  return found !== undefined && hash(found) === content;
};

function isOurs(user: number): boolean {
  const own = process.geteuid?.();
  return own === undefined || own === user;
}

function isAlive(id: number): boolean {
  // Zero would mean every process of a group.
  if (id === process.pid || id === 0) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}
