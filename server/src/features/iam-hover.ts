import { escaped, code as quoted } from "../../../analysis/show/markdown.ts";
import { sentence } from "../../../analysis/show/wording.ts";
import { arnParts, resourceTypesOf } from "../../../language/policy/arn.ts";
import { type ElementAt, elementAt } from "../../../language/policy/element-at.ts";
import { holeMark } from "../../../language/policy/embedded.ts";
import { operators, operatorUse } from "../../../language/policy/operators.ts";
import type { AccessLevel, Action, ActionData, ConditionKey } from "../../../language/schema/actions.ts";
import { matches } from "../../../language/schema/wildcards.ts";
import { table } from "../../../language/syntax/table.ts";
import type { Span } from "../../../language/syntax/text.ts";
import { methods } from "../../../rules/iam/shapes/escalation/methods.ts";
import type { Snapshot } from "../snapshot.ts";
import { riskiest } from "./iam-risk.ts";

/** What a word of a policy means, in Markdown. */
export function policyMeaning({ file, checked }: Snapshot, offset: number): { at: Span; markdown: string } | undefined {
  const element = elementAt(file, offset);
  if (!element || element.text === "") return undefined;
  const markdown = meaning(element, checked.module.actions);
  return markdown === undefined ? undefined : { at: element.at, markdown };
}

function meaning({ role: part, text, actions }: ElementAt, data: ActionData | undefined): string | undefined {
  switch (part.kind) {
    case "action":
      return data && actionText(text, data);
    case "resource":
      return arnText(text, actions, data);
    case "operator":
      return operatorText(text);
    case "condition-key":
      return data && keyText(text, actions, data);
    case "principal":
      return principalText(part.type, text);
    default:
      return undefined;
  }
}

// ── actions

function actionText(text: string, data: ActionData): string | undefined {
  if (text.includes(holeMark)) return undefined;
  if (/[*?]/.test(text)) return wildcardText(text, data);
  const action = data.action(text);
  if (!action) return `${code(text)} is not among the actions that AWS documents (${data.date}).`;
  return lines(
    `**${escaped(action.name)}** · ${action.level} · ${data.serviceName(action.service) ?? action.service}`,
    escaped(sentence(action.description)),
    resourcesText(action, data),
    listed("Condition keys", keysOf(action, data), 8),
    listed("Needs besides", action.dependentActions, 8),
    escalationText(action.name),
  );
}

function resourcesText(action: Action, data: ActionData): string {
  if (action.resources.length === 0) return "**Resource**: only `*`, it cannot be limited";
  const types = action.resources.map(({ type, required }) => {
    const arn = data.resourceType(action.service, type)?.arn;
    return `${escaped(type)}${required ? " (required)" : ""}${arn === undefined ? "" : ` ${code(arn)}`}`;
  });
  return `**Resource**: ${some(types, 3)}`;
}

/** Names of the keys that a condition on an action can test, besides those of every service. */
function keysOf(action: Action, data: ActionData): readonly string[] {
  const ofTypes = action.resources.flatMap(({ type, conditionKeys }) => [
    ...conditionKeys,
    ...(data.resourceType(action.service, type)?.conditionKeys ?? []),
  ]);
  return [...new Set([...action.conditionKeys, ...ofTypes])];
}

function escalationText(name: string): string {
  const [first, ...others] = methods
    .filter(({ actions }) => actions.some((action) => action.toLowerCase() === name.toLowerCase()))
    .sort((a, b) => a.actions.length - b.actions.length);
  if (!first) return "";
  const besides = first.actions.filter((action) => action.toLowerCase() !== name.toLowerCase());
  const together = besides.length > 0 ? `with ${besides.map(code).join(", ")} ` : "";
  const more = others.length > 0 ? ` (and ${others.length} more ways)` : "";
  return `**Escalation**: ${together}lets its holder ${first.gain}${more}`;
}

/** The access levels, the gravest first, as a line can hold them. */
const levels: readonly (readonly [AccessLevel, string])[] = [
  ["Permissions management", "permissions"],
  ["Write", "write"],
  ["Tagging", "tagging"],
  ["Read", "read"],
  ["List", "list"],
];

function wildcardText(pattern: string, data: ActionData): string {
  const names = data.expand(pattern);
  if (names.length === 0) return `${code(pattern)} takes in no action that AWS documents (${data.date}).`;
  const counts = countsOf(names, data);
  const ways = methods.filter(({ actions: [first] }) => matches(pattern, first)).length;
  const kinds = levels.flatMap(([level, word]) => (counts.has(level) ? [`${counts.get(level)} ${word}`] : []));
  const first = riskiest(names, data, 4);
  const more = names.length > first.length ? ` and ${names.length - first.length} more` : "";
  return lines(
    `**${escaped(pattern)}** takes in ${count(names.length, "action")}: ${kinds.join(", ")}`,
    `**Riskiest**: ${first.map(code).join(", ")}${more} (as of ${data.date})`,
    ways > 0 ? `**Escalation**: ${count(ways, "way")} to gain more rights, where the resources allow it` : "",
  );
}

/** How many of some actions have each access level. */
export function countsOf(names: readonly string[], data: ActionData): ReadonlyMap<AccessLevel, number> {
  const counts = new Map<AccessLevel, number>();
  for (const name of names) {
    const level = data.action(name)?.level;
    if (level) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return counts;
}

// ── resources

function arnText(text: string, actions: readonly string[], data: ActionData | undefined): string | undefined {
  if (text === "*") return "Every resource that the actions can be used on, in every region and account they reach.";
  const arn = arnParts(text.replaceAll(holeMark, "*"));
  if (!arn) return undefined;
  const types = data ? resourceTypesOf(text.replaceAll(holeMark, "*"), data).slice(0, 3) : [];
  const taking = data
    ? actions.filter((name) =>
        takes(
          name,
          types.map((type) => type.name),
          data,
        ),
      )
    : [];
  return lines(
    `**${data?.serviceName(arn.service) ?? escaped(arn.service)}**${types.length > 0 ? ` · ${types.map(({ name }) => escaped(name)).join(" or ")}` : ""}`,
    [
      `partition ${code(arn.partition || "-")}`,
      `region ${arn.region === "" ? "none" : code(arn.region)}`,
      `account ${arn.account === "" ? "none" : code(arn.account)}`,
      `resource ${code(arn.resource || "-")}`,
    ].join(" · "),
    types.length > 0 ? `**Form**: ${code(types[0]?.arn ?? "")}` : "",
    types.length > 0 && actions.length > 0 ? listed("Of this statement, for", taking, 6) : "",
  );
}

function takes(name: string, types: readonly string[], data: ActionData): boolean {
  const [first] = data.expand(name);
  const action = first === undefined ? undefined : data.action(first);
  return action?.resources.some(({ type }) => types.includes(type)) ?? false;
}

// ── conditions

function operatorText(text: string): string | undefined {
  const use = operatorUse(text);
  if (!use) return `${code(text)} is no operator of IAM's policy language.`;
  const { operator, quantifier, ifExists } = use;
  const negated = operators.find(({ name }) => name === operator.name)?.name.includes("Not") ?? false;
  return lines(
    `**${escaped(text)}**: holds where the key's value ${operator.meaning}`,
    quantifier === "ForAllValues" ? "Every value in the request must do so: **it also holds where there is none**" : "",
    quantifier === "ForAnyValue" ? "One of the values in the request must do so" : "",
    ifExists || (negated && quantifier === undefined) ? "It holds too where the request lacks the key" : "",
    operator.name === "Null" ? "" : `For keys of type ${operator.types.join(", ")}`,
  );
}

function keyText(text: string, actions: readonly string[], data: ActionData): string {
  const key = data.conditionKey(text);
  if (!key) return `${code(text)} is not among the condition keys that AWS documents (${data.date}).`;
  const names = actions.filter((name) => !/[*?]/.test(name) && !name.includes(holeMark));
  const known = names.flatMap((name) => data.action(name) ?? []);
  const without = known.filter((action) => !keysOf(action, data).some((other) => sameKey(other, key)));
  return lines(
    `**${escaped(key.name)}** · ${key.type}${key.isMultivalued ? ", several values" : ""}`,
    escaped(sentence(key.description)),
    key.isMultivalued ? "Compare it with `ForAnyValue:` or `ForAllValues:`" : "",
    `**Operators**: ${operatorsFor(key).map(code).join(", ")}`,
    !key.name.startsWith("aws:") && without.length > 0
      ? listed(
          "Not in requests for",
          without.map(({ name }) => name),
          4,
        )
      : "",
  );
}

const sameKey = (name: string, key: ConditionKey): boolean => name.toLowerCase() === key.name.toLowerCase();

const operatorsFor = ({ type }: ConditionKey): readonly string[] =>
  operators
    .filter(({ types, name }) => name !== "Null" && types.includes(type))
    .map(({ name }) => name)
    .slice(0, 4);

// ── principals

function principalText(type: string, text: string): string | undefined {
  const whole = text.replaceAll(holeMark, "*");
  if (whole === "*")
    return type === "Service"
      ? "Every service of AWS."
      : "**Everybody**: every principal of every account, and where the service allows it those without credentials.";
  if (type === "Service" || /\.amazonaws\.com(?:\.cn)?$/.test(whole)) {
    const service = /^([\w-]+)\./.exec(whole)?.[1];
    return type === "Federated"
      ? `**Identity provider** ${code(text)}: those who have signed in there.`
      : `**Service principal**: ${escaped(service ?? whole)} acting by itself, for whichever account it works: \`aws:SourceArn\` and \`aws:SourceAccount\` hold it to yours.`;
  }
  if (/^\d{12}$/.test(whole)) return accountText(whole);
  const arn = arnParts(whole);
  if (type === "CanonicalUser") return "**Canonical user ID**: an account, as Amazon S3 writes it.";
  if (!arn) return undefined;
  if (arn.resource === "root") return accountText(arn.account);
  const [kind = "", ...path] = arn.resource.split("/");
  const name = path.join("/");
  const kinds: Readonly<Record<string, string>> = table({
    role: "Role",
    user: "User",
    "assumed-role": "Session of a role",
    "federated-user": "Federated user",
    "oidc-provider": "OpenID Connect provider",
    "saml-provider": "SAML provider",
  });
  const title = kinds[kind];
  if (title === undefined) return undefined;
  const whose = kind.endsWith("-provider") ? "everybody whom it signs in, unless a condition limits them" : "";
  return lines(`**${title}** ${code(name)} of account ${code(arn.account)}`, whose);
}

const accountText = (account: string): string =>
  `**The whole account** ${code(account)}: every role and user there to whom its own policies allow the action.`;

// ── words

const code = (text: string): string => quoted(text.replaceAll(holeMark, "…"));

const lines = (...all: readonly string[]): string => all.filter((line) => line !== "").join("  \n");

const count = (number: number, name: string): string => `${number} ${name}${number === 1 ? "" : "s"}`;

const some = (all: readonly string[], most: number): string =>
  all.slice(0, most).join(", ") + (all.length > most ? ` and ${all.length - most} more` : "");

const listed = (title: string, all: readonly string[], most: number): string =>
  all.length === 0 ? "" : `**${title}**: ${some(all.map(code), most)}`;
