import type { RuleSheet, SheetLine, SheetPiece } from "../../../protocol/rule-sheet.ts";
import { findingsCounted, gravityName, type Words } from "../words.ts";
import { style } from "./style.ts";

/** A finding of the rule as the Problems view has it. */
export interface PageFinding {
  readonly message: string;
  /** How people know the file. */
  readonly file: string;
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** The commands that the page may run; each takes what stands behind it. */
export const pageCommands = {
  /** The URI, the line and the character. */
  open: "parapet.page.open",
  /** The same, and the rule. */
  ignore: "parapet.page.ignore",
  settings: "workbench.action.openSettings",
} as const;

/** How many findings are listed. */
const mostListed = 50;

interface Page {
  readonly sheet: RuleSheet;
  readonly findings: readonly PageFinding[];
  readonly language: string;
  /** What a style must say to count. */
  readonly nonce: string;
}

/** A rule's page: no script, nothing from elsewhere, links that run a few commands of ours. */
export function pageOf({ sheet, findings, language, nonce }: Page, l10n: Words): string {
  const sections = [
    section(l10n.t("In this workspace"), inWorkspace(sheet, findings, l10n)),
    section(l10n.t("What is wrong, and what is right"), forms(sheet, l10n)),
    section(l10n.t("The quick fix"), fix(sheet, l10n)),
    section(l10n.t("Whose job this is"), responsibility(sheet, l10n)),
    section(l10n.t("What it costs"), cost(sheet, l10n)),
    section(l10n.t("Controls"), controls(sheet)),
    section(l10n.t("Also known as"), aliases(sheet)),
    section(l10n.t("Turn it off"), turningOff(sheet, l10n)),
    section(l10n.t("Read more"), references(sheet)),
  ];
  return wrapped(
    sheet.title,
    `<header>
<h1>${spoken(sheet.title)}</h1>
<p class="lead">${spoken(sheet.why)}</p>
<dl>${facts(sheet, l10n)
      .map(([name, fact]) => `<dt>${text(name)}</dt><dd>${fact}</dd>`)
      .join("")}</dl>
</header>
${sections.join("\n")}`,
    language,
    nonce,
  );
}

/** What is shown while the server is asked, or where it knows no such rule. */
export const waitingPage = (title: string, words: string, language: string, nonce: string): string =>
  wrapped(title, `<h1>${text(title)}</h1><p class="quiet" role="status">${text(words)}</p>`, language, nonce);

const wrapped = (title: string, body: string, language: string, nonce: string): string => `<!DOCTYPE html>
<html lang="${text(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

const section = (title: string, body: string): string =>
  body === "" ? "" : `<section><h2>${text(title)}</h2>\n${body}</section>`;

function facts(sheet: RuleSheet, l10n: Words): readonly (readonly [name: string, fact: string])[] {
  const { severity, severityDependsOn, profile, profileReason, profileDependsOn, id } = sheet;
  return [
    [
      l10n.t("Severity"),
      `<span class="severity ${severity}">${text(gravityName(severity, l10n))}</span>${dependsOn(severityDependsOn, l10n)}`,
    ],
    [
      l10n.t("Profile"),
      `${text(profile)}${profileReason === undefined ? "" : `: ${spoken(profileReason)}`}${dependsOn(profileDependsOn, l10n)}`,
    ],
    [l10n.t("Rule"), `<code>${text(id)}</code>`],
  ];
}

const dependsOn = (what: string | undefined, l10n: Words): string =>
  what === undefined ? "" : `<br>${spoken(l10n.t("It depends on {0}.", what))}`;

function inWorkspace({ id }: RuleSheet, findings: readonly PageFinding[], l10n: Words): string {
  const count =
    findings.length === 0
      ? l10n.t("Nothing is found in the open files, nor by the last check of the workspace.")
      : findingsCounted(findings.length, l10n);
  const items = findings.slice(0, mostListed).map(({ message, file, uri, line, character }) => {
    const place = `${file}:${line + 1}`;
    const open = command(pageCommands.open, uri, line, character);
    const ignore = command(pageCommands.ignore, uri, line, character, id);
    return `<li><a href="${open}">${text(place)}</a><span class="what">${spoken(message)}</span><a href="${ignore}" aria-label="${text(l10n.t("Ignore in {0}", place))}">${text(l10n.t("Ignore…"))}</a></li>`;
  });
  const more =
    findings.length > mostListed
      ? `<p class="quiet">${text(l10n.t("and {0} more", findings.length - mostListed))}</p>`
      : "";
  return `<p>${text(count)}</p>${items.length === 0 ? "" : `<ul class="findings">${items.join("")}</ul>`}${more}`;
}

function forms({ comparison }: RuleSheet, l10n: Words): string {
  const before = comparison.map((line) => lineOf(line, "before", l10n)).join("");
  const after = comparison.map((line) => lineOf(line, "after", l10n)).join("");
  return `<div class="forms">
<figure><figcaption>${text(l10n.t("Insecure"))}</figcaption><pre tabindex="0"><code>${before}</code></pre></figure>
<figure><figcaption>${text(l10n.t("Secure"))}</figcaption><pre tabindex="0"><code>${after}</code></pre></figure>
</div>`;
}

function lineOf(line: SheetLine, side: "before" | "after", l10n: Words): string {
  const pieces = line[side];
  if (!pieces) return '<span class="line gap" aria-hidden="true"></span>';
  const code = pieces.map(piece).join("");
  if (line.isSame) return `<span class="line">${code}\n</span>`;
  const [tag, word] = side === "before" ? ["del", l10n.t("goes")] : ["ins", l10n.t("comes")];
  return `<${tag} class="line"><span class="spoken">${text(word)}: </span>${code}\n</${tag}>`;
}

const piece = ([kind, words]: SheetPiece): string =>
  kind === "plain" ? text(words) : `<span class="${kind}">${text(words)}</span>`;

function fix({ fix: found, noFix }: RuleSheet, l10n: Words): string {
  if (!found) return noFix === undefined ? "" : `<p>${spoken(l10n.t("There is none: {0}", noFix))}</p>`;
  const { title, price, reason, isSafe } = found;
  const all = isSafe
    ? l10n.t("It is among those that are applied all at once.")
    : l10n.t("It is never applied together with others: somebody has to look.");
  return `<p><strong>${spoken(title)}</strong>: ${text(price)}. ${spoken(reason)}</p><p class="quiet">${text(all)}</p>`;
}

function responsibility({ responsibility: whose, sides, responsibilityPage }: RuleSheet, l10n: Words): string {
  const rows = sides.map(
    ({ service, you, aws }) =>
      `<tr><th scope="row">${text(service)}</th><td>${spoken(you)}</td><td>${spoken(aws)}</td></tr>`,
  );
  const model = `<a href="${text(responsibilityPage)}">${text(l10n.t("The shared responsibility model"))}</a>`;
  const table =
    rows.length === 0
      ? ""
      : `<table><thead><tr><td></td><th scope="col">${text(l10n.t("You: security in the cloud"))}</th><th scope="col">${text(l10n.t("AWS: security of the cloud"))}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  return `<p>${text(whose === "customer" ? l10n.t("Yours.") : l10n.t("Yours and AWS's."))} ${model}</p>${table}`;
}

function cost({ cost: { tier, told, growsWith } }: RuleSheet, l10n: Words): string {
  if (tier === "free") return `<p>${text(l10n.t("Nothing."))}</p>`;
  const grows = growsWith === undefined ? "" : `<p>${text(l10n.t("It grows with {0}.", growsWith))}</p>`;
  return `${grows}<p class="quiet">${text(told)}</p>`;
}

const controls = ({ controls: all }: RuleSheet): string =>
  all.length === 0
    ? ""
    : `<table><tbody>${all
        .map(
          ({ framework, numbers }) => `<tr><th scope="row">${text(framework)}</th><td>${numbered(numbers)}</td></tr>`,
        )
        .join("")}</tbody></table>`;

const numbered = (numbers: RuleSheet["controls"][number]["numbers"]): string =>
  numbers.some(({ title }) => title !== undefined)
    ? `<ul>${[...byTitle(numbers)].map(([title, own]) => `<li>${text(own.join(", "))} ${text(title)}</li>`).join("")}</ul>`
    : text(numbers.map(({ number }) => number).join(", "));

/** Enhancements of one control have its title. */
function byTitle(numbers: RuleSheet["controls"][number]["numbers"]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { number, title = "" } of numbers) found.set(title, [...(found.get(title) ?? []), number]);
  return found;
}

const aliases = ({ aliases: all }: RuleSheet): string =>
  all.length === 0
    ? ""
    : `<ul>${all
        .map(({ tool, ids }) => `<li>${text(tool)} ${ids.map((id) => `<code>${text(id)}</code>`).join(", ")}</li>`)
        .join("")}</ul>`;

function turningOff({ id }: RuleSheet, l10n: Words): string {
  const comment = `# parapet:ignore ${id} -- ${l10n.t("why it is all right here")}`;
  const settings = command(pageCommands.settings, "parapet.rules");
  return `<p>${text(l10n.t("In one place, with a comment:"))}</p><pre tabindex="0"><code><span class="line comment">${text(comment)}</span></code></pre>
<p>${text(l10n.t("In all of a folder, in its .parapet.yaml:"))}</p><pre tabindex="0"><code><span class="line"><span class="name">rules</span>:\n</span><span class="line">  <span class="name">${text(id)}</span>: <span class="keyword">off</span></span></code></pre>
<p>${text(l10n.t("For yourself:"))} <a href="${settings}">${text(l10n.t("Open Settings"))}</a></p>`;
}

const references = ({ references: all }: RuleSheet): string =>
  all.length === 0
    ? ""
    : `<ul>${all.map((page) => `<li><a href="${text(page)}">${text(page)}</a></li>`).join("")}</ul>`;

const command = (id: string, ...args: readonly (string | number)[]): string =>
  text(`command:${id}?${encodeURIComponent(JSON.stringify(args))}`);

const text = (words: string): string => words.replaceAll(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);

/** What is written between backticks is code. */
const spoken = (words: string): string => text(words).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
