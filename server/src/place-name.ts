import { decoded, nameOf } from "../../analysis/run/uri.ts";
import { visible } from "../../analysis/show/visible.ts";
import type { Workspace } from "./workspace.ts";

/** A file or directory as people know it: by its way from the folder that it lies in, which is named where there are several. */
export function placeName(workspace: Pick<Workspace, "folders" | "folderOf">, uri: string): string {
  const folder = workspace.folderOf(uri);
  if (folder === undefined) return visible(decoded(uri));
  const below = uri.slice(folder.length + 1);
  const isNamed = below === "" || workspace.folders.length > 1;
  return visible(decoded(isNamed ? [nameOf(folder), below].filter((part) => part !== "").join("/") : below));
}
