import type { Value } from "../../../../language/model/value.ts";
import type { NewCondition } from "../../../../language/policy/edits.ts";
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

/** Who is named, or left out, as a condition says it; undefined where no one condition does. */
export function asCondition(statement: Statement): NewCondition | undefined {
  const named = [...identifiersOf(statement)];
  const [first] = named;
  const isOfAws = ({ type, text }: Identifier): boolean => type === "AWS" || type === "*" || type === text;
  if (!first || !named.every((one) => isOfAws(one) && one.isNegated === first.isNegated)) return undefined;
  if (statement.principals?.open || statement.notPrincipals?.open) return undefined;
  const not = first.isNegated ? "Not" : "";
  const accounts = named.map(({ text }) => /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(text)?.[1]);
  if (!accounts.includes(undefined))
    return {
      operator: `String${not}Equals`,
      key: "aws:PrincipalAccount",
      values: accounts.flatMap((account) => account ?? []),
    };
  if (!named.every(({ text }) => /^arn:[\w-]+:iam::\d{12}:(?:role|user)\//.test(text))) return undefined;
  return { operator: `Arn${not}Equals`, key: "aws:PrincipalArn", values: named.map(({ text }) => text) };
}
