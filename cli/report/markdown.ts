import { code, escaped } from "../../analysis/show/markdown.ts";
import type { FrameworkReport, FrameworkReports, ReportedControl, ReportedRequirement } from "./report.ts";
import { claim, controlTitle, factsOf, remarkOn, requirementTitle, saidOf, standings, tally } from "./words.ts";

export function markdown(report: FrameworkReports): string {
  const facts = factsOf(report).map(([name, value]) => `- ${name}: ${escaped(value)}`);
  return `${["# What the code shows", facts.join("\n"), claim, ...report.frameworks.flatMap(framework)].join("\n\n")}\n`;
}

function framework({ standard, requirements }: FrameworkReport): readonly string[] {
  const counts = tally(requirements).map(
    ([standing, count]) => `| ${standings[standing].name} | ${count} | ${standings[standing].meaning} |`,
  );
  return [
    `## ${standard.name}`,
    `Requirements by AWS's mapping of its controls: <${standard.source}>`,
    ["| | requirements | |", "|---|--:|---|", ...counts].join("\n"),
    ...requirements.flatMap(requirement),
  ];
}

const requirement = (one: ReportedRequirement): readonly string[] => [
  `### ${one.number}: ${standings[one.standing].name.toLowerCase()}`,
  ...(one.title === undefined ? [] : [escaped(requirementTitle(one))]),
  one.controls.map(control).join("\n"),
];

function control(one: ReportedControl): string {
  const lines = [`- ${escaped(controlTitle(one))}: **${standings[one.standing].name.toLowerCase()}**`];
  for (const { heading, places, more } of saidOf(one)) {
    lines.push(`  - ${heading}:`);
    for (const { text, where } of places) lines.push(`    - ${escaped(text)} (${code(where)})`);
    if (more > 0) lines.push(`    - and ${more} more`);
  }
  const remark = remarkOn(one);
  if (remark !== undefined) lines.push(`  - ${escaped(remark)}`);
  return lines.join("\n");
}
