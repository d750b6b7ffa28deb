import { addTo } from "../../language/multimap.ts";
import { type Body, type Extract, extracts } from "./schema.ts";

/**
 * What AWS alone sets, which the packed schema leaves out and the provider that tests start needs: else Terraform would
 * refuse `aws_kms_key.main.arn`. `types` hold `type=list`, `data.` in front of a data source's, where `list` is an index
 * into `lists`. A list holds members as the packed schema writes them, `name:type`, and in brackets behind a name what is
 * inside of it; a name without a type before brackets is no such attribute itself, but on the way to some.
 */
export interface ComputedAttributes {
  readonly types: readonly string[];
  readonly lists: readonly string[];
}

/** Undefined where the extracts of the provider are not on this machine. */
export function computedAttributes(shared: string): ComputedAttributes | undefined {
  const found = extracts(shared);
  if (found === undefined) return undefined;
  const lists = new Map<string, number>();
  const types = (["resources", "data"] as const).flatMap((kind) => {
    const [v5, v6] = [computedIn(found.v5, kind), computedIn(found.v6, kind)];
    return [...new Set([...v5.keys(), ...v6.keys()])].sort().flatMap((type) => {
      const [a, b] = [v5.get(type) ?? [], v6.get(type) ?? []];
      const both = new Set(a.filter((one) => b.includes(one)));
      const own = (one: string, mark: string): string => (both.has(one) ? one : mark + one);
      const all = [...new Set([...a.map((one) => own(one, "5")), ...b.map((one) => own(one, "6"))])].sort();
      if (all.length === 0) return [];
      const list = nested(all);
      const index = lists.get(list) ?? lists.size;
      lists.set(list, index);
      return [`${kind === "data" ? "data." : ""}${type.replace(/^aws_/, "")}=${index}`];
    });
  });
  return { types, lists: [...lists.keys()] };
}

/** Paths, in order, with what they share written once. */
function nested(paths: readonly string[]): string {
  const inside = new Map<string, string[]>();
  const own = new Map<string, string>();
  for (const path of paths) {
    const { mark = "", head = "", type, rest } = parts.exec(path)?.groups ?? {};
    if (rest === undefined) own.set(mark + head, `${mark}${head}${type ?? ""}`);
    else addTo(inside, head, mark + rest);
  }
  const names = [...new Set([...own.keys(), ...inside.keys()])].sort();
  return names
    .map((name) => {
      const members = inside.get(name);
      return `${own.get(name) ?? name}${members ? `[${nested(members)}]` : ""}`;
    })
    .join(" ");
}

const parts = /^(?<mark>[56]?)(?<head>\w+)(?:(?<type>:.+)|\.(?<rest>.+))?$/;

const computedIn = (extract: Extract, kind: "resources" | "data"): ReadonlyMap<string, readonly string[]> =>
  new Map(Object.entries(extract[kind]).map(([type, body]) => [type, [...computed(body, "")]]));

function* computed({ a = {}, b = {} }: Body, path: string): Iterable<string> {
  for (const [name, [type, flags, inner]] of Object.entries(a)) {
    if (flags === "c") yield `${path}${name}${type === "s" ? "" : `:${type}`}`;
    if (inner) yield* computed(inner, `${path}${name}.`);
  }
  for (const [name, [, , , inner]] of Object.entries(b)) yield* computed(inner, `${path}${name}.`);
}
