import { severities } from "../../analysis/config/config.ts";
import { besides, type Cause } from "../../analysis/run/causes.ts";
import { code, escaped } from "../../analysis/show/markdown.ts";
import {
  type CheckOutcome,
  faultLine,
  isGrave,
  openFindings,
  type ReportedFinding,
  summary,
  unreadWords,
} from "../outcome.ts";

/** What is told in a comment or the summary of a job: more of it nobody reads, and services cut it off. */
const mostTold = 100;

/** A report for people who review: how many findings there are by severity, and each with its place and fixes. */
export function markdown(outcome: CheckOutcome): string {
  const { findings, suppressed, fixed, severities, old, gone } = summary(outcome);
  const open = openFindings(outcome);
  const counts = Object.entries(severities).flatMap(([severity, count]) =>
    count > 0 ? [`| ${severity} | ${count} |`] : [],
  );
  const aside = [
    ...(old === undefined ? [] : [`${old} known before`]),
    ...(gone ? [`${gone} gone`] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(fixed > 0 ? [`${fixed} fixed`] : []),
  ];
  const what = old === undefined ? "finding" : "new finding";
  const unread = unreadWords(outcome);
  const bad = outcome.faults.filter(isGrave);
  const parts = [
    `## Parapet: ${findings === 0 ? "no" : findings} ${what}${findings === 1 ? "" : "s"}`,
    ...(aside.length > 0 ? [aside.join(" · ")] : []),
    ...(counts.length > 0 ? [["| severity | count |", "|---|--:|", ...counts].join("\n")] : []),
    ...(bad.length > 0
      ? [["**Not checked:**", ...bad.map((fault) => `- ${escaped(faultLine(fault))}`)].join("\n")]
      : []),
    ...bySeverity(open).slice(0, mostTold).map(entry),
    ...(open.length > mostTold ? [`And ${open.length - mostTold} more.`] : []),
    ...(unread === undefined ? [] : [`_${escaped(unread)}_`]),
  ];
  return `${parts.join("\n\n")}\n`;
}

const bySeverity = (findings: readonly Cause<ReportedFinding>[]): readonly Cause<ReportedFinding>[] =>
  [...findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));

function entry(finding: Cause<ReportedFinding>): string {
  const { severity, message, address, at, fixes, rule } = finding;
  const more = besides(finding);
  const { line } = at.range.start;
  return [
    `**${severity}** ${escaped(message)}  `,
    `${code(`${at.path}:${line}`)} · ${code(address)}${more === "" ? "" : ` ${escaped(more)}`} · ${code(rule.id)}  `,
    ...fixes.map(({ title }) => `- ${escaped(title)}`),
  ].join("\n");
}
