import { shifted } from "../syntax/inlined.ts";
import type { Place, Span } from "../syntax/text.ts";
import { Anchored } from "../syntax/text.ts";
import type { Block, Item, SourceFile } from "../syntax/tree.ts";
import type { ChunkAnchor } from "./blocks.ts";
import type { BlockSection } from "./section.ts";

/** Farther than any offset of a file: what the nth block that overrides another writes into it counts from n strides on. */
const stride = 2 ** 32;

/** A block of an override file, in the block that it is merged into. */
interface Layer {
  readonly anchor: ChunkAnchor;
  readonly block: Block;
  readonly broken: boolean;
  /** What it writes there, by its copy there. */
  readonly originals: ReadonlyMap<Item, Item>;
}

/** A block with what override files write into it. */
interface MergedBlock extends Block {
  readonly layers: readonly Layer[];
  /** It as it is written. */
  readonly base: Block;
}

const layersOf = (block: Block): readonly Layer[] => ("layers" in block ? (block as MergedBlock).layers : []);

const layerOf = (block: Block, { start }: Span): Layer | undefined => layersOf(block)[Math.floor(start / stride) - 1];

/** Whether a part of a block's tree is written elsewhere, in an override file. */
export const isFromElsewhere = ({ start }: Span): boolean => start >= stride;

/** The override file that writes a part of a block's tree. */
export const fileElsewhere = (block: Block, part: Span): SourceFile => layerThatWrites(block, part).anchor.file;

function layerThatWrites(block: Block, part: Span): Layer {
  const layer = layerOf(block, part);
  if (!layer) throw new RangeError(`no block writes what stands at ${part.start}`);
  return layer;
}

/** Where a part of a block's tree that an override file writes stands there. */
export function placeElsewhere(block: Block, span: Span): Place {
  const { anchor } = layerThatWrites(block, span);
  const by = Math.floor(span.start / stride) * stride;
  return new Anchored(anchor, { start: span.start - by, end: span.end - by });
}

/** A block as it is written in one file. */
export interface WrittenBlock {
  readonly anchor: ChunkAnchor;
  readonly block: Block;
  readonly broken: boolean;
}

/** A nested block that an override file writes, as it is written there. */
export function writtenElsewhere(block: Block, nested: Block): WrittenBlock | undefined {
  const layer = layerOf(block, nested);
  const original = layer?.originals.get(nested);
  return layer && original?.kind === "block" ? { ...layer, block: original } : undefined;
}

/** The blocks of override files that write something into this one, the last first. */
export const overriding = (block: Block): readonly WrittenBlock[] => layersOf(block).toReversed();

/** A block without what override files write into it. */
export const ownBlock = (block: Block): Block => ("base" in block ? (block as MergedBlock).base : block);

/** What a part of a body sets: an argument, a type of nested blocks. */
export const nameOf = (item: Item): string => {
  if (item.kind === "attribute") return item.name.text;
  return item.type.text === "dynamic" ? (item.labels[0]?.text ?? "") : item.type.text;
};

/** What stands in place of a block, or nothing, and the blocks that say so. */
export interface Overridden {
  readonly by: readonly BlockSection[];
  readonly section: BlockSection | undefined;
}

type Make = (anchor: ChunkAnchor, block: Block, broken: boolean) => BlockSection;

/**
 * What override files make of a directory's blocks, as Terraform merges them: arguments replace arguments, nested blocks all of their
 * type, `lifecycle` is merged argument by argument. Blocks that are not in the answer stand for themselves. `before` is the last answer.
 */
export function overridden(
  ordinary: readonly BlockSection[],
  override: readonly BlockSection[],
  before: ReadonlyMap<BlockSection, Overridden>,
  make: Make,
): ReadonlyMap<BlockSection, Overridden> {
  const found = new Map<BlockSection, Overridden>();
  const put = (section: BlockSection, by: readonly BlockSection[], made: () => BlockSection | undefined): void => {
    const known = before.get(section);
    const isKnown = known?.by.length === by.length && by.every((each, index) => each === known.by[index]);
    found.set(section, isKnown ? known : { by, section: made() });
  };
  const bases = new Map<string, BlockSection[]>();
  const layers = new Map<string, BlockSection[]>();
  for (const section of override) {
    const key = identity(section.block);
    const of = key === undefined ? undefined : layers.get(key);
    if (of) of.push(section);
    else if (key !== undefined) layers.set(key, [section]);
  }
  for (const section of ordinary) {
    const key = identity(section.block);
    if (key === undefined || !layers.has(key)) continue;
    const of = bases.get(key);
    if (of) of.push(section);
    else bases.set(key, [section]);
  }
  for (const [key, by] of layers) {
    const [first] = by;
    let over = bases.get(key) ?? [];
    // the only block that may override what is not there
    if (over.length === 0 && first && isDefaultProvider(first.block)) over = [first];
    for (const base of over) {
      const rest = by.filter((each) => each !== base);
      if (rest.length > 0) put(base, rest, () => merged(base, rest, make));
    }
    for (const each of by) if (!over.includes(each)) found.set(each, { by: [], section: undefined });
  }
  for (const kind of ["locals", "terraform"]) {
    const later = override.filter(({ block }) => block.type.text === kind);
    for (const section of [...ordinary.filter(({ block }) => block.type.text === kind), ...later]) {
      const by = later.slice(later.indexOf(section) + 1);
      const left = kind === "locals" ? withoutLocals(section.block, by) : withoutSettings(section.block, by);
      if (left !== section.block) put(section, by, () => make(section.anchor, left, section.broken));
    }
  }
  return found;
}

const labelCounts: ReadonlyMap<string, number> = new Map([
  ["resource", 2],
  ["data", 2],
  ["ephemeral", 2],
  ["variable", 1],
  ["output", 1],
  ["module", 1],
  ["provider", 1],
]);

/** What a block has in common with the one that it overrides; undefined for those that override nothing as a whole. */
function identity(block: Block): string | undefined {
  const { type, labels } = block;
  const count = labelCounts.get(type.text);
  if (count === undefined || labels.length < count) return undefined;
  const names = labels.slice(0, count).map(({ text }) => text);
  return [type.text, ...names, type.text === "provider" ? aliasOf(block) : ""].join("\0");
}

const isDefaultProvider = (block: Block): boolean => block.type.text === "provider" && aliasOf(block) === "";

function aliasOf(block: Block): string {
  const alias = block.body.items.find((item) => item.kind === "attribute" && item.name.text === "alias");
  if (alias?.kind !== "attribute" || alias.value.kind !== "template") return "";
  return alias.value.parts.map((part) => (part.kind === "text" ? part.value : "")).join("");
}

function merged(base: BlockSection, by: readonly BlockSection[], make: Make): BlockSection {
  const layers: Layer[] = [];
  let items = base.block.body.items;
  for (const [index, { anchor, block, broken }] of by.entries()) {
    // Terraform refuses to have dependencies overridden
    const written = block.body.items.filter((item) => nameOf(item) !== "depends_on");
    const copies = written.map((item) => shifted(item, (index + 1) * stride));
    const originals = new Map<Item, Item>();
    const note = (copy: Item, original: Item): void => {
      originals.set(copy, original);
      if (copy.kind !== "block" || original.kind !== "block" || copy.type.text !== "lifecycle") return;
      for (const [nth, inner] of copy.body.items.entries()) {
        const as = original.body.items[nth];
        if (as) originals.set(inner, as);
      }
    };
    for (const [nth, copy] of copies.entries()) {
      const original = written[nth];
      if (original) note(copy, original);
    }
    layers.push({ anchor, block, broken, originals });
    items = withItems(items, copies, layers);
  }
  const { body } = base.block;
  const block: MergedBlock = { ...base.block, body: { ...body, items }, layers, base: base.block };
  return make(base.anchor, block, base.broken || layers.some(({ broken }) => broken));
}

function withItems(items: readonly Item[], over: readonly Item[], layers: readonly Layer[]): readonly Item[] {
  const names = new Set(over.map(nameOf));
  const lifecycle = items.find(isLifecycle);
  return [
    ...items.filter((item) => !names.has(nameOf(item))),
    ...over.map((item) => (lifecycle && isLifecycle(item) ? withArguments(lifecycle, item, layers) : item)),
  ];
}

const isLifecycle = (item: Item): item is Block => item.kind === "block" && item.type.text === "lifecycle";

function withArguments(base: Block, over: Block, layers: readonly Layer[]): MergedBlock {
  const names = new Set(over.body.items.map(nameOf));
  const items = [...base.body.items.filter((item) => !names.has(nameOf(item))), ...over.body.items];
  return { ...base, body: { ...base.body, items }, layers, base: ownBlock(base) };
}

function without(block: Block, isGone: (item: Item) => boolean): Block {
  const items = block.body.items.filter((item) => !isGone(item));
  return items.length === block.body.items.length ? block : { ...block, body: { ...block.body, items } };
}

/** Locals are overridden one by one, wherever they stand. */
function withoutLocals(block: Block, by: readonly BlockSection[]): Block {
  const names = new Set(by.flatMap((each) => each.block.body.items.map(nameOf)));
  return without(block, (item) => names.has(nameOf(item)));
}

const keepsState: ReadonlySet<string> = new Set(["backend", "cloud"]);
const ofProviders = "required_providers";

/** A place for the state takes the place of any other, providers are overridden one by one. */
function withoutSettings(block: Block, by: readonly BlockSection[]): Block {
  const over = by.flatMap((each) => each.block.body.items);
  const names = new Set(over.map(nameOf));
  const isStateElsewhere = [...keepsState].some((name) => names.has(name));
  const providers = new Set(
    over.flatMap((item) => (item.kind === "block" && nameOf(item) === ofProviders ? item.body.items.map(nameOf) : [])),
  );
  const left = without(block, (item) =>
    keepsState.has(nameOf(item)) ? isStateElsewhere : item.kind === "attribute" && names.has(nameOf(item)),
  );
  if (providers.size === 0) return left;
  const items = left.body.items.map((item) =>
    item.kind === "block" && nameOf(item) === ofProviders ? without(item, (each) => providers.has(nameOf(each))) : item,
  );
  const isSame = items.every((item, index) => item === left.body.items[index]);
  return isSame ? left : { ...left, body: { ...left.body, items } };
}
