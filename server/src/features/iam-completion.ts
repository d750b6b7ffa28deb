import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  type Position,
} from "vscode-languageserver";
import { shown } from "../../../analysis/show/visible.ts";
import { type ElementAt, elementAt } from "../../../language/policy/element-at.ts";
import type { Spelling } from "../../../language/policy/policy.ts";
import { linesOf, toRange } from "../../../language/syntax/lines.ts";
import { isVerbatim, piecesOf, type Text } from "../../../language/write/source.ts";
import { toOffset } from "../convert.ts";
import { isStale } from "../document.ts";
import type { Reading } from "../snapshot.ts";
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
  { file, document, checked, scope }: Reading,
  position: Position,
  client: { readonly completionSnippets: boolean },
): CompletionList | null {
  if (isStale(document) || !scope.config.enable) return null;
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
        ...(kind === "service" && element.part.kind === "action" && { commitCharacters: [":"] }),
      },
    ];
  });
  return { isIncomplete: false, items };
}

/** Text, and what is to be overtyped. */
type Pieces = readonly (string | { readonly stop: string })[];

/** How words are fitted in at a place. */
interface Frame {
  /** What is written over. */
  readonly at: { readonly start: number; readonly end: number };
  /** Undefined for what cannot stand there. */
  written(suggestion: Suggestion): Pieces | undefined;
}

function frameOf(element: ElementAt, text: string, offset: number): Frame {
  const { spelling, isQuoted } = element;
  const { start } = element.at;
  const end = endOf(element, text, offset);
  const isHcl = spelling === "jsonencode" || spelling === "document";
  const mark = spelling === "string" ? '\\"' : '"';
  const closing = isQuoted && text.startsWith(mark, end) ? mark.length : 0;
  if (!isName(element)) {
    return {
      at: { start, end },
      written({ label, words = label, code }) {
        const whole = text.slice(start, end);
        if (code !== undefined) return isQuoted || !isHcl ? inTemplate(code, isQuoted, mark) : [code];
        if (whole.includes("${") && start !== end) return undefined;
        const inner = literal(words, spelling);
        return isQuoted ? inner : [mark, ...inner, mark];
      },
    };
  }
  const hasValue = /^[ \t]*[:={]/.test(text.slice(end + closing, end + closing + 20));
  const at = { start, end: hasValue ? end : end + closing };
  return {
    at,
    written({ label, words = label, opens }) {
      const name = literal(words, spelling);
      if (hasValue) return isQuoted || isHcl ? name : [mark, ...name, mark];
      if (opens === "block") return [...name, " {\n  ", { stop: "" }, "\n}"];
      const bare = isHcl && !isQuoted && name.every((piece) => typeof piece === "string" && /^\w+$/.test(piece));
      const opening = isQuoted || bare ? "" : mark;
      return [opening, ...name, bare ? "" : mark, isHcl ? " = " : ": ", ...value(opens, element, mark)];
    },
  };
}

const isName = ({ part, spelling }: ElementAt): boolean =>
  part.kind.endsWith("-key") && part.kind !== "condition-key"
    ? true
    : spelling !== "document" && ["principal-type", "operator", "condition-key"].includes(part.kind);

/** An unclosed string reaches to the line's end: only the word at the cursor is written over. */
function endOf({ at, isQuoted, text: known }: ElementAt, text: string, offset: number): number {
  if (!isQuoted || /^[^\s"[\]{}]*$/.test(known)) return Math.max(at.end, offset);
  return offset + (/^[\w:*?./-]*/.exec(text.slice(offset, at.end))?.[0].length ?? 0);
}

function value(opens: Suggestion["opens"], { spelling }: ElementAt, mark: string): Pieces {
  switch (opens) {
    case "list":
      return [`[${mark}`, { stop: "" }, `${mark}]`];
    case "object":
      return spelling === "jsonencode" ? ["{ ", { stop: "" }, " }"] : ["{", { stop: "" }, "}"];
    case "statements":
      return ["[{ ", { stop: "" }, " }]"];
    default:
      return [mark, { stop: "" }, mark];
  }
}

const inTemplate = (code: string, isQuoted: boolean, mark: string): Pieces =>
  isQuoted ? [`\${${code}}`] : [`${mark}\${${code}}${mark}`];

/** Text as the spelling writes it: no words of ours hold quotes or backslashes. */
function literal(words: Text, spelling: Spelling): Pieces {
  return piecesOf(words).map((piece) => {
    if (typeof piece === "string") return spelling === "json" ? piece : piece.replaceAll("${", () => "$${");
    return isVerbatim(piece) ? `\${${piece.text}}` : { stop: String(piece.value) };
  });
}

const plain = (pieces: Pieces): string =>
  pieces.map((piece) => (typeof piece === "string" ? piece : piece.stop)).join("");

function snippet(pieces: Pieces): string {
  let stops = 0;
  return pieces
    .map((piece) => {
      if (typeof piece === "string") return escaped(piece);
      return piece.stop === "" ? `$${++stops}` : `\${${++stops}:${escaped(piece.stop)}}`;
    })
    .join("");
}

const escaped = (text: string): string => text.replaceAll(/[\\$}]/g, "\\$&");
