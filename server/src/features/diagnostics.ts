import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from "vscode-languageserver";
import { byGravity } from "../../../analysis/config/config.ts";
import { besides, type Cause, membersOf, type Told } from "../../../analysis/run/causes.ts";
import type { Finding } from "../../../analysis/run/finding.ts";
import { tooMuch } from "../../../analysis/run/report.ts";
import { pageOf } from "../../../analysis/show/rule-page.ts";
import { shown } from "../../../analysis/show/visible.ts";
import { unformatted } from "../../../analysis/show/wording.ts";
import type { DeadSuppression } from "../../../analysis/suppress/edits.ts";
import { cutIn } from "../../../language/policy/policies.ts";
import { isRange, lines, linesOf, toRange } from "../../../language/syntax/lines.ts";
import { near, type Place, type Span, touches } from "../../../language/syntax/text.ts";
import type { SourceFile } from "../../../language/syntax/tree.ts";
import type { FindingData } from "../../../protocol/views.ts";
import type { Related, Severity } from "../../../rules/kit/rule.ts";
import { fromHashicorp } from "../convert.ts";
import { megabytes } from "../disk.ts";
import type { Verdict } from "../reference-parser.ts";
import type { ClientFile, Snapshot } from "../snapshot.ts";
import { finished } from "./unfinished.ts";

/** What stands in every diagnostic of ours. */
const source = "parapet";

/** `critical` and `high` are errors, so that they stand out where warnings are many. */
const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  critical: DiagnosticSeverity.Error,
  high: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
};

const tags: Readonly<Record<"deprecated" | "unnecessary", DiagnosticTag>> = {
  deprecated: DiagnosticTag.Deprecated,
  unnecessary: DiagnosticTag.Unnecessary,
};

/**
 * Everything to be said about a document: what cannot be read, what is insecure, what hides nothing. While somebody types at the cursor,
 * nothing of what is only unfinished there.
 */
export function diagnostics(
  snapshot: Snapshot,
  verdict?: Verdict,
  cursor?: number,
  last: LastTold = new LastTold(),
): Diagnostic[] {
  if (!snapshot.folderConfig.config.enable) return [];
  const { dead } = snapshot;
  const findings = cursor === undefined ? snapshot.findings : finished(snapshot, cursor);
  // those that are not told are not even written out: of a large file they would fill the memory
  const told = findings.length > mostTold ? gravest(findings) : findings;
  const found = last.of(lookup(snapshot), told);
  const left = findings.length - told.length;
  const cut = snapshot.file.syntax === "json" ? cutIn(snapshot.checked.module, snapshot.file.uri) : undefined;
  return [
    ...(cut ? [cutOff(snapshot, cut)] : []),
    ...snapshot.exceeded.map((at) => leftUnknown(snapshot, at)),
    ...bounded([...syntaxErrors(snapshot, verdict)]),
    ...(left > 0 ? [leftOut(left), ...found] : found),
    ...bounded(dead.map((each) => deadDiagnostic(snapshot, each))),
  ];
}

/** How much is told of one file: nobody reads more, and editors become slow. */
export const mostTold = 2_000;

/** Of too many findings the gravest, in their order. */
function gravest(findings: readonly Cause<Finding>[]): readonly Cause<Finding>[] {
  const chosen = new Set([...findings].sort(byGravity).slice(0, mostTold));
  return findings.filter((finding) => chosen.has(finding));
}

/** Of too many diagnostics the gravest, and how many are left out. */
export function bounded(diagnostics: Diagnostic[]): Diagnostic[] {
  if (diagnostics.length <= mostTold) return diagnostics;
  const told = diagnostics.toSorted((a, b) => (a.severity ?? 1) - (b.severity ?? 1)).slice(0, mostTold);
  return [leftOut(diagnostics.length - mostTold), ...told];
}

export const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const leftOut = (count: number): Diagnostic => ({
  range: top,
  severity: DiagnosticSeverity.Hint,
  source,
  code: "bounded",
  message: `${count} more in this file are not shown: Parapet shows ${mostTold} at most, the gravest first.`,
});

/** Says where the values are that were not worked out. */
const leftUnknown = (sources: FileLookup, at: Place): Diagnostic => ({
  range: rangeOf(sources, at),
  severity: DiagnosticSeverity.Warning,
  source,
  code: "exceeded",
  message: `Parapet stops here: ${tooMuch}.`,
});

/** Says at the top of a file why it is not read. */
export const unreadDiagnostic = (reason: string): Diagnostic => ({
  range: top,
  severity: DiagnosticSeverity.Warning,
  source,
  code: "unread",
  message: `Parapet does not read this file: it ${reason}.`,
});

const cutOff = (snapshot: Snapshot, at: Place): Diagnostic => ({
  range: rangeOf(snapshot, near(at, at.start, at.start + 1)),
  severity: DiagnosticSeverity.Warning,
  source,
  code: "cut",
  message: "Parapet reads no further here: the file holds too much. What comes below is not checked.",
});

/** Says at the top of a large file when it is read. */
export const readWhenSaved = (limit: number): Diagnostic => ({
  range: top,
  severity: DiagnosticSeverity.Hint,
  source,
  code: "large",
  message: `Parapet checks this file when it is saved, and not while you type: it is larger than ${megabytes(limit)} MB.`,
});

/** Mistakes in the places of one file, whatever it is. */
export const mistakes = (
  snapshot: Pick<Snapshot["document"], "lines">,
  problems: readonly (Span & { readonly message: string })[],
): Diagnostic[] =>
  problems.map((problem) => ({
    range: toRange(snapshot.lines, problem),
    severity: DiagnosticSeverity.Warning,
    source,
    message: shown(problem.message),
  }));

/** Ours, and HashiCorp's first one where it tells of a place that ours do not cover. */
function* syntaxErrors({ file }: Snapshot, verdict: Verdict | undefined): Iterable<Diagnostic> {
  const lines = linesOf(file);
  for (const problem of syntaxProblems(file)) yield syntaxError(toRange(lines, problem), problem.message);
  if (verdict?.state !== "invalid") return;
  const start = fromHashicorp(file.text, lines, verdict.line, verdict.column);
  const end = fromHashicorp(file.text, lines, verdict.endLine, verdict.endColumn);
  const told = file.chunks.some(
    (chunk) => chunk.tree.errors.length > 0 && chunk.start <= end && start <= chunk.start + chunk.tree.length,
  );
  if (!told) yield syntaxError(toRange(lines, { start, end }), verdict.message);
}

const syntaxError = (range: Diagnostic["range"], message: string): Diagnostic => ({
  range,
  severity: DiagnosticSeverity.Error,
  source,
  code: "syntax",
  message: shown(message),
});

/** Where a file cannot be read. JSON that is not Terraform's is left to the editor's own JSON support. */
function* syntaxProblems({ chunks, syntax, uri }: SourceFile): Iterable<Span & { readonly message: string }> {
  if (syntax === "json" && !/\.(?:tf|tofu|tfvars)\.json$/i.test(uri)) return;
  for (const { start, tree } of chunks) {
    if (tree.errors.length === 0) continue;
    for (const { message, ...span } of tree.errors) yield { start: span.start + start, end: span.end + start, message };
  }
}

/** The first place of a finding in a document that a span touches: where it is decided, where that is used, or another of the same cause. */
export function placeAt(cause: Cause<Finding>, { uri }: SourceFile, span: Span): Place | undefined {
  for (const { at, use } of membersOf(cause))
    for (const place of [at, use]) if (place?.uri === uri && touches(place, span)) return place;
  return undefined;
}

/** Where a place of any file can be looked up. */
type FileLookup = Pick<Snapshot, "source">;

/** Each file looked up once. */
function lookup(sources: FileLookup): FileLookup {
  const known = new Map<string, ClientFile | undefined>();
  return {
    source(uri) {
      if (!known.has(uri)) known.set(uri, sources.source(uri));
      return known.get(uri);
    },
  };
}

/** What was last told of a document: of a cause that stands in the same lines the same is told again. */
export class LastTold {
  #byCause = new Map<Cause<Finding>, Diagnostic>();

  of(sources: FileLookup, causes: readonly Cause<Finding>[]): readonly Diagnostic[] {
    const before = this.#byCause;
    this.#byCause = new Map();
    return causes.map((cause) => {
      const last = before.get(cause);
      const isSame = last && cause.related.length === 0 && stands(sources, cause.at, last.range);
      const diagnostic = isSame ? last : findingDiagnostic(sources, cause);
      this.#byCause.set(cause, diagnostic);
      return diagnostic;
    });
  }
}

/** Whether a place is in the lines in which it was. */
function stands(sources: FileLookup, at: Place, range: Diagnostic["range"]): boolean {
  const source = sources.source(at.uri);
  return source !== undefined && isRange(source.lines, at, range);
}

export function findingDiagnostic(sources: FileLookup, finding: Cause<Finding>): Diagnostic {
  const { rule, severity, isHint, at, message, tag } = finding;
  const page = pageOf(rule);
  const related = finding.related.flatMap((other) => relatedInformation(sources, other));
  return {
    range: rangeOf(sources, at),
    severity: isHint ? DiagnosticSeverity.Hint : severities[severity],
    source,
    code: rule.id,
    ...(page !== undefined && { codeDescription: { href: page } }),
    message: unformatted(withMore(message, besides(finding))),
    ...(tag && { tags: [tags[tag]] }),
    ...(related.length > 0 && { relatedInformation: related }),
    data: { severity } satisfies FindingData,
  };
}

const withMore = (message: string, more: string): string => (more === "" ? message : `${message} (${more})`);

/** What is told of a cause of which only what is told of its first finding is kept. */
export const causeDiagnostic = (
  first: Diagnostic,
  cause: Cause<Told>,
  relatedInformation: DiagnosticRelatedInformation[],
): Diagnostic => ({
  ...first,
  severity: cause.isHint ? DiagnosticSeverity.Hint : severities[cause.severity],
  message: unformatted(withMore(cause.message, besides(cause))),
  data: { severity: cause.severity } satisfies FindingData,
  ...(relatedInformation.length > 0 && { relatedInformation }),
});

export const deadDiagnostic = ({ file }: Snapshot, { suppression, message }: DeadSuppression): Diagnostic => ({
  range: toRange(linesOf(file), suppression.at),
  severity: DiagnosticSeverity.Hint,
  source,
  code: "suppression",
  message: shown(message),
  tags: [DiagnosticTag.Unnecessary],
});

function rangeOf(sources: FileLookup, at: Place): Diagnostic["range"] {
  const source = sources.source(at.uri);
  return source ? toRange(source.lines, at) : toRange(lines(""), { start: 0, end: 0 });
}

/** A related place as editors tell it; none where its file is no longer there. */
export function relatedInformation(sources: FileLookup, { at, message }: Related): DiagnosticRelatedInformation[] {
  const source = sources.source(at.uri);
  return source
    ? [{ location: { uri: source.uri, range: toRange(source.lines, at) }, message: unformatted(message) }]
    : [];
}
