import { type Tool, tools } from "../../rules/kit/aliases.ts";
import type { CostTier, Framework, Impact, Rule } from "../../rules/kit/rule.ts";
import type { Power, Reach } from "../../rules/kit/severity.ts";

const frameworks: Readonly<Record<Framework, string>> = {
  "cis-aws-3.0": "CIS AWS 3.0",
  "security-hub": "Security Hub",
  "nist-800-53-r5": "NIST 800-53",
  "pci-dss-4.0": "PCI DSS 4.0",
  cwe: "CWE",
  "cis-aws-1.4": "CIS AWS 1.4",
};

/** Control numbers with their framework, which alone gives them a meaning. */
export const controls = ({ controls }: Rule): string[] =>
  Object.entries(frameworks).flatMap(([framework, name]) => {
    const numbers = controls[framework as Framework];
    return numbers && numbers.length > 0 ? [`${name} ${numbers.join(", ")}`] : [];
  });

/** Other tools' ids with the tool's name, as Markdown: a UUID says nothing by itself. */
export const aliasesOf = ({ aliasesByTool }: Rule): string =>
  Object.entries(aliasesByTool)
    .filter(([, ids]) => ids.length > 0)
    .map(([tool, ids]) =>
      [tool === "other" ? "" : `${tools[tool as Tool]} `, ids.map((id) => `\`${id}\``).join(", ")].join(""),
    )
    .join(" · ");

/** What applying a fix does to what is deployed. */
export const impactText: Readonly<Record<Impact, string>> = {
  none: "nothing deployed changes",
  update: "changes in place",
  disruption: "may interrupt what runs",
  replacement: "recreates the resource",
};

/** What following a rule costs. */
export const costs: Readonly<Record<CostTier, string>> = {
  free: "free",
  basic: "basic security, about 5–10 % of the AWS bill",
  advanced: "advanced security, about 15–25 % of the AWS bill",
};

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

/** At most some of them: a hover has to fit without scrolling, and the rule's page has them all. */
export const few = (words: readonly string[], most: number): string =>
  words.length > most ? `${words.slice(0, most).join(" · ")} · …` : words.join(" · ");

/** What AWS's reference says, which begins and ends as it likes, as a sentence. */
export const sentence = (text: string): string =>
  text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, "")}.`;
