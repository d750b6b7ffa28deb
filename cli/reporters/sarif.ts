import { createHash } from "node:crypto";
import type { ArtifactLocation, Location, Log, Notification, Region, ReportingDescriptor, Result } from "sarif";
import type { Edit, Place } from "../../language/syntax/text.ts";
import type { Rule, Severity } from "../../rules/kit/rule.ts";
import { pageOf } from "../../server/src/links.ts";
import { type Fault, located, type Outcome, type Range, type Reported, type Told } from "../outcome.ts";
import { version } from "../version.ts";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/** What GitHub's code scanning sorts by; the middle of each band of CVSS. */
const scores: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/** The Static Analysis Results Interchange Format, 2.1.0. */
export const sarif = (outcome: Outcome): string => `${JSON.stringify(log(outcome), undefined, 2)}\n`;

function log(outcome: Outcome): Log {
  const rules = [...new Set(outcome.findings.map(({ finding }) => finding.rule))].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const indices = new Map(rules.map((rule, index) => [rule, index]));
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Parapet", version, rules: rules.map(descriptor) } },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: !outcome.faults.some(({ kind }) => kind === "input"),
            toolExecutionNotifications: outcome.faults.map(notification),
          },
        ],
        results: outcome.findings.map((reported) =>
          result(outcome, reported, indices.get(reported.finding.rule) ?? -1),
        ),
      },
    ],
  };
}

const descriptor = (rule: Rule): ReportingDescriptor => ({
  id: rule.id,
  shortDescription: { text: rule.title },
  fullDescription: { text: rule.why },
  ...helpOf(rule.references[0] ?? pageOf(rule)),
  help: { text: `${rule.why}\n\n${rule.references.join("\n")}` },
  defaultConfiguration: { level: levels[rule.severity] },
  properties: {
    tags: [
      "security",
      ...Object.entries(rule.controls).flatMap(([framework, ids]) => (ids ?? []).map((id) => `${framework}/${id}`)),
    ],
    precision: "high",
    "security-severity": scores[rule.severity],
    aliases: rule.aliases,
  },
});

const helpOf = (helpUri: string | undefined) => (helpUri === undefined ? {} : { helpUri });

function result(outcome: Outcome, { finding, fixes: verified }: Reported, ruleIndex: number): Result {
  const fixes = verified();
  const { rule, severity, message, address, at, related, suppression } = finding;
  return {
    ruleId: rule.id,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [{ ...location(outcome, at), logicalLocations: [{ fullyQualifiedName: address, kind: "resource" }] }],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => ({
        id,
        ...location(outcome, other.at),
        message: { text: other.message },
      })),
    }),
    partialFingerprints: { "parapet/v1": fingerprint(outcome, finding) },
    suppressions: suppression
      ? [{ kind: "inSource", ...(suppression.reason !== undefined && { justification: suppression.reason }) }]
      : [],
    ...(fixes.length > 0 && {
      fixes: fixes.map(({ title, edits, impact }) => ({
        description: { text: title },
        artifactChanges: [...byFile(edits)].map(([uri, edits]) => ({
          artifactLocation: artifact(located(outcome, { uri, start: 0, end: 0 }).source.path),
          replacements: edits.map(({ at, text }) => ({
            deletedRegion: region(located(outcome, at).range),
            insertedContent: { text },
          })),
        })),
        properties: { impact },
      })),
    }),
  };
}

function location(outcome: Outcome, at: Place): Location {
  const { source, range } = located(outcome, at);
  return { physicalLocation: { artifactLocation: artifact(source.path), region: region(range) } };
}

const artifact = (path: string): ArtifactLocation => ({ uri: path.split("/").map(encodeURIComponent).join("/") });

const region = ({ start, end }: Range): Region => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
  charOffset: start.offset,
  charLength: end.offset - start.offset,
});

function byFile(edits: readonly Edit[]): ReadonlyMap<string, readonly Edit[]> {
  const files = new Map<string, Edit[]>();
  for (const edit of edits) files.set(edit.at.uri, [...(files.get(edit.at.uri) ?? []), edit]);
  return files;
}

/** Stays the same when lines move. */
function fingerprint(outcome: Outcome, { rule, message, address, at }: Told): string {
  const { path, text } = outcome.source(at.uri);
  const parts = [rule.id, path, address, message, text.slice(at.start, at.end)];
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 32);
}

const loudness = { input: "error", syntax: "warning", note: "note" } as const;

const notification = ({ file, at, message, kind }: Fault): Notification => ({
  level: loudness[kind],
  message: { text: message },
  ...(file !== undefined && {
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(file),
          ...(at && { region: { startLine: at.line, startColumn: at.column } }),
        },
      },
    ],
  }),
});
