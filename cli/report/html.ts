import { createHash } from "node:crypto";
import type { Standing } from "../../analysis/frameworks/standing.ts";
import type { FrameworkReport, FrameworkReports, ReportedControl, ReportedRequirement } from "./report.ts";
import { style } from "./style.ts";
import { claim, controlTitle, factsOf, remarkOn, requirementTitle, saidOf, standings, tally } from "./words.ts";

/** One file that needs no script and asks for nothing. */
export function html(report: FrameworkReports): string {
  const names = report.frameworks.map(({ standard }) => standard.name);
  const title = `What the code shows of ${names.join(", ")}`;
  const facts = factsOf(report).map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hashed(style)}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header>
<h1>${text(title)}</h1>
<dl>${facts.join("")}</dl>
<p class="claim">${text(claim)}</p>
${report.frameworks.length > 1 ? contents(report.frameworks) : ""}</header>
<main id="report">
${report.frameworks.map(framework).join("\n")}
</main>
</body>
</html>
`;
}

const contents = (frameworks: readonly FrameworkReport[]): string =>
  `<nav aria-label="Frameworks"><ul>${frameworks
    .map(({ standard }) => `<li><a href="#${standard.framework}">${text(standard.name)}</a></li>`)
    .join("")}</ul></nav>\n`;

function framework({ standard, requirements }: FrameworkReport): string {
  const counts = tally(requirements).map(
    ([standing, count]) =>
      `<tr><th scope="row">${marked(standing)}</th><td class="count">${count}</td><td>${text(standings[standing].meaning)}</td></tr>`,
  );
  const rows = requirements.map(
    (one) =>
      `<tr><th scope="row"><a href="#${anchor(standard.framework, one)}">${text(one.number)}</a></th><td>${text(requirementTitle(one))}</td><td>${marked(one.standing)}</td></tr>`,
  );
  return `<section aria-labelledby="${standard.framework}">
<h2 id="${standard.framework}">${text(standard.name)}</h2>
<p>Requirements by <a href="${text(standard.source)}">AWS's mapping of its controls</a>.</p>
<table><caption>How many requirements stand how</caption><tbody>${counts.join("\n")}</tbody></table>
<table><caption>Each requirement</caption><thead><tr><th scope="col">Number</th><th scope="col">About</th><th scope="col">Stands</th></tr></thead><tbody>
${rows.join("\n")}
</tbody></table>
${requirements.map((one) => requirement(standard.framework, one)).join("\n")}
</section>`;
}

function requirement(framework: string, one: ReportedRequirement): string {
  const id = anchor(framework, one);
  const title = one.title === undefined ? "" : `<p class="title">${text(one.title)}</p>\n`;
  return `<article aria-labelledby="${id}">
<h3 id="${id}"><span>${text(one.number)}</span>${marked(one.standing)}</h3>
${title}${one.controls.map(control).join("\n")}
</article>`;
}

function control(one: ReportedControl): string {
  const said = saidOf(one).map(({ heading, places, more }) => {
    const items = places.map(
      ({ text: what, where }) => `<li>${spoken(what)} <span class="where">${text(where)}</span></li>`,
    );
    if (more > 0) items.push(`<li>and ${more} more</li>`);
    return `<p class="said">${text(heading)}</p><ul>${items.join("")}</ul>`;
  });
  const remark = remarkOn(one);
  const rules =
    one.rules.length === 0
      ? ""
      : `<p class="rules">Read by ${one.rules.map(({ id }) => `<code>${text(id)}</code>`).join(", ")}</p>`;
  return `<h4>${spoken(controlTitle(one))}: ${marked(one.standing)}</h4>
${said.join("\n")}${remark === undefined ? "" : `<p class="remark">${spoken(remark)}</p>`}${rules}`;
}

const marked = (standing: Standing): string =>
  `<span class="standing ${standing}">${text(standings[standing].name)}</span>`;

const anchor = (framework: string, { number }: ReportedRequirement): string =>
  `${framework}-${number.replaceAll(/[^\w.]+/g, "-")}`;

const text = (words: string): string => words.replaceAll(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);

/** What is written between backticks is code. */
const spoken = (words: string): string => text(words).replaceAll(/`([^`]+)`/g, "<code>$1</code>");

const hashed = (words: string): string => createHash("sha256").update(words).digest("base64");
