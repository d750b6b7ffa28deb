import { createHash } from "node:crypto";
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
import { shown, visibleJson } from "../../analysis/visible.ts";
import type { Edit, Place } from "../../language/syntax/text.ts";
import type { Rule, Severity } from "../../rules/kit/rule.ts";
import { pageOf } from "../../server/src/links.ts";
import { type Fault, located, type Outcome, type Range, type Reported } from "../outcome.ts";
import { version } from "../version.ts";
import { type Concealed, concealed } from "./concealed.ts";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/** What GitHub's code scanning sorts by; the middle of each band of CVSS. */
const scores: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/** The Static Analysis Results Interchange Format, 2.1.0. */
export const sarif = (outcome: Outcome): string => `${visibleJson(log(outcome), 2)}\n`;

function log(outcome: Outcome): Log {
  const rules = [...new Set(outcome.findings.map(({ finding }) => finding.rule))].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const indices = new Map(rules.map((rule, index) => [rule, index]));
  const { isTold } = concealed(outcome);
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
            toolExecutionNotifications: outcome.faults.map(notification),
          },
        ],
        results: outcome.findings.map((reported) =>
          result(outcome, reported, {
            ruleIndex: indices.get(reported.finding.rule) ?? -1,
            fingerprint: identities.get(reported) ?? "",
            isTold,
          }),
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

/** What a result has to know of the others. */
interface Known {
  readonly ruleIndex: number;
  readonly fingerprint: string;
  readonly isTold: Concealed["isTold"];
}

function result(outcome: Outcome, { finding, fixes: verified }: Reported, known: Known): Result {
  const { ruleIndex, fingerprint, isTold } = known;
  const fixes = verified().filter(isTold);
  const { rule, severity, message, address, at, related, suppression } = finding;
  return {
    ruleId: rule.id,
    ruleIndex,
    level: levels[severity],
    message: said(message),
    locations: [{ ...location(outcome, at), logicalLocations: [{ fullyQualifiedName: address, kind: "resource" }] }],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => ({
        id,
        ...location(outcome, other.at),
        message: said(other.message),
      })),
    }),
    partialFingerprints: { "parapet/v2": fingerprint },
    suppressions: suppression
      ? [{ kind: "inSource", ...(suppression.reason !== undefined && { justification: shown(suppression.reason) }) }]
      : [],
    ...(fixes.length > 0 && {
      fixes: fixes.map(({ title, edits, impact, dropsSecret }) => ({
        description: said(title),
        artifactChanges: [...byFile(edits)].map(([uri, edits]) => ({
          artifactLocation: artifact(located(outcome, { uri, start: 0, end: 0 }).source.path),
          replacements: edits.map(({ at, text }) => ({
            deletedRegion: region(located(outcome, at).range),
            insertedContent: { text },
          })),
        })),
        properties: { impact, ...(dropsSecret && { dropsSecret }) },
      })),
    }),
  };
}

function location(outcome: Outcome, at: Place): Location {
  const { source, range } = located(outcome, at);
  return { physicalLocation: { artifactLocation: artifact(source.path), region: region(range) } };
}

const artifact = (path: string): ArtifactLocation => ({ uri: path.split("/").map(encoded).join("/") });

/** What is no text at all has no place in a URI. */
const encoded = (step: string): string => encodeURIComponent(step.replaceAll(/\p{Cs}/gu, "\uFFFD"));

/** Brackets before a parenthesis would be a link. */
const said = (text: string): Message => ({ text: text.replaceAll("](", "]\\(") });

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

/**
 * What each finding is known by from one run to the next: the rule, the file, the address, the nearest name before it in its
 * line, and which of several it is that are alike in all of this. It stays the same when lines move, and whatever a secret is.
 */
function fingerprints(outcome: Outcome): ReadonlyMap<Reported, string> {
  const alike = new Map<string, number>();
  const found = new Map<Reported, string>();
  for (const reported of outcome.findings) {
    const { rule, message, address, at, secret } = reported.finding;
    const { path, text } = outcome.source(at.uri);
    // what is said of a secret shows how it begins
    const parts = [rule.id, path, address, secret ? "" : message, nameBefore(text, at.start)];
    const identity = parts.join("\0");
    const ordinal = alike.get(identity) ?? 0;
    alike.set(identity, ordinal + 1);
    const digest = createHash("sha256").update(`${identity}\0${ordinal}`).digest("hex");
    found.set(reported, digest.slice(0, 32));
  }
  return found;
}

/** `password` for what stands in `password = "…"`. */
function nameBefore(text: string, offset: number): string {
  const before = text.slice(Math.max(text.lastIndexOf("\n", offset - 1) + 1, offset - 200), offset);
  return shown(/([\w.-]{1,80})["']?\s{0,80}[=:]\s{0,80}[^=:]{0,4}$/.exec(before)?.[1] ?? "");
}

const notification = ({ file, at, message, kind }: Fault): Notification => ({
  level: kind === "input" ? "error" : "warning",
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
