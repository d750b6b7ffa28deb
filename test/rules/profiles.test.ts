import assert from "node:assert/strict";
import { rules } from "../../rules/index.ts";
import { isTakenIn, profileReasons } from "../../rules/profiles.ts";

const profileOf = ({ profile = "recommended" }: (typeof rules)[number]) => profile;

describe("the reason for a rule's profile", () => {
  it("is one: no rule is named by two", () => {
    const named = profileReasons.flatMap((reason) => reason.rules.filter((written) => !written.includes("*")));
    assert.deepEqual(
      named.filter((id, index) => named.indexOf(id) !== index),
      [],
    );
  });

  it("speaks of rules that there are, in the profile that they have", () => {
    const idle = profileReasons.flatMap(({ profile, rules: written }) =>
      written.filter((one) => !rules.some((rule) => profileOf(rule) === profile && isTakenIn(rule.id, one))),
    );
    assert.deepEqual(idle, []);
  });
});
