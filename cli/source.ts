import type { Finding } from "../analysis/run/finding.ts";
import { shown } from "../analysis/show/visible.ts";
import { fact } from "../language/query/engine.ts";
import { type Lines, lines, toRange } from "../language/syntax/lines.ts";
import type { Place, Span } from "../language/syntax/text.ts";
import type { Fix, Rule } from "../rules/kit/rule.ts";
import {
  type CodeFrame,
  factsOf,
  type ReportedFinding,
  type ReportedPlace,
  type ReportedRange,
  type RuleFacts,
  type ToldFix,
} from "./outcome.ts";

/** A file in terms that people and other programs read. */
export interface ReportedFile {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: Lines;
}

export const source = (path: string, text: string): ReportedFile => ({ path, text, lines: lines(text) });

export function range({ lines }: Pick<ReportedFile, "lines">, { start, end }: Span): ReportedRange {
  const { start: from, end: to } = toRange(lines, { start, end });
  return {
    start: { line: from.line + 1, column: from.character + 1, offset: start },
    end: { line: to.line + 1, column: to.character + 1, offset: end },
  };
}

/** Any file that is spoken of. */
export type SourceOf = (uri: string) => ReportedFile;

/** A finding as reports tell it, with everything that they need of the files that it speaks of, and no fixes yet. */
export function told(finding: Finding, sourceOf: SourceOf, concealedOf: SourceOf): ReportedFinding {
  const { rule, severity, reach, power, message, aliases, address, about, at, within, isStatement, instances } =
    finding;
  const { through, related, suppression } = finding;
  const here = located(at, sourceOf);
  return {
    rule: factsFor(rule),
    severity,
    reach,
    power,
    message,
    aliases,
    address,
    about,
    at: here,
    within,
    isStatement,
    instances,
    through: through.map((call) => located(call, sourceOf)),
    frame: frame(concealedOf(at.uri), here.range),
    related: related.map(({ message, at }) => ({ message, at: located(at, sourceOf) })),
    suppression: suppression && {
      ...(suppression.reason !== undefined && { reason: suppression.reason }),
      ...(suppression.until !== undefined && { until: suppression.until }),
    },
    identity: identityOf(finding, sourceOf(at.uri).text),
    fixes: [],
  };
}

export const toldFix = ({ title, impact, edits, dropsSecret, needsInput }: Fix, sourceOf: SourceOf): ToldFix => ({
  title,
  impact,
  ...(dropsSecret && { dropsSecret }),
  ...(needsInput && { needsInput }),
  edits: edits.map(({ at, text }) => ({ at: located(at, sourceOf), text })),
});

export function located(place: Place, sourceOf: SourceOf): ReportedPlace {
  const found = sourceOf(place.uri);
  return { uri: place.uri, start: place.start, end: place.end, path: found.path, range: range(found, place) };
}

/** One and the same for all findings of a rule, so that a message holds it once. */
const factsFor = fact((rule: Rule): RuleFacts => factsOf(rule));

/** What is said, the nearest name before it in its line and the value's text: what stays the same when lines move, and whatever a secret is. */
function identityOf({ message, at, secret }: Finding, text: string): string {
  const name = nameBefore(text, at.start);
  // a block by its type: its name is in the address
  const value = text
    .slice(at.start, at.end)
    .replaceAll(/\s+/g, " ")
    .replace(/^(\w+ "[^"]*") "[^"]*"$/, "$1");
  // what is said of a secret shows how it begins
  return secret ? name : [message, name, value].join("\0");
}

/** `password` for what stands in `password = "…"`. */
function nameBefore(text: string, offset: number): string {
  const near = text.slice(Math.max(0, offset - 200), offset);
  const before = near.slice(near.lastIndexOf("\n") + 1);
  return shown(/([\w.-]{1,80})["']?\s{0,80}[=:]\s{0,80}[^=:]{0,4}$/.exec(before)?.[1] ?? "");
}

/** The line that a range begins on, with what is meant. */
function frame({ text, lines }: ReportedFile, { start, end }: ReportedRange): CodeFrame {
  const from = lines.starts[start.line - 1] ?? 0;
  const mark = text.startsWith("\uFEFF", from) ? 1 : 0;
  // Not with a regular expression, which would walk through the whole of a minified file for each finding.
  let to = lines.starts[start.line] ?? text.length;
  if (to > from && text[to - 1] === "\n") to--;
  if (to > from && text[to - 1] === "\r") to--;
  const whole = text.slice(from + mark, to);
  const { line, shift } = window(whole, Math.max(0, start.column - 1 - mark));
  const column = Math.max(0, start.column - 1 - mark - shift);
  const stop = end.line === start.line ? end.column - 1 - mark - shift : line.length;
  return { line, start: column, end: Math.min(stop, line.length) };
}

/** What is shown of a line, and how far it has moved to the left: a minified file is one line. */
function window(line: string, column: number): { readonly line: string; readonly shift: number } {
  if (line.length <= widest) return { line, shift: 0 };
  const from = column <= lead + 1 ? 0 : column - lead;
  const to = Math.min(line.length, from + widest);
  const shown = `${from > 0 ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
  return { line: shown, shift: from > 0 ? from - 1 : 0 };
}

const widest = 200;
const lead = 60;
