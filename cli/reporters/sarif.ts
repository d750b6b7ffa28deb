import type {
  ArtifactLocation,
  Location,
  Log,
  Message,
  Notification,
  Region,
  ReportingDescriptor,
  Result,
} from "sarif";
import { besides, type Cause, membersOf } from "../../analysis/run/causes.ts";
import { pageOf } from "../../analysis/show/rule-page.ts";
import { shown, visibleJson } from "../../analysis/show/visible.ts";
import type { Severity } from "../../rules/kit/rule.ts";
import type {
  CheckOutcome,
  Fault,
  ReportedFinding,
  ReportedPlace,
  ReportedRange,
  RuleFacts,
  ToldFix,
  Unread,
} from "../outcome.ts";
import { version } from "../version.ts";
import { fingerprints } from "./fingerprints.ts";
import { fixReport } from "./json.ts";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/** What GitHub's code scanning sorts by; the middle of each band of CVSS. */
const scores: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/** The Static Analysis Results Interchange Format, 2.1.0. */
export const sarif = (outcome: CheckOutcome): string => `${visibleJson(log(outcome), 2)}\n`;

function log(outcome: CheckOutcome): Log {
  const byId = new Map(outcome.findings.map(({ rule }) => [rule.id, rule]));
  const rules = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const identities = fingerprints(outcome);
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
            toolExecutionNotifications: [
              ...outcome.faults.map(notification),
              ...outcome.unread.flatMap((unread) => (unread.kind === "module" ? [unreadCall(unread)] : [])),
            ],
          },
        ],
        ...(outcome.fix && { properties: { fix: fixReport(outcome, outcome.fix) } }),
        results: outcome.findings.map((finding) => ({
          ...result(finding, indices.get(finding.rule.id) ?? -1, identities.get(finding) ?? ""),
          ...(outcome.known && !finding.suppression && { baselineState: "new" as const }),
        })),
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

function result(finding: Cause<ReportedFinding>, ruleIndex: number, fingerprint: string): Result {
  const { rule, severity, reach, power, message, address, at, related, suppression, fixes, left } = finding;
  const members = membersOf(finding);
  const more = besides(finding);
  return {
    ruleId: rule.id,
    ruleIndex,
    level: levels[severity],
    message: said(more === "" ? message : `${message} (${more})`),
    locations: [{ ...location(at), logicalLocations: [{ fullyQualifiedName: address, kind: "resource" }] }],
    occurrenceCount: members.reduce((sum, { instances }) => sum + 1 + instances.length, 0),
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => ({
        id,
        ...location(other.at),
        message: said(other.message),
      })),
    }),
    partialFingerprints: { "parapet/v3": fingerprint },
    ...((members.length > 1 || (reach && power) || left) && {
      properties: {
        ...(left && { left }),
        ...(reach && power && { reach, power }),
        ...(members.length > 1 && {
          places: members.map(({ rule, address, at }) => ({ rule: rule.id, address, ...location(at) })),
        }),
      },
    }),
    suppressions: suppression
      ? [{ kind: "inSource", ...(suppression.reason !== undefined && { justification: shown(suppression.reason) }) }]
      : [],
    ...(fixes.length > 0 && {
      fixes: fixes.map(({ title, edits, impact, dropsSecret, needsInput }) => ({
        description: said(title),
        artifactChanges: [...byFile(edits)].map(([path, edits]) => ({
          artifactLocation: artifact(path),
          replacements: edits.map(({ at, text }) => ({
            deletedRegion: region(at.range),
            insertedContent: { text },
          })),
        })),
        properties: { impact, ...(dropsSecret && { dropsSecret }), ...(needsInput && { needsInput }) },
      })),
    }),
  };
}

const location = ({ path, range }: ReportedPlace): Location => ({
  physicalLocation: { artifactLocation: artifact(path), region: region(range) },
});

const artifact = (path: string): ArtifactLocation => ({ uri: path.split("/").map(encoded).join("/") });

/** What is no text at all has no place in a URI. */
const encoded = (step: string): string => encodeURIComponent(step.replaceAll(/\p{Cs}/gu, "\uFFFD"));

/** Brackets before a parenthesis would be a link. */
const said = (text: string): Message => ({ text: text.replaceAll("](", "]\\(") });

const region = ({ start, end }: ReportedRange): Region => ({
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

const unreadCall = ({ source, file, at }: Unread & { readonly kind: "module" }): Notification => ({
  level: "note",
  message: said(shown(`the module ${source === undefined ? "" : `${source} `}is not here and was not read`)),
  locations: [
    {
      physicalLocation: {
        artifactLocation: artifact(file),
        region: { startLine: at.line, startColumn: at.column },
      },
    },
  ],
});

const loudness = { input: "error", syntax: "warning", note: "note" } as const;

const notification = ({ file, at, message, kind }: Fault): Notification => ({
  level: loudness[kind],
  message: said(shown(message)),
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
