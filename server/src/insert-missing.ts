import type { WorkspaceEdit } from "vscode-languageserver";
import { insertion } from "../../analysis/checklist/insertion.ts";
import { because } from "../../analysis/fix/refusal.ts";
import { shown } from "../../analysis/show/visible.ts";
import { checklist } from "../../rules/checklist.ts";
import type { Abilities } from "./capabilities.ts";
import { workspaceEdit } from "./features/edit.ts";
import type { Snapshots } from "./snapshot.ts";
import type { Survey } from "./survey.ts";

/** The edit that writes what a row of the checklist lacks into a root, or why there is none. */
export async function insertMissing(
  survey: Survey<unknown>,
  { directory, row }: { readonly directory: string; readonly row: string },
  { snapshots, client }: { readonly snapshots: Snapshots; readonly client: Abilities },
): Promise<{ readonly edit: WorkspaceEdit } | { readonly refused: string }> {
  const item = checklist.find(({ id }) => id === row);
  const found = item && (await survey.try(directory, (checked) => insertion(checked, item)));
  if (!found) return { refused: "there is no place for it in this directory" };
  if ("why" in found) return { refused: shown(because(found)) };
  return { edit: workspaceEdit(found.edits, { source: (uri) => snapshots.source(uri) }, client) };
}
