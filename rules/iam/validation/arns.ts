import type { ActionData } from "../../../language/policy/actions.ts";
import { matchesExactly } from "../../../language/policy/match.ts";
import { perStatement } from "../../../language/policy/policy.ts";
import { type Item, resourcesIn } from "./elements.ts";

/** An ARN taken apart; a part may hold wildcards and policy variables. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Reads an ARN; undefined where it has fewer than six parts. */
export function arn(text: string): Arn | undefined {
  // a policy variable may hold colons of its own
  const isMasked = text.includes("${");
  const masked = isMasked ? text.replaceAll(/\$\{[^}]*\}/g, (variable) => variable.replaceAll(":", "\uE001")) : text;
  const [prefix, partition, service, region, account, ...resource] = masked.split(":");
  if (prefix !== "arn" || partition === undefined || service === undefined) return undefined;
  if (region === undefined || account === undefined || resource.length === 0) return undefined;
  const restored = (part: string): string => (isMasked ? part.replaceAll("\uE001", ":") : part);
  return {
    partition: restored(partition),
    service: restored(service),
    region: restored(region),
    account: restored(account),
    resource: restored(resource.join(":")),
  };
}

/** An ARN as text. */
export const arnText = ({ partition, service, region, account, resource }: Arn): string =>
  ["arn", partition, service, region, account, resource].join(":");

/** A resource of a statement that is a whole ARN. */
export interface WrittenArn {
  readonly item: Item;
  readonly arn: Arn;
}

/** Every whole ARN under `Resource` and `NotResource`. */
export const resourceArns = perStatement(function* (statement): Iterable<WrittenArn> {
  for (const item of resourcesIn(statement)) {
    const read = arn(item.text);
    if (read) yield { item, arn: read };
  }
});

/** Whether a part is open: wildcards and policy variables stand for what they please. */
export const isOpen = (part: string): boolean => /[*?]|\$\{/.test(part);

/** The ARNs of a service's resources, with `*` for what varies. */
export const templatesOf = remembered((data, service) =>
  data
    .resourceTypesOf(service)
    .flatMap((type) => arn(type.arn.replaceAll(/\$\{[^}]*\}/g, "*")) ?? [])
    .filter((template) => template.service === service),
);

/** The ARNs of those resources of its service that an ARN can mean. */
export const templatesFor = (data: ActionData, { service, resource }: Arn): readonly Arn[] =>
  meant(data, `${service}:${resource.replaceAll(/\$\{[^}]*\}/g, "*")}`);

const meant = remembered((data, key) => {
  const colon = key.indexOf(":");
  const pattern = key.slice(colon + 1);
  return templatesOf(data, key.slice(0, colon)).filter((template) => overlap(template.resource, pattern));
});

const mostRemembered = 10_000;

/** Several rules ask the same of every ARN, at every keystroke. */
function remembered(
  read: (data: ActionData, key: string) => readonly Arn[],
): (data: ActionData, key: string) => readonly Arn[] {
  const known = new WeakMap<ActionData, Map<string, readonly Arn[]>>();
  return (data, key) => {
    let answers = known.get(data);
    if (!answers || answers.size >= mostRemembered) {
      answers = new Map();
      known.set(data, answers);
    }
    let found = answers.get(key);
    if (!found) {
      found = read(data, key);
      answers.set(key, found);
    }
    return found;
  };
}

/** Whether two patterns can mean the same text. */
function overlap(a: string, b: string): boolean {
  const seen = new Map<number, boolean>();
  const width = b.length + 1;
  const meet = (i: number, j: number): boolean => {
    const key = i * width + j;
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, false);
    const [x, y] = [a[i], b[j]];
    let answer: boolean;
    if (x === undefined && y === undefined) answer = true;
    else if (x === "*") answer = meet(i + 1, j) || (y !== undefined && meet(i, j + 1));
    else if (y === "*") answer = meet(i, j + 1) || (x !== undefined && meet(i + 1, j));
    else answer = x !== undefined && y !== undefined && (x === y || x === "?" || y === "?") && meet(i + 1, j + 1);
    seen.set(key, answer);
    return answer;
  };
  return meet(0, 0);
}

/** Whether one pattern takes in everything that another does. */
export const covers = (wide: string, narrow: string): boolean => matchesExactly(wide, narrow);
