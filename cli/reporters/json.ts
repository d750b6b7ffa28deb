import type { MendedRule } from "../../analysis/fix/mended.ts";
import { type Cause, membersOf } from "../../analysis/run/causes.ts";
import type { ModuleOrigin } from "../../analysis/run/unread.ts";
import { shown, visibleJson } from "../../analysis/show/visible.ts";
import { isSafe } from "../../rules/kit/rule.ts";
import type { Power, Reach } from "../../rules/kit/severity.ts";
import {
  type CheckOutcome,
  type Fault,
  type FixReport,
  leftByReason,
  type ReportedFinding,
  type ReportedPlace,
  type ReportedRange,
  type Summary,
  summary,
  type ToldLeft,
  type Unread,
} from "../outcome.ts";

/** The report for programs. Fields are only ever added while `version` stays the same. */
export interface JsonReport {
  readonly version: 1;
  readonly findings: readonly JsonFinding[];
  readonly errors: readonly JsonError[];
  /** What was met and not looked into. */
  readonly unread: readonly JsonUnread[];
  readonly summary: Summary;
  /** With `--fix`: what was written by rule and price, or with `--dry-run` would be, and how many findings were left by why. */
  readonly fix?: JsonFixReport;
}

interface JsonFixReport {
  readonly dryRun: boolean;
  readonly changes: readonly MendedRule[];
  readonly files: number;
  readonly left: Readonly<Record<string, number>>;
  /** With `--dry-run`. */
  readonly diff?: string;
}

interface JsonFinding {
  readonly rule: string;
  readonly aliases: readonly string[];
  readonly severity: string;
  /** Who can get at it and what is gained, where the severity follows from them. */
  readonly reach?: Reach;
  readonly power?: Power;
  readonly message: string;
  readonly address: string;
  /** The address of what is insecure by it: mostly `address`, else the resource that the one there belongs to. */
  readonly subject: string;
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  readonly range: ReportedRange;
  readonly suppressed: boolean;
  /** Verified ones, with `--fixes`. */
  readonly fixes: readonly JsonFix[];
  /** With `--fix`: why it was left. */
  readonly left?: ToldLeft;
  readonly related: readonly { readonly message: string; readonly file: string; readonly range: ReportedRange }[];
  /** All that has the same cause, each where it is decided, the finding itself the first. */
  readonly places: readonly JsonFindingPlace[];
}

/** A place that a finding is about, as one rule sees it. */
interface JsonFindingPlace {
  readonly rule: string;
  readonly message: string;
  readonly address: string;
  readonly subject: string;
  readonly file: string;
  readonly range: ReportedRange;
  /** The calls that lead there, the innermost first. */
  readonly calls: readonly { readonly file: string; readonly range: ReportedRange }[];
}

interface JsonFix {
  readonly title: string;
  readonly impact: string;
  /** The first of those that need no review. */
  readonly preferred: boolean;
  /** It takes away what may be the only copy of a secret: `--fix` leaves it to a person. */
  readonly dropsSecret: boolean;
  /** It holds a value that only a person can tell: `--fix` does not write it. */
  readonly needsInput: boolean;
  readonly edits: readonly { readonly file: string; readonly range: ReportedRange; readonly text: string }[];
}

interface JsonError extends Pick<Fault, "kind" | "message"> {
  readonly file: string | null;
  readonly line?: number;
  readonly column?: number;
}

/** A call of a module that is not here, from `git`, a `registry`, a `directory` or `elsewhere`; or a file that could not be read. */
type JsonUnread =
  | {
      readonly kind: "module";
      readonly from: ModuleOrigin;
      readonly source: string | null;
      readonly file: string;
      readonly line: number;
      readonly column: number;
    }
  | { readonly kind: "file"; readonly file: string; readonly reason: string };

export const json = (outcome: CheckOutcome): string => `${visibleJson(report(outcome), 2)}\n`;

const report = (outcome: CheckOutcome): JsonReport => ({
  version: 1,
  findings: outcome.findings.map(jsonFinding),
  errors: outcome.faults.map(({ file, at, message, kind }) => ({
    kind,
    file: file ?? null,
    ...(at && { line: at.line, column: at.column }),
    message: shown(message),
  })),
  unread: outcome.unread.map(jsonUnread),
  summary: summary(outcome),
  ...(outcome.fix && { fix: fixReport(outcome, outcome.fix) }),
});

/** What `--fix` came to, for programs. */
export const fixReport = (outcome: CheckOutcome, { mended, files, diff }: FixReport): JsonFixReport => ({
  dryRun: diff !== undefined,
  changes: mended,
  files,
  left: Object.fromEntries(leftByReason(outcome)),
  ...(diff !== undefined && { diff }),
});

function jsonUnread(unread: Unread): JsonUnread {
  if (unread.kind === "file") return { kind: "file", file: unread.file, reason: shown(unread.reason) };
  const { kind, from, source, file, at } = unread;
  return { kind, from, source: source === undefined ? null : shown(source), file, line: at.line, column: at.column };
}

function jsonFinding(finding: Cause<ReportedFinding>): JsonFinding {
  const { rule, severity, reach, power, message, address, about, at, suppression, related, fixes, left } = finding;
  const members = membersOf(finding);
  return {
    rule: rule.id,
    aliases: [...new Set(members.flatMap(({ aliases }) => aliases))],
    severity,
    ...(reach && { reach }),
    ...(power && { power }),
    message,
    address,
    subject: about,
    ...place(at),
    suppressed: suppression !== undefined,
    fixes: fixes.map((fix) => ({
      title: fix.title,
      impact: fix.impact,
      preferred: fix === fixes.find(isSafe),
      dropsSecret: fix.dropsSecret ?? false,
      needsInput: fix.needsInput ?? false,
      edits: fix.edits.map(({ at, text }) => ({ ...place(at), text })),
    })),
    ...(left && { left }),
    related: related.map(({ at, message }) => ({ message, ...place(at) })),
    places: members.flatMap(({ rule, message, address, about, at, through, instances }) =>
      [address, ...instances].map((each) => ({
        rule: rule.id,
        message,
        address: each,
        subject: about === address ? each : about,
        ...place(at),
        calls: through.map(place),
      })),
    ),
  };
}

const place = ({ path, range }: ReportedPlace): { readonly file: string; readonly range: ReportedRange } => ({
  file: path,
  range,
});
