import { type Impact, impacts } from "../../rules/kit/rule.ts";
import type { Checked } from "../run/check.ts";
import type { Finding } from "../run/finding.ts";
import type { Effort } from "./effort.ts";
import { needsInput, withStops } from "./input.ts";
import type { ProposedFix } from "./proposed.ts";
import { takesOut } from "./secrets.ts";
import type { Verified } from "./verify.ts";

/** Which findings are fixed all at once, and how far that may go. */
export interface Choice {
  /** The gravest impact that is accepted; `update` where not said otherwise. */
  readonly maximum?: Impact;
  /** Whether to write values that only the author can tell; not where not said otherwise. */
  readonly placeholders?: boolean;
  /** Whether to take away what may be the only copy of a secret; not where not said otherwise. */
  readonly secrets?: boolean;
  /** Which findings to fix; those that are not suppressed where not said otherwise. */
  readonly only?: (finding: Finding) => boolean;
  /** Which files may be edited. */
  readonly writes?: (uri: string) => boolean;
  /** What may be tried; what has been seen to work by the time that it is used up is what comes of it. */
  readonly effort?: Effort;
}

/** Why a fix is not chosen. */
export type Reserve =
  | { readonly why: "price"; readonly impact: Impact }
  | { readonly why: "takes a secret away" }
  | { readonly why: "needs a value" }
  | { readonly why: "writes elsewhere" };

/** Why a fix is not even tried, by what its rule says of it; undefined where it may be. */
export function reserve(now: Checked, { finding, fix }: ProposedFix, choice: Choice): Reserve | undefined {
  const { secrets = false, placeholders = false, writes = () => true } = choice;
  // seen here already, so that a file full of secrets does not cost a verification for each
  if (!secrets && takesOut(now, finding.secret, fix.edits)) return { why: "takes a secret away" };
  if (!placeholders && needsInput(withStops(now, finding, fix.edits))) return { why: "needs a value" };
  if (!fix.edits.every(({ at }) => writes(at.uri))) return { why: "writes elsewhere" };
  return priceAbove(fix, choice);
}

/** Why fixes are not chosen, by what they were seen to cost; undefined where they may be. */
export function priceAbove(
  { impact, dropsSecret }: Pick<Verified, "impact"> & Partial<Pick<Verified, "dropsSecret">>,
  { maximum = "update", secrets = false }: Choice,
): Reserve | undefined {
  if (!secrets && dropsSecret) return { why: "takes a secret away" };
  return impacts.indexOf(impact) > impacts.indexOf(maximum) ? { why: "price", impact } : undefined;
}
