import { shown } from "../../analysis/show/visible.ts";
import type { ReportedPlace } from "../outcome.ts";
import type { FrameworkReports, ReportedControl } from "./report.ts";
import { remarkOn, standings } from "./words.ts";

const columns = [
  "framework",
  "requirement",
  "requirement standing",
  "control",
  "control title",
  "control standing",
  "what",
  "rule",
  "severity",
  "resource",
  "file",
  "line",
  "text",
  "until",
] as const;

/** A line for each thing that is said, and one for a control of which nothing is. */
export function csv({ frameworks }: FrameworkReports): string {
  const rows: (readonly string[])[] = [columns];
  for (const { standard, requirements } of frameworks)
    for (const { number, standing, controls } of requirements)
      for (const control of controls)
        for (const said of saidOf(control))
          rows.push([
            standard.name,
            number,
            standings[standing].name,
            control.id ?? "",
            control.title,
            standings[control.standing].name,
            ...said,
          ]);
  return rows.map((row) => `${row.map(cell).join(",")}\n`).join("");
}

type Said = readonly [what: string, rule: string, severity: string, ...rest: string[]];

function saidOf(control: ReportedControl): readonly Said[] {
  const { findings, accepted, evidence, undecided } = control;
  const said: Said[] = [
    ...findings.map(
      ({ rule, severity, address, at, message }): Said => [
        "finding",
        rule.id,
        severity,
        address,
        ...place(at),
        message,
      ],
    ),
    ...accepted.map(
      ({ rule, severity, address, at, suppression }): Said => [
        "accepted",
        rule.id,
        severity,
        address,
        ...place(at),
        suppression?.reason ?? "",
        suppression?.until ?? "",
      ],
    ),
    ...evidence.map(({ item, address, at }): Said => ["evidence", item, "", address, ...place(at)]),
    ...undecided.map(({ item, address, at }): Said => ["undecided", item, "", address, ...place(at)]),
  ];
  const remark = remarkOn(control);
  if (remark !== undefined || said.length === 0)
    said.push(["remark", "", "", "", "", "", remark ?? "", control.tick?.until ?? ""]);
  return said;
}

const place = ({ path, range }: ReportedPlace): readonly [string, string] => [path, String(range.start.line)];

/** Spreadsheets take what begins like a formula for one. */
function cell(text: string): string {
  const told = shown(text).replace(/^(?=[=+\-@\t])/, "'");
  return /[",]/.test(told) ? `"${told.replaceAll('"', '""')}"` : told;
}
