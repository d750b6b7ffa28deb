import { grouped } from "../multimap.ts";
import { detached } from "../syntax/text.ts";
import { closest } from "./closest.ts";
import { packed } from "./packed.ts";

/**
 * What the Terraform provider for AWS lets one write, in its last v5 and a v6 release. Attributes that only AWS sets
 * are left out. `aws.json` is generated (`npm run generate`) and packed; it is unpacked one body at a time, when asked.
 *
 * `resources` and `data` hold `type=body`, where `body` is an index in base 36 into `bodies`; in front of the type, `5` or
 * `6` where only that version has it, and behind it `?` where it is not known which changes recreate it. A body is a list of
 * members: `name`, then `*` where a change always recreates the resource or `~` where it sometimes does, then for
 * an attribute `!` where it is required and `:type` where it is no string, or for a block `{nesting.`, an index into
 * `nestings`; then the body it holds, if any: an index, `?` for anything, or `^n` for the body n names up. `5` or `6`
 * in front of a member means that only this version has it so. Capital letters stand for an entry of `members`.
 */

export type ProviderVersion = "v5" | "v6";

/** Which versions of the provider have a thing. */
export type Versions = "both" | ProviderVersion;

/**
 * What a change does to a resource that exists. `unclassified` is to be feared like `replacement`. "In place" does not
 * promise that nothing is interrupted.
 */
export type UpdateBehavior = "in-place" | "replacement" | "sometimes" | "unclassified";

export type SchemaMember = AttributeType | BlockType;

/** Something written `name = value`. */
interface AttributeType {
  readonly kind: "attribute";
  readonly name: string;
  readonly versions: Versions;
  /** As Terraform writes it: `string`, `list(string)`, `set(object)`. */
  readonly type: string;
  readonly required: boolean;
}

/** Something written `name { … }`. */
interface BlockType {
  readonly kind: "block";
  readonly name: string;
  readonly versions: Versions;
  readonly nesting: "single" | "list" | "set" | "map";
  readonly min: number;
  /** Undefined where there is no limit. */
  readonly max: number | undefined;
  readonly required: boolean;
}

/** The names of all types of one kind, over both versions. */
export interface TypeNames extends Iterable<string> {
  has(type: string): boolean;
  /** Undefined for a type that no version has. */
  versions(type: string): Versions | undefined;
  /** The type that was probably meant by one that does not exist. */
  closest(type: string): string | undefined;
}

const resources = lazy(() => unpackedTypes(packed().resources));
const data = lazy(() => unpackedTypes(packed().data));

/** The managed resource types, `aws_s3_bucket` and so on. */
export const resourceTypes: TypeNames = typeNames(resources);

/** The types of data sources. */
export const dataTypes: TypeNames = typeNames(data);

/** The versions the schema was taken from. */
export const versions = (): Readonly<Record<ProviderVersion, string>> => packed().versions;

/**
 * What may be written at a path such as `root_block_device.encrypted` of a resource type, or of a data source's as
 * `data.aws_iam_policy_document`; undefined where nothing may, and "anything" inside
 * the few blocks whose content is not described. Where the versions differ, v6 is described unless v5 is asked for.
 */
export function member(type: string, path: string, version?: ProviderVersion): SchemaMember | "anything" | undefined {
  const way = walk(type, path.split("."), version);
  return way === "anything" ? way : way?.steps.at(-1)?.member;
}

/** All that may be written directly in a resource, or in one of its blocks. */
export function membersOf(type: string, path = "", version?: ProviderVersion): readonly SchemaMember[] {
  const way = walk(type, path === "" ? [] : path.split("."), version);
  if (way === undefined || way === "anything" || way.body === anything) return [];
  return [...unpackedBody(way.body).values()].flatMap((candidates) => preferred(candidates, version)?.member ?? []);
}

/** The names of attributes and blocks that a resource, or one of its blocks, cannot do without. */
export const required = (type: string, path = "", version?: ProviderVersion): readonly string[] =>
  membersOf(type, path, version)
    .filter((one) => one.required)
    .map((one) => one.name);

/** What the provider says about a path, or about the type as a whole, that it wants nobody to write any more. */
export function deprecated(type: string, path = "."): string | undefined {
  const messages: Readonly<Record<string, Readonly<Record<string, string>>>> = packed().deprecated;
  const name = type.replace(prefix, "");
  return Object.hasOwn(messages, name) && Object.hasOwn(messages[name] ?? {}, path)
    ? messages[name]?.[path]
    : undefined;
}

/** What happens to a resource that exists when the value at a path changes. */
export function change(type: string, path: string): UpdateBehavior {
  const way = walk(type, path.split("."));
  if (way === undefined || way === "anything" || !resources().get(type)?.classified) return "unclassified";
  const marks = way.steps.map(({ mark }) => mark);
  return marks.includes("*") ? "replacement" : marks.includes("~") ? "sometimes" : "in-place";
}

interface PackedType {
  readonly versions: Versions;
  readonly classified: boolean;
  readonly body: string;
}

interface Unpacked {
  readonly member: SchemaMember;
  readonly mark: string;
  readonly body: string;
}

/** The members on the way along a path, and the body it ends in. */
interface MemberPath {
  readonly steps: readonly Unpacked[];
  readonly body: string;
}

const prefix = /^aws_/;
const anything = "?";
const nothing = "";

function walk(type: string, names: readonly string[], version?: ProviderVersion): MemberPath | "anything" | undefined {
  const found = type.startsWith("data.") ? data().get(type.slice("data.".length)) : resources().get(type);
  if (found === undefined) return undefined;
  const steps: Unpacked[] = [];
  const bodies = [found.body];
  let body = found.body;
  for (const name of names) {
    if (body === anything) return "anything";
    const step = preferred(unpackedBody(body).get(name) ?? [], version);
    if (step === undefined) return undefined;
    steps.push(step);
    body = step.body.startsWith("^") ? (bodies.at(-Number(step.body.slice(1))) ?? anything) : step.body;
    bodies.push(body);
  }
  return { steps, body };
}

/** Of the shapes a name has in the two versions, the one asked for, else the newer. */
const preferred = (candidates: readonly Unpacked[], version: ProviderVersion | undefined): Unpacked | undefined =>
  version === undefined
    ? candidates.at(-1)
    : candidates.find(({ member }) => member.versions === "both" || member.versions === version);

const unpackedBodies = new Map<string, ReadonlyMap<string, readonly Unpacked[]>>();

function unpackedBody(index: string): ReadonlyMap<string, readonly Unpacked[]> {
  const known = unpackedBodies.get(index);
  if (known !== undefined) return known;
  const text = index === nothing ? "" : (packed().bodies[Number.parseInt(index, 36)] ?? "");
  const all =
    text === "" ? [] : text.split(" ").map((word) => unpacked(/^[A-Z]/.test(word) ? abbreviation(word) : word));
  const body = grouped(all, ({ member }) => member.name);
  unpackedBodies.set(index, body);
  return body;
}

const members = lazy(() => packed().members.split(" "));

/** A is the first of the shared members, Z the 26th, AA the 27th. */
function abbreviation(letters: string): string {
  let count = 0;
  for (const letter of letters) count = count * 26 + letter.charCodeAt(0) - 64;
  return members()[count - 1] ?? "";
}

const shape =
  /^(?<version>[56]?)(?<name>\w+)(?<mark>[*~]?)(?:\{(?<nesting>\w+)\.|(?<required>!?)(?::(?<type>\w+\{\}|[\w()]+))?)(?<body>.*)$/;

function unpacked(word: string): Unpacked {
  const {
    version = "",
    name = "",
    mark = "",
    nesting,
    required,
    type = "s",
    body = "",
  } = shape.exec(word)?.groups ?? {};
  const versions = versionsOf(version);
  if (nesting === undefined)
    return {
      member: { kind: "attribute", name, versions, type: spelledOut(type), required: required === "!" },
      mark,
      body,
    };
  const [how = "", min, max] = (packed().nestings[Number.parseInt(nesting, 36)] ?? "").split(" ");
  return {
    member: {
      kind: "block",
      name,
      versions,
      nesting: how === "single" || how === "set" ? how : how === "maplist" ? "map" : "list",
      min: Number(min),
      max: Number(max) || undefined,
      required: Number(min) > 0,
    },
    mark,
    body,
  };
}

const versionsOf = (mark: string): Versions => (mark === "5" ? "v5" : mark === "6" ? "v6" : "both");

const words: Readonly<Record<string, string>> = { s: "string", n: "number", b: "bool", l: "list", t: "set", m: "map" };

/** `t(s)` → `set(string)`, `l{}` → `list(object)`, `o{}` → `object` */
function spelledOut(type: string): string {
  if (type === "o{}") return "object";
  const { collection, inner = "" } = /^(?<collection>maplist|\w)(?:\((?<inner>.*)\)|\{\})$/.exec(type)?.groups ?? {};
  if (collection === undefined) return words[type] ?? "any";
  return `${collection === "maplist" ? "map" : words[collection]}(${inner === "" ? "object" : spelledOut(inner)})`;
}

function unpackedTypes(packed: readonly string[]): ReadonlyMap<string, PackedType> {
  return new Map(
    packed.map((text) => {
      const [head = "", body = ""] = text.split("=");
      const {
        version = "",
        name = "",
        doubt,
      } = /^(?<version>[56]?)(?<name>\w+)(?<doubt>\??)$/.exec(head)?.groups ?? {};
      return [`aws_${name}`, { versions: versionsOf(version), classified: doubt === "", body }];
    }),
  );
}

/** How many misspelt names are remembered: the same one mostly comes again. */
const mostNearest = 100;

function typeNames(types: () => ReadonlyMap<string, PackedType>): TypeNames {
  const nearest = new Map<string, string | undefined>();
  return {
    has: (type) => types().has(type),
    versions: (type) => types().get(type)?.versions,
    closest(type) {
      if (!nearest.has(type)) {
        if (nearest.size >= mostNearest) nearest.clear();
        nearest.set(detached(type), closest(type, types().keys()));
      }
      return nearest.get(type);
    },
    [Symbol.iterator]: () => types().keys(),
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
