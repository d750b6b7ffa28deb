import { addTo } from "../../language/multimap.ts";
import type { Place } from "../../language/syntax/text.ts";
import type { Severity } from "../../rules/kit/rule.ts";
import type { Power, Reach } from "../../rules/kit/severity.ts";
import { severities } from "../config/config.ts";
import type { Said } from "./estate.ts";

/** What is said of a place, as far as it takes to see what else has the same cause. */
export interface Told extends Said {
  readonly rule: { readonly id: string; readonly subsumes?: readonly string[] };
  readonly severity: Severity;
  readonly reach?: Reach | undefined;
  readonly power?: Power | undefined;
  /** Whether it is a wish only: what is more than that is not told with it. */
  readonly isHint?: boolean;
  /** The address of what is insecure by it: mostly `address`, else the resource that the one there belongs to. */
  readonly about: string;
  readonly related: readonly { readonly at: Place; readonly message: string }[];
  readonly within: readonly Place[];
  readonly isStatement: boolean;
  /** The addresses of other instances of which the same is said. */
  readonly instances: readonly string[];
}

/** A finding that stands for all that has the same cause: those are its members, itself the first; one by itself names none. */
export type Cause<Each extends Told> = Each & { readonly members?: Members<Each> };

type Members<Each> = readonly [Each, ...Each[]];

/** All findings that a cause stands for, its own first. */
export const membersOf = <Each extends Told>(cause: Cause<Each>): Members<Each> => cause.members ?? [cause];

/**
 * Findings by their causes, in the order of places. One cause has what one rule says of one place, or in one block, object or statement,
 * whatever calls lead there, and what a rule says that another one there makes superfluous. What is suppressed stays by
 * itself: it hides nothing of the rest.
 */
export function causes<Each extends Told>(findings: readonly Each[]): readonly Cause<Each>[] {
  const byHead = new Map<Each, Members<Each>>();
  const others = new Set<Each>();
  for (const group of folded(alike(findings))) {
    const [head, ...more] = group;
    if (!head || more.length === 0) continue;
    byHead.set(head, [head, ...more]);
    for (const member of more) others.add(member);
  }
  if (others.size === 0) return findings;
  return findings
    .filter((finding) => !others.has(finding))
    .map((finding) => {
      const members = byHead.get(finding);
      return members ? caused(finding, members) : finding;
    });
}

/** One thing that a rule says, as it is put together. */
interface Group<Each> {
  readonly members: Each[];
  /** Which finding it began with. */
  readonly order: number;
  /** What it turned out to be the same as. */
  into?: Group<Each>;
}

/** What a group has become part of. */
function whole<Each>(group: Group<Each> | undefined): Group<Each> | undefined {
  let found = group;
  while (found?.into) found = found.into;
  return found;
}

/** What one rule says that is one thing, the first of it first. */
function alike<Each extends Told>(findings: readonly Each[]): readonly (readonly Each[])[] {
  const [open, suppressed] = [new Map<string, number[]>(), new Map<string, number[]>()];
  for (const [order, { rule, suppression }] of findings.entries())
    addTo(suppression ? suppressed : open, rule.id, order);
  const groups: Group<Each>[] = [];
  for (const orders of [...open.values(), ...suppressed.values()]) groups.push(...alikeOfRule(findings, orders));
  return groups
    .sort((a, b) => a.order - b.order)
    .map(({ members }) => (members.length === 1 ? members : members.sort(gravestFirst)));
}

function alikeOfRule<Each extends Told>(findings: readonly Each[], orders: readonly number[]): Iterable<Group<Each>> {
  const groups = new Set<Group<Each>>();
  const [atPlace, around] = [new Spots<Group<Each>>(), new Spots<Group<Each>>()];
  for (const order of orders) {
    const finding = findings[order];
    if (!finding) continue;
    if (orders.length === 1) return [{ members: [finding], order }];
    const here = atPlace.of(finding.at, undefined);
    const within = around.of(...aroundOf(finding));
    const other = whole(within.value);
    const group = whole(here.value) ?? other ?? { members: [], order };
    if (other && other !== group) {
      group.members.push(...other.members);
      other.into = group;
      groups.delete(other);
    }
    group.members.push(finding);
    here.value = within.value = group;
    groups.add(group);
  }
  return groups;
}

/** Something that is kept for a place, or for what is within two. */
interface Spot<Value> {
  readonly at: Place;
  readonly second: Place | undefined;
  value: Value | undefined;
  /** Another one that begins there. */
  readonly next: Spot<Value> | undefined;
}

/** Spots by their places. Nearly all of them begin apart. */
class Spots<Value> {
  readonly #byStart = new Map<number, Spot<Value>>();

  of(at: Place, second: Place | undefined): Spot<Value> {
    const found = this.at(at, second);
    if (found) return found;
    const spot = { at, second, value: undefined, next: this.#byStart.get(at.start) };
    this.#byStart.set(at.start, spot);
    return spot;
  }

  at(at: Place, second: Place | undefined): Spot<Value> | undefined {
    let spot = this.#byStart.get(at.start);
    while (spot && !(isSame(spot.at, at) && isSame(spot.second, second))) spot = spot.next;
    return spot;
  }
}

const isSame = (a: Place | undefined, b: Place | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.start === b.start && a.end === b.end && a.uri === b.uri);

const spot = ({ uri, start, end }: Place): string => `${uri} ${start} ${end}`;

/** What is the same for all that is within the same; the place itself where that is by itself. */
const aroundOf = ({ at, within: [first = at, second] }: Told): readonly [Place, Place | undefined] => [first, second];

/** The same whatever the order in which it was found. */
const gravestFirst = (a: Told, b: Told): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  a.at.start - b.at.start ||
  a.at.end - b.at.end ||
  compare(a.address, b.address) ||
  compare(a.message, b.message);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Puts what is superfluous to what makes it so. */
function folded<Each extends Told>(groups: readonly (readonly Each[])[]): readonly (readonly Each[])[] {
  const present = new Set(groups.map(([head]) => head?.rule.id));
  const over = new Map<string, Sides<readonly [Each, readonly Each[]]>>();
  for (const group of groups) {
    const [head] = group;
    if (!head?.rule.subsumes || head.suppression) continue;
    for (const id of head.rule.subsumes) {
      if (!present.has(id)) continue;
      const sides = over.get(id) ?? new Sides();
      over.set(id, sides);
      for (const member of group) sides.add(member, [member, group]);
    }
  }
  if (over.size === 0) return groups;
  const left = new Map<readonly Each[], readonly Each[]>();
  const moved = new Map<readonly Each[], (readonly [Each, readonly Each[]])[]>();
  for (const group of groups) {
    const [head] = group;
    const sides = head && !head.suppression && over.get(head.rule.id);
    if (!sides) continue;
    const gone = group.flatMap((member) => {
      const found = sides.first(member, ([one, to]) => to !== group && covers(one, member));
      return found ? [[member, found[1]] as const] : [];
    });
    if (gone.length === 0) continue;
    moved.set(group, gone);
    const members = new Set(gone.map(([member]) => member));
    left.set(
      group,
      group.filter((member) => !members.has(member)),
    );
  }
  for (const gone of moved.values())
    for (const [member, to] of gone) {
      const group = standing(to, moved);
      left.set(group, [...(left.get(group) ?? group), member]);
    }
  return groups.flatMap((group) => {
    const members = left.get(group) ?? group;
    return members.length > 0 ? [members] : [];
  });
}

/** What is kept by all that two findings share that speak of one thing: the place, what is around it, and what it is about. */
class Sides<Value> {
  readonly #atPlace = new Spots<Value[]>();
  readonly #around = new Spots<Value[]>();
  readonly #about = new Map<string, Value[]>();

  add(finding: Told, value: Value): void {
    for (const spot of [this.#atPlace.of(finding.at, undefined), this.#around.of(...aroundOf(finding))]) {
      spot.value ??= [];
      spot.value.push(value);
    }
    addTo(this.#about, finding.about, value);
  }

  first(finding: Told, is: (value: Value) => boolean): Value | undefined {
    return (
      this.#atPlace.at(finding.at, undefined)?.value?.find(is) ??
      this.#around.at(...aroundOf(finding))?.value?.find(is) ??
      this.#about.get(finding.about)?.find(is)
    );
  }
}

/** The group that is left of one that may itself be superfluous. */
function standing<Each extends Told>(
  group: readonly Each[],
  moved: ReadonlyMap<readonly Each[], readonly (readonly [Each, readonly Each[]])[]>,
): readonly Each[] {
  const passed = new Set<readonly Each[]>();
  let at = group;
  while (!passed.has(at) && moved.get(at)?.length === at.length) {
    passed.add(at);
    at = moved.get(at)?.[0]?.[1] ?? at;
  }
  return at;
}

/** Whether two findings speak of one thing: of one value, in one block or statement, or of one resource from two sides. */
function covers(one: Told, other: Told): boolean {
  if (one.at.uri !== other.at.uri || (one.isHint && !other.isHint)) return false;
  if (isSame(one.at, other.at)) return true;
  const [[first, second], [otherFirst, otherSecond]] = [aroundOf(one), aroundOf(other)];
  if (isSame(first, otherFirst) && isSame(second, otherSecond)) return true;
  const isFromTwoSides = one.about !== one.address || other.about !== other.address;
  return one.about === other.about && isFromTwoSides && !(one.isStatement && other.isStatement);
}

/** How many of the other ends are named; of more the count says it. */
const mostNamed = 50;

function caused<Each extends Told>(first: Each, members: Members<Each>): Cause<Each> {
  const named = new Map(first.related.map((related) => [`${spot(related.at)} ${related.message}`, related]));
  for (const other of members.slice(1)) {
    const isElsewhere = !isSame(other.at, first.at);
    const isAlike = other.rule.id === first.rule.id && other.message === first.message;
    const told = isElsewhere || !isAlike ? [{ at: other.at, message: isAlike ? "Also here" : other.message }] : [];
    for (const related of [...told, ...other.related]) {
      if (named.size >= mostNamed) break;
      const key = `${spot(related.at)} ${related.message}`;
      if (!named.has(key)) named.set(key, related);
    }
  }
  const { severity, reach, power } = members.reduce((gravest, one) =>
    severities.indexOf(one.severity) < severities.indexOf(gravest.severity) ? one : gravest,
  );
  return { ...first, severity, reach, power, related: [...named.values()], members };
}

/** What else a cause is seen in, as the end of a sentence: `and in 5 more calls`; empty where nothing else. */
export function besides<Each extends Told>(cause: Cause<Each>): string {
  const members = membersOf(cause);
  if (members.length === 1 && cause.instances.length === 0) return "";
  const count = (keyOf: (member: Each) => string | readonly string[]): number =>
    new Set(members.flatMap(keyOf)).size - 1;
  const places = count(({ at }) => spot(at));
  const calls = count(({ through }) => through.map(spot).join(" "));
  const others = count(({ address, instances }) => [address, ...instances]);
  const told = [
    ...(calls > 0 ? [`in ${calls} more ${calls === 1 ? "call" : "calls"}`] : []),
    ...(places > 0 ? [`at ${places} more ${places === 1 ? "place" : "places"}`] : []),
  ];
  if (told.length === 0 && others > 0) told.push(`${others} more`);
  return told.length === 0 ? "" : `and ${told.join(" and ")}`;
}

/** The rules that speak of a cause, that of its finding first. */
export const rulesOf = <Each extends Told>(cause: Cause<Each>): readonly string[] => [
  ...new Set(membersOf(cause).map(({ rule }) => rule.id)),
];
