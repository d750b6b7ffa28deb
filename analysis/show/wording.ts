import { costGrowsWith } from "../../rules/costs.ts";
import { type Tool, tools } from "../../rules/kit/aliases.ts";
import type { CostTier, Framework, Impact, Rule } from "../../rules/kit/rule.ts";
import type { Power, Reach } from "../../rules/kit/severity.ts";
import { code } from "./markdown.ts";

/** Security Hub's own standard is its controls, which are told once. */
const frameworks: Readonly<Record<Exclude<Framework, "fsbp">, string>> = {
  "cis-aws-5.0": "CIS AWS 5.0",
  "cis-aws-3.0": "CIS AWS 3.0",
  "cis-aws-1.4": "CIS AWS 1.4",
  "security-hub": "Security Hub",
  "nist-800-53-r5": "NIST 800-53",
  "pci-dss-4.0.1": "PCI DSS 4.0.1",
  cwe: "CWE",
};

/** Control numbers with their framework, which alone gives them a meaning. */
export const controls = (rule: Rule): string[] =>
  controlsByFramework(rule).map(({ name, numbers }) => `${name} ${numbers.join(", ")}`);

/** The same for who wants to say more of them. */
export const controlsByFramework = ({
  controls,
}: Rule): { readonly framework: Framework; readonly name: string; readonly numbers: readonly string[] }[] =>
  Object.entries(frameworks).flatMap(([key, name]) => {
    const framework = key as Framework;
    const numbers = controls[framework] ?? [];
    return numbers.length > 0 ? [{ framework, name, numbers }] : [];
  });

/** The control that says most to most readers, and how many more there are: a hover has to fit, and the rule's page has them all. */
export function controlsInShort({ controls }: Rule): string {
  const all = shortest.flatMap(([framework, name]) => (controls[framework] ?? []).map((number) => `${name}${number}`));
  const [first, ...others] = all;
  if (first === undefined) return "";
  return others.length > 0 ? `${first} · ${others.length} more` : first;
}

/** The frameworks, the best known first, as AWS abbreviates them. */
const shortest: readonly (readonly [Framework, string])[] = [
  ["cis-aws-5.0", "CIS v5.0/"],
  ["cis-aws-3.0", "CIS v3.0/"],
  ["cis-aws-1.4", "CIS v1.4/"],
  ["security-hub", "Security Hub "],
  ["pci-dss-4.0.1", "PCI DSS v4.0.1/"],
  ["nist-800-53-r5", "NIST 800-53 "],
  ["cwe", "CWE "],
];

/** The first of each tool's ids with the tool's name, but for KICS, whose UUIDs tell a reader nothing. */
export const aliasesInShort = ({ aliasesByTool: { kics: _, other: __, ...named } }: Rule): readonly string[] =>
  Object.entries(named).flatMap(([tool, [first]]) =>
    first === undefined ? [] : [`${tools[tool as Tool]} ${code(first)}`],
  );

/** Other tools' ids with the tool's name, as Markdown: a UUID says nothing by itself. */
export const aliasesOf = ({ aliasesByTool }: Rule): string =>
  Object.entries(aliasesByTool)
    .filter(([, ids]) => ids.length > 0)
    .map(([tool, ids]) =>
      [tool === "other" ? "" : `${tools[tool as Tool]} `, ids.map((id) => `\`${id}\``).join(", ")].join(""),
    )
    .join(" · ");

/** What applying a fix does to what is deployed: the title of each fix ends in it, but for those that change only the code. */
export const impactText: Readonly<Record<Impact, string>> = {
  none: "nothing deployed changes",
  update: "changes in place",
  disruption: "may interrupt",
  replacement: "recreates the resource",
};

/** The same of a fix that holds a value which only a person can tell. */
export const needsValue = "needs a value";

/** The title of a fix without its price. */
export const unpriced = (title: string): string =>
  [...Object.values(impactText), needsValue].reduce((rest, price) => rest.replace(` (${price})`, ""), title);

/** What measures of a tier cost: the guide's figures. */
export const costs: Readonly<Record<CostTier, string>> = {
  free: "free",
  basic: "basic security, all of it together about 5–10 % of the AWS bill",
  advanced: "advanced security, all of it together about 15–25 % of the AWS bill",
};

/** What following a rule costs: what that grows with, and with what else it is counted. */
export function costOf(rule: Rule): string {
  const growsWith = costGrowsWith(rule);
  const tier = costs[rule.cost ?? "free"];
  return growsWith === undefined ? tier : `grows with ${growsWith} (${tier})`;
}

/** What a finding's severity follows from, in two words; nothing where that is the rule's or the configuration's to say. */
export const reachAndPower = ({
  reach,
  power,
}: {
  readonly reach: Reach | undefined;
  readonly power: Power | undefined;
}): string => (reach && power ? `${reach} × ${power}` : "");

/** Text for where Markdown is not rendered: code in the quotes that VS Code's own messages have. */
export const unformatted = (text: string): string => text.replaceAll("`", "'");

/** What AWS's reference says, which begins and ends as it likes, as a sentence. */
export const sentence = (text: string): string =>
  text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, "")}.`;
