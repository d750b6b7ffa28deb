import { createHash } from "node:crypto";
import { dirname, relative, sep } from "node:path";
import { type Cause, membersOf } from "../analysis/run/causes.ts";
import { grouped } from "../language/multimap.ts";
import { pathOf } from "./disk.ts";
import { type CheckOutcome, type Move, openFindings, type ReportedFinding } from "./outcome.ts";

/** One thing that was found at one address, as it is known by from one version of the code to the next. */
export interface Sighting {
  readonly rule: string;
  /** The directory of the root that it was found from, relative to where the comparison begins, with `/`. */
  readonly directory: string;
  readonly address: string;
  /** A hash of what is said, and of the value that decides it. */
  readonly mark: string;
}

/** All that a check has found and that is not suppressed. */
export const sightings = (outcome: CheckOutcome, origin: string): readonly Sighting[] =>
  openFindings(outcome).flatMap((cause) => sightingsOf(cause, origin));

const sightingsOf = (cause: Cause<ReportedFinding>, origin: string): readonly Sighting[] =>
  membersOf(cause).flatMap((member) => {
    const { rule, identity, address, instances, through, at } = member;
    const mark = createHash("sha256").update(identity).digest("hex").slice(0, 16);
    const directory = placeIn(origin, dirname(pathOf((through.at(-1) ?? at).uri)));
    return [address, ...instances].map((each) => ({ rule: rule.id, directory, address: each, mark }));
  });

const placeIn = (origin: string, directory: string): string => relative(origin, directory).split(sep).join("/") || ".";

/**
 * What is new since an earlier version: findings of which anything was not seen then. The same is what has the same rule, directory,
 * address and mark; else what `moved` blocks lead to; else a resource of the same name that is told the same of and is gone
 * where it was, for its directory or module may have another name now.
 */
export function since(outcome: CheckOutcome, before: readonly Sighting[], origin: string): CheckOutcome {
  const open = openFindings(outcome);
  const now = open.flatMap((cause) => sightingsOf(cause, origin).map((sighting) => ({ ...sighting, cause })));
  const moves = outcome.moves.map((move) => ({ ...move, directory: placeIn(origin, move.directory) }));
  const same = ({ rule, directory, address, mark }: Sighting) => [rule, directory, address, mark].join("\0");
  const first = apart(before, now, same, same);
  const second = apart(first.before, first.now, (seen) => same(followed(seen, moves)), same);
  const alike = ({ rule, address, mark }: Sighting) => [rule, localName(address), mark].join("\0");
  const { before: gone, now: fresh } = apart(second.before, second.now, alike, alike);
  const added = new Set(fresh.map(({ cause }) => cause));
  return {
    ...outcome,
    findings: outcome.findings.filter((cause) => cause.suppression || added.has(cause)),
    known: { old: open.length - added.size, gone: gone.length },
  };
}

/** Those of both versions that have no counterpart in the other; of several that are alike each has one. */
function apart<Now extends Sighting>(
  before: readonly Sighting[],
  now: readonly Now[],
  keyBefore: (seen: Sighting) => string,
  keyNow: (seen: Now) => string,
): { readonly before: readonly Sighting[]; readonly now: readonly Now[] } {
  const waiting = grouped(before, keyBefore);
  const left = now.filter((seen) => waiting.get(keyNow(seen))?.pop() === undefined);
  return { before: [...waiting.values()].flat(), now: left };
}

/** How often an address may have moved since. */
const mostMoves = 16;

/** Where what was seen has been moved to. */
function followed(seen: Sighting, moves: readonly Move[]): Sighting {
  let { address } = seen;
  for (let step = 0; step < mostMoves; step++) {
    const move = moves.find(({ directory, from }) => directory === seen.directory && leadsFrom(address, from));
    if (!move) break;
    address = `${move.to}${address.slice(move.from.length)}`;
  }
  return { ...seen, address };
}

const leadsFrom = (address: string, from: string): boolean =>
  address.startsWith(from) && /^(?:$|[.[])/.test(address.slice(from.length));

/** An address without its modules. */
const localName = (address: string): string =>
  address.replace(/^(?:module\.[\w-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)+/, "");
