import type { Module } from "../../language/model/module.ts";
import { statements as every } from "../../language/policy/policies.ts";
import type { Statement } from "../../language/policy/policy.ts";
import { listed, type Picked } from "./rule.ts";

/** Picks what to look at in every statement of a module's policies. */
export const inStatements = <Subject>(
  each: (statement: Statement, module: Module) => Iterable<Subject>,
): Picked<Subject> => listed(every).each(each);

/** Every statement of a module's policies. */
export const statements = inStatements((statement) => [statement]);
