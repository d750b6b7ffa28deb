import type { Module } from "../../language/model/module.ts";
import { statements as every } from "../../language/policy/policies.ts";
import type { Statement } from "../../language/policy/policy.ts";

/** What to look at in one statement after the other; after an edit, only in those that may be others. */
export interface InStatements<Subject> {
  (module: Module): Iterable<Subject>;
  readonly each: (statement: Statement, module: Module) => Iterable<Subject>;
}

/** Picks what to look at in every statement of a module's policies. */
export const inStatements = <Subject>(
  each: (statement: Statement, module: Module) => Iterable<Subject>,
): InStatements<Subject> =>
  Object.assign(
    function* (module: Module): Iterable<Subject> {
      for (const statement of every(module)) yield* each(statement, module);
    },
    { each },
  );

/** Every statement of a module's policies. */
export const statements = inStatements((statement) => [statement]);
