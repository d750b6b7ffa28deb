import { type InlayHint, InlayHintKind, type Range } from "vscode-languageserver";
import { policies } from "../../../language/policy/policies.ts";
import { textOf } from "../../../language/policy/policy.ts";
import type { ActionData } from "../../../language/schema/actions.ts";
import { linesOf, toRange } from "../../../language/syntax/lines.ts";
import { contains } from "../../../language/syntax/text.ts";
import { toSpan } from "../convert.ts";
import { isStale } from "../document.ts";
import type { Snapshot } from "../snapshot.ts";
import { countsOf } from "./iam-hover.ts";

/** What every wildcard of a policy takes in, beside it. */
export function inlayHints({ file, document, checked, folderConfig }: Snapshot, range: Range): InlayHint[] | null {
  const { actions: data } = checked.module;
  if (!folderConfig.inlayHints || !folderConfig.config.enable || isStale(document) || !data) return null;
  const lines = linesOf(file);
  const shown = toSpan(lines, range);
  const hints = new Map<number, InlayHint>();
  for (const { statements, at } of policies(checked.module)) {
    if (at.uri !== file.uri || at.end < shown.start || at.start > shown.end) continue;
    for (const { actions, notActions } of statements)
      for (const value of [...(actions?.values ?? []), ...(notActions?.values ?? [])]) {
        const pattern = textOf(value);
        if (pattern === undefined || !/[*?]/.test(pattern) || value.at.uri !== file.uri) continue;
        if (!contains(shown, value.at)) continue;
        const position = toRange(lines, value.at).end;
        hints.set(value.at.end, { position, label: label(pattern, data), kind: InlayHintKind.Type, paddingLeft: true });
      }
  }
  return [...hints.values()];
}

function label(pattern: string, data: ActionData): string {
  const names = data.expand(pattern);
  const counts = countsOf(names, data);
  const parts = [
    `≈ ${names.length} action${names.length === 1 ? "" : "s"}`,
    ...(counts.has("Write") ? [`${counts.get("Write")} write`] : []),
    ...(counts.has("Permissions management") ? [`${counts.get("Permissions management")} permissions`] : []),
  ];
  return names.length === 0 ? "no action" : parts.join(", ");
}
