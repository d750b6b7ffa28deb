import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import type { Section } from "../../language/model/section.ts";
import type { Reference, Value } from "../../language/model/value.ts";
import { table } from "../../language/syntax/table.ts";
import { plain } from "./checks.ts";
import { expression, putAll, type Source } from "./edits.ts";
import { type KeyService, keyFor } from "./kms-key.ts";
import type { Impact, Problem } from "./rule.ts";

/** What a resource is encrypted with. */
export interface OwnKey {
  /** For a key that has to be made: what it is for. */
  readonly description: string;
  /** `disruption` where not said otherwise: whoever reads or writes there needs rights to the key. */
  readonly impact?: Impact;
  readonly title?: string;
  /** What the service takes: the key's ARN where not said otherwise. */
  readonly attribute?: "arn" | "id" | "key_id";
  /** The service, where one encrypts by itself. */
  readonly service?: (resource: Resource) => KeyService | undefined;
  /** What has to be set with it, `{ encrypted: true }`. */
  readonly also?: Readonly<Record<string, Source>>;
}

/** Whether the setting at `path` names a KMS key other than the one AWS keeps for a service (`alias/aws/…`), also where a data source looks that up. */
export function isOwn(section: Section, path: string): boolean {
  const named = section.get(path);
  if (named.state === "absent" || plain(named) === "" || isAwsKey(named)) return false;
  const refs = named.refs ?? [];
  return refs.length === 0 || !refs.every((reference) => isLookupOfAwsKey(reference, section.module));
}

const isAwsKey = (named: Value): boolean => /(?:^|[:/])alias\/aws\//.test(String(plain(named) ?? ""));

/** What names a key in each data source that looks one up. */
const lookups = table({ aws_kms_alias: "name", aws_kms_key: "key_id" });

function isLookupOfAwsKey(reference: Reference, module: Module): boolean {
  const name = lookups[reference.type];
  if (reference.mode !== "data" || name === undefined) return false;
  const found = module.find(reference);
  return found !== undefined && isAwsKey(found.get(name));
}

/** Demands that the setting at `path` names a KMS key of the account's own. */
export const ownKey = (
  path: string,
  { description, impact = "disruption", title, attribute = "arn", service, also = {} }: OwnKey,
) =>
  function* (resource: Resource): Iterable<Problem> {
    if (isOwn(resource, path)) return;
    const named = resource.get(path);
    yield {
      at: named.state === "absent" ? resource.header : named.at,
      fixes: () => {
        const { address, edits } = keyFor(resource, description, service?.(resource));
        return [
          {
            title: title ?? "Encrypt with a KMS key of your own",
            impact,
            edits: [...putAll(resource, { ...also, [path]: expression(`${address}.${attribute}`) }), ...edits],
          },
        ];
      },
    };
  };
