import { apply, type Edit, touches } from "../../language/syntax/text.ts";
import { byFile, composed, isSame } from "../../language/write/edit-set.ts";
import type { Fix } from "../../rules/kit/rule.ts";
import { type Cause, membersOf } from "../run/causes.ts";
import { type Checked, recheck } from "../run/check.ts";
import type { Finding } from "../run/finding.ts";
import type { Report } from "../run/report.ts";
import { shown } from "../show/visible.ts";
import { impactText, needsValue } from "../show/wording.ts";
import { type Choice, priceAbove, reserve } from "./choice.ts";
import { type Effort, effort as granted, patient } from "./effort.ts";
import { needsInput, withStops } from "./input.ts";
import { type ProposedFix, proposedFixes } from "./proposed.ts";
import type { Refusal } from "./refusal.ts";
import { takesOut } from "./secrets.ts";
import { isInstalled, type Verified, verify } from "./verify.ts";

/** Is told of a fix that a rule proposes and verification refuses. */
export type Dropped = (proposal: ProposedFix, refusal: Refusal) => void;

/**
 * The fixes of a finding that were seen to work, the best first: fmt-clean, each with what it does to what is deployed. Those of a
 * cause put right all of its places where they go together, else the first place.
 */
export const fixesFor = (finding: Cause<Finding>, checked: Checked, dropped?: Dropped): readonly Fix[] =>
  worked(proposals(finding), checked, dropped);

/** The same, as far as they can be afforded; undefined where not all that is proposed may be tried. */
export function affordedFixes(
  finding: Cause<Finding>,
  checked: Checked,
  effort: Effort,
  dropped?: Dropped,
): readonly Fix[] | undefined {
  const proposed = proposals(finding);
  return effort.affords(checked, proposed.length) ? worked(proposed, checked, dropped) : undefined;
}

/** A fix of a finding, and those of the other places of its cause that go with it. */
interface Proposal extends ProposedFix {
  readonly others: readonly ProposedFix[];
}

function proposals(finding: Cause<Finding>): readonly Proposal[] {
  const fixes = proposedFixes(finding);
  const alike = membersOf(finding)
    .slice(1)
    .filter(({ rule, suppression }) => rule === finding.rule && !suppression);
  if (alike.length === 0 || alike.length > mostTogether) return fixes.map((fix) => ({ finding, fix, others: [] }));
  const theirs = alike.map((other) => ({ finding: other, fixes: proposedFixes(other) }));
  return fixes.map((fix, index) => ({ finding, fix, others: together(fix, index, fixes.length, theirs) ?? [] }));
}

/** More places are not put right by one edit that anybody would read. */
const mostTogether = 64;

/** What does the same at the other places; undefined where it is not told which that is, or where they get into each other's way. */
function together(
  fix: Fix,
  index: number,
  count: number,
  others: readonly { readonly finding: Finding; readonly fixes: readonly Fix[] }[],
): readonly ProposedFix[] | undefined {
  const taken = [...fix.edits];
  const found: ProposedFix[] = [];
  for (const { finding, fixes } of others) {
    const same = fixes.find(({ title }) => title === fix.title) ?? (fixes.length === count ? fixes[index] : undefined);
    if (!same) return undefined;
    const fresh = same.edits.filter((edit) => !taken.some((other) => isSame(edit, other)));
    if (fresh.some((edit) => taken.some((other) => edit.at.uri === other.at.uri && touches(edit.at, other.at))))
      return undefined;
    taken.push(...fresh);
    found.push({ finding, fix: { ...same, edits: fresh } });
  }
  return found;
}

function worked(proposed: readonly Proposal[], checked: Checked, dropped: Dropped | undefined): readonly Fix[] {
  return proposed.flatMap(({ finding, fix, others }) => {
    const whole = others.length > 0 ? verify(checked, [{ finding, fix }, ...others]) : undefined;
    const isWhole = whole !== undefined && !("why" in whole);
    const verified = isWhole ? whole : verify(checked, [{ finding, fix }]);
    if ("why" in verified) {
      dropped?.({ finding, fix }, verified);
      return [];
    }
    const { impact, edits, also, dropsSecret, needsInput, recreates } = verified;
    const again = also.filter((title) => title === fix.title).length;
    const more = again + (isWhole ? others.filter(({ fix }) => fix.edits.length > 0).length : 0);
    return [
      {
        title: priced(widened(shown(withAlso(fix.title, also)), more), verified),
        impact,
        edits,
        ...(dropsSecret && { dropsSecret }),
        ...(needsInput && { needsInput }),
        ...(impact === "replacement" && { recreates: recreates.length > 0 ? recreates : [finding.about] }),
      },
    ];
  });
}

/** The fixes of a finding as its rule proposes them, not verified, without what could never be written. */
export const proposedFixesFor = (finding: Finding, checked: Checked): readonly Fix[] =>
  proposedFixes(finding)
    .filter(
      ({ edits }) => edits.some((edit) => isChange(edit, checked)) && !edits.some(({ at }) => isInstalled(at.uri)),
    )
    .map((fix) => {
      const dropsSecret = takesOut(checked, finding.secret, fix.edits) || undefined;
      const asks = needsInput(withStops(checked, finding, fix.edits)) || undefined;
      const title = priced(shown(fix.title), { ...fix, dropsSecret, needsInput: asks });
      return { ...fix, title, ...(dropsSecret && { dropsSecret }), ...(asks && { needsInput: asks }) };
    });

const isChange = ({ at, text }: Edit, { files }: Checked): boolean =>
  files.parse(at.uri)?.text.slice(at.start, at.end) !== text;

/** A title with what else is done, each once, as far as that is not in what it speaks of already. */
const withAlso = (title: string, also: readonly string[]): string =>
  [
    title,
    ...[...new Set(also)]
      .filter((other) => other !== title)
      .map((other) => `, and ${other.charAt(0).toLowerCase()}${other.slice(1)}`),
  ].join("");

const widened = (title: string, more: number): string =>
  more === 0 ? title : `${title}, and at ${more} more ${more === 1 ? "place" : "places"}`;

/** Whoever takes a secret out of a file has it in the history still. */
const rotates = ", and rotate the secret";

type Price = Pick<Verified, "impact" | "dropsSecret" | "needsInput">;

/** A title that ends in what the fix costs; nothing where only the code changes. */
const priced = (title: string, { impact, dropsSecret, needsInput }: Price): string =>
  [
    `${title}${dropsSecret ? rotates : ""}`,
    ...(impact === "none" ? [] : [`(${impactText[impact]})`]),
    ...(needsInput ? [`(${needsValue})`] : []),
  ].join(" ");

/** What fixing many findings came to. */
export interface FixOutcome {
  /** Over the files as they were, without overlap. */
  readonly edits: readonly Edit[];
  readonly proposals: readonly ProposedFix[];
  /** What is found then. */
  readonly report: Report;
  /** Whether everything was tried that there was to try. */
  readonly isWhole: boolean;
}

// One round for each companion that goes below the same resource; beyond that rules undo each other's work.
const mostRounds = 24;

/**
 * Fixes all it can: in each round the first acceptable fix of every finding, as far as they leave each other's places
 * alone, verified together, and by halves where together they do not hold. A round costs one verification where
 * all goes well; what did not hold is tried again only when nothing else is left to do, and where that is in vain, too, the next
 * acceptable fix of the finding takes its turn.
 */
export function fixAll(checked: Checked, choice: Choice = {}): FixOutcome {
  const { effort = granted(patient) } = choice;
  let isWhole = true;
  const affords = (): boolean => (isWhole &&= effort.affords(now));
  const proposals: ProposedFix[] = [];
  const rejected = new Set<string>();
  const hopeless = new Set<string>();
  let edits: readonly Edit[] = [];
  let now = checked;
  let isLast = false;
  const rounds = (): void => {
    for (let round = 0; round < mostRounds && isWhole; round++) {
      const proposed = candidates(now, choice, rejected, hopeless);
      const { accepted, verified } = accept(now, [], proposed, choice, affords);
      for (const proposal of proposed) if (!accepted.includes(proposal)) rejected.add(keyOf(proposal));
      if (verified) {
        proposals.push(...accepted);
        edits = composed(edits, verified.edits);
        now = recheck(now, verified.files);
        isLast = false;
      } else {
        if (isLast) for (const key of rejected) hopeless.add(key);
        if (rejected.size === 0) break;
        rejected.clear();
        isLast = !isLast;
      }
    }
  };
  try {
    rounds();
  } finally {
    checked.root.open(checked.files, checked.given);
  }
  // nobody goes from stop to stop through all that was fixed
  return { edits: edits.map(({ at, text }) => ({ at, text })), proposals, report: now.report, isWhole };
}

const keyOf = ({ finding, fix }: ProposedFix): string =>
  [finding.rule.id, finding.address, finding.message, fix.title].join("\n");

function candidates(
  now: Checked,
  choice: Choice,
  rejected: ReadonlySet<string>,
  hopeless: ReadonlySet<string>,
): readonly ProposedFix[] {
  const { only = ({ suppression }) => suppression === undefined } = choice;
  const taken: Edit[] = [];
  const found: ProposedFix[] = [];
  for (const finding of now.report.findings) {
    if (!only(finding)) continue;
    const fix = proposedFixes(finding).find(
      (fix) => !hopeless.has(keyOf({ finding, fix })) && !reserve(now, { finding, fix }, choice),
    );
    if (!fix || rejected.has(keyOf({ finding, fix }))) continue;
    const fresh = fix.edits.filter((edit) => !taken.some((other) => isSame(edit, other)));
    if (fresh.some((edit) => taken.some((other) => edit.at.uri === other.at.uri && touches(edit.at, other.at))))
      continue;
    taken.push(...fresh);
    found.push({ finding, fix });
  }
  return found;
}

interface Acceptance {
  readonly accepted: readonly ProposedFix[];
  /** What they come to; undefined where there is none. */
  readonly verified: Verified | undefined;
}

/** As many of `more` as hold together with `accepted`. */
function accept(
  now: Checked,
  accepted: readonly ProposedFix[],
  more: readonly ProposedFix[],
  choice: Choice,
  affords: () => boolean,
  known?: Verified,
): Acceptance {
  if (more.length === 0 || !affords()) return { accepted, verified: known };
  const all = [...accepted, ...more];
  const verified = verify(now, all);
  if (!("why" in verified) && !priceAbove(verified, choice)) return { accepted: all, verified };
  if (more.length === 1) return { accepted, verified: known };
  const half = more.length >> 1;
  const first = accept(now, accepted, more.slice(0, half), choice, affords, known);
  return accept(now, first.accepted, more.slice(half), choice, affords, first.verified);
}

/** What the files that are edited look like afterwards, by URI. */
export function preview(edits: readonly Edit[], { files }: Checked): ReadonlyMap<string, string> {
  return new Map([...byFile(edits)].map(([uri, own]) => [uri, apply(files.parse(uri)?.text ?? "", own)]));
}
