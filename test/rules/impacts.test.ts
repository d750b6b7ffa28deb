import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fixesFor } from "../../analysis/fix/fix.ts";
import { impactReasons } from "../../rules/impacts.ts";
import { rules } from "../../rules/index.ts";
import type { Impact, Rule } from "../../rules/kit/rule.ts";
import { isTakenIn } from "../../rules/profiles.ts";
import { checked, marked } from "../harness/fixture.ts";

/** The impacts of the first fixes of what a rule finds in its example. */
const impactsOf = (rule: Rule): ReadonlySet<Impact> => {
  const before = checked([rule], { [rule.file ?? "main.tf"]: marked(rule.insecure).text });
  return new Set(before.report.findings.flatMap((finding) => fixesFor(finding, before)[0]?.impact ?? []));
};

describe("the reason for a fix's impact", () => {
  const impacts = new Map(rules.map((rule) => [rule, impactsOf(rule)]));

  it("is one: no rule is named by two of the same impact", () => {
    const named = impactReasons.flatMap(({ impact, rules: written }) =>
      written.filter((one) => !one.includes("*")).map((one) => `${impact} ${one}`),
    );
    assert.deepEqual(
      named.filter((one, index) => named.indexOf(one) !== index),
      [],
    );
  });

  it("speaks of rules that there are, and of an impact that they have", () =>
    assert.deepEqual(
      impactReasons.flatMap(({ impact, rules: written }) =>
        written.filter((one) => !rules.some((rule) => isTakenIn(rule.id, one) && impacts.get(rule)?.has(impact))),
      ),
      [],
    ));

  it("stands in docs/fixes.md for every rule", () => {
    const page = readFileSync("docs/fixes.md", "utf8");
    assert.deepEqual(
      rules.filter(({ id }) => !page.includes(`| [${id}](rules/${id}.md) |`)).map(({ id }) => id),
      [],
    );
    assert.doesNotMatch(page, /\| *\|$/m, "A row says no why.");
  });
});
