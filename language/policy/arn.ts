import type { ActionData, ResourceType } from "../schema/actions.ts";
import { concat, stop, type Text, type TextPiece } from "../write/source.ts";

/** `arn:partition:service:region:account:resource`, of which any part may hold wildcards. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The parts of an ARN; undefined for what is none. */
export function arnParts(text: string): Arn | undefined {
  const [, partition = "", service = "", region = "", account = "", resource = ""] =
    /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(text) ?? [];
  return service === "" ? undefined : { partition, service, region, account, resource };
}

/** Whether an ARN can be one that a template such as `arn:${Partition}:s3:::${BucketName}` gives. */
function fits(arn: Arn, template: string): boolean {
  const form = arnParts(template.replaceAll(/\$\{[^}]*\}/g, "?*"));
  return form !== undefined && arnFields.every((field) => overlaps(arn[field], form[field]));
}

const arnFields = ["partition", "service", "region", "account", "resource"] as const;

const placeholders: Readonly<Record<string, string>> = { Partition: "aws", Region: "*", Account: "123456789012" };

/** The ARN of a resource type, with its variable parts to be overtyped. */
export function template(arn: string): Text {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const { 0: whole, 1: name = "", index } of arn.matchAll(/\$\{([^}]*)\}/g)) {
    pieces.push(arn.slice(from, index), stop(placeholders[name] ?? name));
    from = index + whole.length;
  }
  return concat(...pieces, arn.slice(from));
}

/** Kinds of resources of a service that an ARN can mean, the most specific first. */
export function resourceTypesOf(text: string, data: ActionData): readonly ResourceType[] {
  const arn = arnParts(text);
  if (!arn) return [];
  return data
    .resourceTypesOf(arn.service)
    .filter((type) => fits(arn, type.arn))
    .sort((a, b) => literalLength(b) - literalLength(a));
}

const literalLength = ({ arn }: ResourceType): number => arn.replaceAll(/\$\{[^}]*\}/g, "").length;

/** Whether some text fits both patterns of IAM. */
function overlaps(left: string, right: string): boolean {
  // one row of a table: whether what remains of `left` from here meets what remains of `right` from there
  let below: boolean[] = [];
  for (let i = left.length; i >= 0; i--) {
    const row: boolean[] = [];
    for (let j = right.length; j >= 0; j--) {
      const [a, b] = [left[i], right[j]];
      if (a === undefined && b === undefined) row[j] = true;
      else if (a === "*") row[j] = (below[j] ?? false) || (b !== undefined && (row[j + 1] ?? false));
      else if (b === "*") row[j] = (row[j + 1] ?? false) || (a !== undefined && (below[j] ?? false));
      else
        row[j] = (a === b || a === "?" || b === "?") && a !== undefined && b !== undefined && (below[j + 1] ?? false);
    }
    below = row;
  }
  return below[0] ?? false;
}
