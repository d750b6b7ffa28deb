import assert from "node:assert/strict";
import { costDrivers, costGrowsWith } from "../../rules/costs.ts";
import { rules } from "../../rules/index.ts";
import { isTakenIn } from "../../rules/profiles.ts";

describe("what the cost of a rule grows with", () => {
  it("is known of every rule that does not come for free, and of no other", () => {
    assert.deepEqual(
      rules
        .filter((rule) => (costGrowsWith(rule) === undefined) !== ((rule.cost ?? "free") === "free"))
        .map(({ id }) => id),
      [],
      "Say in rules/costs.ts what following it costs.",
    );
  });

  it("is one: no rule is named by two", () => {
    const named = costDrivers.flatMap((driver) => driver.rules.filter((written) => !written.includes("*")));
    assert.deepEqual(
      named.filter((id, index) => named.indexOf(id) !== index),
      [],
    );
  });

  it("speaks of rules that there are, and that cost something", () => {
    const idle = costDrivers.flatMap((driver) =>
      driver.rules.filter((written) => !rules.some((rule) => rule.cost && isTakenIn(rule.id, written))),
    );
    assert.deepEqual(idle, []);
  });

  it("makes dedicated tools of what is one, and of nothing else", () => {
    const advanced = rules.filter(({ cost }) => cost === "advanced").map(({ id }) => id);
    assert.deepEqual(
      advanced.filter((id) => !/waf|shield|firewall/.test(id)),
      [],
    );
  });
});
