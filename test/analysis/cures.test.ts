import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { proposedFixesFor } from "../../analysis/fix/fix.ts";
import { because } from "../../analysis/fix/refusal.ts";
import { verify } from "../../analysis/fix/verify.ts";
import type { Finding } from "../../analysis/run/finding.ts";
import { rules } from "../../rules/index.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { cases, checked, marked, type Texts } from "../harness/fixture.ts";

/** A rule's example, and the cases in which it finds something. */
function fixtures({ id, file = "main.tf", insecure }: Rule): readonly Texts[] {
  const [, service = "", ...rest] = id.split("-");
  const path = `test/rules/${service}/${rest.join("-")}.txt`;
  const more = existsSync(path) ? cases(readFileSync(path, "utf8")) : [];
  return [
    { [file]: marked(insecure).text },
    ...more
      .filter(({ silent }) => !silent)
      .map(({ files }) => Object.fromEntries(Object.entries(files).map(([name, { text }]) => [name, text]))),
  ];
}

const keyOf = ({ rule, address }: Finding): string => `${rule.id} at ${address}`;

/** What is found more often than before. */
function added(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const left = new Map<string, number>();
  for (const finding of before) left.set(keyOf(finding), (left.get(keyOf(finding)) ?? 0) + 1);
  return after.filter((finding) => {
    const count = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), count - 1);
    return count <= 0;
  });
}

/** Fixes that reach too short for another way that stands beside them. */
const tooShort: ReadonlySet<string> = new Set(["aws-iam-privilege-escalation"]);

describe("every fix of every rule that needs no value, with all rules on", () => {
  const tried = { fixtures: 0, fixes: 0, needing: 0, new: 0 };

  for (const rule of rules)
    it(rule.id, () => {
      for (const texts of fixtures(rule)) {
        tried.fixtures++;
        const before = checked(rules, texts);
        for (const finding of before.report.findings.filter((each) => each.rule === rule))
          for (const fix of proposedFixesFor(finding, before)) {
            if (fix.needsInput) {
              tried.needing++;
              continue;
            }
            tried.fixes++;
            const verified = verify(before, [{ finding, fix }]);
            if ("why" in verified) {
              const isForOthers = verified.why === "used no more";
              assert.ok(isForOthers || tooShort.has(rule.id), `“${fix.title}” is refused: ${because(verified)}`);
              continue;
            }
            const news = added(before.report.findings, verified.report.findings);
            tried.new += news.length;
            const untold = news.filter((one) => !rule.uncovers?.includes(one.rule.id));
            assert.deepEqual(untold.map(keyOf), [], `“${fix.title}” brings more`);
          }
      }
    });

  after(() => console.log(`      ${JSON.stringify(tried)}`));
});
