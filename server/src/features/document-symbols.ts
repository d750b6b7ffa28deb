import { type DocumentSymbol, SymbolKind } from "vscode-languageserver";
import { shown } from "../../../analysis/show/visible.ts";
import { isOrdinaryJson } from "../../../language/policy/json.ts";
import { policies } from "../../../language/policy/policies.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { linesOf, toRange } from "../../../language/syntax/lines.ts";
import { blocksAround } from "../../../language/syntax/locate.ts";
import { contains, type Span } from "../../../language/syntax/text.ts";
import type { Block, SourceFile } from "../../../language/syntax/tree.ts";
import { isStale } from "../document.ts";
import type { Snapshot } from "../snapshot.ts";

/**
 * The statements of policies, each with the block that it stands in. The blocks themselves are listed only where nobody else speaks
 * Terraform; then the statements stand below them.
 */
export function documentSymbols(snapshot: Snapshot, outlinesBlocks: boolean): DocumentSymbol[] | null {
  const { file, document, folderConfig } = snapshot;
  if (isStale(document) || !folderConfig.config.enable) return null;
  const found = [...statementsIn(snapshot)];
  if (!outlinesBlocks || isOrdinaryJson(file.uri))
    return found.map((one) => symbolOf(file, one, addressOf(file, one.at)));
  return file.chunks.flatMap(({ start, tree }) =>
    tree.body.items.flatMap((item) => (item.kind === "block" ? blockSymbol(file, item, start, found) : [])),
  );
}

/** The statements that stand in a file, each once. */
function statementsIn({ file, checked }: Snapshot): Iterable<Statement> {
  const found = new Map<number, Statement>();
  for (const { statements, at: policy } of policies(checked.module))
    if (policy.uri === file.uri)
      for (const statement of statements) if (statement.at.uri === file.uri) found.set(statement.at.start, statement);
  return found.values();
}

function symbolOf(file: SourceFile, statement: Statement, address: readonly string[]): DocumentSymbol {
  const { at, header, sid } = statement;
  const lines = linesOf(file);
  const named = textOf(sid) === undefined || textOf(sid) === "" ? header : sid.at;
  return {
    name: shown([...address, name(statement)].join(" › ")),
    detail: shown(detail(statement)),
    kind: SymbolKind.Object,
    range: toRange(lines, at),
    selectionRange: toRange(lines, contains(at, named) ? named : at),
  };
}

function blockSymbol(file: SourceFile, block: Block, base: number, statements: readonly Statement[]): DocumentSymbol {
  const lines = linesOf(file);
  const { type, labels } = block;
  const whole = { start: block.start + base, end: block.end + base };
  const name = labels.at(-1) ?? type;
  const named = { start: name.start + base, end: name.end + base };
  return {
    name: shown(address(block)),
    kind: type.text === "resource" || type.text === "data" ? SymbolKind.Class : SymbolKind.Module,
    range: toRange(lines, whole),
    // of several blocks in one list of Terraform's JSON the name stands before them
    selectionRange: toRange(lines, contains(whole, named) ? named : whole),
    children: statements.filter(({ at }) => contains(whole, at)).map((one) => symbolOf(file, one, [])),
  };
}

/** Nothing where no block stands around a place. */
const addressOf = (file: SourceFile, at: Span): readonly string[] =>
  blocksAround(file, at)
    .slice(0, 1)
    .map(({ node }) => address(node));

/** `aws_iam_policy.app`, `data.aws_iam_policy_document.app`, `locals`. */
const address = ({ type, labels }: Block): string =>
  [...(type.text === "resource" && labels.length > 0 ? [] : [type]), ...labels].map(({ text }) => text).join(".");

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
