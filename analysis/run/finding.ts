import type { Place } from "../../language/syntax/text.ts";
import type { Fix, Related, Rule, Severity } from "../../rules/kit/rule.ts";
import type { Power, Reach } from "../../rules/kit/severity.ts";
import type { Suppression } from "../suppress/suppressions.ts";

/** A resource that a finding is about without standing in it. */
export interface Subject {
  readonly address: string;
  /** Its header: a suppression there holds too. */
  readonly at: Place;
}

/** A problem that a rule found, weighed by the configuration. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Whether it is a wish only, which editors show in passing. */
  readonly isHint: boolean;
  /** What the severity follows from, where that is in view: who can get at it, and what is gained. */
  readonly reach: Reach | undefined;
  readonly power: Power | undefined;
  /** Where it is decided: where the value at fault is written, as far as that is known. */
  readonly at: Place;
  /** Where that value is used, if that is elsewhere: what the rule means. */
  readonly use: Place | undefined;
  /** The block, object or statement that it is used in, and the one that decides: what a rule says in the same is one thing. */
  readonly within: readonly Place[];
  /** Whether it is about a statement of a policy, of which there may be others that are no part of it. */
  readonly isStatement: boolean;
  readonly message: string;
  /** The ids of other tools for it: the rule's, or some of them. */
  readonly aliases: readonly string[];
  /** `aws_s3_bucket.logs`, `module.site.aws_s3_bucket.logs`, or the file's name for what stands in no block. */
  readonly address: string;
  /** The addresses of other instances that stand at the same place, of which the same is said. */
  readonly instances: readonly string[];
  /** The resource that is insecure by it, where that is another one. */
  readonly subject: Subject | undefined;
  /** The address of what is insecure by it. */
  readonly about: string;
  /** Where the secret is written that it is about: no report shows what stands there. */
  readonly secret: Place | undefined;
  /** The calls that lead to it from the root, the innermost first. */
  readonly through: readonly Place[];
  readonly related: readonly Related[];
  readonly tag: "deprecated" | "unnecessary" | undefined;
  readonly suppression: Suppression | undefined;
  /** Fixes as the rule proposes them, not yet verified. */
  fixes(): Iterable<Fix>;
}
