import { isOverride } from "../../language/model/files.ts";
import { areSame, fact } from "../../language/query/engine.ts";
import { contains, fixed, type Place } from "../../language/syntax/text.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import type { Fix, Problem, Related, Severity } from "../../rules/kit/rule.ts";
import { severityBy } from "../../rules/kit/severity.ts";
import { profileReason } from "../../rules/profiles.ts";
import { type Loudness, toldIn } from "../config/config.ts";
import { shown } from "../show/visible.ts";
import { excuses, isReasoned, reasons, type StatedReason } from "../suppress/reasons.ts";
import { match, type Suppression, suppressions } from "../suppress/suppressions.ts";
import type { Finding } from "./finding.ts";
import { calls, type Found } from "./found.ts";

/** What the comments of the files say, by file. */
export class Comments {
  readonly suppressions = new Map<string, readonly Suppression[]>();
  readonly reasons = new Map<string, readonly StatedReason[]>();

  read(file: SourceFile): void {
    this.suppressions.set(file.uri, suppressionsOf(file));
    this.reasons.set(file.uri, reasonsOf(file));
  }
}

const suppressionsOf = fact((file: SourceFile): readonly Suppression[] => suppressions(file));
const reasonsOf = fact((file: SourceFile): readonly StatedReason[] => [
  ...reasons(file),
  ...excuses(suppressionsOf(file)),
]);

/** Whether it may be so on purpose: not what is plainly a mistake, nor what hands over the account or a machine. */
const mayBeMeant = ({ problem: { power }, of: { rule } }: Found, severity: Severity): boolean =>
  power !== "admin" && (severity !== "critical" || power !== undefined) && !profileReason(rule)?.isMistake;

/** A finding in the making: what was found, and the finding as it stood in the last report. */
export class FindingEntry {
  readonly found: Found;
  /** Every place that the finding speaks of, its own first. */
  readonly places: readonly Place[];
  readonly #told: Unplaced;
  /** Where a suppression or a stated reason holds for it. */
  readonly #suppressible: readonly Place[];
  /** Where its places stood in the last report, start and end in turn. */
  readonly #stood: number[] = [];
  order = 0;
  /** The addresses of the other instances of which the same is said. */
  instances: string[] = [];
  finding: Finding | undefined;

  constructor(found: Found) {
    this.found = found;
    const { problem, subject, decided, module } = found;
    const { at, use, within } = decided;
    const overridden = overriddenBy(found);
    const related = relatedOf(found, overridden);
    this.#told = unplaced(found, related);
    this.places = [
      at,
      ...(use ? [use] : []),
      ...within,
      ...(subject ? [subject.at] : []),
      ...(problem.secret ? [problem.secret] : []),
      ...related.map((one) => one.at),
    ];
    this.#suppressible = [
      at,
      ...(use ? [use] : []),
      ...(subject ? [subject.at] : []),
      ...overridden,
      ...calls(module).map((call) => call.at),
    ];
  }

  /** Brings the finding to where its places stand now; whether it is another then. */
  renew({ suppressions, reasons }: Comments, today: string): boolean {
    const before = this.finding;
    const loud = this.#loud(reasons);
    if (loud === undefined) {
      this.finding = undefined;
      return before !== undefined;
    }
    const suppression = this.#suppression(suppressions, today);
    const hasMoved = this.#move();
    const isSame = before && before.suppression === suppression && before.isHint === (loud === "hint");
    if (isSame && this.isToldOfAll && !hasMoved) return false;
    this.finding = findingOf(this.found, this.#told, loud, suppression, this.instances);
    return true;
  }

  /** How it is told: in passing in an example, and where a comment says why it is so, unless that is grave or no reason makes it right. */
  #loud(reasons: Comments["reasons"]): ReturnType<typeof toldIn> {
    const { problem, of, isAside } = this.found;
    if (problem.profile === "all") return toldIn(of.loudness, problem.profile);
    const isQuiet =
      isAside ||
      (isReasoned(reasons, this.#suppressible, this.found.message) && mayBeMeant(this.found, this.#told.severity));
    return toldIn(of.loudness, isQuiet ? "hint" : problem.profile);
  }

  /** Where the finding stood in the last report. */
  get start(): number {
    return this.#stood[0] ?? 0;
  }

  get end(): number {
    return this.#stood[1] ?? 0;
  }

  /** Whether the finding names the instances that there are now. */
  get isToldOfAll(): boolean {
    return areSame(this.finding?.instances ?? [], this.instances);
  }

  /** Notes where its places stand now; whether that is elsewhere. */
  #move(): boolean {
    let hasMoved = false;
    let index = 0;
    for (const { start, end } of this.places) {
      hasMoved ||= start !== this.#stood[index] || end !== this.#stood[index + 1];
      this.#stood[index++] = start;
      this.#stood[index++] = end;
    }
    return hasMoved;
  }

  /** A suppression where it is decided or used, at the resource that it is about, or at a call that leads to it. */
  #suppression(comments: Comments["suppressions"], today: string): Suppression | undefined {
    const { rule } = this.found.of;
    for (const at of this.#suppressible) {
      const inFile = comments.get(at.uri);
      const found = inFile && inFile.length > 0 ? match(inFile, { at, rule }, today) : undefined;
      if (found) return found;
    }
    return undefined;
  }
}

/** The other ends that are told; that a call leads there goes without saying in the call itself. */
function relatedOf({ decided, through }: Found, overridden: readonly Place[]): readonly Related[] {
  const { use, related, at } = decided;
  return [
    ...related,
    ...overridden.map((at) => ({ at, message: "This is what the override file changes" })),
    ...(use ? through.filter(({ block }) => !(block.uri === at.uri && contains(block, at))) : through),
  ];
}

export const entryOf = fact((found: Found) => new FindingEntry(found));

/** What of a finding is the same wherever it stands. */
type Unplaced = Pick<Finding, "severity" | "aliases" | "related" | "fixes">;

const unplaced = ({ problem, of: { rule, loudness } }: Found, related: readonly Related[]): Unplaced => ({
  severity: severityIn(problem, loudness),
  aliases: problem.aliases ?? rule.aliases,
  related: related.map(({ at, message }) => ({ at, message: shown(message) })),
  fixes: placedFixes(problem),
});

function findingOf(
  { problem, of, subject, decided, through, message, address }: Found,
  { severity, aliases, related, fixes }: Unplaced,
  loud: "loud" | "hint",
  suppression: Suppression | undefined,
  instances: readonly string[],
): Finding {
  return {
    rule: of.rule,
    severity,
    isHint: loud === "hint",
    reach: problem.reach,
    power: problem.power,
    at: fixed(decided.at),
    use: decided.use && fixed(decided.use),
    within: decided.within.map(fixed),
    isStatement: problem.statement !== undefined,
    message,
    aliases,
    address,
    subject: subject && { address: subject.address, at: fixed(subject.at) },
    about: subject?.address ?? address,
    instances,
    secret: problem.secret && fixed(problem.secret),
    through: through.map(({ at }) => fixed(at)),
    related: related.map(({ at, message }) => ({ at: fixed(at), message })),
    tag: problem.tag,
    suppression,
    fixes,
  };
}

/** What the configuration says of the rule, else what reach and power come to, else the rule's own. */
const severityIn = ({ reach, power }: Problem, { severity, isConfigured }: Loudness): Severity =>
  isConfigured || !reach || !power ? severity : severityBy({ reach, power });

/** Made here so that it holds on to the problem and to nothing else. */
const placedFixes = ({ fixes }: Problem): (() => Iterable<Fix>) =>
  function* () {
    for (const fix of fixes?.() ?? [])
      yield { ...fix, edits: fix.edits.map(({ at, ...edit }) => ({ at: fixed(at), ...edit })) };
  };

/** The block that an override file writes into, of what is found in the override file. */
function overriddenBy({ problem: { at }, module }: Found): readonly Place[] {
  const section = isOverride(at.uri) ? module.blockAt(at) : undefined;
  return section && section.file.uri !== at.uri ? [section.header] : [];
}
