import type { Resource } from "../../language/model/resource.ts";
import type { Value } from "../../language/model/value.ts";
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

/** Whether a setting names a KMS key other than the one AWS keeps for a service (`alias/aws/…`). */
export function isOwn(named: Value): boolean {
  const name = plain(named);
  return named.state !== "absent" && name !== "" && !/(?:^|[:/])alias\/aws\//.test(String(name));
}

/** Demands that the setting at `path` names a KMS key of the account's own. */
export const ownKey = (
  path: string,
  { description, impact = "disruption", title, attribute = "arn", service, also = {} }: OwnKey,
) =>
  function* (resource: Resource): Iterable<Problem> {
    const named = resource.get(path);
    if (isOwn(named)) return;
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
