import { relative, resolve, sep } from "node:path";
import type { AccessState } from "../analysis/access/diff.ts";
import { type DeclaredIdentity, type Guarded, guardedIn, principalsIn } from "../analysis/access/principals.ts";
import { isJudged } from "../analysis/run/check.ts";
import { Estate } from "../analysis/run/estate.ts";
import { open } from "../analysis/run/project.ts";
import { cold } from "../language/query/engine.ts";
import type { ActionData } from "../language/schema/actions.ts";
import { LocalDisk, pathOf, uriOf } from "./disk.ts";
import type { Io } from "./io.ts";
import { faultLine } from "./outcome.ts";
import { reachOf } from "./reach.ts";
import { targets } from "./targets.ts";

/** Who may do what in all the roots of a directory; undefined where something could not be read, which is told. */
export function accessState(
  directory: string,
  { cwd, stderr, managed }: Io,
  data: ActionData | undefined,
): AccessState | undefined {
  const disk = new LocalDisk(cwd, () => data, reachOf([directory], cwd));
  const { modules } = targets([directory], cwd, disk, () => false);
  const principals: DeclaredIdentity[] = [];
  const guarded: Guarded[] = [];
  cold(() => {
    const roots = modules.filter(({ isAlone }) => !isAlone).map((target) => uriOf(target.directory));
    const estate = new Estate();
    for (const root of roots) estate.add(open(disk, root));
    for (const root of roots) {
      const module = open(disk, root, estate.given(root));
      if (!isJudged(module)) continue;
      const from = relative(resolve(cwd, directory), pathOf(root)).split(sep).join("/");
      const within = <One extends { readonly address: string }>(one: One): One => ({
        ...one,
        address: from === "" ? one.address : `${from}: ${one.address}`,
      });
      principals.push(...principalsIn(module, () => managed?.()).map(within));
      guarded.push(...guardedIn(module).map(within));
    }
  });
  const faults = disk.takeFaults();
  for (const fault of faults) stderr.write(`${faultLine(fault)}\n`);
  return faults.some(({ kind }) => kind === "input") ? undefined : { principals, guarded };
}
