import { deepEqual, equal } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PlainPolicy, plainPolicy } from "../../language/access/plain.ts";
import {
  type Answer,
  accessGranted,
  newAccess,
  type PolicyPlace,
  publicAccess,
} from "../../language/access/questions.ts";
import { shared } from "../harness/corpus.ts";

interface CustomCheck {
  readonly name: string;
  readonly check: "no-new-access" | "access-not-granted" | "no-public-access";
  readonly kind: PolicyPlace;
  readonly expected: "PASS" | "FAIL";
  readonly policy: unknown;
  readonly reference?: unknown;
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
}

describe("AWS's custom policy checks", () => {
  if (!shared) {
    it("are in ../shared, which is not here");
    return;
  }
  const checks = JSON.parse(
    readFileSync(join(shared, "corpus/iam/custom-checks.json"), "utf8"),
  ) as readonly CustomCheck[];

  it("give the results that AWS has published", () => {
    const wrong = checks.filter((check) => verdict(check) !== check.expected).map(({ name }) => name);
    console.log(`      ${checks.length - wrong.length} of ${checks.length}`);
    deepEqual(wrong, []);
    equal(checks.length > 100, true);
  });
});

function verdict(check: CustomCheck): "PASS" | "FAIL" | "cannot tell" {
  const { kind } = answer(check);
  return kind === "yes" ? "FAIL" : kind === "no" ? "PASS" : kind;
}

function answer({ check, kind, policy, reference, actions = ["*"], resources }: CustomCheck): Answer {
  const plain = read(policy);
  if (check === "no-public-access") return publicAccess(plain);
  if (check === "no-new-access") return newAccess(read(reference), plain, kind);
  return accessGranted(plain, { actions, resources }, kind);
}

function read(policy: unknown): PlainPolicy {
  const plain = plainPolicy(policy);
  if (typeof plain === "string") throw new Error(plain);
  return plain;
}
