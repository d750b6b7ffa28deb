import type { Evidence } from "../analysis/checklist/evidence.ts";
import type { MendedRule } from "../analysis/fix/mended.ts";
import { besides, type Cause } from "../analysis/run/causes.ts";
import { placeKey } from "../analysis/run/estate.ts";
import { type ModuleOrigin, whatWasNotRead } from "../analysis/run/unread.ts";
import { shown } from "../analysis/show/visible.ts";
import { counted } from "../language/multimap.ts";
import type { Place } from "../language/syntax/text.ts";
import type { Impact, Rule, Severity } from "../rules/kit/rule.ts";
import type { Power, Reach } from "../rules/kit/severity.ts";

/** What a check gave, ready to be reported: plain data, which can be handed from one thread to another. */
export interface CheckOutcome {
  /** By their causes, in the order of files and places, suppressed ones included. */
  readonly findings: readonly Cause<ReportedFinding>[];
  /** What could not be read or done, and mistakes in the input. */
  readonly faults: readonly Fault[];
  readonly modules: number;
  readonly files: number;
  /** How many of the files findings are told of: fewer where single ones were given, whose modules are read. */
  readonly given: number;
  /** How many findings `--fix` has mended, or would mend. */
  readonly fixed: number;
  /** What `--fix` has written, or would write; undefined without it. */
  readonly fix: FixReport | undefined;
  /** What shows that rows of the checklist are met, or rules followed, where that was asked for. */
  readonly evidence: readonly Evidence<ReportedPlace>[];
  /** What was met and not looked into: calls of modules that are not here, and what could not be read. */
  readonly unread: readonly Unread[];
  /** What `moved` blocks say. */
  readonly moves: readonly Move[];
  /** What was there before, of which nothing is told; undefined where nobody asked for what is new only. */
  readonly known?: { readonly old: number; readonly gone: number };
}

/** An address that has become another, in a root by its directory. */
export interface Move {
  readonly directory: string;
  readonly from: string;
  readonly to: string;
}

/** What `--fix` came to. */
export interface FixReport {
  /** By rule and price. */
  readonly mended: readonly MendedRule[];
  /** How many files. */
  readonly files: number;
  /** Of `--dry-run`: what would be written, as a unified diff. */
  readonly diff: string | undefined;
}

/** How many findings were left, by why. */
export const leftByReason = ({ findings }: CheckOutcome): ReadonlyMap<string, number> =>
  counted(findings.flatMap(({ suppression, left }) => (!suppression && left ? left.reason : [])));

/** Something that was not looked into, so that nothing is said of it. */
export type Unread =
  | {
      readonly kind: "module";
      readonly from: ModuleOrigin;
      readonly source?: string;
      readonly file: string;
      readonly at: ReportedPosition;
    }
  | { readonly kind: "file"; readonly file: string; readonly reason: string };

/** What was not read as one sentence without an end; undefined where all was. */
export const unreadWords = ({ unread }: CheckOutcome): string | undefined =>
  whatWasNotRead(
    unread.filter((each) => each.kind === "module"),
    unread.filter((each) => each.kind === "file").length,
  );

/** What reports say of a rule. */
export type RuleFacts = Pick<
  Rule,
  "id" | "title" | "why" | "severity" | "controls" | "aliases" | "references" | "subsumes"
>;

/** What reports say of a rule, and nothing that only its module can run. */
export const factsOf = ({ id, title, why, severity, controls, aliases, references, subsumes }: Rule): RuleFacts => ({
  id,
  title,
  why,
  severity,
  controls,
  aliases,
  references,
  ...(subsumes && { subsumes }),
});

/** A finding as reports tell it. */
export interface ReportedFinding {
  readonly rule: RuleFacts;
  readonly severity: Severity;
  readonly reach: Reach | undefined;
  readonly power: Power | undefined;
  readonly message: string;
  /** The ids of other tools for it. */
  readonly aliases: readonly string[];
  readonly address: string;
  /** The address of what is insecure by it: mostly `address`, else the resource that the one there belongs to. */
  readonly about: string;
  readonly at: ReportedPlace;
  /** The block, object or statement that it is used in, and the one that decides. */
  readonly within: readonly Place[];
  readonly isStatement: boolean;
  /** The addresses of other instances of which the same is said. */
  readonly instances: readonly string[];
  /** The calls that lead to it. */
  readonly through: readonly ReportedPlace[];
  readonly frame: CodeFrame;
  readonly related: readonly { readonly message: string; readonly at: ReportedPlace }[];
  readonly suppression: { readonly reason?: string; readonly until?: string } | undefined;
  /** What it is known by from one run to the next, wherever it stands, together with those that are alike; it holds no secret. */
  readonly identity: string;
  /** The best first; none for what is suppressed, and where nobody asked for them. */
  readonly fixes: readonly ToldFix[];
  /** Why `--fix` left it; undefined where that was not asked for. */
  readonly left?: ToldLeft | undefined;
}

/** Why a finding was left as it is: in a few words that hold for all of its kind, and in a sentence. */
export interface ToldLeft {
  readonly reason: string;
  readonly message: string;
}

/** What a finding is known by where it is asked for its fixes; what several modules call in the same way has one and the same. */
export const cureKey = (finding: ReportedFinding): string =>
  `${placeKey(finding)} ${finding.address} ${finding.through.map(({ uri, start }) => `${uri} ${start}`).join(" ")}`;

/** A fix as reports tell it. */
export interface ToldFix {
  readonly title: string;
  readonly impact: Impact;
  readonly dropsSecret?: true;
  readonly needsInput?: true;
  /** Empty where it is only proposed. */
  readonly edits: readonly { readonly at: ReportedPlace; readonly text: string }[];
}

/** A place in a file, in terms that people and other programs read. */
export interface ReportedPlace extends Place {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly range: ReportedRange;
}

/** Lines and columns count from 1, offsets from 0; all in UTF-16 code units. */
export interface ReportedPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface ReportedRange {
  readonly start: ReportedPosition;
  readonly end: ReportedPosition;
}

/** The line that a place begins on, or the part of a long one that is around it. */
export interface CodeFrame {
  readonly line: string;
  /** What of it is meant. */
  readonly start: number;
  readonly end: number;
}

/** Something the user must know about that is no finding. */
export interface Fault {
  /** Path as it is shown; undefined where no file is at fault. */
  readonly file?: string;
  readonly at?: ReportedPosition;
  readonly message: string;
  /** `syntax` is a mistake in the code that is checked, a `note` is only good to know, everything else keeps the command from its work. */
  readonly kind: "input" | "syntax" | "note";
  /** The file, or the directory, is there and was not read for it. */
  readonly isUnread?: true;
}

/** Whether something was not checked for it. */
export const isGrave = ({ kind }: Fault): boolean => kind !== "note";

/** What is not suppressed. */
export const openFindings = ({ findings }: CheckOutcome): readonly Cause<ReportedFinding>[] =>
  findings.filter(({ suppression }) => !suppression);

export interface Summary {
  readonly files: number;
  readonly modules: number;
  readonly findings: number;
  readonly suppressed: number;
  readonly fixed: number;
  /** With a base or baseline: how many findings were there before, and how many things that were are not any more. */
  readonly old?: number;
  readonly gone?: number;
  readonly severities: Readonly<Record<Severity, number>>;
}

/** Counts of what is not suppressed. */
export function summary(outcome: CheckOutcome): Summary {
  const { findings, files, modules, fixed, known } = outcome;
  const open = openFindings(outcome);
  const count = (wanted: Severity) => open.filter(({ severity }) => severity === wanted).length;
  return {
    files,
    modules,
    findings: open.length,
    suppressed: findings.length - open.length,
    fixed,
    ...known,
    severities: { critical: count("critical"), high: count("high"), medium: count("medium"), low: count("low") },
  };
}

/** One line, as compilers write it, fit to be shown. */
export const faultLine = ({ file, at, message }: Fault): string =>
  shown(
    [file, at && `${at.line}:${at.column}`].filter((part) => part !== undefined).join(":") +
      (file ? ": " : "") +
      message,
  );

/** A finding in one line: what is wrong, where, and in how many places besides. */
export const headline = (finding: Cause<ReportedFinding>): string =>
  `${finding.message}: ${[finding.address, besides(finding)].filter((part) => part !== "").join(" ")}`;
