import { styleText } from "node:util";
import { visible, visibleCode } from "../../analysis/visible.ts";
import type { Impact, Severity } from "../../rules/kit/rule.ts";
import { faultLine, located, type Outcome, type Range, type Reported, type Source, summary } from "../outcome.ts";
import { type Concealed, concealed } from "./concealed.ts";

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
  const hidden = concealed(outcome);
  const blocks = shown.map((group) => block(outcome, hidden, group, paint));
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
  hidden: Concealed,
  [{ finding, fixes }, ...others]: readonly [Reported, ...Reported[]],
  paint: Paint,
): string {
  const { rule, severity, message, at, address, related } = finding;
  const { source, range } = located(outcome, at);
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const notes = [
    ...related.map((other) => {
      const { source, range } = located(outcome, other.at);
      return `${other.message}: ${visible(source.path)}:${range.start.line}:${range.start.column}`;
    }),
    ...fixes().map(({ title, impact }) => `fix: ${title}${prices[impact]}`),
  ];
  return [
    `${paint(styles[severity], severity)} ${paint("bold", visible(message))}  ${paint("dim", rule.id)}`,
    `  ${paint("cyan", `${visible(source.path)}:${range.start.line}:${range.start.column}`)}  ${paint("dim", visible(address) + more)}`,
    ...frame(hidden.source(at.uri), range, paint, styles[severity]),
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
  const code = visibleCode(line);
  const first = code.at(column);
  // Tabs stay, so that the carets stand below what they mean whatever a tab is wide.
  const indent = code.text.slice(0, first).replaceAll(/[^\t]/g, " ");
  const carets = "^".repeat(Math.max(1, code.at(Math.min(stop, line.length)) - first));
  return [
    `  ${margin} ${paint("dim", "|")}`,
    `  ${paint("dim", `${number} |`)} ${code.text}`,
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

function closing(outcome: Outcome, paint: Paint): string {
  const { findings, suppressed, fixed, severities, files } = summary(outcome);
  const counts = Object.entries(severities).flatMap(([severity, count]) => (count > 0 ? [`${count} ${severity}`] : []));
  const total =
    findings === 0
      ? paint("green", `No findings in ${plural(files, "file")}`)
      : `${plural(findings, "finding")} in ${plural(files, "file")}: ${counts.join(", ")}`;
  return `${[
    total,
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(fixed > 0 ? [`${fixed} fixed`] : []),
    ...(outcome.faults.length > 0 ? [plural(outcome.faults.length, "error")] : []),
  ].join(" · ")}\n`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Each fault on a line of its own. */
export const faultLines = (outcome: Outcome): string =>
  outcome.faults.map((fault) => `parapet: ${faultLine(fault)}\n`).join("");
