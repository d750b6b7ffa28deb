import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import { companions } from "../../../kit/checks.ts";

const type = "aws_s3_bucket_server_side_encryption_configuration";

/** How a bucket's objects are encrypted by default. */
export interface Encryption {
  /** Every `rule` that says so: inline, or in the configuration beside the bucket. */
  readonly rules: readonly Section[];
  /** Nothing says so anywhere, and nothing can be hidden. */
  readonly isMissing: boolean;
}

export function encryption(bucket: Resource): Encryption {
  const inline = bucket.sections("server_side_encryption_configuration");
  const { found, certain } = companions(bucket, type, "bucket");
  // The guide's spelling, which no provider has: its author wants encryption, and another rule says how to spell it.
  const misspelt = companions(bucket, "aws_s3_bucket_encryption", "bucket").found;
  const rules = [...inline, ...found].flatMap((section) => section.sections("rule"));
  const some = inline.length + found.length + misspelt.length > 0;
  return { rules, isMissing: !some && certain && !bucket.isOpen("server_side_encryption_configuration") };
}

/** Where a rule says with which algorithm and key. */
export const algorithm = (rule: Section): Section | undefined =>
  rule.sections("apply_server_side_encryption_by_default")[0];
