import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  type Position,
} from "vscode-languageserver";
import { shown } from "../../../analysis/show/visible.ts";
import { type ElementAt, elementAt } from "../../../language/policy/element-at.ts";
import type { Notation } from "../../../language/policy/policy.ts";
import { linesOf, toRange } from "../../../language/syntax/lines.ts";
import { isVerbatim, piecesOf, type Text } from "../../../language/write/source.ts";
import { toOffset } from "../convert.ts";
import { isStale } from "../document.ts";
import type { UncheckedDocument } from "../snapshot.ts";
import { type Suggestion, suggestions } from "./iam-suggestions.ts";

const kinds: Readonly<Record<Suggestion["kind"], CompletionItemKind>> = {
  service: CompletionItemKind.Module,
  action: CompletionItemKind.Method,
  wildcard: CompletionItemKind.Class,
  key: CompletionItemKind.Property,
  operator: CompletionItemKind.Operator,
  value: CompletionItemKind.Value,
  arn: CompletionItemKind.Snippet,
  reference: CompletionItemKind.Reference,
};

/** What can be written at the place, if it lies in a policy. */
export function completion(
  { file, document, checked, folderConfig }: UncheckedDocument,
  position: Position,
  client: { readonly completionSnippets: boolean },
): CompletionList | null {
  if (isStale(document) || !folderConfig.config.enable) return null;
  const lines = linesOf(file);
  const offset = toOffset(lines, position);
  const element = elementAt(file, offset);
  if (!element) return null;
  const frame = frameOf(element, file.text, offset);
  const range = toRange(lines, frame.at);
  const items = suggestions(element, checked.module).flatMap((suggestion): CompletionItem[] => {
    const pieces = frame.written(suggestion);
    if (!pieces) return [];
    const { label, kind, detail, documentation, rank = 0 } = suggestion;
    const isSnippet = client.completionSnippets && pieces.some((piece) => typeof piece !== "string");
    return [
      {
        label: shown(label),
        kind: kinds[kind],
        sortText: `${String(rank).padStart(3, "0")}${shown(label)}`,
        textEdit: { range, newText: isSnippet ? snippet(pieces) : plain(pieces) },
        ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
        ...(detail !== undefined && detail !== "" && { labelDetails: { description: shown(detail) } }),
        ...(documentation !== undefined && documentation !== "" && { documentation: shown(documentation) }),
        ...(kind === "service" && element.role.kind === "action" && { commitCharacters: [":"] }),
      },
    ];
  });
  return { isIncomplete: false, items };
}

/** Text, and what is to be overtyped. */
type SnippetText = readonly (string | { readonly stop: string })[];

/** How words are fitted in at a place. */
interface CompletionFrame {
  /** What is written over. */
  readonly at: { readonly start: number; readonly end: number };
  /** Undefined for what cannot stand there. */
  written(suggestion: Suggestion): SnippetText | undefined;
}

function frameOf(element: ElementAt, text: string, offset: number): CompletionFrame {
  const { notation, isQuoted } = element;
  const { start } = element.at;
  const end = endOf(element, text, offset);
  const isHcl = notation === "jsonencode" || notation === "document";
  const mark = notation === "string" ? '\\"' : '"';
  const closing = isQuoted && text.startsWith(mark, end) ? mark.length : 0;
  if (!isName(element)) {
    return {
      at: { start, end },
      written({ label, words = label, code }) {
        const whole = text.slice(start, end);
        if (code !== undefined) return isQuoted || !isHcl ? inTemplate(code, isQuoted, mark) : [code];
        if (whole.includes("${") && start !== end) return undefined;
        const inner = literal(words, notation);
        return isQuoted ? inner : [mark, ...inner, mark];
      },
    };
  }
  const hasValue = /^[ \t]*[:={]/.test(text.slice(end + closing, end + closing + 20));
  const at = { start, end: hasValue ? end : end + closing };
  return {
    at,
    written({ label, words = label, opens }) {
      const name = literal(words, notation);
      if (hasValue) return isQuoted || isHcl ? name : [mark, ...name, mark];
      if (opens === "block") return [...name, " {\n  ", { stop: "" }, "\n}"];
      const bare = isHcl && !isQuoted && name.every((piece) => typeof piece === "string" && /^\w+$/.test(piece));
      const opening = isQuoted || bare ? "" : mark;
      return [opening, ...name, bare ? "" : mark, isHcl ? " = " : ": ", ...value(opens, element, mark)];
    },
  };
}

const isName = ({ role: part, notation }: ElementAt): boolean =>
  part.kind.endsWith("-key") && part.kind !== "condition-key"
    ? true
    : notation !== "document" && ["principal-type", "operator", "condition-key"].includes(part.kind);

/** An unclosed string reaches to the line's end: only the word at the cursor is written over. */
function endOf({ at, isQuoted, text: known }: ElementAt, text: string, offset: number): number {
  if (!isQuoted || /^[^\s"[\]{}]*$/.test(known)) return Math.max(at.end, offset);
  return offset + (/^[\w:*?./-]*/.exec(text.slice(offset, at.end))?.[0].length ?? 0);
}

function value(opens: Suggestion["opens"], { notation }: ElementAt, mark: string): SnippetText {
  switch (opens) {
    case "list":
      return [`[${mark}`, { stop: "" }, `${mark}]`];
    case "object":
      return notation === "jsonencode" ? ["{ ", { stop: "" }, " }"] : ["{", { stop: "" }, "}"];
    case "statements":
      return ["[{ ", { stop: "" }, " }]"];
    default:
      return [mark, { stop: "" }, mark];
  }
}

const inTemplate = (code: string, isQuoted: boolean, mark: string): SnippetText =>
  isQuoted ? [`\${${code}}`] : [`${mark}\${${code}}${mark}`];

/** Text as the notation writes it: no words of ours hold quotes or backslashes. */
function literal(words: Text, notation: Notation): SnippetText {
  return piecesOf(words).map((piece) => {
    if (typeof piece === "string") return notation === "json" ? piece : piece.replaceAll("${", () => "$${");
    return isVerbatim(piece) ? `\${${piece.text}}` : { stop: String(piece.value) };
  });
}

const plain = (pieces: SnippetText): string =>
  pieces.map((piece) => (typeof piece === "string" ? piece : piece.stop)).join("");

function snippet(pieces: SnippetText): string {
  let stops = 0;
  return pieces
    .map((piece) => {
      if (typeof piece === "string") return escaped(piece);
      return piece.stop === "" ? `$${++stops}` : `\${${++stops}:${escaped(piece.stop)}}`;
    })
    .join("");
}

const escaped = (text: string): string => text.replaceAll(/[\\$}]/g, "\\$&");
