import type { Module } from "../../language/model/module.ts";
import type { Value } from "../../language/model/value.ts";
import { addTo, counted } from "../../language/multimap.ts";
import { arnParts, resourceTypesOf, template } from "../../language/policy/arn.ts";
import type { Refactoring } from "../../language/policy/conversions.ts";
import {
  type Edits,
  oneOrList,
  removeValues,
  renameElement,
  replaceValue,
  setElement,
  splitStatement,
} from "../../language/policy/edits.ts";
import { statements } from "../../language/policy/policies.ts";
import { allows, type ElementList, type Statement, textOf } from "../../language/policy/policy.ts";
import type { AccessLevel, ActionData } from "../../language/schema/actions.ts";
import { contains, type Place, touches } from "../../language/syntax/text.ts";
import { choices, partsOf } from "../../rules/iam/shapes/meant.ts";
import { exampleOf, resourceOf } from "../../rules/iam/shapes/service-use.ts";

/** Narrower or plainer forms of the statement at a place. */
export function* statementRefactorings(module: Module, at: Place): Iterable<Refactoring> {
  const data = module.actions;
  const statement = statementAt(module, at);
  if (!data || !statement) return;
  const { actions, notActions, resources } = statement;
  for (const elements of [actions, notActions])
    for (const value of elements?.values ?? [])
      if (elements && isAt(value, at)) yield* wildcardRefactorings(statement, elements, value, data);
  if (actions && isOn(actions, at)) yield* splits(statement, actions, data);
  if (notActions && isOn(notActions, at)) yield* namings(statement, notActions, data);
  for (const value of resources?.values ?? [])
    if (isAt(value, at) && textOf(value) === "*") yield* resourceRefactorings(statement, module, data);
}

/** The innermost statement at a place, where it is written there. */
function statementAt(module: Module, at: Place): Statement | undefined {
  let found: Statement | undefined;
  for (const statement of statements(module))
    if (statement.at.uri === at.uri && contains(statement.at, at)) found = statement;
  return found;
}

const isAt = (value: Value, at: Place): boolean => value.at.uri === at.uri && touches(value.at, at);

const isOn = ({ key, at: value }: ElementList<unknown>, at: Place): boolean =>
  (key.uri === at.uri && touches(key, at)) || (value.uri === at.uri && touches(value, at));

const refactoring = (title: string, edits: Edits): readonly Refactoring[] => (edits ? [{ title, edits }] : []);

const all = (...edits: readonly Edits[]): Edits =>
  edits.includes(undefined) ? undefined : edits.flatMap((some) => some ?? []);

// ── wildcards

/** The quota of a managed policy, in characters without white space. */
const longestPolicy = 6144;

const readingLevels: readonly AccessLevel[] = ["List", "Read"];
const workingLevels: readonly AccessLevel[] = ["List", "Read", "Write", "Tagging"];

function* wildcardRefactorings(
  statement: Statement,
  elements: ElementList<Value>,
  value: Value,
  data: ActionData,
): Iterable<Refactoring> {
  const pattern = textOf(value);
  const service = /^([\w-]+):.*[*?]/.exec(pattern ?? "")?.[1]?.toLowerCase();
  if (pattern === undefined || service === undefined) return;
  const names = data.expand(pattern);
  const isAllowed = elements === statement.actions;
  // a list that is all new is laid out anew
  const replaced = (by: readonly string[]): Edits =>
    elements.values.length === 1 && by.length > 1
      ? setElement(statement, isAllowed ? "Action" : "NotAction", by)
      : replaceValue(statement, elements, value, by);
  const to = (title: string, wanted: readonly string[]): readonly Refactoring[] =>
    wanted.length === 0 || wanted.length === names.length
      ? []
      : refactoring(title, replaced(patternsOf(wanted, service, data)));
  const ofLevels = (levels: readonly AccessLevel[]) =>
    names.filter((name) => levels.some((level) => data.action(name)?.level === level));
  if (isAllowed) {
    yield* to(`Narrow \`${pattern}\` to reading`, ofLevels(readingLevels));
    yield* to(`Narrow \`${pattern}\` to all but the management of permissions`, ofLevels(workingLevels));
    yield* to(`Narrow \`${pattern}\` to the actions on the resources named here`, onResources(statement, names, data));
  }
  if (names.length > 0 && names.join('","').length < longestPolicy)
    yield* refactoring(
      names.length === 1 ? `Name the action of \`${pattern}\`` : `Expand \`${pattern}\` to its ${names.length} actions`,
      replaced(names),
    );
}

/** Actions by as few patterns as take in them and nothing else of their service. */
function patternsOf(wanted: readonly string[], service: string, data: ActionData): readonly string[] {
  const verbOf = (name: string): string => /^[A-Z][a-z]*/.exec(name.slice(service.length + 1))?.[0] ?? name;
  const among = new Set(wanted);
  const complete = new Map<string, boolean>();
  for (const { name } of data.actionsOf(service)) {
    const verb = verbOf(name);
    complete.set(verb, (complete.get(verb) ?? true) && among.has(name));
  }
  const byVerb = new Map<string, string[]>();
  for (const name of wanted) {
    addTo(byVerb, verbOf(name), name);
  }
  return [...byVerb].flatMap(([verb, names]) => {
    const pattern = `${service}:${verb}*`;
    const isWhole = complete.get(verb) === true && data.expand(pattern).every((name) => among.has(name));
    return names.length > 1 && isWhole ? [pattern] : names;
  });
}

/** Those of some actions that are done to what the statement names. */
function onResources({ resources, policy }: Statement, names: readonly string[], data: ActionData): readonly string[] {
  const types = new Set<string>();
  for (const value of resources?.values ?? []) {
    const text = arnText(value, policy.text);
    const arn = text === undefined ? undefined : arnParts(text);
    if (text === undefined || !arn || arn.service.includes("*") || arn.resource === "*") return [];
    const [best, ...others] = resourceTypesOf(text, data);
    const length = (template: string) => template.replaceAll(/\$\{[^}]*\}/g, "").length;
    for (const type of best ? [best, ...others] : [])
      if (best && length(type.arn) === length(best.arn)) types.add(`${type.service} ${type.name}`);
  }
  return names.filter((name) => {
    const action = data.action(name);
    return action?.resources.some(({ type }) => types.has(`${action.service} ${type}`));
  });
}

/** A resource's ARN; that of a resource of the module by an example of its kind. */
function arnText(value: Value, text: string): string | undefined {
  const example = (hole: Value): string => {
    const type = /\b(aws_\w+)\.\w+/.exec(text.slice(hole.at.start, hole.at.end))?.[1];
    const referred = hole.refs?.[0]?.type ?? type;
    return (referred === undefined ? undefined : exampleOf(referred))?.replace(/\/\*$/, "") ?? "*";
  };
  if (value.state === "known") return String(value.value);
  if (value.state !== "unknown") return undefined;
  const written = (value.parts ?? [value]).map((part) => (typeof part === "string" ? part : example(part))).join("");
  return written.startsWith("arn:") ? written : undefined;
}

// ── what stands beside each other

/** Actions that can be limited to resources apart from those that cannot. */
function* splits(statement: Statement, actions: ElementList<Value>, data: ActionData): Iterable<Refactoring> {
  const { resources } = statement;
  if (!resources || resources.values.every((value) => textOf(value) === "*")) return;
  const unlimited = actions.values.filter((value) => {
    const names = data.expand(textOf(value) ?? "");
    return names.length > 0 && names.every((name) => data.action(name)?.resources.length === 0);
  });
  const limited = actions.values.filter((value) => !unlimited.includes(value));
  if (unlimited.length === 0 || limited.length === 0) return;
  yield* refactoring(
    "Split off the actions that cannot be limited to a resource",
    splitStatement(
      statement,
      removeValues(statement, actions, unlimited),
      all(removeValues(statement, actions, limited), setElement(statement, "Resource", "*")),
      "Everywhere",
    ),
  );
}

const mostPatterns = 20;

/** The actions of the one service that the resources belong to, in place of those that are left out. */
function* namings(statement: Statement, notActions: ElementList<Value>, data: ActionData): Iterable<Refactoring> {
  if (!allows(statement) || notActions.open) return;
  const names = new Set(
    (statement.resources?.values ?? []).map((value) => arnParts(arnText(value, statement.policy.text) ?? "")?.service),
  );
  const [service, ...others] = names;
  if (service === undefined || others.length > 0 || /[*?]/.test(service)) return;
  if (notActions.values.some((value) => textOf(value) === undefined)) return;
  const left = new Set(notActions.values.flatMap((value) => data.expand(textOf(value) ?? "")));
  const wanted = data.actionsOf(service).flatMap(({ name }) => (left.has(name) ? [] : [name]));
  const patterns = patternsOf(wanted, service, data);
  if (patterns.length === 0 || patterns.length > mostPatterns) return;
  yield* refactoring(
    `Name the actions of \`${service}\` that are allowed`,
    all(renameElement(statement, "NotAction", "Action"), setElement(statement, "NotAction", patterns)),
  );
}

// ── resources

function* resourceRefactorings(statement: Statement, module: Module, data: ActionData): Iterable<Refactoring> {
  const named = (statement.actions?.values ?? []).flatMap((value) => {
    const text = textOf(value) ?? "*";
    return text === "*" ? [] : data.expand(text).flatMap((name) => data.action(name) ?? []);
  });
  const prefixes = new Set(named.map(({ service }) => service));
  const [prefix, ...others] = prefixes;
  if (prefix === undefined || others.length > 0) return;
  const type = resourceOf(prefix)?.type;
  for (const { address, arn } of type === undefined ? [] : choices(statement, module, type)) {
    const parts = partsOf(prefix, statement.actions?.values ?? [], arn);
    yield* refactoring(`Narrow the resource to \`${address}\``, setElement(statement, "Resource", oneOrList(parts)));
  }
  // an ARN of a kind that some of the actions are not done to would take these away
  for (const [type, count] of counted(named.flatMap(({ resources }) => resources.map((one) => one.type)))) {
    const arn = count === named.length ? data.resourceType(prefix, type)?.arn : undefined;
    if (arn === undefined) continue;
    yield* refactoring(
      `Narrow the resource to the ARN of one ${type}`,
      setElement(statement, "Resource", template(arn)),
    );
  }
}
