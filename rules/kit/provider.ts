import type { Module } from "../../language/model/module.ts";
import type { Value } from "../../language/model/value.ts";
import { areSame, memo } from "../../language/query/engine.ts";

/** A major version of the AWS provider whose schema and defaults we know. */
export type Major = 5 | 6;

const known: readonly Major[] = [5, 6];

/** The major versions that `required_providers` admits; all that we know where it does not say, or admits none of them. */
export const majors = memo(
  (module: Module): readonly Major[] => {
    const constraints = module.root
      .blocks("terraform")
      .flatMap((terraform) => terraform.sections("required_providers"))
      .flatMap((providers) => text(providers.get("aws.version")) ?? text(providers.get("aws")) ?? []);
    const admitted = known.filter((major) => constraints.every((constraint) => admits(constraint, major)));
    return admitted.length > 0 ? admitted : known;
  },
  { equals: areSame },
);

const text = (value: Value): string | undefined =>
  value.state === "known" && typeof value.value === "string" ? value.value : undefined;

/** Whether a version constraint, `~> 5.31` or `>= 5.0, < 6.0`, lets some version of a major through. */
export const admits = (constraint: string, major: number): boolean =>
  constraint.split(",").every((part) => {
    const [, operator = "", first = "", rest = ""] = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+)((?:\.\d+)*)/.exec(part) ?? [];
    if (first === "") return true;
    const bound = Number(first);
    switch (operator) {
      case ">":
      case ">=":
        return major >= bound;
      case "<=":
        return major <= bound;
      case "<":
        return major < bound || (major === bound && /[1-9]/.test(rest));
      case "~>":
        return rest === "" ? major >= bound : major === bound;
      case "!=":
        return true;
      default:
        return major === bound;
    }
  });
