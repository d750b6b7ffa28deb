import { createHash } from "node:crypto";
import type { CheckOutcome, ReportedFinding } from "../outcome.ts";

/** A hash of what each finding is known by where it stands, and of which of several it is that are alike in this. */
export function fingerprints({ findings }: CheckOutcome): ReadonlyMap<ReportedFinding, string> {
  const alike = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const { rule, at, address } = finding;
      const identity = [rule.id, at.path, address, finding.identity].join("\0");
      const ordinal = alike.get(identity) ?? 0;
      alike.set(identity, ordinal + 1);
      return [finding, digest(`${identity}\0${ordinal}`)];
    }),
  );
}

export const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);
