import assert from "node:assert/strict";
import type { Module } from "../../language/model/module.ts";
import { rules } from "../../rules/index.ts";
import { marked, moduleOf } from "../harness/fixture.ts";

/** What of a module a rule asks for to know what to look at, by the names of what it reads. */
function asked(rule: (typeof rules)[number]): ReadonlySet<string> {
  const { insecure, file = "main.tf" } = rule;
  const names = new Set<string>();
  const module: Module = new Proxy(moduleOf({ [file]: marked(insecure).text }), {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") {
        names.add(String(name));
        return value;
      }
      return (...given: readonly unknown[]) => {
        names.add(name === "blocksNamed" ? `${name} ${given[0]}` : String(name));
        return Reflect.apply(value, target, given);
      };
    },
  });
  assert.notEqual([...rule.subjects(module)].length, 0, rule.id);
  return names;
}

const ofFixedTypes: ReadonlySet<string> = new Set(["ofType", "blocksNamed resource"]);

describe("the types of a rule", () => {
  it("are said where it looks at nothing but resources of these types: it is not run where there are none", () => {
    const untold = rules.filter((rule) => !rule.types && [...asked(rule)].every((name) => ofFixedTypes.has(name)));
    assert.deepEqual(
      untold.map(({ id }) => id),
      [],
    );
  });

  it("are what its list is of", () => {
    const others = rules.filter((rule) => rule.types && ![...asked(rule)].every((name) => ofFixedTypes.has(name)));
    assert.deepEqual(
      others.map(({ id }) => id),
      [],
    );
  });
});
