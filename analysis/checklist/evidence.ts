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
export function distinctEvidence<At extends Place>(evidence: readonly Evidence<At>[]): readonly Evidence<At>[] {
  const byPlace = new Map<string, Evidence<At>>();
  for (const one of evidence) {
    const key = `${one.item} ${one.at.uri} ${one.at.start} ${one.address.replace(/^(?:module\.[^.]+\.)+/, "")}`;
    // what one call leaves open is open
    if (!byPlace.has(key) || !one.isKnown) byPlace.set(key, one);
  }
  return [...byPlace.values()].sort((a, b) =>
    a.at.uri < b.at.uri ? -1 : a.at.uri > b.at.uri ? 1 : a.at.start - b.at.start,
  );
}

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
