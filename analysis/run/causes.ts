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

/** A finding that stands for all that has the same cause: those are its members, itself the first. */
export type Cause<Each extends Told> = Each & { readonly members: readonly Each[] };

/**
 * Findings by their causes, in the order of places. One cause has what one rule says of one place, or in one block, object or statement,
 * whatever calls lead there, and what a rule says that another one there makes superfluous. What is suppressed stays by
 * itself: it hides nothing of the rest.
 */
export function causes<Each extends Told>(findings: readonly Each[]): readonly Cause<Each>[] {
  const order = new Map(findings.map((finding, index) => [finding, index]));
  const first = ([each]: readonly Each[]): number => (each && order.get(each)) ?? 0;
  return folded(alike(findings))
    .sort((a, b) => first(a) - first(b))
    .flatMap((members) => caused(members) ?? []);
}

/** What one rule says that is one thing, the first of it first. */
function alike<Each extends Told>(findings: readonly Each[]): readonly (readonly Each[])[] {
  interface Group {
    readonly members: Each[];
    readonly keys: string[];
  }
  const groups = new Set<Group>();
  const byKey = new Map<string, Group>();
  for (const finding of findings) {
    const { rule, at, suppression } = finding;
    const own = suppression ? `${rule.id} suppressed` : rule.id;
    const [atPlace, around] = [`${own} ${spot(at)}`, `${own} in ${spotOf(finding)}`];
    let group = byKey.get(atPlace);
    const other = byKey.get(around);
    if (group && other && group !== other) {
      group.members.push(...other.members);
      group.keys.push(...other.keys);
      for (const key of other.keys) byKey.set(key, group);
      groups.delete(other);
    }
    group ??= other;
    if (!group) {
      group = { members: [], keys: [] };
      groups.add(group);
    }
    group.members.push(finding);
    group.keys.push(atPlace, around);
    byKey.set(atPlace, group);
    byKey.set(around, group);
  }
  return [...groups].map(({ members }) => (members.length === 1 ? members : members.sort(gravestFirst)));
}

const spot = ({ uri, start, end }: Place): string => `${uri} ${start} ${end}`;

/** What is the same for all that is within the same; the place itself where that is by itself. */
const spotOf = ({ at, within: [first = at, second] }: Told): string =>
  second ? `${spot(first)} ${spot(second)}` : spot(first);

/** The same whatever the order in which it was found. */
const gravestFirst = (a: Told, b: Told): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  a.at.start - b.at.start ||
  a.at.end - b.at.end ||
  compare(a.address, b.address) ||
  compare(a.message, b.message);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Puts what is superfluous to what makes it so. */
function folded<Each extends Told>(groups: readonly (readonly Each[])[]): (readonly Each[])[] {
  const present = new Set(groups.map(([head]) => head?.rule.id));
  const superfluous = new Set<string>();
  const over = new Map<string, (readonly [Each, readonly Each[]])[]>();
  for (const group of groups) {
    const [head] = group;
    if (!head?.rule.subsumes || head.suppression) continue;
    for (const id of head.rule.subsumes.filter((each) => present.has(each))) {
      superfluous.add(id);
      for (const member of group)
        for (const key of sides(id, member)) {
          const known = over.get(key);
          if (known) known.push([member, group]);
          else over.set(key, [[member, group]]);
        }
    }
  }
  if (over.size === 0) return [...groups];
  const left = new Map<readonly Each[], readonly Each[]>();
  const moved = new Map<readonly Each[], (readonly [Each, readonly Each[]])[]>();
  for (const group of groups) {
    const [head] = group;
    if (!head || head.suppression || !superfluous.has(head.rule.id)) continue;
    const gone = group.flatMap((member) => {
      for (const key of sides(member.rule.id, member)) {
        const found = over.get(key)?.find(([one, to]) => to !== group && covers(one, member));
        if (found) return [[member, found[1]] as const];
      }
      return [];
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

/** What two findings share that speak of one thing. */
const sides = (id: string, finding: Told): readonly string[] => [
  `${id} ${spot(finding.at)}`,
  `${id} in ${spotOf(finding)}`,
  `${id} about ${finding.at.uri} ${finding.about}`,
];

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
  if (spot(one.at) === spot(other.at) || spotOf(one) === spotOf(other)) return true;
  const isFromTwoSides = one.about !== one.address || other.about !== other.address;
  return one.about === other.about && isFromTwoSides && !(one.isStatement && other.isStatement);
}

/** How many of the other ends are named; of more the count says it. */
const mostNamed = 50;

function caused<Each extends Told>(members: readonly Each[]): Cause<Each> | undefined {
  const [first, ...others] = members;
  if (!first || others.length === 0) return first && { ...first, members };
  const named = new Map(first.related.map((related) => [`${spot(related.at)} ${related.message}`, related]));
  const here = spot(first.at);
  for (const other of others) {
    const isElsewhere = spot(other.at) !== here;
    const isSame = other.rule.id === first.rule.id && other.message === first.message;
    const told = isElsewhere || !isSame ? [{ at: other.at, message: isSame ? "Also here" : other.message }] : [];
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
export function besides<Each extends Told>({ members }: Pick<Cause<Each>, "members">): string {
  const [first] = members;
  if (!first) return "";
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
export const rulesOf = <Each extends Told>({ members }: Pick<Cause<Each>, "members">): readonly string[] => [
  ...new Set(members.map(({ rule }) => rule.id)),
];
