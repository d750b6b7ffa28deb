import type { ArtifactLocation, Location, Log, Notification, Region, ReportingDescriptor, Result } from "sarif";
import type { Severity } from "../../rules/kit/rule.ts";
import { pageOf } from "../../server/src/links.ts";
import type { Fault, Located, Outcome, Range, RuleFacts, Told, ToldFix } from "../outcome.ts";
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
  const byId = new Map(outcome.findings.map(({ rule }) => [rule.id, rule]));
  const rules = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
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
        results: outcome.findings.map((finding) => result(finding, indices.get(finding.rule.id) ?? -1)),
      },
    ],
  };
}

const descriptor = (rule: RuleFacts): ReportingDescriptor => ({
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

function result(finding: Told, ruleIndex: number): Result {
  const { rule, severity, message, address, at, related, suppression, fingerprint, fixes } = finding;
  return {
    ruleId: rule.id,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [{ ...location(at), logicalLocations: [{ fullyQualifiedName: address, kind: "resource" }] }],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => ({
        id,
        ...location(other.at),
        message: { text: other.message },
      })),
    }),
    partialFingerprints: { "parapet/v1": fingerprint },
    suppressions: suppression
      ? [{ kind: "inSource", ...(suppression.reason !== undefined && { justification: suppression.reason }) }]
      : [],
    ...(fixes.length > 0 && {
      fixes: fixes.map(({ title, edits, impact }) => ({
        description: { text: title },
        artifactChanges: [...byFile(edits)].map(([path, edits]) => ({
          artifactLocation: artifact(path),
          replacements: edits.map(({ at, text }) => ({
            deletedRegion: region(at.range),
            insertedContent: { text },
          })),
        })),
        properties: { impact },
      })),
    }),
  };
}

const location = ({ path, range }: Located): Location => ({
  physicalLocation: { artifactLocation: artifact(path), region: region(range) },
});

const artifact = (path: string): ArtifactLocation => ({ uri: path.split("/").map(encodeURIComponent).join("/") });

const region = ({ start, end }: Range): Region => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
  charOffset: start.offset,
  charLength: end.offset - start.offset,
});

function byFile(edits: ToldFix["edits"]): ReadonlyMap<string, ToldFix["edits"]> {
  const files = new Map<string, ToldFix["edits"]>();
  for (const edit of edits) files.set(edit.at.path, [...(files.get(edit.at.path) ?? []), edit]);
  return files;
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
