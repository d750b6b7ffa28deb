import { type DocumentSymbol, SymbolKind } from "vscode-languageserver";
import { shown } from "../../../analysis/show/visible.ts";
import { policies } from "../../../language/policy/policies.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { linesOf, toRange } from "../../../language/syntax/lines.ts";
import { contains } from "../../../language/syntax/text.ts";
import { isStale } from "../document.ts";
import type { Snapshot } from "../snapshot.ts";

/** The statements of policies; the blocks around them are told by whoever speaks Terraform. */
export function documentSymbols({ file, document, checked, folderConfig }: Snapshot): DocumentSymbol[] | null {
  if (isStale(document) || !folderConfig.config.enable) return null;
  const lines = linesOf(file);
  const symbols = new Map<number, DocumentSymbol>();
  for (const { statements, at: policy } of policies(checked.module)) {
    if (policy.uri !== file.uri) continue;
    for (const statement of statements) {
      const { at, header, sid } = statement;
      if (at.uri !== file.uri) continue;
      const named = textOf(sid) === undefined || textOf(sid) === "" ? header : sid.at;
      symbols.set(at.start, {
        name: shown(name(statement)),
        detail: shown(detail(statement)),
        kind: SymbolKind.Object,
        range: toRange(lines, at),
        selectionRange: toRange(lines, contains(at, named) ? named : at),
      });
    }
  }
  return [...symbols.values()];
}

function name(statement: Statement): string {
  const sid = textOf(statement.sid);
  return sid === undefined || sid === "" ? summary(statement) : sid;
}

const detail = (statement: Statement): string => (name(statement) === summary(statement) ? "" : summary(statement));

/** `Allow s3:GetObject, …`. */
function summary({ effect, actions, notActions }: Statement): string {
  const list = actions ?? notActions;
  const [first, ...others] = list?.values ?? [];
  const named = first === undefined ? "" : (textOf(first) ?? "…");
  const verb = `${textOf(effect) ?? "Statement"}${actions === undefined && notActions ? " all but" : ""}`;
  return `${verb} ${named}${others.length > 0 ? ", …" : ""}`.trim();
}
