import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { table } from "../../../language/syntax/table.ts";
import { granted, isFullAdmin } from "../../kit/grants.ts";
import { revealing } from "./escalation/dangerous.ts";
import { isBound } from "./escalation/limits.ts";
import { isFree } from "./escalation/paths.ts";
import { takesInEvery } from "./escalation/targets.ts";

/** Those that a statement allows to whoever holds it, of all that there is. */
export function revealedBy(statement: Statement, module: Module): readonly string[] {
  if (isFullAdmin(statement) || isBound(statement)) return [];
  const reached = new Set((statement.resources?.values ?? []).flatMap((value) => revealedThrough(value, revealing)));
  return granted(statement, [...reached]).filter((action) => isFree(module, statement, action));
}

/** Of these actions those that read everything there is by what a value names: `*`, every bucket, `secret:*`. */
export const revealedThrough = (value: Value, actions: readonly string[]): readonly string[] =>
  actions.filter((action) => takesInEvery(value, kinds[action.slice(0, action.indexOf(":"))]));

/** What is read, by the service of the action. */
const kinds: Readonly<Record<string, string>> = table({
  dynamodb: "dynamodb:table",
  kms: "kms:key",
  s3: "s3:object",
  secretsmanager: "secretsmanager:secret",
  ssm: "ssm:parameter",
});

/** Whether a statement reads parameters as AWS's own policy for the agent of Systems Manager has every managed instance do. */
export const isOfAgent = ({ actions }: Statement, found: readonly string[]): boolean =>
  found.every((action) => /^ssm:GetParameters?$/.test(action)) &&
  (actions?.values.some((value) => /^ssm:UpdateInstanceInformation$/i.test(textOf(value) ?? "")) ?? false);
