import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addTo } from "../../language/multimap.ts";
import {
  dataTypes,
  membersOf,
  type ProviderVersion,
  resourceTypes,
  type SchemaMember,
} from "../../language/schema/schema.ts";

/** What a provider has: its configuration, its resources and its data sources. */
export interface Provided {
  readonly configuration: Body;
  readonly resources: ReadonlyMap<string, Body>;
  readonly data: ReadonlyMap<string, Body>;
}

/** The AWS provider; its `configuration` as far as examples write it, where not said otherwise. */
export function amazons(version: ProviderVersion, configuration = exampleConfiguration()): Provided {
  const has = (versions: string | undefined): boolean => versions === "both" || versions === version;
  const bodies = (types: Iterable<string>, prefix: string) =>
    new Map([...types].map((type) => [type, bodyOf(`${prefix}${type}`, version)]));
  return {
    configuration,
    resources: bodies(
      [...resourceTypes].filter((type) => has(resourceTypes.versions(type))),
      "",
    ),
    data: bodies(
      [...dataTypes].filter((type) => has(dataTypes.versions(type))),
      "data.",
    ),
  };
}

/** A provider as Terraform asks it: its answer to `GetSchema`, in the protocol buffers of plugin protocol 5. */
export const schemaMessage = ({ configuration, resources, data }: Provided): Buffer =>
  Buffer.concat([
    field(1, field(2, blockMessage(configuration))),
    ...[...resources].map(([type, body]) => field(2, entry(type, blockMessage(body)))),
    ...[...data].map(([type, body]) => field(3, entry(type, blockMessage(body)))),
    // so that Terraform does not ask for the schema again
    field(6, number(2, 1)),
  ]);

const entry = (type: string, block: Buffer): Buffer => Buffer.concat([field(1, type), field(2, field(2, block))]);

/** A type as Terraform's JSON has it: `"string"`, `["list", "string"]`, `["object", {…}]`. */
type Type = string | readonly [string, Type | Readonly<Record<string, Type>>];

export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Nested[];
}

interface Attribute {
  readonly name: string;
  readonly type: Type;
  readonly setting: "required" | "optional" | "computed" | "either";
}

interface Nested {
  readonly block: Extract<SchemaMember, { readonly kind: "block" }>;
  readonly body: Body;
}

function bodyOf(type: string, version: ProviderVersion): Body {
  const byParent = computedOf(type, version);
  const inside = (path: readonly string[]): Body => {
    const settable = membersOf(type, path.join("."), version);
    const attributes: Attribute[] = [];
    const blocks: Nested[] = [];
    const typeOf = (name: string, written: string): Type =>
      cty(written, () => (path.includes(name) ? undefined : objectOf(inside([...path, name]))));
    for (const one of settable)
      if (one.kind === "attribute")
        attributes.push({
          name: one.name,
          type: typeOf(one.name, one.type),
          setting: one.required ? "required" : "optional",
        });
      // a block that holds itself, like WAF's statements, has no end
      else if (!path.includes(one.name)) blocks.push({ block: one, body: inside([...path, one.name]) });
    for (const { name, written } of byParent.get(path.join(".")) ?? [])
      attributes.push({ name, type: typeOf(name, written), setting: "computed" });
    return { attributes, blocks };
  };
  return inside([]);
}

const objectOf = ({ attributes, blocks }: Body): Type => [
  "object",
  Object.fromEntries([
    ...attributes.map(({ name, type }) => [name, type] as const),
    ...blocks.map(({ block, body }) => [block.name, [collectionOf(block.nesting), objectOf(body)]] as const),
  ]),
];

const collectionOf = (nesting: Nested["block"]["nesting"]): string => (nesting === "set" ? "set" : "list");

/** `set(string)` → `["set", "string"]` */
function cty(written: string, object: () => Type | undefined): Type {
  const { collection, inner = "" } = /^(?<collection>list|set|map)\((?<inner>.*)\)$/.exec(written)?.groups ?? {};
  if (collection !== undefined) return [collection, cty(inner, object)];
  if (written === "object") return object() ?? "string";
  return written === "number" || written === "bool" ? written : "string";
}

interface Computed {
  readonly name: string;
  readonly written: string;
}

const file = JSON.parse(readFileSync(join(import.meta.dirname, "computed.json"), "utf8")) as {
  readonly types: readonly string[];
  readonly lists: readonly string[];
};
const listOf = new Map(
  file.types.map((text) => {
    const [type = "", index] = text.split("=");
    return [type, file.lists[Number(index)] ?? ""] as const;
  }),
);

/** What only AWS sets, by the path of the block that it is in. */
function computedOf(type: string, version: ProviderVersion): ReadonlyMap<string, readonly Computed[]> {
  const byParent = new Map<string, Computed[]>();
  const path: string[] = [];
  for (const [word] of (listOf.get(type.replace(/\baws_/, "")) ?? "").matchAll(/\]|[^\s[\]]+\[?/g)) {
    const { mark = "", name = "", short, opens } = computedShape.exec(word)?.groups ?? {};
    const isOnTheWay = opens !== undefined && short === undefined;
    if (name !== "" && !isOnTheWay && (mark === "" || `v${mark}` === version)) {
      const parent = path.join(".");
      addTo(byParent, parent, { name, written: spelledOut(short ?? "s") });
    }
    if (opens !== undefined) path.push(name);
    else if (word === "]") path.pop();
  }
  return byParent;
}

const computedShape = /^(?<mark>[56]?)(?<name>\w+)(?::(?<short>[^[]+))?(?<opens>\[)?$/;
const collections: Readonly<Record<string, string>> = { l: "list", t: "set", m: "map" };
const plain: Readonly<Record<string, string>> = { n: "number", b: "bool" };

/** `t(s)` → `set(string)`, `l{}` → `list(object)` */
function spelledOut(short: string): string {
  if (short === "o{}") return "object";
  const { letter = "", inner } = /^(?<letter>[ltm])(?:\((?<inner>.*)\)|\{\})$/.exec(short)?.groups ?? {};
  if (letter === "") return plain[short] ?? "string";
  return `${collections[letter]}(${inner === undefined ? "object" : spelledOut(inner)})`;
}

function blockMessage({ attributes, blocks }: Body): Buffer {
  return Buffer.concat([
    ...attributes.map(({ name, type, setting }) =>
      field(
        2,
        Buffer.concat([
          field(1, name),
          field(2, JSON.stringify(type)),
          ...settings[setting].map((tag) => number(tag, 1)),
        ]),
      ),
    ),
    ...blocks.map(({ block, body }) =>
      field(
        3,
        Buffer.concat([
          field(1, block.name),
          field(2, blockMessage(body)),
          number(3, nestings[block.nesting]),
          ...(block.nesting === "single" ? [] : [number(4, block.min), number(5, block.max ?? 0)]),
        ]),
      ),
    ),
  ]);
}

const settings = { required: [4], optional: [5], computed: [6], either: [5, 6] } as const;

const nestings = { single: 1, list: 2, set: 3, map: 4 } as const satisfies Record<Nested["block"]["nesting"], number>;

/** What `provider "aws" { … }` may hold, as far as examples write it. */
const exampleConfiguration = (): Body => ({
  attributes: [
    "access_key",
    "profile",
    "region",
    "secret_key",
    "skip_credentials_validation",
    "skip_metadata_api_check",
    "skip_requesting_account_id",
    "token",
  ].map((name) => ({ name, type: "string", setting: "optional" })),
  blocks: [
    configured("default_tags", 1, { tags: ["map", "string"] }),
    configured("assume_role", 0, { external_id: "string", role_arn: "string", session_name: "string" }),
  ],
});

function configured(name: string, max: number, types: Readonly<Record<string, Type>>): Nested {
  const attributes = Object.entries(types).map(([of, type]) => ({ name: of, type, setting: "optional" as const }));
  return nested(name, { attributes, blocks: [] }, max);
}

/** A block of a name, any number of times where no `max` says otherwise. */
export const nested = (name: string, body: Body, max = 0): Nested => ({
  block: { kind: "block", name, versions: "both", nesting: "list", min: 0, max: max || undefined, required: false },
  body,
});

/** A field of bytes or text. */
function field(tag: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint((tag << 3) | 2), varint(bytes.length), bytes]);
}

/** A field of a number; none where it is 0. */
const number = (tag: number, value: number): Buffer =>
  value === 0 ? Buffer.alloc(0) : Buffer.concat([varint(tag << 3), varint(value)]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}
