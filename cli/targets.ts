import { statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isEntered, isRoot, isSeen } from "../analysis/run/estate.ts";
import { isRead } from "../analysis/run/project.ts";
import { isConfiguration, isVariables } from "../language/model/files.ts";
import { entries, type LocalDisk, reason } from "./disk.ts";
import { outside, realOf } from "./reach.ts";
import { interruptedAbove, isInterrupted } from "./recover.ts";

/** A module to check. */
export interface CheckTarget {
  /** Absolute. */
  readonly directory: string;
  /** The only file whose findings count, where one was named. */
  readonly file: string | undefined;
  /** Whether the file stands for itself: JSON that is not Terraform's. */
  readonly isAlone: boolean;
  /** The directory that was named, or that of the file that was named. */
  readonly root: string;
  /** Bytes of the files of its own that are read. */
  readonly size: number;
}

/** A module by its absolute path, or a file that is checked by itself. */
export const pathOfTarget = ({ directory, file }: CheckTarget): string =>
  file === undefined ? directory : join(directory, file);

/** Whether a path is left out by what holds for the root it was found from. */
export type Exclusion = (path: string, root: string) => boolean;

/** What paths lead to. */
export interface Targets {
  readonly modules: readonly CheckTarget[];
  /** Directories in which an earlier `--fix` was interrupted, and such above what was given. */
  readonly interrupted: readonly string[];
  readonly interruptedAbove: readonly string[];
}

/** The modules that paths lead to. What leads nowhere becomes a fault. */
export function targets(paths: readonly string[], cwd: string, disk: LocalDisk, excludes: Exclusion): Targets {
  const halted = new Set<string>();
  const whole = new Map<string, CheckTarget>();
  const single = new Map<string, CheckTarget>();
  for (const path of paths)
    for (const target of targetsOf(resolve(cwd, path), disk, excludes, halted)) {
      const { directory, file } = target;
      if (file === undefined) whole.set(directory, whole.get(directory) ?? target);
      else single.set(join(directory, file), target);
    }
  // A directory that is checked whole takes in the files of it that are named besides.
  const modules = [...whole.values(), ...[...single.values()].filter(({ directory }) => !whole.has(directory))];
  const above = new Set(modules.map(({ root }) => realOf(root) ?? root).flatMap(interruptedAbove));
  return { modules, interrupted: [...halted], interruptedAbove: [...above] };
}

function targetsOf(path: string, disk: LocalDisk, excludes: Exclusion, halted: Set<string>): readonly CheckTarget[] {
  try {
    const isDirectory = statSync(path).isDirectory();
    const real = realOf(path);
    if (real !== undefined && !disk.reach(real) && (isDirectory || isRead(basename(path)))) {
      disk.fault(path, outside);
      return [];
    }
    if (isDirectory) return [...modulesBelow(path, path, disk, excludes, halted)];
  } catch (error) {
    disk.fault(path, reason(error));
    return [];
  }
  const [directory, file] = [dirname(path), basename(path)];
  if (!isRead(file)) {
    disk.fault(path, "is neither Terraform nor JSON");
    return [];
  }
  if (!isSeen(file)) {
    disk.fault(path, "is hidden by the dot it starts with and was not checked");
    return [];
  }
  if (isInterrupted(directory)) halted.add(directory);
  const isAlone = !isConfiguration(file) && !isVariables(file);
  return [{ directory, file, isAlone, root: directory, size: sizeOf(path) }];
}

function* modulesBelow(
  directory: string,
  root: string,
  disk: LocalDisk,
  excludes: Exclusion,
  halted: Set<string>,
): Iterable<CheckTarget> {
  try {
    if (isInterrupted(directory)) halted.add(directory);
    const all = entries(directory);
    const names = all.flatMap(({ name, isFile }) => (isFile ? name : []));
    if (isRoot(names)) {
      const size = names.filter(isRead).reduce((sum, name) => sum + sizeOf(join(directory, name)), 0);
      yield { directory, file: undefined, isAlone: false, root, size };
    }
    for (const { name, isDirectory } of all) {
      if (!isDirectory || !isEntered(name)) continue;
      const path = join(directory, name);
      if (!excludes(path, root)) yield* modulesBelow(path, root, disk, excludes, halted);
    }
  } catch (error) {
    disk.fault(directory, reason(error));
  }
}

/** Only for sharing the work: whoever reads the file says what is wrong with it. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
