import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from "vscode-languageserver";
import type { Finding } from "../../../analysis/finding.ts";
import type { DeadSuppression } from "../../../analysis/suppression-edits.ts";
import { shown } from "../../../analysis/visible.ts";
import type { Place, Span } from "../../../language/syntax/text.ts";
import type { SourceFile } from "../../../language/syntax/tree.ts";
import type { Related, Severity } from "../../../rules/kit/rule.ts";
import type { Verdict } from "../arbiter.ts";
import { fromHashicorp, lines, linesOf, toRange } from "../convert.ts";
import { pageOf } from "../links.ts";
import type { Snapshot } from "../snapshot.ts";
import { unformatted } from "./wording.ts";

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

/** Everything to be said about a document: what cannot be read, what is insecure, what hides nothing. */
export function diagnostics(snapshot: Snapshot, verdict?: Verdict): Diagnostic[] {
  if (!snapshot.scope.config.enable) return [];
  return [
    ...syntaxErrors(snapshot, verdict),
    ...snapshot.findings.map((finding) => findingDiagnostic(snapshot, finding)),
    ...snapshot.dead.map((dead) => deadDiagnostic(snapshot, dead)),
  ];
}

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
    (chunk) => chunk.part.errors.length > 0 && chunk.start <= end && start <= chunk.start + chunk.part.length,
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
  for (const { start, part } of chunks)
    for (const { message, ...span } of part.errors) yield { start: span.start + start, end: span.end + start, message };
}

/** Where a place of any file can be looked up. */
type Sources = Pick<Snapshot, "source">;

export function findingDiagnostic(sources: Sources, finding: Finding): Diagnostic {
  const { rule, severity, at, message, tag } = finding;
  const page = pageOf(rule);
  const related = finding.related.flatMap((other) => relatedInformation(sources, other));
  return {
    range: rangeOf(sources, at),
    severity: severities[severity],
    source,
    code: rule.id,
    ...(page !== undefined && { codeDescription: { href: page } }),
    message: unformatted(message),
    ...(tag && { tags: [tags[tag]] }),
    ...(related.length > 0 && { relatedInformation: related }),
  };
}

export const deadDiagnostic = ({ file }: Snapshot, { suppression, message }: DeadSuppression): Diagnostic => ({
  range: toRange(linesOf(file), suppression.at),
  severity: DiagnosticSeverity.Hint,
  source,
  code: "suppression",
  message: shown(message),
  tags: [DiagnosticTag.Unnecessary],
});

function rangeOf(sources: Sources, at: Place): Diagnostic["range"] {
  const source = sources.source(at.uri);
  return source ? toRange(source.lines, at) : toRange(lines(""), { start: 0, end: 0 });
}

function relatedInformation(sources: Sources, { at, message }: Related): DiagnosticRelatedInformation[] {
  const source = sources.source(at.uri);
  return source
    ? [{ location: { uri: source.uri, range: toRange(source.lines, at) }, message: unformatted(message) }]
    : [];
}
