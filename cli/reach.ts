import { lstatSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** Whether a real path may be read. */
export type MayRead = (real: string) => boolean;

/** What `--allow-outside` allows. */
export const everywhere: MayRead = () => true;

/** What is told of a link or a call that leads where nothing may be read. */
export const outside = "leads outside what was given and was not read (--allow-outside reads it)";

/**
 * What may be read of the machine: the directories given, those of the files given, and the git working trees that they lie in,
 * which an editor would have open. A file given by a link counts as lying where the link lies, and a directory given by one must
 * lie below there or in its working tree, for a pattern of the shell names links too.
 */
export function reachOf(paths: readonly string[], cwd: string): MayRead {
  const roots: string[] = [];
  const reach = (path: string): boolean => roots.some((root) => isBelow(root, path));
  for (const path of paths) {
    const real = realDirectory(resolve(cwd, path));
    if (real !== undefined && !reach(real)) roots.push(workingTree(real) ?? real);
  }
  return reach;
}

/** Also what lies in one more directory. */
export function reachInto(reach: MayRead, directory: string): MayRead {
  const real = realOf(directory);
  return (path) => reach(path) || (real !== undefined && isBelow(real, path));
}

/** Where a path leads when every link is followed; undefined where it leads nowhere. */
export function realOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function realDirectory(path: string): string | undefined {
  const real = realOf(path);
  try {
    const parent = realOf(dirname(path));
    if (real === undefined || parent === undefined || !lstatSync(real).isDirectory()) return parent;
    const isNear = !lstatSync(path).isSymbolicLink() || isBelow(workingTree(parent) ?? parent, real);
    return isNear ? real : undefined;
  } catch {
    return undefined;
  }
}

function workingTree(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    try {
      lstatSync(join(at, ".git"));
      return at;
    } catch {
      if (at === dirname(at)) return undefined;
    }
  }
}

/** Whether a path is that directory or lies below it. */
export function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
