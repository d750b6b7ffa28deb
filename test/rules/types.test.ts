import assert from "node:assert/strict";
import type { Module } from "../../language/model/module.ts";
import { policies, statements } from "../../language/policy/policies.ts";
import { rules } from "../../rules/index.ts";
import { allowed } from "../../rules/kit/grants.ts";
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

describe("the list of a rule", () => {
  it("is one that the model has, narrowed by its check, but for those that look at a module as a whole", () => {
    // Among what every example says of one module a list that leaves out some of it is found out.
    const module = moduleOf(
      Object.fromEntries(
        rules.flatMap(({ insecure, file = "main.tf" }, index) =>
          ["main.tf", "policy.json"].includes(file) ? [[`${index}-${file}`, marked(insecure).text]] : [],
        ),
      ),
    );
    const kinds = ["resource", "data", "module", "variable", "output", "locals", "provider", "terraform"];
    const whole: readonly ReadonlySet<unknown>[] = [
      policies(module),
      statements(module),
      allowed(module),
      [...module.resources],
      ...kinds.map((kind) => module.blocks(kind)),
      [...kinds.slice(0, 3)].flatMap((kind) => module.blocks(kind)),
      ...["aws_ami", "http"].map((type) => module.data(type)),
    ].map((list) => new Set<unknown>(list));

    const isWhole = ({ types, subjects }: (typeof rules)[number]): boolean => {
      const all = new Set(subjects(module));
      const lists = types
        ? [types.flatMap((type) => module.ofType(type)), types.flatMap((type) => module.blocksNamed("resource", type))]
        : whole;
      return [...lists].some((list) => {
        const other = new Set<unknown>(list);
        return all.size === other.size && [...all].every((subject) => other.has(subject));
      });
    };

    assert.deepEqual(
      rules.filter((rule) => !isWhole(rule)).map(({ id }) => id),
      [
        "aws-secrets-in-tfvars",
        // of some types, resources and data sources alike
        "aws-vpc-default-vpc-in-use",
        // the ways that are open to somebody who holds policies
        "aws-iam-credentials-exposed",
        "aws-iam-lateral-movement",
        "aws-iam-pass-role-unscoped",
        "aws-iam-permissions-unscoped",
        "aws-iam-privilege-escalation",
        "aws-iam-token-issued",
      ],
    );
  });
});
