import { type DocumentSymbol, SymbolKind } from "vscode-languageserver";
import { shown } from "../../../analysis/show/visible.ts";
import { policies } from "../../../language/policy/policies.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { linesOf, toRange } from "../../../language/syntax/lines.ts";
import { blocksAround } from "../../../language/syntax/locate.ts";
import { contains, type Span } from "../../../language/syntax/text.ts";
import type { SourceFile } from "../../../language/syntax/tree.ts";
import { isStale } from "../document.ts";
import type { Snapshot } from "../snapshot.ts";

/** The statements of policies, each with the block that it stands in; the blocks themselves are told by whoever speaks Terraform. */
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
        name: shown([...addressOf(file, at), name(statement)].join(" › ")),
        detail: shown(detail(statement)),
        kind: SymbolKind.Object,
        range: toRange(lines, at),
        selectionRange: toRange(lines, contains(at, named) ? named : at),
      });
    }
  }
  return [...symbols.values()];
}

/** `aws_iam_policy.app`; nothing where no block stands around it. */
function addressOf(file: SourceFile, at: Span): readonly string[] {
  const block = blocksAround(file, at)[0]?.node;
  if (!block) return [];
  const { type, labels } = block;
  return [[...(type.text === "resource" ? [] : [type]), ...labels].map(({ text }) => text).join(".")];
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
