import { fixesFor } from "../../analysis/fix/fix.ts";
import { marked } from "../../analysis/own-rules/marks.ts";
import { checkExample, type TrialContext } from "../../analysis/run/example.ts";
import { compared } from "../../analysis/show/comparison.ts";
import { findRule, servicesOf } from "../../analysis/show/rule-page.ts";
import { shown } from "../../analysis/show/visible.ts";
import { controlsByFramework, costs, impactText, unpriced } from "../../analysis/show/wording.ts";
import type { RuleSheet } from "../../protocol/rule-sheet.ts";
import { costGrowsWith } from "../../rules/costs.ts";
import { standards } from "../../rules/frameworks.ts";
import { impactReason } from "../../rules/impacts.ts";
import { type Tool, tools } from "../../rules/kit/aliases.ts";
import { type Framework, isSafe, type Rule } from "../../rules/kit/rule.ts";
import { controlOf } from "../../rules/kit/security-hub.ts";
import { profileReason } from "../../rules/profiles.ts";
import { responsibilityPage } from "../../rules/responsibility/services.ts";

/** What is known of a rule, by its id or another tool's id for it. */
export function ruleSheetOf(rules: readonly Rule[], id: string, circumstances: TrialContext): RuleSheet | undefined {
  const rule = findRule(rules, id);
  if (!rule) return undefined;
  const growsWith = costGrowsWith(rule);
  const why = profileReason(rule)?.why;
  const fix = fixOf(rule, circumstances);
  return {
    id: rule.id,
    title: shown(rule.title),
    severity: rule.severity,
    ...(rule.severityDependsOn !== undefined && { severityDependsOn: shown(rule.severityDependsOn) }),
    profile: rule.profile ?? "recommended",
    ...(why !== undefined && { profileReason: why }),
    ...(rule.profileDependsOn !== undefined && { profileDependsOn: shown(rule.profileDependsOn) }),
    why: shown(rule.why),
    responsibility: rule.responsibility,
    sides: servicesOf(rule).map(({ name, you, aws }) => ({ service: name, you, aws })),
    responsibilityPage,
    comparison: compared(rule.insecure, rule.secure, rule.file?.endsWith(".json") ? "json" : "terraform"),
    ...(fix && { fix }),
    ...(rule.noFix !== undefined && { noFix: shown(rule.noFix) }),
    cost: {
      tier: rule.cost ?? "free",
      told: costs[rule.cost ?? "free"],
      ...(growsWith !== undefined && { growsWith }),
    },
    controls: controlsByFramework(rule).map(({ framework, name, numbers }) => ({
      framework: name,
      numbers: numbers.map((number) => {
        const title = titleOf(framework, number);
        return { number: shown(number), ...(title !== undefined && { title }) };
      }),
    })),
    aliases: Object.entries(rule.aliasesByTool)
      .filter(([, ids]) => ids.length > 0)
      .map(([tool, ids]) => ({ tool: tool === "other" ? "" : tools[tool as Tool], ids: ids.map(shown) })),
    references: rule.references.map(shown),
  };
}

const titleOf = (framework: Framework, number: string): string | undefined =>
  framework === "security-hub"
    ? controlOf(number)?.title
    : standards.find((standard) => standard.framework === framework)?.titleOf?.(number);

/** The first fix of the example with its price. */
function fixOf(rule: Rule, circumstances: TrialContext): RuleSheet["fix"] {
  if (rule.noFix !== undefined) return undefined;
  const checked = checkExample(rule, marked(rule.insecure).text, circumstances, rule.file);
  for (const finding of checked.report.findings) {
    const [fix] = fixesFor(finding, checked);
    if (fix)
      return {
        title: unpriced(fix.title),
        price: impactText[fix.impact],
        reason: impactReason(rule, fix.impact)?.why ?? "",
        isSafe: isSafe(fix),
      };
  }
  return undefined;
}
