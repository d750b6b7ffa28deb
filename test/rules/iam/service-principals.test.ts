import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { principalMeant } from "../../../rules/iam/shapes/service-principals.ts";
import { actions } from "../../harness/fixture.ts";

describe("the principal of a service", () => {
  it("is taken as it is where AWS's own policies name it", () => {
    const named = readFileSync("language/schema/managed-policies.txt", "utf8").match(
      /[a-z\d][a-z\d.-]*\.amazonaws\.com/g,
    );
    assert.deepEqual([...new Set(named)].filter(principalMeant), []);
  });

  it("is taken as it is where it is called as the service's actions are", () =>
    assert.deepEqual(
      actions()
        .services.map((service) => `${service}.amazonaws.com`)
        .filter(principalMeant),
      [],
    ));
});
