import type { Module } from "../model/module.ts";
import type { Unknown, Value } from "../model/value.ts";
import { policies } from "./policies.ts";
import type { Condition, ElementList, Policy, Principal, Statement } from "./policy.ts";

/**
 * What all the policies of a module come to, as texts to compare: two versions give the same texts if their policies allow and deny the same
 * to the same resources. Holes are equal where the same code stands in them.
 */
export const meanings = (module: Module): readonly string[] => policies(module).map(meaning).sort();

function meaning(policy: Policy): string {
  const attachments = policy.attachments.map(({ resource, path }) => `${resource.address}.${path}`).sort();
  const version = policy.version.state === "absent" ? "2008-10-17" : keyOf(policy.version, policy);
  const statements = policy.effective.map((statement) => statementKey(statement));
  return JSON.stringify([policy.kind, attachments, version, policy.open, statements]);
}

function statementKey(statement: Statement): unknown {
  const { policy, sid } = statement;
  const value = (each: Value): string => keyOf(each, policy);
  return [
    sid.state === "absent" ? "" : value(sid),
    value(statement.effect),
    listKey(statement.actions, value),
    listKey(statement.notActions, value),
    listKey(statement.resources, value),
    listKey(statement.notResources, value),
    principalsKey(statement.principals, value),
    principalsKey(statement.notPrincipals, value),
    conditionsKey(statement.conditions, value),
    statement.open,
  ];
}

type KeyOf = (value: Value) => string;

const listKey = (elements: ElementList<Value> | undefined, keyOf: KeyOf): unknown =>
  elements && [elements.values.map(keyOf).sort(), elements.open && elements.values.length !== 1];

const principalsKey = (elements: ElementList<Principal> | undefined, keyOf: KeyOf): unknown =>
  elements && [
    elements.values.map(({ type, identifiers }) => JSON.stringify([keyOf(type), listKey(identifiers, keyOf)])).sort(),
    elements.open,
  ];

const conditionsKey = (elements: ElementList<Condition> | undefined, keyOf: KeyOf): unknown =>
  elements && [
    elements.values
      .map(({ operator, key, values }) => JSON.stringify([keyOf(operator), keyOf(key), listKey(values, keyOf)]))
      .sort(),
    elements.open,
  ];

function keyOf(value: Value, policy: Policy): string {
  switch (value.state) {
    case "known":
      return String(value.value);
    case "unknown":
      return value.parts
        ? value.parts.map((part) => (typeof part === "string" ? part : hole(part, policy))).join("")
        : hole(value, policy);
    case "list":
      return JSON.stringify(value.items.map((item) => keyOf(item, policy)));
    case "mapping":
      return JSON.stringify([...value.entries].map(([name, entry]) => [name, keyOf(entry.value, policy)]));
    case "absent":
      return "absent";
  }
}

/** What is not known, by what it refers to, else by how it is written. */
function hole(value: Unknown, { at, text }: Policy): string {
  const written = value.at.uri === at.uri ? text.slice(value.at.start, value.at.end) : `${value.at.start}`;
  const refs = value.refs?.map(({ module, mode, type, name, attribute }) => [module, mode, type, name, attribute]);
  return `\u0000{${refs ? JSON.stringify(refs) : written.replaceAll(/\s+/g, " ")}}`;
}
