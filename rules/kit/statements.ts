import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import { statements as every } from "../../language/policy/policies.ts";
import { documentOf, type Policy, type Statement } from "../../language/policy/policy.ts";
import { areSame, memo } from "../../language/query/engine.ts";
import { isIdle, isPacked } from "./namers.ts";
import { listed, type Picked } from "./rule.ts";

/** Every statement of policies that something has, or may have. */
const ofUse = memo((module: Module) => every(module).filter(({ policy }) => !isIdle(policy)), { equals: areSame });

/** The instance in which a policy is written, where it is one of several. */
export function instanceOf(policy: Policy): Resource | undefined {
  const { notation, attachments } = policy;
  // where one ends in a file changes with each letter, and no resource is written around it
  if (notation === "json") return undefined;
  return documentOf(policy) ?? attachments.find(({ resource }) => resource.holds(policy.at))?.resource;
}

const listOf = (list: (module: Module) => readonly Statement[]): Picked<Statement> =>
  listed(
    list,
    undefined,
    ({ policy }) => instanceOf(policy),
    ({ at }) => at,
  );

/** Every statement of a module's policies that AWS is to read. */
export const statements = listOf(
  memo((module: Module) => ofUse(module).filter(({ policy }) => !isPacked(policy)), { equals: areSame }),
);

/** Those of which something holds, as a list of its own: it is asked once, and not by each rule of each statement. */
export const statementsThat = (holds: (statement: Statement, module: Module) => boolean): Picked<Statement> =>
  listOf(memo((module: Module) => ofUse(module).filter((one) => holds(one, module)), { equals: areSame }));
