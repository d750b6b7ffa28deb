import { styleText } from "node:util";
import { besides, type Cause, rulesOf } from "../../analysis/run/causes.ts";
import { visible, visibleCode } from "../../analysis/show/visible.ts";
import { impactText } from "../../analysis/show/wording.ts";
import type { Severity } from "../../rules/kit/rule.ts";
import {
  type CheckOutcome,
  type FixReport,
  faultLine,
  isGrave,
  leftByReason,
  openFindings,
  type ReportedFinding,
  type ReportedPlace,
  summary,
  unreadWords,
} from "../outcome.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const styles: Readonly<Record<Severity, Style>> = {
  critical: ["bold", "magenta"],
  high: ["bold", "red"],
  medium: ["bold", "yellow"],
  low: ["bold", "blue"],
};

/** The report for people: each finding with the code it is about. */
export function pretty(outcome: CheckOutcome, { color }: { readonly color: boolean }): string {
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  const blocks = openFindings(outcome).map((finding) => block(finding, paint));
  return [...blocks, closing(outcome, paint)].join("\n");
}

function block(finding: Cause<ReportedFinding>, paint: Paint): string {
  const { severity, message, at, address, related, fixes, left } = finding;
  const more = besides(finding);
  const notes = [
    ...related.map((other) => `${other.message}: ${beginning(other.at)}`),
    ...fixes.map(({ title }) => `fix: ${title}`),
    ...(left ? [`left: ${left.message}`] : []),
  ];
  return [
    `${paint(styles[severity], severity)} ${paint("bold", visible(message))}  ${paint("dim", rulesOf(finding).join(", "))}`,
    `  ${paint("cyan", beginning(at))}  ${paint("dim", visible(address) + (more === "" ? "" : ` ${more}`))}`,
    ...frame(finding, paint),
    ...notes.map((note) => `  ${paint("dim", "=")} ${visible(note)}`),
    "",
  ].join("\n");
}

const beginning = ({ path, range: { start } }: ReportedPlace): string =>
  `${visible(path)}:${start.line}:${start.column}`;

/** The line it begins on, with what is meant underlined. */
function frame({ severity, at, frame: { line, start, end } }: ReportedFinding, paint: Paint): readonly string[] {
  const number = String(at.range.start.line);
  const margin = " ".repeat(number.length);
  const code = visibleCode(line);
  const first = code.at(start);
  // Tabs stay, so that the carets stand below what they mean whatever a tab is wide.
  const indent = code.text.slice(0, first).replaceAll(/[^\t]/g, " ");
  const carets = "^".repeat(Math.max(1, code.at(end) - first));
  return [
    `  ${margin} ${paint("dim", "|")}`,
    `  ${paint("dim", `${number} |`)} ${code.text}`,
    `  ${margin} ${paint("dim", "|")} ${indent}${paint(styles[severity], carets)}`,
  ];
}

function closing(outcome: CheckOutcome, paint: Paint): string {
  const { findings, suppressed, fixed, severities, files, old, gone } = summary(outcome);
  const errors = outcome.faults.filter(isGrave).length;
  const counts = Object.entries(severities).flatMap(([severity, count]) => (count > 0 ? [`${count} ${severity}`] : []));
  const { given } = outcome;
  const unread = unreadWords(outcome);
  const among = given === 1 ? ` (module of ${files})` : ` (of ${files} in their modules)`;
  const where = `${plural(given, "file")}${given < files ? among : ""}`;
  const kind = old === undefined ? "finding" : "new finding";
  const total =
    findings === 0
      ? paint("green", `No ${kind}s in ${where}`)
      : `${plural(findings, kind)} in ${where}: ${counts.join(", ")}`;
  return `${[
    total,
    ...(old === undefined ? [] : [`${old} known before`]),
    ...(gone ? [`${gone} gone`] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(fixed > 0 ? [outcome.fix?.diff === undefined ? `${fixed} fixed` : `${fixed} would be fixed`] : []),
    ...(errors > 0 ? [plural(errors, "error")] : []),
  ].join(" · ")}\n${leftLine(outcome)}${unread === undefined ? "" : `${paint("yellow", unread)}\n`}`;
}

/** Why `--fix` left what is told above. */
function leftLine(outcome: CheckOutcome): string {
  const reasons = [...leftByReason(outcome)].map(([reason, count]) => `${count} ${reason}`);
  return reasons.length === 0 ? "" : `Left: ${reasons.join(" · ")}\n`;
}

/** What `--fix` is about to write, by rule and price, or would write. */
export function planLines({ mended, files, diff }: FixReport): string {
  const count = mended.reduce((sum, one) => sum + one.count, 0);
  const verb = diff === undefined ? "mends" : "would mend";
  if (count === 0) return "parapet: --fix finds nothing that it may write\n";
  const rows = mended.map(
    ({ rule, title, impact, count }) => `  ${count} × ${rule}: ${visible(title)} (${impactText[impact]})\n`,
  );
  return `parapet: --fix ${verb} ${plural(count, "finding")} in ${plural(files, "file")}:\n${rows.join("")}`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Each fault on a line of its own. */
export const faultLines = (outcome: CheckOutcome): string =>
  outcome.faults.map((fault) => `parapet: ${faultLine(fault)}\n`).join("");
