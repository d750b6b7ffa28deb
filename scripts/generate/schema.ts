import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A body of the extracts in `shared/provider`; its README explains the letters. */
export interface Body {
  readonly a?: Readonly<Record<string, readonly [type: string, flags: string, object?: Body]>>;
  readonly b?: Readonly<Record<string, readonly [nesting: string, min: number, max: number, body: Body]>>;
  readonly any?: number;
  readonly ref?: number;
}

/** The resources and data sources of one version of the provider. */
export interface Extract {
  readonly version: string;
  readonly resources: Readonly<Record<string, Body>>;
  readonly data: Readonly<Record<string, Body>>;
}

type Changes = Readonly<Record<string, { readonly a?: readonly string[]; readonly c?: readonly string[] }>>;
type Messages = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What `language/schema/schema.ts` decodes; it documents the notation. */
export interface PackedSchema {
  readonly versions: { readonly v5: string; readonly v6: string };
  readonly nestings: readonly string[];
  readonly resources: readonly string[];
  readonly data: readonly string[];
  readonly bodies: readonly string[];
  readonly members: string;
  readonly deprecated: Messages;
}

/** Both versions whole; undefined where the extracts are not on this machine. */
export function extracts(shared: string): { readonly v5: Extract; readonly v6: Extract } | undefined {
  if (!existsSync(join(shared, "provider"))) return undefined;
  return { v5: read(shared, "schema-v5.json") as Extract, v6: read(shared, "schema-6.66.0.json") as Extract };
}

/** The provider's schema, packed; undefined where its extracts are not on this machine. */
export function packedSchema(shared: string): PackedSchema | undefined {
  const found = extracts(shared);
  return (
    found &&
    pack(
      found.v5,
      found.v6,
      read(shared, "forcenew-6.58.0.json") as Changes,
      read(shared, "deprecated-6.58.0.json") as Messages,
    )
  );
}

const read = (shared: string, name: string): unknown =>
  JSON.parse(readFileSync(join(shared, "provider", name), "utf8"));

function pack(v5: Extract, v6: Extract, changes: Changes, deprecated: Messages): PackedSchema {
  const bodies = new Interned();
  const nestings = new Interned();

  function packedTypes(kind: "resources" | "data"): string[] {
    return [...new Set([...Object.keys(v5[kind]), ...Object.keys(v6[kind])])].sort().map((type) => {
      const [a, b] = [v5[kind][type], v6[kind][type]];
      const change = kind === "resources" ? changes[type] : undefined;
      const classified = kind === "data" || change !== undefined;
      const mark = `${a && b ? "" : a ? "5" : "6"}`;
      return `${mark}${type.replace(/^aws_/, "")}${classified ? "" : "?"}=${bodyOf(a, b, new Marks(change), "")}`;
    });
  }

  function bodyOf(a: Body | undefined, b: Body | undefined, marks: Marks, path: string): string {
    if (a?.any || b?.any) return "?";
    if (a?.ref !== undefined || b?.ref !== undefined) return `^${a?.ref ?? b?.ref}`;
    const names = [a, b].flatMap((body) => [...Object.keys(body?.a ?? {}), ...Object.keys(body?.b ?? {})]);
    const members = [...new Set(names)].sort().flatMap((name) => memberOf(name, a, b, marks, path));
    return bodies.index(members.join(" "));
  }

  function memberOf(name: string, a: Body | undefined, b: Body | undefined, marks: Marks, parent: string): string[] {
    const path = parent === "" ? name : `${parent}.${name}`;
    const label = name + marks.of(path);
    const [attributeA, attributeB] = [a?.a?.[name], b?.a?.[name]];
    const [blockA, blockB] = [a?.b?.[name], b?.b?.[name]];
    const shape = (attribute: typeof attributeA, block: typeof blockA): string | undefined => {
      if (attribute && !isSettable(attribute[1])) return undefined;
      if (attribute) return `${attribute[1].includes("r") ? "!" : ""}${attribute[0] === "s" ? "" : `:${attribute[0]}`}`;
      if (block) return `{${nestings.index(block.slice(0, 3).join(" "))}.`;
      return undefined;
    };
    const write = (mark: string, shaped: string, c: Body | undefined, d: Body | undefined): string =>
      mark + label + shaped + (c || d ? bodyOf(c, d, marks, path) : "");
    const [shapeA, shapeB] = [shape(attributeA, blockA), shape(attributeB, blockB)];
    const [innerA, innerB] = [attributeA?.[2] ?? blockA?.[3], attributeB?.[2] ?? blockB?.[3]];
    if (shapeA !== undefined && shapeA === shapeB) return [write("", shapeA, innerA, innerB)];
    return [
      ...(shapeA === undefined || a === undefined ? [] : [write(b ? "5" : "", shapeA, innerA, undefined)]),
      ...(shapeB === undefined || b === undefined ? [] : [write(a ? "6" : "", shapeB, undefined, innerB)]),
    ];
  }

  const resources = packedTypes("resources");
  const data = packedTypes("data");
  return {
    versions: { v5: v5.version, v6: v6.version },
    nestings: nestings.values,
    resources,
    data,
    ...abbreviated(bodies.values),
    deprecated: quotable(deprecated),
  };
}

/** Replaces members that many bodies share by one to three capital letters, the commonest by the shortest. */
function abbreviated(bodies: readonly string[]): Pick<PackedSchema, "bodies" | "members"> {
  const counts = new Map<string, number>();
  for (const body of bodies) for (const member of body.split(" ")) counts.set(member, (counts.get(member) ?? 0) + 1);
  const common = [...counts]
    .filter(([member, count]) => count * (member.length - 2) > member.length + 1)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([member]) => member);
  const codes = new Map(common.map((member, index) => [member, letters(index)]));
  return {
    members: common.join(" "),
    bodies: bodies.map((body) =>
      body
        .split(" ")
        .map((member) => codes.get(member) ?? member)
        .join(" "),
    ),
  };
}

/** 0 → A, 25 → Z, 26 → AA: bijective base 26. */
function letters(index: number): string {
  let text = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  return text;
}

const isSettable = (flags: string): boolean => flags !== "c";

/** Some messages of the source have a verb that is filled in at run time: what cannot be quoted is left out. */
const quotable = (messages: Messages): Messages =>
  Object.fromEntries(
    Object.entries(messages).map(([type, byPath]) => [
      type.replace(/^aws_/, ""),
      Object.fromEntries(
        Object.entries(byPath).map(([path, message]) => [path, message.replace("Use '%s' instead. ", "")]),
      ),
    ]),
  );

/** Whether changing a path recreates the resource: `*` always, `~` sometimes. */
class Marks {
  readonly #always: ReadonlySet<string>;
  readonly #sometimes: ReadonlySet<string>;

  constructor(change: Changes[string] | undefined) {
    this.#always = new Set(change?.a);
    this.#sometimes = new Set(change?.c);
  }

  of(path: string): string {
    return this.#always.has(path) ? "*" : this.#sometimes.has(path) ? "~" : "";
  }
}

class Interned {
  readonly #indices = new Map<string, string>();

  index(text: string): string {
    const known = this.#indices.get(text);
    if (known !== undefined) return known;
    const index = this.#indices.size.toString(36);
    this.#indices.set(text, index);
    return index;
  }

  get values(): string[] {
    return [...this.#indices.keys()];
  }
}
