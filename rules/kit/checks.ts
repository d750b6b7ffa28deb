import type { Module } from "../../language/model/module.ts";
import { Resource } from "../../language/model/resource.ts";
import type { BlockSection, Section } from "../../language/model/section.ts";
import { type Json, type Reference, toJson, type Value } from "../../language/model/value.ts";
import { addTo } from "../../language/multimap.ts";
import { areSame, areSameSets, memo, memoBy, type Query, query } from "../../language/query/engine.ts";
import type { Edit } from "../../language/syntax/text.ts";
import { append, expression, putAll, type Source } from "./edits.ts";
import { isExplained } from "./explained.ts";
import { isNamedAlike, mayMean, ownNames } from "./pointing.ts";
import { type Major, majors } from "./provider.ts";
import { type Fix, type Impact, listed, type Picked, type Problem, type Profile, type Related } from "./rule.ts";

const lists = new Map<string, (module: Module) => readonly object[]>();

/** One list for all who look at the same: what they say of its subjects is asked for together. */
function sharedList<One extends object>(key: string, list: (module: Module) => readonly One[]) {
  const known = lists.get(key);
  if (known) return known as typeof list;
  lists.set(key, list);
  return list;
}

/** Several lists as one. */
function together<One extends object>(
  names: readonly string[],
  list: (module: Module, name: string) => readonly One[],
): (module: Module) => readonly One[] {
  const [only = "", ...others] = names;
  if (others.length === 0) return (module) => list(module, only);
  const none: readonly One[] = [];
  // the lists are long, and `concat` copies each as a whole
  return memo((module: Module) => none.concat(...names.map((name) => list(module, name))), { equals: areSame });
}

/** The managed resources of some types. */
const listOf = (types: readonly string[]): ((module: Module) => readonly Resource[]) =>
  sharedList(
    `resources ${types.join(" ")}`,
    together(types, (module, type) => module.ofType(type)),
  );

const itself = (resource: Resource): Resource => resource;

/** Every managed resource of these types. */
export const resources = (...types: readonly string[]): Picked<Resource> => listed(listOf(types), types, itself);

/** What is in one of several lists, whole ones: to narrow them here is to go over them whenever one changes. */
export const either = <One extends object>(...all: readonly Picked<One>[]): Picked<One> =>
  listed(
    memo((module: Module) => all.flatMap((list) => list(module)), { equals: areSame }),
    undefined,
    (one) => (one instanceof Resource ? one : undefined),
  );

/** Every data source of a type. */
export const dataSources = (type: string): Picked<Resource> =>
  listed(
    sharedList(`data ${type}`, (module) => module.data(type)),
    undefined,
    itself,
  );

/** Every top-level block of these kinds, each once however many instances it has: `resource`, `data`, `variable`, `provider`, … */
export function declared(...kinds: readonly string[]): Picked<BlockSection> {
  // to go over all resources is dear enough to be done once for all rules
  if (kinds.includes("resource")) return described.where(({ block }) => kinds.includes(block.type.text));
  return blocksOf(kinds);
}

const blocksOf = (kinds: readonly string[]): Picked<BlockSection> =>
  listed(
    sharedList(
      `blocks ${kinds.join(" ")}`,
      together(kinds, (module, kind) => module.blocks(kind)),
    ),
  );

const described = blocksOf(["resource", "data", "module"]);

/** Every managed resource of these types as it is written: once, however many instances it has. */
export const written = (...types: readonly string[]): Picked<BlockSection> =>
  listed(
    sharedList(
      `written ${types.join(" ")}`,
      together(types, (module, type) => module.blocksNamed("resource", type)),
    ),
    types,
  );

/** Every managed resource of these types in the whole tree of modules that a section is part of. */
export const anywhere = ({ module }: Section, ...types: readonly string[]): readonly Resource[] =>
  allOf(module.root, types.join(" "));

const allOf = memoBy((root: Module, types: string) => root.tree().flatMap(listOf(types.split(" "))), {
  equals: areSame,
});

/** The first resource of these types that a value refers to, whatever it is called. */
export function referred(value: Value, around: Section, ...types: readonly string[]): Resource | undefined {
  for (const type of types) {
    const all = namesIn(around.module.root, `${type} name`);
    const [first] = (value.refs ?? [])
      .filter((reference) => reference.mode === "resource" && reference.type === type)
      .flatMap((reference) => atAddress(all, referenceKey(reference)) ?? [])
      .sort((a, b) => a.position - b.position);
    if (first) return first.resource;
  }
  return undefined;
}

/** Resources of a type whose `via` refers to this one. */
export const referrers = (resource: Resource, type: string, via: string): readonly Resource[] =>
  pointingTo(pointersIn(resource.module.root, `${type} ${via}`), keyOf(resource));

/** The resource of a type that a value means: by reference, else by the name that it has itself. */
export function meant(value: Value, around: Section, type: string, name = "name"): Resource | undefined {
  const all = namesIn(around.module.root, `${type} ${name}`);
  const [first] = (value.refs ?? [])
    .flatMap((reference) => atAddress(all, referenceKey(reference)) ?? [])
    .sort((a, b) => a.position - b.position);
  const text = plain(value);
  return (first ?? (text === undefined ? undefined : calledIn(all, text)))?.resource;
}

/** A resource and which one of its type it is. */
interface Placed {
  readonly resource: Resource;
  readonly position: number;
}

/** The resources of one type of a tree by their addresses and by what an attribute calls them, of several the first. */
interface Names {
  readonly byAddress: ReadonlyMap<string, Placed>;
  readonly byName: ReadonlyMap<string | number | boolean, Placed>;
}

/** An index of a whole tree: who looks into it asks by one key, and hears nothing of the others. */
class TreeIndex<Entries> {
  readonly entries: Query<Entries>;

  constructor(read: () => Entries) {
    this.entries = query(read);
  }
}

const namesIn = memoBy((root: Module, key: string): TreeIndex<Names> => {
  const [type = "", name = ""] = key.split(" ");
  return new TreeIndex(() => {
    const [byAddress, byName] = [new Map<string, Placed>(), new Map<string | number | boolean, Placed>()];
    for (const [position, resource] of root
      .tree()
      .flatMap((module) => module.ofType(type))
      .entries()) {
      const placed = { resource, position };
      const [address, text] = [keyOf(resource), plain(resource.get(name))];
      if (!byAddress.has(address)) byAddress.set(address, placed);
      if (text !== undefined && !byName.has(text)) byName.set(text, placed);
    }
    return { byAddress, byName };
  });
});

const isSamePlaced = (a: Placed | undefined, b: Placed | undefined): boolean =>
  a?.resource === b?.resource && a?.position === b?.position;

const atAddress = memoBy((names: TreeIndex<Names>, address: string) => names.entries.get().byAddress.get(address), {
  equals: isSamePlaced,
});

const calledIn = memoBy(
  (names: TreeIndex<Names>, name: string | number | boolean) => names.entries.get().byName.get(name),
  { equals: isSamePlaced },
);

/** Every nested block of a type in resources of these types. */
export const blocks = (path: string, ...types: readonly string[]): Picked<Section> =>
  resources(...types).each((resource) => nested(resource, path.split(".")));

const nested = (section: Section, [head, ...rest]: readonly string[]): readonly Section[] =>
  head === undefined ? [section] : section.sections(head).flatMap((inner) => nested(inner, rest));

/** What is asked of one value, and what to write where it does not hold. */
export interface Demand {
  /** Completes "Set it to …". */
  readonly text: string;
  readonly write?: Source;
  /** `undefined` stands for a setting that is not there. */
  meets(value: Json | undefined): boolean;
}

/** This value, also as the text that Terraform converts. */
export const is = (wanted: string | number | boolean): Demand => ({
  text: JSON.stringify(wanted),
  write: wanted,
  // Terraform converts "true" where a bool is asked for
  meets: (value) => value === wanted || (typeof value === "string" && value === String(wanted)),
});

/** Anything but this; `write` where there is something sensible to write. */
export const isNot = (unwanted: Json, write?: Source): Demand => ({
  text: `other than ${JSON.stringify(unwanted)}`,
  ...(write !== undefined && { write }),
  meets: (value) => value !== unwanted && String(value) !== String(unwanted),
});

/** The first is the one to write. */
export const oneOf = (...wanted: readonly [string, ...string[]]): Demand => ({
  text: wanted.map((value) => JSON.stringify(value)).join(" or "),
  write: wanted[0],
  meets: (value) => typeof value === "string" && wanted.some((other) => other.toLowerCase() === value.toLowerCase()),
});

/** A number that is not smaller. */
export const atLeast = (least: number): Demand => ({
  text: `at least ${least}`,
  write: least,
  meets: (value) => value !== undefined && value !== null && Number(value) >= least,
});

/** A number that is not greater. */
export const atMost = (most: number): Demand => ({
  text: `at most ${most}`,
  write: most,
  meets: (value) => value !== undefined && value !== null && Number(value) <= most,
});

/** None of these, whatever the case; `write` where there is something sensible to write. */
export const noneOf = (unwanted: readonly string[], write?: Source): Demand => ({
  text: `other than ${unwanted.map((value) => JSON.stringify(value)).join(" or ")}`,
  ...(write !== undefined && { write }),
  meets: (value) => !unwanted.some((other) => String(value).toLowerCase() === other.toLowerCase()),
});

/** A list that holds this among others. */
export const includes = (wanted: string): Demand => ({
  text: `a list with ${JSON.stringify(wanted)}`,
  meets: (value) => (Array.isArray(value) ? value.includes(wanted) : value === wanted),
});

/** Anything but nothing; `write` where there is something sensible to write. */
export const isSet = (write?: Source): Demand => ({
  text: "set",
  ...(write !== undefined && { write }),
  meets: (value) =>
    value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0),
});

/** The same demand where it is not for a fix to meet it. */
export const byHand = ({ text, meets }: Demand): Demand => ({ text, meets });

/** A setting counts as its provider default where it is not written. */
export interface SettingOptions {
  readonly impact?: Impact;
  /** What the provider takes where nothing is written; undefined where that falls short by itself. */
  readonly fallback?: Json;
  /** The same where versions 5 and 6 differ: it falls short only if it does in every version that the module admits. */
  readonly fallbacks?: Readonly<Record<Major, Json>>;
  /** The rule's title where not said otherwise. */
  readonly message?: string;
  /** The fix's title; `Set \`path\` to …` where not said otherwise. */
  readonly title?: string;
  /** How the value is written where it is not a matter of its path. */
  readonly edits?: (section: Section, write: Source) => readonly Edit[];
  /** The profile that tells it where nothing is written, if that is a wider one. */
  readonly unwritten?: Profile;
}

/** Demands that the setting at `path` holds; where nothing is written, that the provider's default does: without a `fallback` that falls short. */
export const setting = (path: string, demand: Demand, options: SettingOptions = {}) =>
  function* (section: Section): Iterable<Problem> {
    const actual = section.get(path);
    if (holds(actual, demand, options.fallback)) return;
    const { fallbacks } = options;
    if (
      fallbacks &&
      actual.state === "absent" &&
      majors(section.module).some((major) => demand.meets(fallbacks[major]))
    )
      return;
    const { write } = demand;
    const { impact = "update", message, title, edits = (to, value) => putAll(to, { [path]: value }) } = options;
    yield {
      at: actual.at,
      ...(message !== undefined && { message }),
      ...(options.unwritten && actual.state === "absent" && { profile: options.unwritten }),
      ...relatedTo(actual),
      ...(write !== undefined && {
        fixes: () =>
          isExplained(actual, section)
            ? []
            : [{ title: title ?? `Set \`${path}\` to ${demand.text}`, impact, edits: edits(section, write) }],
      }),
    };
  };

/** False only where a value is known, or known to be absent, and falls short. */
export function holds(value: Value, demand: Demand, fallback?: Json): boolean {
  if (value.state === "absent") return demand.meets(fallback);
  const json = toJson(value);
  // the provider takes an empty text for none
  return json === undefined || demand.meets(json) || (json === "" && fallback !== undefined && demand.meets(fallback));
}

/** Where a value is written, when that is not where it is used. */
export function relatedTo(value: Value): { readonly related?: readonly Related[] } {
  const { origin } = value;
  return origin ? { related: [{ at: origin, message: "The value comes from here", decides: true }] } : {};
}

/** The plain value where it is known. */
export const plain = (value: Value): string | number | boolean | undefined =>
  value.state === "known" && value.value !== null ? value.value : undefined;

/** Whether a value is known to be true, also as Terraform's `"true"`. */
export const isTrue = (value: Value): boolean => {
  const actual = plain(value);
  return actual === true || actual === "true";
};

/** Whether a value is known to be false, also as Terraform's `"false"`. */
export const isFalse = (value: Value): boolean => {
  const actual = plain(value);
  return actual === false || actual === "false";
};

/**
 * Each element on its own, so that a finding underlines one; a lone value counts as a list of one. Brackets around nothing but a list, `["${var.list}"]`,
 * are none, as for Terraform up to 0.11 (https://github.com/hashicorp/terraform/issues/19140): later ones refuse them.
 */
export function items(value: Value): readonly Value[] {
  if (value.state !== "list") return value.state === "absent" ? [] : [value];
  const [only, ...others] = value.items;
  return only?.state === "list" && others.length === 0 ? only.items : value.items;
}

/** A resource that must stand beside another: it points there through `via` and carries `settings`. */
export interface Companion {
  /** The attribute that names the other. */
  readonly via: string;
  /** What is written there for a new companion: `id` unless said otherwise. */
  readonly attribute?: string;
  /** What a new one holds besides. */
  readonly body: (resource: Resource) => Readonly<Record<string, Source>>;
  readonly impact?: Impact;
  readonly message?: string;
  readonly title?: string;
  /** What to demand of companions that exist. */
  readonly check?: (companion: Resource) => Iterable<Problem>;
}

/** Demands a companion of `type`; checks the ones there are, on the resource's account, and adds one where there is none. */
export const companion = (
  type: string,
  { via, attribute = "id", body, impact = "update", message, title, check }: Companion,
) =>
  function* (resource: Resource): Iterable<Problem> {
    const { found, certain } = companions(resource, type, via);
    if (check) for (const other of found) for (const problem of check(other)) yield { subject: resource, ...problem };
    if (found.length > 0 || !certain) return;
    const fix = (): readonly Fix[] => [
      {
        title: title ?? `Add \`${type}\``,
        impact,
        edits: [
          append(resource, type, {
            [via]: expression(`${resource.type}.${resource.name}.${attribute}`),
            ...body(resource),
          }),
        ],
      },
    ];
    yield { at: resource.header, ...(message !== undefined && { message }), fixes: fix };
  };

/**
 * Resources of `type` anywhere in the tree whose `via` means this one. `certain` is false where one may hide: a broken
 * block, a file that cannot be read, a companion that names what cannot be known and may be this one, a module that
 * is not here and is handed the resource, or
 * a caller that is not in view and can tell the resource.
 */
export function companions(
  resource: Resource,
  type: string,
  via: string,
): { readonly found: readonly Resource[]; readonly certain: boolean } {
  const { root } = resource.module;
  const pointers = pointersIn(root, `${type} ${via}`);
  const pointing = pointingTo(pointers, keyOf(resource));
  // what names another instance is not this one's
  const found = new Set(
    resource.key === "" ? pointing : pointing.filter((other) => resource.isMeantBy(other.get(via))),
  );
  for (const name of arePointingByName(pointers) ? ownNames(via) : []) {
    const own = plain(resource.get(name));
    if (typeof own === "string") for (const other of naming(pointers, own)) found.add(other);
  }
  for (const other of pointingSomewhere(pointers)) if (isNamedAlike(other, via, resource)) found.add(other);
  const isPartial = resource.broken && !resource.module.complete?.includes(type);
  const isHidden = () =>
    isPartial ||
    pointingSomewhere(pointers).some((other) => !found.has(other) && mayMean(other, via, resource)) ||
    isOutOfSight(root, resource) ||
    (root.isLibrary && isKnownToCallers(resource, ownNames(via)));
  return { found: [...found], certain: !isHidden() };
}

/** Resources of one type by what an attribute of theirs points to. */
interface Pointers {
  readonly byReference: ReadonlyMap<string, readonly Resource[]>;
  /** `bucket = "logs"` means the bucket whose own `bucket` is "logs". */
  readonly byName: ReadonlyMap<string, readonly Resource[]>;
  /** Those that name what is unknown, and not known to be some other resource. */
  readonly open: readonly Resource[];
}

const pointersIn = memoBy((root: Module, key: string): TreeIndex<Pointers> => {
  const [type = "", via = ""] = key.split(" ");
  return new TreeIndex(() => {
    const [byReference, byName] = [new Map<string, Resource[]>(), new Map<string, Resource[]>()];
    const open: Resource[] = [];
    for (const module of root.tree())
      for (const other of module.ofType(type)) {
        const value = other.get(via);
        const ends = (value.refs ?? []).filter(({ mode }) => mode === "resource" || mode === "data");
        for (const reference of ends) addTo(byReference, referenceKey(reference), other);
        // what is named by reference is that one, whoever else bears the name
        if (ends.length > 0) continue;
        if (value.state === "known" && typeof value.value === "string") addTo(byName, value.value, other);
        else if (value.state === "unknown") open.push(other);
      }
    return { byReference, byName, open };
  });
});

const noResources: readonly Resource[] = [];

const pointingTo = memoBy(
  (pointers: TreeIndex<Pointers>, reference: string) =>
    pointers.entries.get().byReference.get(reference) ?? noResources,
  { equals: areSame },
);

const naming = memoBy(
  (pointers: TreeIndex<Pointers>, name: string) => pointers.entries.get().byName.get(name) ?? noResources,
  { equals: areSame },
);

const arePointingByName = memo((pointers: TreeIndex<Pointers>): boolean => pointers.entries.get().byName.size > 0);

const pointingSomewhere = memo((pointers: TreeIndex<Pointers>) => pointers.entries.get().open, { equals: areSame });

const referenceKey = ({ module, mode, type, name }: Omit<Reference, "attribute">): string =>
  `${module} ${mode} ${type} ${name}`;

const keyOf = ({ module, mode, type, name }: Resource): string =>
  referenceKey({ module: module.address, mode, type, name });

/** What a tree hands to modules that are not here; everything where a file of it cannot be read. */
const handedOver = memo((root: Module): ReadonlySet<string> | "everything" => {
  const modules = root.tree();
  if (modules.some(({ isUnreadable }) => isUnreadable)) return "everything";
  return new Set(modules.flatMap(({ calls }) => calls.unopened).flatMap(referencesIn));
});

const isHandedOver = memoBy((root: Module, key: string): boolean => {
  const handed = handedOver(root);
  return handed === "everything" || handed.has(key);
});

/** Whether a module calls others that are not here, or is there for others that are not: what is missing may be there. */
export const isCallingUnseen = memo(
  (module: Module): boolean => module.root.isLibrary || module.calls.unopened.length > 0,
);

/** What a root hands out to whoever calls it. */
const handedOut = memo(
  (root: Module): ReadonlySet<string> =>
    new Set(root.blocks("output").flatMap((output) => [...references(output.get("value"))].map(referenceKey))),
  { equals: areSameSets },
);

/** Whether a caller can tell a resource: by an output, or by a name that it gives itself. */
const isKnownToCallers = (resource: Resource, names: readonly string[]): boolean =>
  handedOut(resource.module.root).has(keyOf(resource)) ||
  names.some((name) => resource.get(name).refs?.some(({ mode, module }) => mode === "var" && module === ""));

function isOutOfSight(root: Module, resource: Resource): boolean {
  if (isHandedOver(root, keyOf(resource))) return true;
  const { call, isStandIn } = resource.module;
  // what a stand-in hands out cannot be told apart
  return isStandIn && call !== undefined && isHandedOver(root, callKey(call));
}

const callKey = ({ module, block }: BlockSection): string =>
  referenceKey({ module: module.address, mode: "module", type: "module", name: block.labels[0]?.text ?? "" });

const referencesIn = (call: Section): readonly string[] =>
  [...call.values()].flatMap(([, value]) => [...references(value)].map(referenceKey));

/** What a value refers to, in whatever depth. */
export function* references(value: Value): Iterable<Reference> {
  yield* value.refs ?? [];
  if (value.state === "list") for (const item of value.items) yield* references(item);
  if (value.state === "mapping") for (const entry of value.entries.values()) yield* references(entry.value);
}
