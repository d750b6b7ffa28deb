import { type Row, rowStates, rowsOf } from "../analysis/checklist/checklist.ts";
import {
  checklistMarkdown,
  countsOf,
  stateNames,
  summaryOf,
  tiersOf,
  wordsOf,
} from "../analysis/checklist/markdown.ts";
import { visible, visibleJson } from "../analysis/show/visible.ts";
import { checklistGroups } from "../rules/checklist.ts";
import { type Exit, exit, type Io } from "./io.ts";
import {
  type CheckOutcome,
  faultLine,
  isGrave,
  type ReportedFinding,
  type ReportedPlace,
  unreadWords,
} from "./outcome.ts";
import { ticksOf } from "./ticks.ts";

export type ChecklistFormat = "pretty" | "markdown" | "json";

type ReportedRow = Row<ReportedFinding, ReportedPlace>;

/** Tells the production checklist of a directory as a check has found it. */
export function tellChecklist(directory: string, outcome: CheckOutcome, format: ChecklistFormat, io: Io): Exit {
  const { byItem, faults } = ticksOf(directory, io);
  for (const fault of faults) io.stderr.write(`${faultLine(fault)}\n`);
  const rows = rowsOf<ReportedFinding, ReportedPlace>({
    findings: outcome.findings,
    evidence: outcome.evidence,
    isPartlyRead: outcome.unread.length > 0,
    ticks: byItem,
    today: io.today,
  });
  const unread = unreadWords(outcome);
  if (format === "json") io.stdout.write(`${visibleJson(checklistJson(rows, outcome), 2)}\n`);
  else if (format === "markdown")
    io.stdout.write(checklistMarkdown(rows, { unread, placeOf: ({ at }) => at, where: beginning }));
  else io.stdout.write(pretty(rows, unread));
  return faults.length > 0 || outcome.faults.some(isGrave) ? exit.failure : exit.clean;
}

const beginning = ({ path, range: { start } }: ReportedPlace): string => `${path}:${start.line}`;

function pretty(rows: readonly ReportedRow[], unread: string | undefined): string {
  const width = Math.max(...Object.values(stateNames).map((name) => name.length));
  const lines: string[] = [];
  for (const [group, name] of Object.entries(checklistGroups)) {
    lines.push(name);
    for (const row of rows.filter(({ item }) => item.group === group)) {
      lines.push(`  ${stateNames[row.state].padEnd(width)}  ${row.item.title}`);
      const indent = " ".repeat(width + 6);
      for (const { message, at } of row.findings.slice(0, mostShown))
        lines.push(`${indent}${visible(message)}  ${visible(beginning(at))}`);
      if (row.findings.length > mostShown) lines.push(`${indent}and ${row.findings.length - mostShown} more`);
      for (const words of row.state === "met" ? [] : wordsOf(row)) lines.push(`${indent}${visible(words)}`);
    }
    lines.push("");
  }
  if (unread !== undefined) lines.push(`Not read: ${visible(unread)}`);
  return `${[...lines, summaryOf(rows)].join("\n")}\n`;
}

const mostShown = 3;

/** The checklist for programs. Fields are only ever added while `version` stays the same. */
const checklistJson = (rows: readonly ReportedRow[], { unread }: CheckOutcome) => ({
  version: 1,
  groups: Object.entries(checklistGroups).map(([id, title]) => ({
    id,
    title,
    items: rows.filter(({ item }) => item.group === id).map(rowJson),
  })),
  summary: Object.fromEntries(rowStates.map((state) => [state, countsOf(rows)[state]])),
  cost: tiersOf(rows),
  unread: unread.length,
});

const rowJson = ({ item, state, findings, accepted, evidence, undecided, tick }: ReportedRow) => ({
  id: item.id,
  title: item.title,
  state,
  findings: findings.map(findingJson),
  accepted: accepted.map(findingJson),
  evidence: evidence.map(({ address, at }) => ({ address, ...placeJson(at) })),
  undecided: undecided.map(({ address, at }) => ({ address, ...placeJson(at) })),
  ...(state === "missing" && { missing: item.missing }),
  ...(item.byHand && { byHand: { ...item.byHand, ...(tick && { tick }) } }),
  cost: { tier: item.cost, growsWith: item.costGrowsWith },
  responsibility: { you: item.you, aws: item.aws },
});

const findingJson = ({ rule, severity, message, address, at, suppression }: ReportedFinding) => ({
  rule: rule.id,
  severity,
  message,
  address,
  ...placeJson(at),
  ...(suppression && { reason: suppression.reason ?? null }),
});

const placeJson = ({ path, range }: ReportedPlace) => ({ file: path, line: range.start.line });
