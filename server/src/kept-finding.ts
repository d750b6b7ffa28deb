import type { Diagnostic, DiagnosticRelatedInformation } from "vscode-languageserver";
import type { Cause, Told } from "../../analysis/run/causes.ts";
import type { Finding } from "../../analysis/run/finding.ts";
import type { ShownFinding } from "../../protocol/views.ts";
import type { Related } from "../../rules/kit/rule.ts";
import { causeDiagnostic, findingDiagnostic, relatedInformation } from "./features/diagnostics.ts";
import type { Snapshots } from "./snapshot.ts";

/** A finding without what would keep its module in memory. */
export interface KeptFinding extends Told {
  /** As the client was told of the file that it is in. */
  readonly uri: string;
  readonly diagnostic: Diagnostic;
  readonly related: readonly (Related & { readonly information?: DiagnosticRelatedInformation })[];
}

/** A finding as it is kept, to be made while its files are in memory. */
export function keptFinding(sources: Pick<Snapshots, "source">, finding: Finding): KeptFinding {
  const { rule, severity, isHint, at, message, address, about, through, within, isStatement, instances } = finding;
  return {
    rule,
    severity,
    isHint,
    at,
    message,
    address,
    about,
    through,
    within,
    isStatement,
    instances,
    related: finding.related.map((other) => {
      const [information] = relatedInformation(sources, other);
      return { ...other, ...(information && { information }) };
    }),
    suppression: finding.suppression && {},
    uri: sources.source(at.uri)?.uri ?? at.uri,
    diagnostic: findingDiagnostic(sources, finding),
  };
}

/** What is told of a cause, of which only the diagnostics of its members are kept. */
export function causeTold(cause: Cause<KeptFinding>, uri: string): Diagnostic {
  const { diagnostic, members, related } = cause;
  if (!members) return diagnostic;
  return causeDiagnostic(
    diagnostic,
    cause,
    related.flatMap((one): readonly DiagnosticRelatedInformation[] => {
      if (one.information) return [one.information];
      const member = members.find(({ at }) => at === one.at);
      return member ? [{ location: { uri, range: member.diagnostic.range }, message: one.message }] : [];
    }),
  );
}

/** The same in a list of a view. */
export function findingTold(cause: Cause<KeptFinding>): ShownFinding {
  const { rule, severity, uri } = cause;
  const { message, range } = causeTold(cause, uri);
  return { rule: rule.id, severity, message: typeof message === "string" ? message : message.value, uri, range };
}
