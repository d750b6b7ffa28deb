import assert from "node:assert/strict";
import { rules } from "../../rules/index.ts";
import { controlOf, mapped } from "../../rules/kit/security-hub.ts";

describe("a rule's controls", () => {
  it("name controls of Security Hub that AWS has", () => {
    const unknown = rules.flatMap(({ id, controls }) =>
      (controls["security-hub"] ?? []).filter((control) => !controlOf(control)).map((control) => `${id}: ${control}`),
    );
    assert.deepEqual(unknown, []);
  });

  it("take in what AWS maps those to, each once and in order", () => {
    assert.deepEqual(mapped({ "security-hub": ["RDS.2"], "cis-aws-3.0": ["2.3.3"], cwe: ["284"] })["cis-aws-3.0"], [
      "2.3.3",
    ]);
    const { "nist-800-53-r5": nist = [] } = mapped({ "security-hub": ["S3.2", "RDS.2"] });
    assert.equal(new Set(nist).size, nist.length);
    assert.ok(nist.indexOf("SC-7(9)") < nist.indexOf("SC-7(11)"), nist.join(" "));
    assert.deepEqual(mapped({ cwe: ["284"] }), { cwe: ["284"] });
  });
});
