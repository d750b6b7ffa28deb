import type { CancellationToken } from "vscode-languageserver";
import { isEntered, isRoot } from "../../analysis/run/estate.ts";
import { child } from "../../analysis/run/uri.ts";
import type { FolderConfigs } from "./folder-config.ts";
import type { Workspace } from "./workspace.ts";

const deepest = 64;

/** Every directory in some folders that is checked as a root; fewer where somebody cancels. */
export async function rootsIn(
  folders: readonly string[],
  workspace: Workspace,
  folderConfigs: FolderConfigs,
  token: CancellationToken,
): Promise<readonly string[]> {
  const found: string[] = [];
  const visit = async (directory: string, depth: number): Promise<void> => {
    if (token.isCancellationRequested || depth > deepest) return;
    const entries = await workspace.entries(directory);
    if (isRoot(entries.flatMap(({ kind, name }) => (kind === "file" ? name : [])))) found.push(directory);
    for (const { kind, name } of entries) {
      if (kind !== "directory" || !isEntered(name)) continue;
      const below = child(directory, name);
      const folderConfig = await folderConfigs.loaded(below);
      if (!folderConfig?.excludes(below)) await visit(below, depth + 1);
    }
  };
  for (const folder of folders) await visit(folder, 0);
  return [...new Set(found)];
}

/** Lets what has arrived go first. */
export const yieldToEdits = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
