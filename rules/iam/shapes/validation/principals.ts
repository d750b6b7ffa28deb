import type { Value } from "../../../../language/model/value.ts";
import {
  type ElementList,
  ofStatement,
  type Principal,
  type Statement,
  textOf,
} from "../../../../language/policy/policy.ts";

/** One identifier of a principal whose whole text is known. */
export interface Identifier {
  readonly statement: Statement;
  /** It stands under `NotPrincipal`. */
  readonly isNegated: boolean;
  readonly principal: Principal;
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` for a bare star. */
  readonly type: string;
  readonly elements: ElementList<Value>;
  readonly value: Value;
  readonly text: string;
}

/** Every identifier under `Principal` and `NotPrincipal`. */
export const identifiersOf = ofStatement(function* (statement): Iterable<Identifier> {
  const { principals, notPrincipals } = statement;
  for (const [found, isNegated] of [
    [principals, false],
    [notPrincipals, true],
  ] as const)
    for (const principal of found?.values ?? []) {
      const type = textOf(principal.type);
      if (type === undefined) continue;
      for (const value of principal.identifiers.values) {
        const text = textOf(value);
        if (text !== undefined)
          yield { statement, isNegated, principal, type, elements: principal.identifiers, value, text };
      }
    }
});
