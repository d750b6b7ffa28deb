import { statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { isRead } from "../analysis/project.ts";
import { isConfiguration, isVariables } from "../language/model/files.ts";
import { type Disk, entries, reason, split } from "./disk.ts";

/** A module to check. */
export interface Target {
  /** Absolute. */
  readonly directory: string;
  /** The only file whose findings count, where one was named. */
  readonly file: string | undefined;
  /** Whether the file stands for itself: JSON that is not Terraform's. */
  readonly isAlone: boolean;
  /** The directory that was named, or that of the file that was named. */
  readonly root: string;
}

/** The modules that paths lead to. What leads nowhere becomes a fault. */
export function targets(
  paths: readonly string[],
  cwd: string,
  disk: Disk,
  isLeftOut: (path: string, root: string) => boolean,
): readonly Target[] {
  const found = new Map<string, Target>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    for (const target of targetsOf(absolute, disk, isLeftOut)) {
      const key = `${target.directory} ${target.file ?? ""}`;
      // A directory that is checked whole takes in the files of it that are named besides.
      if (!found.has(`${target.directory} `)) found.set(key, target);
    }
  }
  return [...found.values()].filter(({ directory, file }) => file === undefined || !found.has(`${directory} `));
}

function targetsOf(path: string, disk: Disk, isLeftOut: (path: string, root: string) => boolean): readonly Target[] {
  try {
    if (statSync(path).isDirectory()) return [...modulesBelow(path, path, disk, isLeftOut)];
  } catch (error) {
    disk.fault(path, reason(error));
    return [];
  }
  const { directory, name } = split(path);
  if (!isRead(name)) {
    disk.fault(path, "is neither Terraform nor JSON");
    return [];
  }
  return [{ directory, file: name, isAlone: !isConfiguration(name) && !isVariables(name), root: directory }];
}

function* modulesBelow(
  directory: string,
  root: string,
  disk: Disk,
  isLeftOut: (path: string, root: string) => boolean,
): Iterable<Target> {
  try {
    const all = entries(directory);
    if (all.some(({ name, isFile }) => isFile && isRead(name)))
      yield { directory, file: undefined, isAlone: false, root };
    for (const { name, isDirectory } of all) {
      if (!isDirectory || name.startsWith(".") || name === "node_modules") continue;
      const path = join(directory, name);
      if (!isLeftOut(path, root)) yield* modulesBelow(path, root, disk, isLeftOut);
    }
  } catch (error) {
    disk.fault(directory, reason(error));
  }
}

/** Whether a path is that directory or lies below it. */
export function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way);
}
