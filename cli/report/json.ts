import { shown, visibleJson } from "../../analysis/show/visible.ts";
import type { ReportedFinding, ReportedPlace } from "../outcome.ts";
import type { FrameworkReport, FrameworkReports, ReportedControl, ReportedRequirement } from "./report.ts";
import { claim, tally } from "./words.ts";

/** For programs. Fields are only ever added while `version` stays the same. */
export const json = ({ directory, on, version, files, unread, frameworks }: FrameworkReports): string =>
  `${visibleJson(
    {
      version: 1,
      tool: { name: "parapet", version },
      claim,
      directory,
      on,
      files,
      unread: unread ?? null,
      frameworks: frameworks.map(frameworkJson),
    },
    2,
  )}\n`;

const frameworkJson = ({ standard: { framework, name, source }, requirements }: FrameworkReport) => ({
  id: framework,
  name,
  source,
  summary: Object.fromEntries(tally(requirements)),
  requirements: requirements.map(requirementJson),
});

const requirementJson = ({ number, title, standing, controls }: ReportedRequirement) => ({
  number,
  ...(title !== undefined && { title }),
  standing,
  controls: controls.map(controlJson),
});

const controlJson = (control: ReportedControl) => ({
  ...(control.id !== undefined && { id: control.id }),
  title: control.title,
  standing: control.standing,
  rules: control.rules.map(({ id }) => id),
  findings: control.findings.map(findingJson),
  accepted: control.accepted.map(findingJson),
  evidence: control.evidence.map(({ address, at }) => ({ address, ...placeJson(at) })),
  undecided: control.undecided.map(({ address, at }) => ({ address, ...placeJson(at) })),
  ...(control.byHand && {
    byHand: {
      item: control.byHand.item,
      question: control.byHand.question,
      ...(control.tick && { tick: tickJson(control.tick) }),
    },
  }),
});

const tickJson = ({ by, note, ...tick }: NonNullable<ReportedControl["tick"]>) => ({
  ...tick,
  by: shown(by),
  ...(note !== undefined && { note: shown(note) }),
});

const findingJson = ({ rule, severity, message, address, at, suppression }: ReportedFinding) => ({
  rule: rule.id,
  severity,
  message,
  address,
  ...placeJson(at),
  ...(suppression && { reason: told(suppression.reason), until: told(suppression.until) }),
});

const placeJson = ({ path, range }: ReportedPlace) => ({ file: path, line: range.start.line });

const told = (text: string | undefined): string | null => (text === undefined ? null : shown(text));
