import type { Place } from "../language/syntax/text.ts";
import type { Fix, Related, Rule, Severity } from "../rules/kit/rule.ts";
import type { Suppression } from "./suppressions.ts";

/** A problem that a rule found, weighed by the configuration. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly at: Place;
  readonly message: string;
  /** `aws_s3_bucket.logs`, `module.site.aws_s3_bucket.logs`, or the file's name for what stands in no block. */
  readonly address: string;
  readonly related: readonly Related[];
  readonly tag: "deprecated" | "unnecessary" | undefined;
  readonly suppression: Suppression | undefined;
  /** Cures as the rule proposes them, not yet verified. */
  fixes(): Iterable<Fix>;
}
