import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import { addTo } from "../../language/multimap.ts";
import { policies } from "../../language/policy/policies.ts";
import type { Policy } from "../../language/policy/policy.ts";
import { areSame, memo, memoBy } from "../../language/query/engine.ts";

/** A policy and which one of its module it is. */
interface Placed {
  readonly policy: Policy;
  readonly position: number;
}

/** The policies that are written in a module and that one of these resources carries. */
export const carriedBy = (module: Module, carriers: readonly Resource[]): readonly Policy[] =>
  carriers.length === 0 ? [] : carriedByAddresses(module, carriers.map(({ address }) => address).join("\n"));

const carriedByAddresses = memoBy(
  (module: Module, addresses: string): readonly Policy[] => {
    const found = new Set(addresses.split("\n").flatMap((address) => byCarrier(module).get(address) ?? []));
    return [...found].sort((a, b) => a.position - b.position).map(({ policy }) => policy);
  },
  { equals: areSame },
);

const byCarrier = memo((module: Module): ReadonlyMap<string, readonly Placed[]> => {
  const found = new Map<string, Placed[]>();
  for (const [position, policy] of policies(module).entries()) {
    const placed = { policy, position };
    for (const { resource } of policy.attachments) addTo(found, resource.address, placed);
  }
  return found;
});
