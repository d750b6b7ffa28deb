import { expressionsAround, topBlockAround } from "../../language/syntax/locate.ts";
import type { Edit, Span } from "../../language/syntax/text.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import { lineStart } from "../../language/write/layout.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { isDate, isExpired, names, type Suppression } from "./suppressions.ts";

/** How much a suppression that is written takes in. */
export type SuppressionScope = "line" | "resource" | "file";

/** Why a suppression stands there, and how long. */
export interface SuppressionNote {
  readonly reason: string;
  /** `YYYY-MM-DD` */
  readonly until?: string;
}

/**
 * Writes a suppression of a rule for what stands at a place, with a reason to overtype where none is given. Empty where the file cannot
 * carry one: JSON that is not Terraform's has no comments that every reader of it accepts.
 */
export function suppressEdits(
  file: SourceFile,
  place: Span,
  ruleId: string,
  scope: SuppressionScope,
  note?: SuppressionNote,
): readonly Edit[] {
  if (file.syntax === "json") return suppressProperty(file, place, ruleId, scope, note);
  const at = scope === "file" ? startOfText(file) : startOfLine(file.text, anchor(file, place, scope));
  const indent = /^[ \t]*/.exec(file.text.slice(at))?.[0] ?? "";
  const before = `${scope === "file" ? "" : indent}# ${directive(ruleId, scope, note)}`;
  return [withReason(file.uri, at, before, newline(file.text), note)];
}

const placeholder = "reason";

function withReason(uri: string, offset: number, before: string, after: string, note?: SuppressionNote): Edit {
  const at = { uri, start: offset, end: offset };
  if (note) return { at, text: before + oneLine(note.reason) + after };
  const stops = [{ start: before.length, end: before.length + placeholder.length }];
  return { at, text: before + placeholder + after, stops };
}

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();

/** A comment inside a template would be part of it, so the line is the one that the template begins on. */
function anchor(file: SourceFile, place: Span, scope: SuppressionScope): number {
  const block = topBlockAround(file, place);
  if (scope === "resource" && block) return block.base + block.node.start;
  const template = expressionsAround(file, { start: place.start, end: place.start }).find(
    ({ node }) => node.kind === "template",
  );
  return template && template.base + template.node.start < place.start
    ? template.base + template.node.start
    : place.start;
}

/** Terraform reads a property named `//` as a comment; it holds for the block that it stands in. */
function suppressProperty(
  file: SourceFile,
  place: Span,
  ruleId: string,
  scope: SuppressionScope,
  note: SuppressionNote | undefined,
): readonly Edit[] {
  if (!/\.(?:tf|tofu)\.json$/i.test(file.uri)) return [];
  const block = scope === "file" ? undefined : topBlockAround(file, place);
  const brace = block ? block.base + block.node.body.start : file.text.indexOf("{");
  if (file.text[brace] !== "{") return [];
  const gap = /^\s*/.exec(file.text.slice(brace + 1))?.[0] ?? "";
  const isEmpty = file.text[brace + 1 + gap.length] === "}";
  const before = `${gap}"//": "${directive(ruleId, block ? scope : "file", note)}`;
  const quoted = note && { ...note, reason: JSON.stringify(oneLine(note.reason)).slice(1, -1) };
  return [withReason(file.uri, brace + 1, before, isEmpty ? '"' : '",', quoted)];
}

const directive = (ruleId: string, scope: SuppressionScope, note?: SuppressionNote): string =>
  `parapet:ignore${scope === "file" ? "-file" : ""} ${ruleId} ${note?.until === undefined ? "" : `until=${note.until} `}-- `;

const startOfText = ({ text }: SourceFile): number => (text.startsWith("\uFEFF") ? 1 : 0);

const startOfLine = (text: string, offset: number): number => {
  const start = lineStart(text, offset);
  return text[start] === "\uFEFF" ? start + 1 : start;
};

const newline = (text: string): string => (/\r\n/.test(text) ? "\r\n" : "\n");

/** A suppression that does nothing any more. */
export interface DeadSuppression {
  readonly suppression: Suppression;
  readonly message: string;
  /** Takes it away. */
  readonly edits: readonly Edit[];
}

/** What decides whether a suppression is dead. */
export interface SuppressionUse {
  /** Those that hid something. */
  readonly used: ReadonlySet<Suppression>;
  /** Rules that ran: a suppression of a rule that is off may be needed again. */
  readonly ran: readonly Rule[];
  /** Every rule there is. */
  readonly rules: readonly Rule[];
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/**
 * Suppressions of a file that hide nothing or have expired. Of the other tools' only expired ones of rules that we have are
 * told: theirs may hide something from them. A broken file tells nothing, because findings are missing there.
 */
export function deadSuppressions(
  file: SourceFile,
  suppressions: readonly Suppression[],
  circumstances: SuppressionUse,
): readonly DeadSuppression[] {
  if (file.chunks.some(({ tree }) => tree.broken)) return [];
  return suppressions.flatMap((suppression) => {
    const message = fault(suppression, circumstances);
    return message === undefined ? [] : [{ suppression, message, edits: removal(file, suppression, suppressions) }];
  });
}

function fault(suppression: Suppression, { used, ran, rules, today }: SuppressionUse): string | undefined {
  const { id, form, until } = suppression;
  const isKnown = rules.some((rule) => names(suppression, rule));
  if (isExpired(suppression, today)) {
    if (form !== "parapet" && !isKnown) return undefined;
    return until !== undefined && isDate(until)
      ? `Suppression has expired on ${until}`
      : "Suppression ends on what is not a date (YYYY-MM-DD)";
  }
  if (form !== "parapet" || used.has(suppression)) return undefined;
  if (id === "") return "Suppression names no rule";
  if (!isKnown) return `There is no rule ${id}`;
  return ran.some((rule) => names(suppression, rule)) ? `Suppression of ${id} hides nothing` : undefined;
}

/**
 * Takes a suppression away: its comment with its line, or its id from a list. Empty where another tool's comment says more
 * than this.
 */
function removal(file: SourceFile, suppression: Suppression, all: readonly Suppression[]): readonly Edit[] {
  const span = removed(file.text, suppression, all);
  return span === undefined ? [] : [{ at: { uri: file.uri, ...span }, text: "" }];
}

function removed(text: string, { comment, at, form }: Suppression, all: readonly Suppression[]): Span | undefined {
  if (text[comment.start] === '"') return listItem(text, comment);
  if (all.some((other) => other.comment.start === comment.start && other.at.start !== at.start))
    return form === "parapet" || form === "checkov" ? listItem(text, at) : undefined;
  const before = text.slice(startOfLine(text, comment.start), comment.start);
  if (before.trim() !== "")
    return { start: comment.start - (before.length - before.trimEnd().length), end: comment.end };
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(comment.end));
  return rest ? { start: comment.start - before.length, end: comment.end + rest[0].length } : comment;
}

/** An item of a list with the comma behind it, or in front of it where it is the last. */
function listItem(text: string, { start, end }: Span): Span {
  const after = /^\s*,\s*/.exec(text.slice(end));
  if (after) return { start, end: end + after[0].length };
  const before = /\s*,\s*$/.exec(text.slice(0, start));
  return { start: start - (before?.[0].length ?? 0), end };
}
