import { partitionPoint } from "../bisect.ts";
import { addTo } from "../multimap.ts";
import { areSame, Input } from "../query/engine.ts";
import { type Anchor, contains, type Place } from "../syntax/text.ts";
import type { Block, ChunkTree, SourceFile } from "../syntax/tree.ts";
import { isOverride } from "./files.ts";
import { type Overridden, overridden } from "./override.ts";
import type { BlockSection } from "./section.ts";

/** Where a chunk stands: what is in it moves with it from version to version of its file. */
export interface ChunkAnchor extends Anchor {
  /** The version in which it stands now. */
  readonly file: SourceFile;
}

interface LiveChunk extends ChunkAnchor {
  file: SourceFile;
  start: number;
  readonly tree: ChunkTree;
  readonly sections: readonly BlockSection[];
}

interface LiveFile {
  position: number;
  file: SourceFile;
  chunks: readonly LiveChunk[];
}

/**
 * The top-level blocks of a directory's files, by kind, type and name. A block whose chunk is the same in the next version is the same
 * section there, so that whoever has read it has nothing to read anew; one that was edited is another.
 */
export class Blocks {
  readonly #make: (anchor: ChunkAnchor, block: Block, isBroken: boolean) => BlockSection;
  readonly #files = new Map<string, LiveFile>();
  /** Blocks by `kind` and by `kind label`, and those of a kind that may hold a policy. */
  readonly #blocks = new Map<string, readonly BlockSection[]>();
  /** What was asked for, also by `kind label name`. */
  readonly #lists = new Map<string, Input<readonly BlockSection[]>>();
  /** The resource types that are declared. */
  #types: Input<ReadonlySet<string>> | undefined;
  /** What stands in place of the blocks that override files write into, and of theirs. */
  #overridden: ReadonlyMap<BlockSection, Overridden> = new Map();
  /** Keys that were asked for and lead nowhere. */
  readonly #vain = new Set<string>();

  constructor(make: (anchor: ChunkAnchor, block: Block, isBroken: boolean) => BlockSection) {
    this.#make = make;
  }

  /** Blocks by their kind, their first label and their second, in the order of files and places. */
  listed(kind: string, label?: string, name?: string): readonly BlockSection[] {
    const key = keyOf(kind, label, name);
    const blocks = () => (name === undefined ? (this.#blocks.get(key) ?? []) : this.#named(keyOf(kind, label), name));
    return this.#input(key, blocks).get();
  }

  /** Blocks of a kind in which a policy can be written out: who looks for policies hears nothing of the others. */
  mayHoldPolicy(kind: string): readonly BlockSection[] {
    return this.#input(policyKey(kind), () => this.#blocks.get(policyKey(kind)) ?? []).get();
  }

  #input(key: string, blocks: () => readonly BlockSection[]): Input<readonly BlockSection[]> {
    let list = this.#lists.get(key);
    if (!list) {
      list = new Input(blocks(), areSame);
      this.#lists.set(key, list);
      if (list.now.length === 0) this.#vain.add(key);
    }
    return list;
  }

  #named(key: string, name: string): readonly BlockSection[] {
    return this.#blocks.get(key)?.filter(({ block }) => block.labels[1]?.text === name) ?? [];
  }

  /** The resource types that are declared. */
  get types(): ReadonlySet<string> {
    return this.#types?.get() ?? new Set();
  }

  /** Takes in the next version of the files; the blocks that are gone with the last. */
  update(files: readonly SourceFile[]): ReadonlySet<BlockSection> {
    this.#forgetVain();
    const gone = new Set<BlockSection>();
    const come = new Set<BlockSection>();
    const left = new Set(this.#files.keys());
    for (const [position, file] of files.entries()) {
      left.delete(file.uri);
      let own = this.#files.get(file.uri);
      if (!own) {
        own = { position, file, chunks: [] };
        this.#files.set(file.uri, own);
      } else {
        own.position = position;
        if (own.file === file) continue;
        own.file = file;
      }
      this.#align(own, gone, come);
    }
    for (const uri of left) {
      for (const { sections } of this.#files.get(uri)?.chunks ?? []) for (const section of sections) gone.add(section);
      this.#files.delete(uri);
    }
    const isMerged = this.#override(gone, come);
    const coming = new Map<string, BlockSection[]>();
    for (const section of isMerged ? [...come].sort(this.#inOrder) : come)
      for (const key of keysOf(section.block))
        if (key !== policyKey(section.block.type.text) || isWithPolicy(section)) addTo(coming, key, section);
    this.#relist(gone, coming);
    return gone;
  }

  /** Puts what override files make of a block in its place; false where there are none. */
  #override(gone: Set<BlockSection>, come: Set<BlockSection>): boolean {
    const before = this.#overridden;
    const files = [...this.#files.values()].sort((a, b) => a.position - b.position);
    const from = files.findIndex(({ file }) => isOverride(file.uri));
    if (from < 0 && before.size === 0) return false;
    const sections = (some: readonly LiveFile[]) =>
      some.flatMap(({ chunks }) => chunks.flatMap((chunk) => chunk.sections));
    const [ordinary, override] = from < 0 ? [files, []] : [files.slice(0, from), files.slice(from)];
    const now = overridden(sections(ordinary), sections(override), before, this.#make);
    this.#overridden = now;
    for (const [written, { section }] of before) {
      const next = now.get(written);
      if (next && next.section === section) continue;
      if (section) gone.add(section);
      if (!next && !gone.has(written)) come.add(written);
    }
    for (const [written, { section }] of now) {
      const earlier = before.get(written);
      if (earlier && earlier.section === section) continue;
      if (!come.delete(written) && !earlier) gone.add(written);
      if (section) come.add(section);
    }
    return true;
  }

  /** The block in which a place lies. */
  at(place: Place): BlockSection | undefined {
    const { chunks } = this.#files.get(place.uri) ?? { chunks: [] };
    const behind = partitionPoint(chunks.length, (index) => (chunks[index]?.start ?? 0) <= place.start);
    const { start = 0, sections = [] } = chunks[behind - 1] ?? {};
    // in JSON all blocks of a file are in one chunk
    const next = partitionPoint(sections.length, (index) => start + (sections[index]?.block.start ?? 0) <= place.start);
    const section = sections[next - 1];
    return section && contains(section.at, place) ? this.#standing(section) : undefined;
  }

  /** The blocks that a span of a file meets. */
  *meeting({ uri, start, end }: Place): Iterable<BlockSection> {
    for (const chunk of this.#files.get(uri)?.chunks ?? []) {
      if (chunk.start >= end) return;
      if (chunk.start + chunk.tree.length <= start) continue;
      for (const section of chunk.sections)
        if (section.at.start < end && start < section.at.end) yield this.#standing(section);
    }
  }

  /** What a block is part of, where an override file writes into another. */
  #standing(written: BlockSection): BlockSection {
    if (this.#overridden.size === 0) return written;
    const entry = this.#overridden.get(written);
    if (!entry) return written;
    if (entry.section) return entry.section;
    for (const { by, section } of this.#overridden.values()) if (section && by.includes(written)) return section;
    return written;
  }

  #align(own: LiveFile, gone: Set<BlockSection>, come: Set<BlockSection>): void {
    const { file, chunks: before } = own;
    const now = file.chunks;
    const most = Math.min(before.length, now.length);
    let head = 0;
    while (head < most && before[head]?.tree === now[head]?.tree) head++;
    let tail = 0;
    while (tail < most - head && before.at(-1 - tail)?.tree === now.at(-1 - tail)?.tree) tail++;
    const between = new Map(before.slice(head, before.length - tail).map((chunk) => [chunk.tree, chunk]));
    const middle = now.slice(head, now.length - tail).map(({ start, tree }) => {
      const known = between.get(tree);
      if (!known) return this.#chunk(file, start, tree, come);
      between.delete(tree);
      return known;
    });
    for (const { sections } of between.values()) for (const section of sections) gone.add(section);
    own.chunks = before.slice(0, head).concat(middle, before.slice(before.length - tail));
    own.chunks.forEach((chunk, index) => {
      chunk.file = file;
      chunk.start = now[index]?.start ?? 0;
    });
  }

  #chunk(file: SourceFile, start: number, tree: ChunkTree, come: Set<BlockSection>): LiveChunk {
    const sections: BlockSection[] = [];
    const chunk: LiveChunk = { uri: file.uri, file, start, tree, sections };
    for (const item of tree.body.items) {
      if (item.kind !== "block") continue;
      const section = this.#make(chunk, item, tree.broken);
      sections.push(section);
      come.add(section);
    }
    return chunk;
  }

  #relist(gone: ReadonlySet<BlockSection>, come: ReadonlyMap<string, readonly BlockSection[]>): void {
    const keys = new Set(come.keys());
    for (const { block } of gone) for (const key of keysOf(block)) keys.add(key);
    const before: ReadonlySet<string> = this.#types?.now ?? new Set();
    let types: Set<string> | undefined;
    for (const key of keys) {
      const kept = this.#blocks.get(key)?.filter((section) => !gone.has(section)) ?? [];
      const all = this.#merged(kept, come.get(key) ?? []);
      if (all.length > 0) this.#blocks.set(key, all);
      else this.#blocks.delete(key);
      this.#tell(key, all);
      const type = /^resource (\S*)$/.exec(key)?.[1];
      if (type === undefined || before.has(type) === all.length > 0) continue;
      types ??= new Set(before);
      if (all.length > 0) types.add(type);
      else types.delete(type);
    }
    if (!this.#types) this.#types = new Input<ReadonlySet<string>>(types ?? before);
    else if (types) this.#types.set(types);
    if (this.#lists.size === 0) return;
    for (const { block } of new Set([...gone, ...[...come.values()].flat()])) {
      const [label, name] = block.labels;
      if (!label || !name) continue;
      const key = keyOf(block.type.text, label.text);
      this.#tell(keyOf(block.type.text, label.text, name.text), this.#named(key, name.text));
    }
  }

  /** Tells who has asked. */
  #tell(key: string, blocks: readonly BlockSection[]): void {
    const list = this.#lists.get(key);
    if (!list) return;
    list.set(blocks);
    if (blocks.length === 0) this.#vain.add(key);
  }

  /** Two lists that are each in order as one. */
  #merged(kept: BlockSection[], added: readonly BlockSection[]): readonly BlockSection[] {
    if (kept.length === 0) return added;
    // mostly one block has taken the place of another
    if (added.length > 8) return [...kept, ...added].sort(this.#inOrder);
    for (const section of added) {
      const at = partitionPoint(kept.length, (index) => {
        const other = kept[index];
        return other !== undefined && this.#inOrder(other, section) <= 0;
      });
      kept.splice(at, 0, section);
    }
    return kept;
  }

  readonly #inOrder = (a: BlockSection, b: BlockSection): number =>
    this.#positionOf(a) - this.#positionOf(b) || a.base - b.base || a.block.start - b.block.start;

  #positionOf({ file: { uri } }: BlockSection): number {
    return this.#files.get(uri)?.position ?? 0;
  }

  /** Names that are typed letter by letter would leave a list for each. */
  #forgetVain(): void {
    for (const key of this.#vain) {
      const list = this.#lists.get(key);
      if (list?.isRead) continue;
      if (list?.now.length === 0) this.#lists.delete(key);
      this.#vain.delete(key);
    }
  }
}

/** By kind, by kind and first label, by kind and both labels; no kind begins as the last do. */
function keyOf(kind: string, label?: string, name?: string): string {
  if (label === undefined) return kind;
  return name === undefined ? `${kind} ${label}` : `=${kind} ${label}\0${name}`;
}

const policyKey = (kind: string): string => `?${kind}`;

/** The keys under which a block is kept. */
const keysOf = ({ type, labels }: Block): readonly string[] => [
  type.text,
  keyOf(type.text, labels[0]?.text ?? ""),
  policyKey(type.text),
];

const isWithPolicy = (section: BlockSection): boolean =>
  section
    .written()
    .some(({ file, at }) =>
      /Statement|jsonencode|file\(|template_file|templatestring/.test(file.text.slice(at.start, at.end)),
    );
