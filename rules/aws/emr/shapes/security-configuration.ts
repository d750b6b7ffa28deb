import type { Resource } from "../../../../language/model/resource.ts";
import { type Demand, holds } from "../../../kit/checks.ts";
import { replace } from "../../../kit/edits.ts";
import { jsonObjects, valueAt } from "../../../kit/json-attribute.ts";
import type { Problem } from "../../../kit/rule.ts";

/**
 * Demands something of what a security configuration of EMR says of encryption at a path. Where another value stands, it is written
 * anew, as far as what is needed for it stands there too.
 */
export const encryption = (demand: Demand, path: readonly string[], needed: readonly string[] = []) =>
  function* (configuration: Resource): Iterable<Problem> {
    for (const content of jsonObjects(configuration, "configuration")) {
      const value = valueAt(content, ["EncryptionConfiguration", ...path]);
      if (value === "unknown" || (value && holds(value, demand))) continue;
      yield {
        at: value ? value.at : configuration.header,
        fixes: () =>
          value && demand.write !== undefined && valueAt(content, ["EncryptionConfiguration", ...needed]) !== undefined
            ? [
                {
                  title: "Encrypt it",
                  impact: "replacement",
                  edits: [replace(configuration, value.origin ?? value.at, demand.write)],
                },
              ]
            : [],
      };
    }
  };
