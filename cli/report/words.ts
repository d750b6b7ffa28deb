import type { Standing } from "../../analysis/frameworks/standing.ts";
import { shown } from "../../analysis/show/visible.ts";
import type { ReportedFinding, ReportedPlace } from "../outcome.ts";
import type { FrameworkReports, ReportedControl, ReportedRequirement } from "./report.ts";

/** How a standing is called, and what it means. */
export const standings: Readonly<Record<Standing, { readonly name: string; readonly meaning: string }>> = {
  violated: { name: "Violated", meaning: "The code breaks it." },
  accepted: { name: "Accepted", meaning: "The code breaks it, and somebody has accepted that." },
  "by-hand": { name: "By hand", meaning: "Code does not show it: a person says so." },
  "cannot-tell": {
    name: "Cannot tell",
    meaning: "Something that decides it is known only when it is applied, or was not read.",
  },
  met: { name: "Met", meaning: "All of it that is in the code is as it should be." },
  nothing: { name: "Nothing here", meaning: "What it is about is not in this code: elsewhere, or not in use." },
  "not-read": { name: "Not read", meaning: "No rule reads it from code." },
};

const standingsInOrder = Object.keys(standings) as readonly Standing[];

/** What a report is, and what it is not. */
export const claim =
  "This says what the code shows. It is no proof of compliance: what is set up elsewhere, what is changed by hand, and what people do, is not in it.";

/** How many places a list names; JSON and CSV have all. */
const mostNamed = 20;

/** Something that is said of a control with the places that it is said of. */
export interface SaidOfControl {
  readonly heading: string;
  readonly places: readonly { readonly text: string; readonly where: string }[];
  readonly more: number;
}

/** All that is said of a control. */
export function saidOf(control: ReportedControl): readonly SaidOfControl[] {
  const { findings, accepted, evidence, undecided } = control;
  const said = [
    list(
      "Violated by",
      findings.map((finding) => ({ text: violationWords(finding), where: whereOf(finding.at) })),
    ),
    list(
      "Accepted",
      accepted.map((finding) => ({ text: acceptedWords(finding), where: whereOf(finding.at) })),
    ),
    list(
      "Shown by",
      evidence.map(({ address, at }) => ({ text: `\`${address}\``, where: whereOf(at) })),
    ),
    list(
      "Decided only when it is applied",
      undecided.map(({ address, at }) => ({ text: `\`${address}\``, where: whereOf(at) })),
    ),
  ];
  return said.filter(({ places }) => places.length > 0);
}

const list = (heading: string, places: SaidOfControl["places"]): SaidOfControl => ({
  heading,
  places: places.slice(0, mostNamed),
  more: Math.max(0, places.length - mostNamed),
});

const violationWords = ({ message, address }: ReportedFinding): string => `\`${address}\`: ${message}`;

function acceptedWords(finding: ReportedFinding): string {
  const { suppression } = finding;
  const reason = suppression?.reason === undefined ? "no reason is given" : shown(suppression.reason);
  return `${violationWords(finding)}: ${reason}${suppression?.until === undefined ? "" : ` (until ${shown(suppression.until)})`}`;
}

/** What is said of a control besides its places. */
export function remarkOn({ standing, byHand, tick, rules }: ReportedControl): string | undefined {
  if (tick)
    return `${shown(tick.by)} said so on ${tick.on}${tick.note === undefined ? "" : `: ${shown(tick.note)}`} (${tick.isStale ? "no longer holds since" : "holds until"} ${tick.until})`;
  if (byHand) return `${byHand.question} (every ${byHand.days} days)`;
  if (rules.length === 0) return standings["not-read"].meaning;
  return standing === "nothing" ? standings.nothing.meaning : undefined;
}

const whereOf = ({ path, range: { start } }: ReportedPlace): string => `${shown(path)}:${start.line}`;

/** `S3.5: …`, or what a rule says by itself. */
export const controlTitle = ({ id, title }: ReportedControl): string => (id === undefined ? title : `${id}: ${title}`);

/** What a requirement is called: by its own title, else by its controls. */
export function requirementTitle({ title, controls }: ReportedRequirement): string {
  if (title !== undefined) return title;
  const [first, ...others] = controls;
  if (!first) return "";
  return others.length === 0 ? first.title : `${first.title}, and ${others.length} more`;
}

/** How many requirements stand how. */
export function tally(requirements: readonly ReportedRequirement[]): readonly (readonly [Standing, number])[] {
  return standingsInOrder
    .map((standing) => [standing, requirements.filter((one) => one.standing === standing).length] as const)
    .filter(([, count]) => count > 0);
}

export const factsOf = ({
  directory,
  on,
  version,
  files,
  unread,
}: FrameworkReports): readonly (readonly [string, string])[] => [
  ["Directory", directory],
  ["Date", on],
  ["Files read", String(files)],
  ["Parapet", version],
  ...(unread === undefined ? [] : [["Not read", shown(unread)] as const]),
];
