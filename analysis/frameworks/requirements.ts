import { addTo } from "../../language/multimap.ts";
import { type ByHand, checklist } from "../../rules/checklist.ts";
import type { Standard } from "../../rules/frameworks.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { inOrder, securityHub } from "../../rules/kit/security-hub.ts";

/** One thing that a framework asks for. */
export interface Requirement {
  readonly number: string;
  /** As far as its words may be used. */
  readonly title: string | undefined;
  /** What it comes to. */
  readonly controls: readonly Control[];
}

/** A control of Security Hub that AWS maps to a requirement, or what a rule says of it by itself. */
export interface Control {
  /** Undefined where it is a rule that says so. */
  readonly id: string | undefined;
  readonly title: string;
  /** The resource types that it is about; undefined where it is about all that its rules look at. */
  readonly types: readonly string[] | undefined;
  /** The rules that stand for it: without any it is not read from code. */
  readonly rules: readonly Pick<Rule, "id" | "title">[];
  /** What a person says of it, and the row of the checklist that keeps the answer. */
  readonly byHand: (ByHand & { readonly item: string }) | undefined;
}

/** Every requirement that a control or a rule is mapped to, in the order of the numbers. */
export function requirementsOf(
  { framework, titleOf }: Standard,
  rules: readonly Pick<Rule, "id" | "title" | "controls">[],
): readonly Requirement[] {
  const byNumber = new Map<string, Control[]>();
  const covered = new Set<string>();
  for (const { id, title, numbers, types } of securityHub) {
    const own = rules.filter(({ controls }) => controls["security-hub"]?.includes(id));
    for (const number of numbers[framework] ?? []) {
      addTo(byNumber, number, { id, title, types, rules: own, byHand: handOf(id) });
      for (const rule of own) covered.add(`${rule.id} ${number}`);
    }
  }
  for (const rule of rules)
    for (const number of rule.controls[framework] ?? [])
      if (!covered.has(`${rule.id} ${number}`))
        addTo(byNumber, number, {
          id: undefined,
          title: titleOfRule(rule),
          types: undefined,
          rules: [rule],
          byHand: undefined,
        });
  return [...byNumber]
    .sort(([a], [b]) => inOrder(a, b))
    .map(([number, controls]) => ({ number, title: titleOf?.(number), controls }));
}

/** That what the rule says is not so: a rule's title says what is wrong. */
const titleOfRule = ({ title }: Pick<Rule, "title">): string => `Not found: ${title}`;

function handOf(id: string): Control["byHand"] {
  for (const { id: item, byHand } of checklist) if (byHand?.controls?.includes(id)) return { ...byHand, item };
  return undefined;
}
