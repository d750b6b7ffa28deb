import { deepEqual, equal } from "node:assert/strict";
import { fixesFor, preview } from "../../../analysis/fix/fix.ts";
import { open } from "../../../analysis/run/project.ts";
import { plainOf } from "../../../language/access/of-policy.ts";
import type { PlainPolicy } from "../../../language/access/plain.ts";
import { type Answer, newAccess, type PolicyPlace } from "../../../language/access/questions.ts";
import type { Module } from "../../../language/model/module.ts";
import { policies } from "../../../language/policy/policies.ts";
import { rules } from "../../../rules/index.ts";
import type { Fix, Rule } from "../../../rules/kit/rule.ts";
import { checked, directory, filesOf, marked } from "../../harness/fixture.ts";

/** These mend what never allowed anything as it stood: a name that there is not, a condition that nobody meets. */
const mending = new Set(
  [
    "action-of-other-service",
    "action-resource-mismatched",
    "action-service-unknown",
    "action-unknown",
    "arn-account-malformed",
    "arn-account-missing",
    "arn-account-superfluous",
    "arn-fields-missing",
    "arn-partition-unknown",
    "arn-prefix-missing",
    "arn-region-malformed",
    "arn-region-missing",
    "arn-region-superfluous",
    "arn-resource-unknown",
    "arn-service-case",
    "arn-service-unknown",
    "condition-key-malformed",
    "condition-key-repeated",
    "condition-key-retired",
    "condition-key-unknown",
    "condition-operator-unknown",
    "condition-value-malformed",
    "effect-invalid",
    "effect-missing",
    "elements-exclusive",
    "federated-principal-malformed",
    "federated-principal-misplaced",
    "kms-key-not-an-arn",
    "principal-by-id",
    // AWS refuses it, and the account is what it can name
    "principal-wildcard",
    "principal-type-unknown",
    "read-never-allowed",
    "requested-region-unknown",
    "resource-of-other-service",
    "roles-anywhere-action-missing",
    "service-asked-for-caller",
    "service-principal-malformed",
    "tag-key-missing",
    "trust-action-mismatched",
    "trust-action-missing",
    "trust-other-action",
    "variable-in-old-version",
    "variable-malformed",
    "variable-not-compared",
    "vpc-id-malformed",
    "wildcard-not-read",
  ].map((name) => `aws-iam-${name}`),
);

interface Placed {
  readonly place: PolicyPlace;
  readonly policy: PlainPolicy;
}

const placedIn = (module: Module): readonly Placed[] =>
  policies(module).map((policy) => ({
    place: policy.kind === "resource" || policy.kind === "trust" ? "resource" : "identity",
    policy: plainOf(policy, ({ uri, start, end }) => module.file(uri)?.text.slice(start, end)),
  }));

/** What each fix of a rule's example makes of each policy: whether that allows what was not allowed before. */
function* changes(rule: Rule): Iterable<{ readonly fix: Fix; readonly answer: Answer }> {
  const name = rule.file ?? "main.tf";
  const before = checked([rule], { [name]: marked(rule.insecure).text });
  const old = placedIn(before.module);
  if (old.length === 0) return;
  for (const finding of before.report.findings)
    for (const fix of fixesFor(finding, before)) {
      const edited = [...preview(fix.edits, before)].map(
        ([uri, text]) => [uri.slice(directory.length + 1), text] as const,
      );
      const fresh = placedIn(open(filesOf(Object.fromEntries(edited)), directory));
      if (fresh.length !== old.length) continue;
      for (const [index, { place, policy }] of fresh.entries()) {
        const was = old[index];
        if (was && JSON.stringify(was.policy) !== JSON.stringify(policy))
          yield { fix, answer: newAccess(was.policy, policy, place) };
      }
    }
}

describe("a fix of a policy", () => {
  const all = rules.flatMap((rule) => [...changes(rule)].map((change) => ({ rule, ...change })));

  it("allows nothing that was not allowed before, but where it mends what never worked", () => {
    const wider = all
      .filter(({ rule, answer }) => answer.kind !== "no" && !mending.has(rule.id))
      .map(({ rule, fix, answer }) => `${rule.id}: ${fix.title}: ${JSON.stringify(answer)}`);
    deepEqual(wider, []);
    equal(all.length > 100, true, `only ${all.length} fixes change a policy`);
  });

  it("mends in earnest, or is not listed as one that does", () => {
    const widening = new Set(all.filter(({ answer }) => answer.kind !== "no").map(({ rule }) => rule.id));
    deepEqual(
      [...mending].filter((id) => !widening.has(id)),
      [],
    );
  });
});
