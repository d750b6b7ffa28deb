import type { Module } from "../../language/model/module.ts";
import { addTo } from "../../language/multimap.ts";
import { memo } from "../../language/query/engine.ts";
import type { Place } from "../../language/syntax/text.ts";
import { type ChecklistItem, checklist } from "../../rules/checklist.ts";
import { isTakenIn } from "../../rules/profiles.ts";
import { type Evidence, placeOf, type Weighed, weighed } from "./evidence.ts";
import { type StandingTick, type Tick, tickOf } from "./ticks.ts";

/** What is known of a row; `cannot-tell` where only `terraform apply`, or what was not read, decides. */
export type RowState = "met" | "violated" | "missing" | "cannot-tell" | "by-hand";

export const rowStates: readonly RowState[] = ["violated", "missing", "cannot-tell", "by-hand", "met"];

/** What a row needs to know of a finding. */
interface Told {
  readonly rule: { readonly id: string };
  readonly address: string;
  /** The address of what is insecure by it. */
  readonly about: string;
  readonly suppression: object | undefined;
}

/** One row of the checklist as it stands. */
export interface Row<Finding, At> extends Weighed<Finding, At> {
  readonly item: ChecklistItem;
  readonly state: RowState;
  /** What a person has said. */
  readonly tick: StandingTick | undefined;
}

const itemsOf = new Map<string, readonly ChecklistItem[]>();

/** The items that a rule's findings speak of. */
export function itemsOfRule(id: string): readonly ChecklistItem[] {
  const known = itemsOf.get(id) ?? checklist.filter(({ rules }) => takesIn(rules, id));
  itemsOf.set(id, known);
  return known;
}

const takesIn = (written: readonly string[], id: string): boolean =>
  written.some((one) => isTakenIn(id, one)) &&
  !written.some((one) => one.startsWith("!") && isTakenIn(id, one.slice(1)));

/** What the resources of a root and of all that it calls show. */
export const evidenceIn = (root: Module): readonly Evidence<Place>[] => root.tree().flatMap(evidenceOf);

const evidenceOf = memo((module: Module): readonly Evidence<Place>[] =>
  checklist.flatMap(({ id, proofs }) => {
    const found: Evidence<Place>[] = [];
    for (const { types, shows } of proofs)
      for (const type of types)
        for (const resource of module.ofType(type)) {
          const shown = shows(resource);
          if (shown !== "nothing")
            found.push({ item: id, address: resource.address, at: placeOf(resource), isKnown: shown === "met" });
        }
    return found;
  }),
);

/** What is known when the rows are told. */
export interface ChecklistFacts<Finding extends Told, At> {
  /** Of every rule that the checklist names. */
  readonly findings: readonly Finding[];
  readonly evidence: readonly Evidence<At>[];
  /** Whether there is code that was not read, in which what is missing may be. */
  readonly isPartlyRead: boolean;
  readonly ticks: ReadonlyMap<string, Tick>;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** All rows, in the order of the guide. */
export function rowsOf<Finding extends Told, At>(known: ChecklistFacts<Finding, At>): readonly Row<Finding, At>[] {
  const findings = new Map<string, Finding[]>();
  for (const finding of known.findings) for (const { id } of itemsOfRule(finding.rule.id)) addTo(findings, id, finding);
  const evidence = new Map<string, Evidence<At>[]>();
  for (const one of known.evidence) addTo(evidence, one.item, one);
  return checklist.map((item) => {
    const all = findings.get(item.id) ?? [];
    const faulty = new Set(all.flatMap(({ address, about }) => [address, about]));
    const shown = (evidence.get(item.id) ?? []).filter(({ address }) => !faulty.has(address));
    const row = { item, ...weighed(all, shown), tick: item.byHand && tickOf(item.id, item.byHand.days, known) };
    return { ...row, state: stateOf(row, known.isPartlyRead) };
  });
}

function stateOf<Finding, At>(row: Omit<Row<Finding, At>, "state">, isPartlyRead: boolean): RowState {
  const { item, findings, accepted, evidence, undecided, tick } = row;
  if (findings.length > 0) return "violated";
  if (item.byHand) return tick && !tick.isStale ? "met" : "by-hand";
  if (undecided.length > 0) return "cannot-tell";
  if (evidence.length > 0) return "met";
  return isPartlyRead || accepted.length > 0 ? "cannot-tell" : "missing";
}
