import { shown, visibleJson } from "../analysis/show/visible.ts";
import type { Rule } from "../rules/kit/rule.ts";

/** Every rule on a line: id, severity, title; `*` where the command line needs the profile `all` for it. */
export function ruleTable(rules: readonly Rule[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules
    .map(
      ({ id, severity, title, profile }) =>
        `${id.padEnd(width)}  ${severity.padEnd(8)}  ${shown(title)}${profile === undefined || profile === "recommended" ? "" : " *"}\n`,
    )
    .join("");
}

/** Every rule with all that is known of it, for other programs. */
export const ruleJson = (rules: readonly Rule[]): string =>
  `${visibleJson(
    rules.map((rule) => ({
      id: rule.id,
      title: rule.title,
      severity: rule.severity,
      profile: rule.profile ?? "recommended",
      responsibility: rule.responsibility,
      cost: rule.cost ?? "free",
      why: rule.why,
      controls: rule.controls,
      aliases: rule.aliases,
      references: rule.references,
      ...(rule.noFix !== undefined && { noFix: rule.noFix }),
    })),
    2,
  )}\n`;
