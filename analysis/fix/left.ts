import type { Checked } from "../run/check.ts";
import type { Finding } from "../run/finding.ts";
import { impactText, needsValue } from "../show/wording.ts";
import { type Choice, priceAbove, type Reserve, reserve } from "./choice.ts";
import type { Effort } from "./effort.ts";
import { proposedFixes } from "./proposed.ts";
import { because, type Refusal } from "./refusal.ts";
import { verify } from "./verify.ts";

/** Why a finding stays where all that may be fixed is fixed. */
export type Left =
  | Reserve
  | { readonly why: "no fix"; readonly says: string | undefined }
  | { readonly why: "refused"; readonly refusal: Refusal }
  | { readonly why: "not tried" };

/** Why a finding has stayed: what stands against the first of its fixes, where something stands against all of them. */
export function whyLeft(finding: Finding, checked: Checked, choice: Choice, effort: Effort): Left {
  const proposals = proposedFixes(finding).map((fix) => ({ finding, fix }));
  const [first] = proposals;
  if (!first) return { why: "no fix", says: finding.rule.noFix };
  const reserves = proposals.map((proposal) => reserve(checked, proposal, choice));
  const tried = proposals.filter((_, index) => !reserves[index]);
  if (tried.length === 0) return reserves[0] ?? { why: "not tried" };
  if (!effort.affords(checked, tried.length)) return { why: "not tried" };
  const objections = tried.map((proposal): Left => {
    const verified = verify(checked, [proposal]);
    if ("why" in verified) return { why: "refused", refusal: verified };
    return priceAbove(verified, choice) ?? { why: "not tried" };
  });
  return objections.find(({ why }) => why === "not tried") ?? objections[0] ?? { why: "not tried" };
}

/** Why a finding has stayed, in a few words that hold for all of its kind. */
export function leftInShort(left: Left): string {
  if (left.why === "price") return impactText[left.impact];
  return left.why === "needs a value" ? needsValue : left.why;
}

/** Why a finding has stayed, in words that complete "left: …". */
export function leftInWords(left: Left): string {
  switch (left.why) {
    case "no fix":
      return left.says === undefined ? "no fix is known" : `no fix. ${left.says}`;
    case "refused":
      return `the fix is refused, because ${because(left.refusal)}`;
    case "not tried":
      return "not everything could be tried; another run may go on";
    case "takes a secret away":
      return "takes a secret out of the code, which has to be rotated";
    case "writes elsewhere":
      return "the fix would write in a file that is not to be written in";
    default:
      return leftInShort(left);
  }
}
