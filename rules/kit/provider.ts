import type { Module } from "../../language/model/module.ts";
import type { Value } from "../../language/model/value.ts";
import { areSame, memo } from "../../language/query/engine.ts";
import { versions } from "../../language/schema/schema.ts";

/** A major version of the AWS provider whose schema and defaults we know. */
export type Major = 5 | 6;

/** All of them. */
export const knownMajors: readonly Major[] = [5, 6];

/** The major versions that are admitted; all that we know where nothing says, or admits none of them. */
export const majors = memo(
  (module: Module): readonly Major[] => {
    const admitted = knownMajors.filter((major) => canBe(module, major));
    return admitted.length > 0 ? admitted : knownMajors;
  },
  { equals: areSame },
);

/** Whether nothing keeps a major version out. */
export const canBe = (module: Module, major: number): boolean =>
  constraints(module.root).every((constraint) => admits(constraint, major));

/** Whether each version that is admitted is one whose schema we know: what that has not, none has. */
export const isWithinSchema = memo((module: Module): boolean => {
  if (all.some((major) => !knownMajors.some((one) => one === major) && canBe(module, major))) return false;
  return !canBe(module, 6) || constraints(module.root).some((constraint) => endsBefore(constraint, versions().v6));
});

/** Whether a constraint, `~> 6.2.0` or `6.4.0`, lets nothing through that is newer than a version. */
function endsBefore(constraint: string, version: string): boolean {
  const [last, lastMinor] = version.split(".").map(Number);
  return constraint.split(",").some((part) => {
    const [, operator = "", major, minor, patch] = /^\s*(=|<=|<|~>)?\s*v?(\d+)\.(\d+)(\.\d+)?\s*$/.exec(part) ?? [];
    return Number(major) === last && Number(minor) <= Number(lastMinor) && (operator !== "~>" || patch !== undefined);
  });
}

/** Whether the provider may be one whose schema we know: what an older one refuses or takes is not known. */
export const isKnown = (module: Module): boolean => knownMajors.some((major) => canBe(module, major));

/**
 * What a tree of modules says of the provider's version, and what is said from outside: `required_providers` of any module, as before Terraform
 * 0.13 a provider's own `version`, the lock file, and what Terragrunt generates. What lies outside gives way to what the modules say.
 */
const constraints = memo(
  (root: Module): readonly string[] => {
    const said = root.tree().flatMap((module) => (module.isStandIn ? [] : required(module)));
    said.push(...root.blocks("provider").flatMap((provider) => text(provider.get("version")) ?? []));
    for (const pin of root.pins)
      for (const constraint of pinned(pin))
        if (all.some((major) => [...said, constraint].every((each) => admits(each, major)))) said.push(constraint);
    return said;
  },
  { equals: areSame },
);

/** The majors that there are, and one that may come. */
const all = [1, 2, 3, 4, ...knownMajors, 7];

const required = (module: Module): readonly string[] =>
  module
    .blocks("terraform")
    .flatMap((terraform) => terraform.sections("required_providers"))
    .flatMap((providers) => text(providers.get("aws.version")) ?? text(providers.get("aws")) ?? []);

const pinning = [
  // a lock file
  /\bprovider\s+"[^"\n]*\/hashicorp\/aws"\s*\{\s*version\s*=\s*"([^"\n]*)"/g,
  // code that is generated
  /\baws\s*=\s*\{(?:[^{}]|\$\{[^{}]*\}){0,400}?\bversion\s*=\s*"([^"\n]*)"/g,
  /\bprovider\s+"aws"\s*\{(?:[^{}]|\$\{[^{}]*\}){0,400}?\bversion\s*=\s*"([^"\n]*)"/g,
];

const pinned = (source: string): readonly string[] =>
  pinning.flatMap((pattern) => [...source.matchAll(pattern)].map(([, constraint = ""]) => constraint));

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
