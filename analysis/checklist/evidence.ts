import type { Resource } from "../../language/model/resource.ts";
import type { Place } from "../../language/syntax/text.ts";

/** A resource that shows that something is as it should be, or that would if its values were known. */
export interface Evidence<At> {
  /** The id of the row, or of the rule, that it speaks of. */
  readonly item: string;
  readonly address: string;
  readonly at: At;
  readonly isKnown: boolean;
}

/** What several roots show by the same resource counts once, in the order of files and places. */
export const distinctEvidence = <At extends Place>(evidence: readonly Evidence<At>[]): readonly Evidence<At>[] =>
  oncePer(
    evidence,
    ({ item, at, address }) => `${item} ${at.uri} ${at.start} ${address.replace(/^(?:module\.[^.]+\.)+/, "")}`,
  ).sort((a, b) => (a.at.uri < b.at.uri ? -1 : a.at.uri > b.at.uri ? 1 : a.at.start - b.at.start));

/** One for each key: what one of several leaves open is open. */
export function oncePer<At>(evidence: readonly Evidence<At>[], keyOf: (one: Evidence<At>) => string): Evidence<At>[] {
  const found = new Map<string, Evidence<At>>();
  for (const one of evidence) {
    const key = keyOf(one);
    if (!found.has(key) || !one.isKnown) found.set(key, one);
  }
  return [...found.values()];
}

/** What the code says for and against something being as it should be. */
export interface Weighed<Finding, At> {
  /** What says that it is not. */
  readonly findings: readonly Finding[];
  /** What would, had somebody not accepted it. */
  readonly accepted: readonly Finding[];
  /** What shows that it is. */
  readonly evidence: readonly Evidence<At>[];
  /** What would show it, were its values known. */
  readonly undecided: readonly Evidence<At>[];
}

export const weighed = <Finding extends { readonly suppression: object | undefined }, At>(
  findings: readonly Finding[],
  evidence: readonly Evidence<At>[],
): Weighed<Finding, At> => ({
  findings: findings.filter(({ suppression }) => !suppression),
  accepted: findings.filter(({ suppression }) => suppression),
  evidence: evidence.filter(({ isKnown }) => isKnown),
  undecided: evidence.filter(({ isKnown }) => !isKnown),
});

/** Nobody can open the file of a stand-in: the call stands for what is in it. */
export function placeOf(resource: Resource): Place {
  let { module } = resource;
  let place = resource.header;
  while (module.isStandIn && module.call) {
    place = module.call.header;
    module = module.call.module;
  }
  return place;
}
