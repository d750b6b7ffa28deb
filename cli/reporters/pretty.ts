import { styleText } from "node:util";
import type { Impact, Severity } from "../../rules/kit/rule.ts";
import { faultLine, located, type Outcome, type Range, type Reported, type Source, summary } from "../outcome.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const styles: Readonly<Record<Severity, Style>> = {
  critical: ["bold", "magenta"],
  high: ["bold", "red"],
  medium: ["bold", "yellow"],
  low: ["bold", "blue"],
};

/** A fix that recreates the resource says so in its title. */
const prices: Readonly<Record<Impact, string>> = {
  none: "",
  update: "",
  disruption: " (may interrupt what runs)",
  replacement: "",
};

/** The report for people: each finding with the code it is about. */
export function pretty(outcome: Outcome, { color }: { readonly color: boolean }): string {
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  const shown = grouped(outcome.findings.filter(({ finding }) => !finding.suppression));
  const blocks = shown.map((group) => block(outcome, group, paint));
  return [...blocks, closing(outcome, paint)].join("\n");
}

/** The same thing said of the same place for several instances or calls is shown once. */
function grouped(findings: readonly Reported[]): readonly (readonly [Reported, ...Reported[]])[] {
  const groups = new Map<string, [Reported, ...Reported[]]>();
  for (const reported of findings) {
    const { rule, at, message } = reported.finding;
    const key = `${rule.id} ${at.uri} ${at.start} ${at.end} ${message}`;
    const group = groups.get(key);
    if (group) group.push(reported);
    else groups.set(key, [reported]);
  }
  return [...groups.values()];
}

function block(
  outcome: Outcome,
  [{ finding, fixes }, ...others]: readonly [Reported, ...Reported[]],
  paint: Paint,
): string {
  const { rule, severity, message, at, address, related } = finding;
  const { source, range } = located(outcome, at);
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const notes = [
    ...related.map((other) => {
      const { source, range } = located(outcome, other.at);
      return `${other.message}: ${source.path}:${range.start.line}:${range.start.column}`;
    }),
    ...fixes().map(({ title, impact }) => `fix: ${title}${prices[impact]}`),
  ];
  return [
    `${paint(styles[severity], severity)} ${paint("bold", visible(message))}  ${paint("dim", rule.id)}`,
    `  ${paint("cyan", `${source.path}:${range.start.line}:${range.start.column}`)}  ${paint("dim", address + more)}`,
    ...frame(source, range, paint, styles[severity]),
    ...notes.map((note) => `  ${paint("dim", "=")} ${visible(note)}`),
    "",
  ].join("\n");
}

/** The line it begins on, with what is meant underlined. */
function frame({ text, lines }: Source, { start, end }: Range, paint: Paint, style: Style): readonly string[] {
  const from = lines.starts[start.line - 1] ?? 0;
  const whole = text.slice(from, lines.starts[start.line] ?? text.length).replace(/^\uFEFF|\r?\n?$/g, "");
  const mark = text.startsWith("\uFEFF", from) ? 1 : 0;
  const { line, shift } = window(whole, Math.max(0, start.column - 1 - mark));
  const column = Math.max(0, start.column - 1 - mark - shift);
  const stop = end.line === start.line ? end.column - 1 - mark - shift : line.length;
  const number = String(start.line);
  const margin = " ".repeat(number.length);
  // Tabs stay, so that the carets stand below what they mean whatever a tab is wide.
  const indent = line.slice(0, column).replaceAll(/[^\t]/g, " ");
  const carets = "^".repeat(Math.max(1, Math.min(stop, line.length) - column));
  return [
    `  ${margin} ${paint("dim", "|")}`,
    `  ${paint("dim", `${number} |`)} ${visible(line)}`,
    `  ${margin} ${paint("dim", "|")} ${indent}${paint(style, carets)}`,
  ];
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

/** Code may hold what would move the cursor of a terminal. */
const visible = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones
  text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, "\uFFFD");

function closing(outcome: Outcome, paint: Paint): string {
  const { findings, suppressed, fixed, severities, files } = summary(outcome);
  const errors = outcome.faults.filter(({ kind }) => kind !== "note").length;
  const counts = Object.entries(severities).flatMap(([severity, count]) => (count > 0 ? [`${count} ${severity}`] : []));
  const total =
    findings === 0
      ? paint("green", `No findings in ${plural(files, "file")}`)
      : `${plural(findings, "finding")} in ${plural(files, "file")}: ${counts.join(", ")}`;
  return `${[
    total,
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(fixed > 0 ? [`${fixed} fixed`] : []),
    ...(errors > 0 ? [plural(errors, "error")] : []),
  ].join(" · ")}\n`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Each fault on a line of its own. */
export const faultLines = (outcome: Outcome): string =>
  outcome.faults.map((fault) => `parapet: ${visible(faultLine(fault))}\n`).join("");
