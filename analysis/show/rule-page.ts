import type { Rule } from "../../rules/kit/rule.ts";
import { responsibilityPage, type Service, serviceOf } from "../../rules/responsibility/services.ts";
import { escaped } from "./markdown.ts";
import { visibleLines } from "./visible.ts";
import { aliasesOf, controls, costOf } from "./wording.ts";

/** A rule's page. */
export interface Page {
  readonly title: string;
  readonly markdown: string;
}

/** Where the rules' pages can be read. */
const pages = "https://github.com/parapet-security/parapet/blob/main/docs/rules";

/** A rule's page; of an organisation's own rule the first reference, if it has one. */
export const pageOf = ({ id, references }: Pick<Rule, "id" | "references">): string | undefined =>
  id.startsWith("aws-") ? `${pages}/${id}.md` : references[0];

/** The page of a rule below its title, by its id or another tool's id for it. */
export function explanation(rules: readonly Rule[], id: string): Page | undefined {
  const rule = findRule(rules, id);
  return rule && { title: escaped(rule.title), markdown: page(rule) };
}

/** A rule by its id or another tool's id for it. */
export const findRule = (rules: readonly Rule[], id: string): Rule | undefined =>
  rules.find((one) => one.id === id) ?? rules.find(({ aliases }) => aliases.includes(id));

function page(rule: Rule): string {
  const { id, severity, severityDependsOn, profile, profileDependsOn, why, references, noFix } = rule;
  const language = rule.file?.endsWith(".json") ? "json" : "terraform";
  const facts = [
    ["Rule", `\`${id}\``],
    ["Severity", severityDependsOn ? `${severity}; depends on ${severityDependsOn}` : severity],
    ["Profile", `${profile ?? "recommended"}${profileDependsOn ? `; depends on ${profileDependsOn}` : ""}`],
    ["Cost of following it", costOf(rule)],
    ["Controls", controls(rule).join(" · ")],
    ["Also known as", aliasesOf(rule)],
  ].filter(([, value]) => value !== "");
  return [
    escaped(why),
    ["| | |", "|---|---|", ...facts.map(([name, value]) => `| ${name} | ${value} |`)].join("\n"),
    "## Whose job this is",
    responsibility(rule),
    "## Insecure",
    code(language, rule.insecure),
    "## Secure",
    code(language, rule.secure),
    noFix === undefined ? "" : `There is no quick fix: ${escaped(noFix)}`,
    "## Turn it off",
    `In one place of Terraform, with a comment: \`# parapet:ignore ${id} -- why it is all right here\`. In all of a folder, in its \`.parapet.yaml\`:`,
    code("yaml", `rules:\n  ${id}: off\n`),
    references.length > 0 ? `## Read more\n\n${references.map((link) => `- <${link}>`).join("\n")}` : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function responsibility(rule: Rule): string {
  const whose = rule.responsibility === "customer" ? "Yours." : "Yours and AWS's.";
  const sides = servicesOf(rule).map(({ name, you, aws }) => `**${name}** · You: ${you}. AWS: ${aws}.`);
  return [`${whose} See the [shared responsibility model](${responsibilityPage}).`, ...sides].join("\n\n");
}

/** The services that a rule's example speaks of; where it has no resource, the one that the rule's id names. */
export function servicesOf({ id, insecure }: Rule): readonly Service[] {
  const types = [...insecure.matchAll(/^\s*(?:resource|data) "(aws_\w+)"/gm)].flatMap(([, type]) => type ?? []);
  const found = new Set(types.flatMap((type) => serviceOf(type) ?? []));
  const named = serviceOf(`${id.split("-", 2).join("_")}_`);
  if (found.size === 0 && named) found.add(named);
  return [...found];
}

/** An example line by line, without those that mark in tests what is found. */
export const exampleLines = (text: string): readonly string[] =>
  visibleLines(
    text
      .split("\n")
      .filter((line) => !/^\s*(?:#|\/\/)\s*\^+\s*$/.test(line))
      .join("\n")
      .trimEnd(),
  ).split("\n");

/** An example in a fence that is longer than any run of backticks in it. */
function code(language: string, text: string): string {
  const fence = [...text.matchAll(/`{3,}/g)].reduce(
    (longest, [run]) => (run.length < longest.length ? longest : `${run}\``),
    "```",
  );
  return `${fence}${language}\n${exampleLines(text).join("\n")}\n${fence}`;
}
