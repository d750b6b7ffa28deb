import { shown, visible } from "../../analysis/show/visible.ts";
import { grouped } from "../../language/multimap.ts";
import {
  type CheckOutcome,
  type Fault,
  faultLine,
  headline,
  isGrave,
  openFindings,
  type ReportedFinding,
} from "../outcome.ts";

/** A report in JUnit's XML, which most build services show: a suite for each file with findings, and one for what was not checked. */
export function junit(outcome: CheckOutcome): string {
  const byFile = grouped(openFindings(outcome), ({ at }) => at.path);
  const faults = outcome.faults.filter(isGrave);
  const suites = [...byFile].map(([file, findings]) => suite(visible(file), findings.map(failure), "failures"));
  if (faults.length > 0) suites.push(suite("Parapet", faults.map(error), "errors"));
  // what has no case at all is taken for a run that failed
  if (suites.length === 0)
    suites.push(suite("Parapet", ['    <testcase name="no findings" classname="Parapet"/>\n'], "failures", 0));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Parapet">\n${suites.join("")}</testsuites>\n`;
}

const suite = (name: string, cases: readonly string[], kind: "failures" | "errors", bad = cases.length): string =>
  `  <testsuite name="${attribute(name)}" tests="${cases.length}" failures="${kind === "failures" ? bad : 0}" errors="${kind === "errors" ? bad : 0}">\n${cases.join("")}  </testsuite>\n`;

function failure(finding: ReportedFinding): string {
  const { rule, severity, address, at } = finding;
  const { line, column } = at.range.start;
  const where = `${visible(at.path)}:${line}:${column}`;
  return `    <testcase name="${attribute(`${rule.id} ${address}`)}" classname="${attribute(visible(at.path))}">
      <failure type="${severity}" message="${attribute(headline(finding))}">${text(`${where}: ${rule.why}`)}</failure>
    </testcase>
`;
}

const error = (
  fault: Fault,
): string => `    <testcase name="${attribute(shown(fault.file ?? "check"))}" classname="Parapet">
      <error type="${fault.kind}" message="${attribute(faultLine(fault))}"/>
    </testcase>
`;

const text = (words: string): string => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const attribute = (words: string): string => text(words).replaceAll('"', "&quot;");
