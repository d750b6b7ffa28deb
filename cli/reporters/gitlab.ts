import { shown, visibleJson } from "../../analysis/show/visible.ts";
import type { Severity } from "../../rules/kit/rule.ts";
import { type CheckOutcome, type Fault, headline, isGrave, openFindings } from "../outcome.ts";
import { digest, fingerprints } from "./fingerprints.ts";

const severities: Readonly<Record<Severity, "blocker" | "critical" | "major" | "minor">> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
  low: "minor",
};

/** A report for GitLab's Code Quality, which shows it in merge requests (https://docs.gitlab.com/ci/testing/code_quality/). */
export const gitlab = (outcome: CheckOutcome): string => `${visibleJson(issues(outcome), 2)}\n`;

function issues(outcome: CheckOutcome): readonly unknown[] {
  const prints = fingerprints(outcome);
  return [
    ...openFindings(outcome).map((finding) => ({
      description: headline(finding),
      check_name: finding.rule.id,
      fingerprint: prints.get(finding),
      severity: severities[finding.severity],
      location: { path: finding.at.path, lines: { begin: finding.at.range.start.line } },
    })),
    ...outcome.faults.filter(isGrave).flatMap(faultIssue),
  ];
}

/** What was not checked is an issue, too, where there is a file to show it at. */
const faultIssue = ({ file, at, message }: Fault): readonly unknown[] =>
  file === undefined
    ? []
    : [
        {
          description: shown(message),
          check_name: "parapet",
          fingerprint: digest(`${file}\0${message}`),
          severity: "blocker",
          location: { path: file, lines: { begin: at?.line ?? 1 } },
        },
      ];
