import { shown, visible } from "../../analysis/show/visible.ts";
import type { Severity } from "../../rules/kit/rule.ts";
import { type CheckOutcome, type Fault, headline, openFindings, unreadWords } from "../outcome.ts";

/** Workflow commands, which GitHub shows as annotations in the changed files. */
export const github = (outcome: CheckOutcome): string => [...commands(outcome)].map((line) => `${line}\n`).join("");

const levels: Readonly<Record<Severity, string>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "notice",
};

function* commands(outcome: CheckOutcome): Iterable<string> {
  for (const finding of openFindings(outcome)) {
    const { path, range } = finding.at;
    const { start, end } = range;
    yield command(
      levels[finding.severity],
      {
        file: visible(path),
        line: start.line,
        // Columns are only understood within one line.
        ...(start.line === end.line
          ? { endLine: end.line, col: start.column, endColumn: end.column }
          : { endLine: end.line }),
        title: `${finding.rule.id} (${finding.severity})`,
      },
      headline(finding),
    );
  }
  for (const fault of outcome.faults) yield faultCommand(fault);
  const unread = unreadWords(outcome);
  if (unread !== undefined) yield command("notice", { title: "Parapet" }, unread);
}

const faultCommand = ({ file, at, message, kind }: Fault): string =>
  command(
    kind === "note" ? "notice" : "error",
    {
      ...(file !== undefined && { file: visible(file) }),
      ...(at && { line: at.line, col: at.column }),
      title: "Parapet",
    },
    shown(message),
  );

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
  return `::${name} ${list.join(",")}::${escaped(message)}`;
}

const escaped = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapedProperty = (text: string): string => escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
