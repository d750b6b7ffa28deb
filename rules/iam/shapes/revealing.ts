import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { granted, isFullAdmin, stars } from "../../kit/grants.ts";
import { revealing } from "./escalation/dangerous.ts";
import { isBound } from "./escalation/limits.ts";
import { isFree } from "./escalation/paths.ts";

/** Those that a statement allows to whoever holds it, of all that there is. */
export function revealedBy(statement: Statement, module: Module): readonly string[] {
  if (isFullAdmin(statement) || isBound(statement)) return [];
  const isEverything = stars(statement.resources).length > 0;
  const buckets = everyBucket(statement);
  if (!isEverything && buckets.length === 0) return [];
  return granted(statement, revealing).filter(
    (action) => (isEverything || action.startsWith("s3:")) && isFree(module, statement, action),
  );
}

/** What stands for every bucket, or every object. */
export const everyBucket = ({ resources }: Statement): readonly Value[] =>
  resources?.values.filter((value) => /^arn:aws[\w-]*:s3:::\*(?:\/\*)?$/.test(textOf(value) ?? "")) ?? [];

/** Whether a statement reads parameters as AWS's own policy for the agent of Systems Manager has every managed instance do. */
export const isOfAgent = ({ actions }: Statement, found: readonly string[]): boolean =>
  found.every((action) => /^ssm:GetParameters?$/.test(action)) &&
  (actions?.values.some((value) => /^ssm:UpdateInstanceInformation$/i.test(textOf(value) ?? "")) ?? false);
