import type { Finding } from "../analysis/finding.ts";
import { shown } from "../analysis/visible.ts";
import type { Place, Span } from "../language/syntax/text.ts";
import type { Fix, Severity } from "../rules/kit/rule.ts";
import { type Lines, lines, toRange } from "../server/src/convert.ts";

/** What a check gave, ready to be reported. */
export interface Outcome {
  readonly findings: readonly Reported[];
  /** What could not be read or done, and mistakes in the input. */
  readonly faults: readonly Fault[];
  readonly modules: number;
  readonly files: number;
  /** How many findings `--fix` has mended. */
  readonly fixed: number;
  /** Any file that is spoken of. */
  source(uri: string): Source;
}

/** A finding without what only its module can say: a report may be about more modules than memory holds. */
export type Told = Omit<Finding, "fixes" | "statement">;

export interface Reported {
  readonly finding: Told;
  /** Verified ones, the best first; none for what is suppressed. */
  fixes(): readonly Fix[];
}

/** Something the user must know about that is no finding. */
export interface Fault {
  /** Path as it is shown; undefined where no file is at fault. */
  readonly file?: string;
  readonly at?: Position;
  readonly message: string;
  /** `syntax` is a mistake in the code that is checked, everything else keeps the command from its work. */
  readonly kind: "input" | "syntax";
}

/** A file in terms that people and other programs read. */
export interface Source {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: Lines;
}

/** Lines and columns count from 1, offsets from 0; all in UTF-16 code units. */
interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export const source = (path: string, text: string): Source => ({ path, text, lines: lines(text) });

export function range({ lines }: Source, { start, end }: Span): Range {
  const { start: from, end: to } = toRange(lines, { start, end });
  return {
    start: { line: from.line + 1, column: from.character + 1, offset: start },
    end: { line: to.line + 1, column: to.character + 1, offset: end },
  };
}

/** Where a place is, with its file. */
export function located(outcome: Outcome, at: Place): { readonly source: Source; readonly range: Range } {
  const found = outcome.source(at.uri);
  return { source: found, range: range(found, at) };
}

export interface Summary {
  readonly files: number;
  readonly modules: number;
  readonly findings: number;
  readonly suppressed: number;
  readonly fixed: number;
  readonly severities: Readonly<Record<Severity, number>>;
}

/** Counts of what is not suppressed. */
export function summary({ findings, files, modules, fixed }: Outcome): Summary {
  const open = findings.filter(({ finding }) => !finding.suppression);
  const count = (severity: Severity) => open.filter(({ finding }) => finding.severity === severity).length;
  return {
    files,
    modules,
    findings: open.length,
    suppressed: findings.length - open.length,
    fixed,
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
