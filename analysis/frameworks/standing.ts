import type { Standard } from "../../rules/frameworks.ts";
import type { Rule, Severity } from "../../rules/kit/rule.ts";
import type { Evidence } from "../checklist/evidence.ts";
import { holdsUntil, type Tick } from "../checklist/ticks.ts";
import { typeOf } from "../show/loss.ts";
import { type Control, type Requirement, requirementsOf } from "./requirements.ts";

/**
 * How a requirement, or a control of it, stands: `cannot-tell` where only `terraform apply`, or what was not read, decides; `nothing` where
 * what it is about is not in the code; `not-read` where no rule reads it from code.
 */
export type Standing = "violated" | "accepted" | "by-hand" | "cannot-tell" | "met" | "nothing" | "not-read";

/** What a finding must say of itself. */
export interface Violation {
  readonly rule: { readonly id: string };
  readonly severity: Severity;
  readonly message: string;
  readonly address: string;
  readonly about: string;
  readonly instances: readonly string[];
  readonly suppression: { readonly reason?: string; readonly until?: string } | undefined;
}

/** A control as it stands, and what says so. */
export interface ControlStanding<Finding, At> extends Control {
  readonly standing: Standing;
  readonly findings: readonly Finding[];
  readonly accepted: readonly Finding[];
  readonly evidence: readonly Evidence<At>[];
  /** What would show it, were its values known. */
  readonly undecided: readonly Evidence<At>[];
  /** What a person has said, and until when that holds. */
  readonly tick: (Tick & { readonly until: string; readonly isStale: boolean }) | undefined;
}

export interface RequirementStanding<Finding, At> extends Requirement {
  readonly standing: Standing;
  readonly controls: readonly ControlStanding<Finding, At>[];
}

/** What is known when it is told how a framework stands. */
export interface FrameworkFacts<Finding extends Violation, At> {
  readonly rules: readonly Pick<Rule, "id" | "title" | "controls">[];
  /** Each by itself, whatever it has a cause in common with. */
  readonly findings: readonly Finding[];
  readonly evidence: readonly Evidence<At>[];
  /** Whether there is code that was not read, in which what is not here may be. */
  readonly isPartlyRead: boolean;
  readonly ticks: ReadonlyMap<string, Tick>;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** The requirements of a framework as they stand. */
export function standingOf<Finding extends Violation, At>(
  standard: Standard,
  known: FrameworkFacts<Finding, At>,
): readonly RequirementStanding<Finding, At>[] {
  const byRule = new Map<string, { readonly findings: Finding[]; readonly evidence: Evidence<At>[] }>();
  const ofRule = (id: string) => {
    const own = byRule.get(id) ?? { findings: [], evidence: [] };
    byRule.set(id, own);
    return own;
  };
  for (const finding of known.findings) ofRule(finding.rule.id).findings.push(finding);
  for (const one of known.evidence) ofRule(one.item).evidence.push(one);
  const controlStanding = (control: Control): ControlStanding<Finding, At> => {
    const own = control.rules.map(({ id }) => ofRule(id));
    const isMeant = (...addresses: readonly string[]): boolean =>
      !control.types || addresses.some((address) => control.types?.includes(typeOf(address)));
    const all = own.flatMap(({ findings }) => findings).filter(({ address, about }) => isMeant(address, about));
    const faulty = new Set(all.flatMap(({ address, about, instances }) => [address, about, ...instances]));
    const looked = byAddress(own.flatMap(({ evidence }) => evidence)).filter(
      ({ address }) => isMeant(address) && !faulty.has(address),
    );
    const found = {
      ...control,
      findings: all.filter(({ suppression }) => !suppression),
      accepted: all.filter(({ suppression }) => suppression),
      evidence: looked.filter(({ isKnown }) => isKnown),
      undecided: looked.filter(({ isKnown }) => !isKnown),
      tick: tickOf(control, known),
    };
    return { ...found, standing: standingOfControl(found, known.isPartlyRead) };
  };
  return requirementsOf(standard, known.rules).map((requirement) => {
    const controls = requirement.controls.map(controlStanding);
    return { ...requirement, controls, standing: together(controls.map(({ standing }) => standing)) };
  });
}

/** Each resource once: what one rule cannot tell of it is open. */
function byAddress<At>(evidence: readonly Evidence<At>[]): readonly Evidence<At>[] {
  const found = new Map<string, Evidence<At>>();
  for (const one of evidence) if (!found.has(one.address) || !one.isKnown) found.set(one.address, one);
  return [...found.values()];
}

function tickOf(
  { byHand }: Control,
  { ticks, today }: Pick<FrameworkFacts<Violation, never>, "ticks" | "today">,
): ControlStanding<never, never>["tick"] {
  const tick = byHand && ticks.get(byHand.item);
  if (!tick) return undefined;
  const until = holdsUntil(tick, byHand.days);
  return { ...tick, until, isStale: until < today || tick.on > today };
}

function standingOfControl<Finding, At>(
  control: Omit<ControlStanding<Finding, At>, "standing">,
  isPartlyRead: boolean,
): Standing {
  const { findings, accepted, evidence, undecided, byHand, rules } = control;
  if (findings.length > 0) return "violated";
  if (accepted.length > 0) return "accepted";
  if (byHand) return "by-hand";
  if (rules.length === 0) return "not-read";
  if (undecided.length > 0) return "cannot-tell";
  if (evidence.length > 0) return "met";
  return isPartlyRead ? "cannot-tell" : "nothing";
}

/** A requirement is met where one of its controls is, and nothing of the others is left open; one that is not read leaves it so. */
function together(standings: readonly Standing[]): Standing {
  const worst = gravest.find((one) => standings.includes(one));
  if (worst) return worst;
  if (!standings.includes("not-read")) return standings.includes("met") ? "met" : "nothing";
  return standings.every((one) => one === "not-read") ? "not-read" : "cannot-tell";
}

const gravest = ["violated", "accepted", "by-hand", "cannot-tell"] as const;
