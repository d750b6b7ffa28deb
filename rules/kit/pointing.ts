import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import type { Reference, Value } from "../../language/model/value.ts";
import { addTo } from "../../language/multimap.ts";
import { areSame, memoBy } from "../../language/query/engine.ts";

/** The attributes by which a resource may be named where its companions name it by `via`. */
export const ownNames = (via: string): readonly string[] => [...new Set([via, "name", "identifier", "id"])];

/**
 * Whether a companion whose `via` is not known may mean a resource: not where another module hands it out, nor where it has
 * another provider, a text that does not fit, or the name that another resource is given by the same variables.
 */
export function mayMean(companion: Resource, via: string, resource: Resource): boolean {
  const value = companion.get(via);
  const handing = value.refs?.filter(({ mode }) => mode === "module") ?? [];
  // who hands the resource to a module that is not here is asked about elsewhere
  if (handing.length > 0 && !handing.some((reference) => isMadeBy(reference, resource))) return false;
  if (isElsewhere(companion, resource)) return false;
  const names = ownNames(via)
    .map((name) => resource.get(name))
    .filter(({ state }) => state !== "absent");
  if (names.length > 0 && !names.some((name) => mayBeSame(value, name))) return false;
  const named = namesakes(value, via, resource);
  return named.length === 0 || named.includes(resource);
}

/** Whether a companion names by variables what a resource is given as its name by the same ones. */
export const isNamedAlike = (companion: Resource, via: string, resource: Resource): boolean =>
  namesakes(companion.get(via), via, resource).includes(resource);

function namesakes(value: Value, via: string, { module, type }: Resource): readonly Resource[] {
  const key = expressionKey(value);
  return key === undefined ? [] : namedAlike(module.root, `${type} ${via} ${key}`);
}

/** Whether a resource is made by the module that hands out a value, or by one that it calls. */
function isMadeBy({ module, name }: Reference, resource: Resource): boolean {
  const call = `${module === "" ? "" : `${module}.`}module.${name}`;
  const { address } = resource.module;
  return address.startsWith(call) && /^(?:[.[]|$)/.test(address.slice(call.length));
}

/** Whether two blocks of one module say that they are of different providers or regions. */
function isElsewhere(a: Resource, b: Resource): boolean {
  if (a.module !== b.module) return false;
  if (providerOf(a) !== providerOf(b)) return true;
  const [one, other] = [a.get("region"), b.get("region")];
  return one.state === "known" && other.state === "known" && one.value !== other.value;
}

function providerOf(resource: Resource): string {
  const written = resource.attribute("provider")?.value;
  if (!written) return "aws";
  const { start, end } = resource.place(written);
  return resource.file.text.slice(start, end);
}

/** Whether two names may be one, by how they begin and end. */
function mayBeSame(a: Value, b: Value): boolean {
  const [first, second] = [endsOf(a), endsOf(b)];
  return (
    (first.head.startsWith(second.head) || second.head.startsWith(first.head)) &&
    (first.tail.endsWith(second.tail) || second.tail.endsWith(first.tail))
  );
}

function endsOf(value: Value): { readonly head: string; readonly tail: string } {
  if (value.state === "known") return { head: String(value.value), tail: String(value.value) };
  const parts = value.state === "unknown" ? (value.parts ?? []) : [];
  const [head, tail] = [parts[0], parts.at(-1)];
  return { head: typeof head === "string" ? head : "", tail: typeof tail === "string" ? tail : "" };
}

/** What is the same for two unknown values that come of the same names; undefined for one that comes of none. */
function expressionKey(value: Value): string | undefined {
  if (value.state !== "unknown") return undefined;
  const parts = value.parts?.map((part) => (typeof part === "string" ? part : (part.refs ?? []).map(referenceKey)));
  const refs = (value.refs ?? []).map(referenceKey);
  return refs.length > 0 || parts?.some((part) => typeof part !== "string" && part.length > 0)
    ? JSON.stringify([refs, parts])
    : undefined;
}

const referenceKey = ({ module, mode, type, name, attribute, key = "" }: Reference): string =>
  [module, mode, type, name, key, attribute].join(" ");

const byExpression = memoBy((root: Module, about: string): ReadonlyMap<string, readonly Resource[]> => {
  const [type = "", via = ""] = about.split(" ");
  const found = new Map<string, Resource[]>();
  for (const module of root.tree())
    for (const resource of module.ofType(type))
      for (const name of ownNames(via)) {
        const key = expressionKey(resource.get(name));
        if (key !== undefined) addTo(found, key, resource);
      }
  return found;
});

/** The resources of a type that are named by an expression. */
const namedAlike = memoBy(
  (root: Module, about: string): readonly Resource[] => {
    const [type = "", via = "", ...key] = about.split(" ");
    return byExpression(root, `${type} ${via}`).get(key.join(" ")) ?? [];
  },
  { equals: areSame },
);
