import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { isRetired, isService } from "../../../rules/iam/shapes/validation/services.ts";
import { actions } from "../../harness/fixture.ts";

describe("the services of AWS", () => {
  it("are all that its own managed policies name in actions and ARNs", () => {
    const unknown = new Set<string>();
    for (const line of readFileSync("language/schema/managed-policies.txt", "utf8").split("\n")) {
      const [, document = ""] = line.split("\t");
      for (const statement of document.startsWith("{") ? [JSON.parse(document).Statement].flat() : []) {
        const texts = ["Action", "NotAction", "Resource", "NotResource"].flatMap((name) => statement[name] ?? []);
        for (const text of texts as string[]) {
          const [first = "", , third = ""] = text.split(":");
          const service = first === "arn" ? third : first;
          if (!/[*?$]/.test(service) && service !== "" && !isService(actions(), service) && !isRetired(service))
            unknown.add(service);
        }
      }
    }
    assert.deepEqual([...unknown], []);
  });
});
