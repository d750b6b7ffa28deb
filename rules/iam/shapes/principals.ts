import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { type Principal, type Statement, textOf } from "../../../language/policy/policy.ts";
import { expression, stop, type TextPiece } from "../../../language/write/source.ts";

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

/** Identifiers of one type of principal. */
export function* identifiers({ principals }: Statement, type: string): Iterable<Value> {
  for (const principal of principals?.values ?? [])
    if (textOf(principal.type) === type) yield* principal.identifiers.values;
}

/** The number of the account, where the module asks for it, else one to overtype. */
export function accountNumber(module: Module, { policy }: Statement): TextPiece {
  const caller = module.data("aws_caller_identity").find(({ key, certain }) => key === "" && certain);
  if (!caller || policy.notation === "json") return stop("123456789012");
  return expression(`data.aws_caller_identity.${caller.name}.account_id`);
}
