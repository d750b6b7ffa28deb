import type { Module } from "../../../../language/model/module.ts";
import { memoBy } from "../../../../language/query/engine.ts";
import { methods } from "./methods.ts";

/** Actions that hand out what is stored: objects, secrets, parameters, rows, what a key protects. */
export const revealing: readonly string[] = [
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "kms:Decrypt",
];

const everywhere = [...revealing, ...methods.map(({ actions: [first] }) => first)];

/** What an attacker would use of a service, or of all for `*`: what hands out data, opens more rights, or by AWS's own word manages them. */
export const dangerous = memoBy((module: Module, service: string): readonly string[] => {
  if (service === "*") return everywhere;
  const managing = (module.actions?.actionsOf(service) ?? []).filter(({ level }) => level === "Permissions management");
  return [...everywhere.filter((action) => action.startsWith(`${service}:`)), ...managing.map(({ name }) => name)];
});
