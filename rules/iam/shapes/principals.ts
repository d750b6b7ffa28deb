import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { addCondition, type Edits, replacePrincipal } from "../../../language/policy/edits.ts";
import { type Principal, type Statement, textOf } from "../../../language/policy/policy.ts";
import type { Place } from "../../../language/syntax/text.ts";
import { concat, type Text } from "../../../language/write/source.ts";
import { all } from "../../kit/grants.ts";
import { ownAccount, partition } from "../../kit/offered.ts";

/** Principals that mean everybody, each with the value that says so. */
export function* everybody({
  principals,
}: Statement): Iterable<{ readonly principal: Principal; readonly value: Value }> {
  for (const principal of principals?.values ?? []) {
    const type = textOf(principal.type);
    if (type !== "AWS" && type !== "*") continue;
    for (const value of principal.identifiers.values)
      if (/^(?:\*|arn:aws[\w-]*:(?:iam|sts)::\*:.+)$/.test(textOf(value) ?? "")) yield { principal, value };
  }
}

/** Whether everybody is meant, whoever is named besides. */
export const meansEverybody = (statement: Statement): boolean => !everybody(statement)[Symbol.iterator]().next().done;

/** Identifiers of one type of principal. */
export function* identifiers({ principals }: Statement, type: string): Iterable<Value> {
  for (const principal of principals?.values ?? [])
    if (textOf(principal.type) === type) yield* principal.identifiers.values;
}

/** The ARN that stands for the account of a statement, and the edits that it needs. */
export function ownRoot(module: Module, statement: Statement): { readonly arn: Text; readonly edits: Edits } {
  const { words, edits } = ownAccount(module, statement);
  return { arn: concat("arn:", partition(module, statement), ":iam::", words, ":root"), edits };
}

/** Holds the callers of a key to those of its account. */
export function heldToAccount(statement: Statement, module: Module): Edits {
  const { words, edits } = ownAccount(module, statement);
  return all(addCondition(statement, { operator: "StringEquals", key: "kms:CallerAccount", values: [words] }), edits);
}

/** Lets in this account in place of a principal. */
export function replacedByAccount(statement: Statement, at: Place, module: Module): Edits {
  const { arn, edits } = ownRoot(module, statement);
  return all(replacePrincipal(statement, at, "AWS", [arn]), edits);
}
