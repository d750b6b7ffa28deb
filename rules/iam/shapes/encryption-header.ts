import type { Value } from "../../../language/model/value.ts";
import { takesIn } from "../../../language/policy/match.ts";
import { type Condition, type Statement, textOf } from "../../../language/policy/policy.ts";
import type { ActionData } from "../../../language/schema/actions.ts";

/** The header by which a request to S3 names the encryption it wants. */
export const header = "s3:x-amz-server-side-encryption";

/** The actions whose requests carry it, by AWS's service authorization reference for S3. */
const writing = ["s3:PutObject", "s3:ReplicateObject", "s3:BypassGovernanceRetention", "s3:UpdateObjectEncryption"];

/** Whether a value takes in, or may take in, an action that carries the header. */
export const isWriting = (action: Value): boolean => writing.some((name) => takesIn(action, name) !== false);

/** Whether all that a value takes in carries the header. */
export const isOnlyWriting = (action: Value, data: ActionData | undefined): boolean =>
  data?.expand(textOf(action) ?? "*").every((name) => writing.includes(name)) ?? false;

/** Whether a value names one action of S3 that never carries the header; a pattern is left alone. */
export function isOther(action: Value): boolean {
  const name = textOf(action);
  return name !== undefined && /^s3:[A-Za-z]+$/.test(name) && !isWriting(action);
}

/** A condition that fails where the header is missing. */
export function demand({ conditions }: Statement): Condition | undefined {
  return conditions?.values.find(
    ({ operator, key }) =>
      textOf(key)?.toLowerCase() === header &&
      /^(?:ForAnyValue:)?String(?:Equals|EqualsIgnoreCase|Like)$/.test(textOf(operator) ?? ""),
  );
}
