import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import { statements as every } from "../../language/policy/policies.ts";
import { documentOf, type Policy, type Statement } from "../../language/policy/policy.ts";
import { areSame, memo } from "../../language/query/engine.ts";
import { isIdle } from "./namers.ts";
import { listed, type Picked } from "./rule.ts";

/** Every statement of policies that something has, or may have. */
const ofUse = memo((module: Module) => every(module).filter(({ policy }) => !isIdle(policy)), { equals: areSame });

const ofEvery = listed(
  ofUse,
  undefined,
  ({ policy }) => instanceOf(policy),
  ({ at }) => at,
);

/** The instance in which a policy is written, where it is one of several. */
export function instanceOf(policy: Policy): Resource | undefined {
  const { notation, attachments } = policy;
  // where one ends in a file changes with each letter, and no resource is written around it
  if (notation === "json") return undefined;
  return documentOf(policy) ?? attachments.find(({ resource }) => resource.holds(policy.at))?.resource;
}

/** Picks what to look at in every statement of a module's policies. */
export const inStatements = <Subject>(
  each: (statement: Statement, module: Module) => Iterable<Subject>,
): Picked<Subject> => ofEvery.each(each);

/** Every statement of a module's policies. */
export const statements = inStatements((statement) => [statement]);
