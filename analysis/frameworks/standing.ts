import { grouped } from "../../language/multimap.ts";
import type { Standard } from "../../rules/frameworks.ts";
import type { Rule, Severity } from "../../rules/kit/rule.ts";
import { type Evidence, oncePer, type Weighed, weighed } from "../checklist/evidence.ts";
import { type StandingTick, type Tick, tickOf } from "../checklist/ticks.ts";
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
export interface ControlStanding<Finding, At> extends Control, Weighed<Finding, At> {
  readonly standing: Standing;
  /** What a person has said. */
  readonly tick: StandingTick | undefined;
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
  const findings = grouped(known.findings, ({ rule }) => rule.id);
  const evidence = grouped(known.evidence, ({ item }) => item);
  const controlStanding = (control: Control): ControlStanding<Finding, At> => {
    const { rules, byHand } = control;
    const isMeant = (...addresses: readonly string[]): boolean =>
      !control.types || addresses.some((address) => control.types?.includes(typeOf(address)));
    const all = rules
      .flatMap(({ id }) => findings.get(id) ?? [])
      .filter(({ address, about }) => isMeant(address, about));
    const faulty = new Set(all.flatMap(({ address, about, instances }) => [address, about, ...instances]));
    // each resource once, whichever rules have looked into it
    const looked = oncePer(
      rules.flatMap(({ id }) => evidence.get(id) ?? []),
      ({ address }) => address,
    ).filter(({ address }) => isMeant(address) && !faulty.has(address));
    const found = {
      ...control,
      ...weighed(all, looked),
      tick: byHand && tickOf(byHand.item, byHand.days, known),
    };
    return { ...found, standing: standingOfControl(found, known.isPartlyRead) };
  };
  return requirementsOf(standard, known.rules).map((requirement) => {
    const controls = requirement.controls.map(controlStanding);
    return { ...requirement, controls, standing: together(controls.map(({ standing }) => standing)) };
  });
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
