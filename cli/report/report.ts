import { extname, resolve } from "node:path";
import { type RequirementStanding, standingOf } from "../../analysis/frameworks/standing.ts";
import { membersOf } from "../../analysis/run/causes.ts";
import { shown } from "../../analysis/show/visible.ts";
import { type Standard, standards } from "../../rules/frameworks.ts";
import { rules } from "../../rules/index.ts";
import type { Framework, Rule } from "../../rules/kit/rule.ts";
import { Configs } from "../configs.ts";
import { LocalDisk, shownFrom } from "../disk.ts";
import { type Exit, exit, type Io } from "../io.ts";
import {
  type CheckOutcome,
  faultLine,
  isGrave,
  type ReportedFinding,
  type ReportedPlace,
  unreadWords,
} from "../outcome.ts";
import { ticksOf } from "../ticks.ts";
import { version } from "../version.ts";
import { replaceFile } from "../write.ts";
import { csv } from "./csv.ts";
import { html } from "./html.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";

export type ReportFormat = "html" | "markdown" | "csv" | "json";

export type ReportedRequirement = RequirementStanding<ReportedFinding, ReportedPlace>;
export type ReportedControl = ReportedRequirement["controls"][number];

/** A framework, requirement by requirement. */
export interface FrameworkReport {
  readonly standard: Standard;
  readonly requirements: readonly ReportedRequirement[];
}

/** What the code of a directory shows of frameworks. */
export interface FrameworkReports {
  /** As it is shown. */
  readonly directory: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly version: string;
  readonly files: number;
  /** One sentence without an end; undefined where all was read. */
  readonly unread: string | undefined;
  readonly frameworks: readonly FrameworkReport[];
}

const renderers: Readonly<Record<ReportFormat, (report: FrameworkReports) => string>> = { html, markdown, csv, json };

/** What is asked for. */
export interface ReportOrder {
  readonly frameworks: readonly Framework[];
  /** What the output's name ends in where it is not said. */
  readonly format: ReportFormat | undefined;
  /** A file to write to, else stdout. */
  readonly output: string | undefined;
}

const endings: ReadonlyMap<string, ReportFormat> = new Map([
  [".html", "html"],
  [".htm", "html"],
  [".csv", "csv"],
  [".json", "json"],
]);

const formatOf = (output = ""): ReportFormat => endings.get(extname(output).toLowerCase()) ?? "markdown";

/** Tells how frameworks stand in a directory as a check has found it, in a file or on stdout. */
export function tellReport(
  directory: string,
  outcome: CheckOutcome,
  { frameworks, format, output }: ReportOrder,
  io: Io,
): Exit {
  const { byItem, faults } = ticksOf(directory, io);
  for (const fault of faults) io.stderr.write(`${faultLine(fault)}\n`);
  const known = {
    rules: rulesFor(directory, io),
    findings: outcome.findings.flatMap(membersOf),
    evidence: outcome.evidence,
    isPartlyRead: outcome.unread.length > 0,
    ticks: byItem,
    today: io.today,
  };
  const text = renderers[format ?? formatOf(output)]({
    directory: shown(shownFrom(io.cwd, resolve(io.cwd, directory))),
    on: io.today,
    version,
    files: outcome.files,
    unread: unreadWords(outcome),
    frameworks: standards
      .filter(({ framework }) => frameworks.includes(framework))
      .map((standard) => ({ standard, requirements: standingOf(standard, known) })),
  });
  if (output === undefined) io.stdout.write(text);
  else replaceFile(resolve(io.cwd, output), text);
  return faults.length > 0 || outcome.faults.some(isGrave) ? exit.failure : exit.clean;
}

/** All that come with Parapet, and the directory's own. */
function rulesFor(directory: string, { cwd }: Io): readonly Rule[] {
  const overrides = { config: undefined, profile: undefined, frameworks: [] };
  return new Configs(cwd, new LocalDisk(cwd), rules, overrides).rulesOf(resolve(cwd, directory));
}
