import { grouped } from "../../language/multimap.ts";
import { type Impact, impacts, type Rule } from "../../rules/kit/rule.ts";

/** A finding that is mended: whose rule, at which price, in which files. */
export interface Mended {
  readonly rule: Pick<Rule, "id" | "title">;
  readonly impact: Impact;
  readonly files: readonly string[];
}

/** How many findings of a rule are mended at one price, and in how many files. */
export interface MendedRule {
  readonly rule: string;
  readonly title: string;
  readonly impact: Impact;
  readonly count: number;
  readonly files: number;
}

/** What is mended by rule and price, the cheapest first. */
export function byRule(mended: readonly Mended[]): readonly MendedRule[] {
  return [...grouped(mended, ({ rule, impact }) => `${impacts.indexOf(impact)} ${rule.id}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      const files = new Set(group.flatMap(({ files }) => files)).size;
      return first
        ? [{ rule: first.rule.id, title: first.rule.title, impact: first.impact, count: group.length, files }]
        : [];
    });
}
