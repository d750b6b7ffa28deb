import type { Module } from "../language/model/module.ts";
import type { Value } from "../language/model/value.ts";
import { isReplaced, statements } from "../language/policy/policies.ts";
import type { Carrier, Statement } from "../language/policy/policy.ts";
import type { Place } from "../language/syntax/text.ts";
import type { Run } from "./lint.ts";
import { type Change, moved } from "./moves.ts";

/** The statements of each module that a rule must look at. */
export type Among = (module: Module) => readonly Statement[];

/** Where statements stand among all of them, by file and beginning; a block that comes several times holds several at one place. */
type Positions = ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>;

interface Known {
  readonly all: readonly Statement[];
  readonly positions: Positions;
  /** The positions of those that are others than before. */
  readonly fresh: readonly number[];
}

/**
 * Which statements of a later version a rule must look at that looks at each by itself: those that are not what they were, and
 * those in which it found something.
 */
export function unsettled(before: Module, after: Module, changes: ReadonlyMap<string, Change>): (run: Run) => Among {
  const olds = new Map([...before.tree()].map((module) => [module.address, module]));
  const known = new Map(
    [...after.tree()].map((module) => [module, knownOf(olds.get(module.address), module, changes)]),
  );
  return ({ findings }) =>
    (module) => {
      const here = known.get(module);
      if (!here) return statements(module);
      const due = new Set(here.fresh);
      for (const { statement } of findings.get(module.address) ?? []) {
        const at = statement && moved(statement, changes);
        for (const position of (at && here.positions.get(at.uri)?.get(at.start)) ?? []) due.add(position);
      }
      return [...due].sort((a, b) => a - b).flatMap((position) => here.all[position] ?? []);
    };
}

function knownOf(before: Module | undefined, after: Module, changes: ReadonlyMap<string, Change>): Known {
  const all = statements(after);
  const positions = byPlace(all, ({ at }) => at);
  const others = before ? statements(before) : [];
  const otherPositions = byPlace(others, ({ at }) => moved(at, changes));
  const fresh: number[] = [];
  for (const [uri, inFile] of positions)
    for (const [start, here] of inFile) {
      const there = otherPositions.get(uri)?.get(start) ?? [];
      for (const [index, position] of here.entries()) {
        const [statement, other] = [all[position], others[there[index] ?? -1]];
        const isSettled =
          before !== undefined &&
          statement !== undefined &&
          other !== undefined &&
          there.length === here.length &&
          isSame(before, other, after, statement, changes);
        if (!isSettled) fresh.push(position);
      }
    }
  return { all, positions, fresh };
}

function byPlace(all: readonly Statement[], placeOf: (statement: Statement) => Place | undefined): Positions {
  const found = new Map<string, Map<number, number[]>>();
  for (const [position, statement] of all.entries()) {
    const at = placeOf(statement);
    if (!at) continue;
    let inFile = found.get(at.uri);
    if (!inFile) {
      inFile = new Map();
      found.set(at.uri, inFile);
    }
    const others = inFile.get(at.start);
    if (others) others.push(position);
    else inFile.set(at.start, [position]);
  }
  return found;
}

/** Whether a statement whose text has not changed stands in the same surroundings, as far as a rule sees them from it. */
function isSame(
  before: Module,
  old: Statement,
  after: Module,
  now: Statement,
  changes: ReadonlyMap<string, Change>,
): boolean {
  const [a, b] = [old.policy, now.policy];
  return (
    old.at.end - old.at.start === now.at.end - now.at.start &&
    old.open === now.open &&
    a.open === b.open &&
    a.kind === b.kind &&
    a.spelling === b.spelling &&
    isSameVersion(a.version, b.version) &&
    a.carriers.length === b.carriers.length &&
    a.carriers.every((carrier, index) => isSameCarrier(carrier, b.carriers[index], changes)) &&
    isReplaced(before, old) === isReplaced(after, now)
  );
}

const isSameVersion = (a: Value, b: Value): boolean =>
  a.state === b.state && (a.state !== "known" || (b.state === "known" && a.value === b.value));

const isSameCarrier = (a: Carrier, b: Carrier | undefined, changes: ReadonlyMap<string, Change>): boolean =>
  a.resource.address === b?.resource.address && a.path === b.path && moved(a.resource.at, changes) !== undefined;
