import type { Fix } from "../../rules/kit/rule.ts";
import type { Finding } from "../run/finding.ts";

/** A finding and a fix for it, not yet verified. */
export interface ProposedFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** The fixes of a finding as its rule proposes them. A rule that fails here proposes nothing more. */
export function proposedFixes(finding: Finding): readonly Fix[] {
  const found: Fix[] = [];
  try {
    for (const fix of finding.fixes()) found.push(fix);
  } catch {
    return found;
  }
  return found;
}
