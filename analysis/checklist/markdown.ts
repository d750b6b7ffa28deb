import { checklistGroups } from "../../rules/checklist.ts";
import type { CostTier, Severity } from "../../rules/kit/rule.ts";
import { code, escaped } from "../show/markdown.ts";
import { costs } from "../show/wording.ts";
import type { Row, RowState } from "./checklist.ts";

/** What is told of a finding in a row. */
export interface ListedFinding {
  readonly severity: Severity;
  readonly message: string;
}

/** How a state is called. */
export const stateNames: Readonly<Record<RowState, string>> = {
  met: "Met",
  violated: "Violated",
  missing: "Missing from this code",
  "cannot-tell": "Cannot tell",
  "by-hand": "By hand",
};

/** How many places of a kind a row names. */
const mostNamed = 5;

/** The checklist as Markdown, group by group; `where` says where something stands: `main.tf:12`. */
export function checklistMarkdown<Finding extends ListedFinding, At>(
  rows: readonly Row<Finding, At>[],
  {
    unread,
    placeOf,
    where,
  }: {
    readonly unread: string | undefined;
    placeOf(finding: Finding): At;
    where(at: At): string;
  },
): string {
  const parts = ["# Production checklist", summaryOf(rows)];
  for (const [group, name] of Object.entries(checklistGroups)) {
    const own = rows.filter(({ item }) => item.group === group);
    const met = own.filter(({ state }) => state === "met").length;
    parts.push(
      `## ${name}: ${met} of ${own.length} met`,
      own.map((row) => rowMarkdown(row, placeOf, where)).join("\n"),
    );
  }
  parts.push("## Cost", costOf(rows));
  if (unread !== undefined) parts.push(`Not read: ${escaped(unread)}. What is missing here may be there.`);
  parts.push(
    "This says what the code shows. It is no proof of compliance: what is set up elsewhere, and what people do, is not in it.",
  );
  return `${parts.join("\n\n")}\n`;
}

function rowMarkdown<Finding extends ListedFinding, At>(
  row: Row<Finding, At>,
  placeOf: (finding: Finding) => At,
  where: (at: At) => string,
): string {
  const { item, state } = row;
  const lines = [`- [${state === "met" ? "x" : " "}] **${item.title}**: ${stateNames[state].toLowerCase()}`];
  const list = <One>(heading: string, all: readonly One[], told: (one: One) => string) => {
    if (all.length === 0) return;
    const more = all.length > mostNamed ? `, and ${all.length - mostNamed} more` : "";
    lines.push(`  - ${heading}: ${all.slice(0, mostNamed).map(told).join("; ")}${more}`);
  };
  const address = (one: { readonly address: string; readonly at: At }) =>
    `${code(one.address)} (${code(where(one.at))})`;
  list("violated by", row.findings, (finding) => `${escaped(finding.message)} (${code(where(placeOf(finding)))})`);
  list("accepted", row.accepted, (finding) => `${escaped(finding.message)} (${code(where(placeOf(finding)))})`);
  list("shown by", row.evidence, address);
  list("not known before apply", row.undecided, address);
  for (const line of wordsOf(row)) lines.push(`  - ${escaped(line)}`);
  return lines.join("\n");
}

/** What is said of a row besides its places. */
export function wordsOf<Finding, At>({
  item,
  state,
  accepted,
  evidence,
  undecided,
  tick,
}: Row<Finding, At>): readonly string[] {
  const words: string[] = [];
  if (state === "missing") words.push(item.missing);
  if (state === "cannot-tell" && evidence.length === 0 && undecided.length === 0)
    words.push(
      accepted.length > 0
        ? "All that there is of it was accepted as it is."
        : `${item.missing} It may be in what was not read.`,
    );
  if (tick)
    words.push(
      `${tick.by} said so on ${tick.on}${tick.note === undefined ? "" : `: ${tick.note}`} (${tick.isStale ? "no longer holds since" : "holds until"} ${tick.until})`,
    );
  if (item.byHand && state !== "met") words.push(`${item.byHand.question} (every ${item.byHand.days} days)`);
  return words;
}

/** How many rows are in which state. */
export function countsOf(rows: readonly Row<unknown, unknown>[]): Readonly<Record<RowState, number>> {
  const counts = { met: 0, violated: 0, missing: 0, "cannot-tell": 0, "by-hand": 0 };
  for (const { state } of rows) counts[state]++;
  return counts;
}

/** The same in words: `3 met, 2 violated`. */
export const summaryOf = (rows: readonly Row<unknown, unknown>[]): string =>
  Object.entries(countsOf(rows))
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${stateNames[state as RowState].toLowerCase()}`)
    .join(", ");

/** How much of each tier is done. */
export const tiersOf = (
  rows: readonly Row<unknown, unknown>[],
): readonly { readonly tier: CostTier; readonly met: number; readonly all: number }[] =>
  (["free", "basic", "advanced"] as const)
    .map((tier) => {
      const own = rows.filter(({ item }) => item.cost === tier);
      return { tier, met: own.filter(({ state }) => state === "met").length, all: own.length };
    })
    .filter(({ all }) => all > 0);

function costOf(rows: readonly Row<unknown, unknown>[]): string {
  const tiers = tiersOf(rows).map(({ tier, met, all }) => `- ${costs[tier]}: ${met} of ${all} met`);
  const drivers = rows
    .filter(({ item }) => item.cost !== "free")
    .map(({ item }) => `- ${item.title}: grows with ${item.costGrowsWith}`);
  return [...tiers, "", ...drivers, "", `A breach costs ${breach}.`].join("\n");
}

/** The guide's figure. */
const breach = "often 10–100 times as much as the security that prevents it";
