import type { Arn } from "../../../../language/policy/arn.ts";
import { ofStatement } from "../../../../language/policy/policy.ts";
import { fact } from "../../../../language/query/engine.ts";
import type { ActionData } from "../../../../language/schema/actions.ts";
import { matchesExactly, replaceVariables } from "../../../../language/schema/wildcards.ts";
import { detached } from "../../../../language/syntax/text.ts";
import { type ElementValue, resourcesIn } from "./elements.ts";

/** Reads an ARN, in which parts may hold policy variables; undefined where it has fewer than six parts. */
export function arn(text: string): Arn | undefined {
  // a policy variable may hold colons of its own
  const isMasked = text.includes("${");
  const masked = isMasked ? replaceVariables(text, (variable) => variable.replaceAll(":", "\uE001")) : text;
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
  readonly item: ElementValue;
  readonly arn: Arn;
}

/** Every whole ARN under `Resource` and `NotResource`. */
export const resourceArns = ofStatement(function* (statement): Iterable<WrittenArn> {
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
  meant(data, `${service}:${replaceVariables(resource, () => "*")}`);

const meant = remembered((data, key) => {
  const colon = key.indexOf(":");
  const pattern = key.slice(colon + 1);
  return templatesOf(data, key.slice(0, colon)).filter((template) => overlap(template.resource, pattern));
});

const mostRemembered = 10_000;

/** Several rules ask the same of every ARN and every action, at every keystroke. */
export function remembered<Found extends object>(
  read: (data: ActionData, key: string) => Found,
): (data: ActionData, key: string) => Found {
  const known = fact((_: ActionData) => new Map<string, Found>());
  return (data, key) => {
    const answers = known(data);
    let found = answers.get(key);
    if (!found) {
      found = read(data, key);
      if (answers.size >= mostRemembered) answers.clear();
      answers.set(detached(key), found);
    }
    return found;
  };
}

/** Whether two patterns can mean the same text: worked out from their ends, one row of answers for each character of `a`. */
export function overlap(a: string, b: string): boolean {
  let start = 0;
  for (; isPlain(a[start]) && isPlain(b[start]); start++) if (a[start] !== b[start]) return false;
  let below = new Uint8Array(b.length + 2);
  let row = new Uint8Array(b.length + 2);
  for (let i = a.length; i >= start; i--) {
    const x = a[i];
    for (let j = b.length; j >= start; j--) {
      const y = b[j];
      const [skipA, skipB, both] = [below[j] ?? 0, row[j + 1] ?? 0, below[j + 1] ?? 0];
      if (x === undefined && y === undefined) row[j] = 1;
      else if (x === "*" || y === "*") row[j] = (x === undefined ? 0 : skipA) | (y === undefined ? 0 : skipB);
      else row[j] = x !== undefined && y !== undefined && (x === y || x === "?" || y === "?") ? both : 0;
    }
    [below, row] = [row, below];
  }
  return below[start] === 1;
}

const isPlain = (character: string | undefined): boolean =>
  character !== undefined && character !== "*" && character !== "?";

/** Whether one pattern takes in everything that another does. */
export const covers = (wide: string, narrow: string): boolean => matchesExactly(wide, narrow);
