import { Family } from "../query/engine.ts";
import { Anchored, contains, near, type Place, type Span } from "../syntax/text.ts";
import type { Attribute, Block, Body, Expression, SourceFile } from "../syntax/tree.ts";
import type { ChunkAnchor } from "./blocks.ts";
import type { Budget } from "./budget.ts";
import { evaluate } from "./evaluate.ts";
import type { Module } from "./module.ts";
import {
  fileElsewhere,
  isFromElsewhere,
  nameOf,
  overriding,
  ownBlock,
  placeElsewhere,
  type WrittenBlock,
  writtenElsewhere,
} from "./override.ts";
import { isSameValue } from "./same-value.ts";
import type { Folder, Followed, Scope, Step } from "./scope.ts";
import { type Absent, absent, type Entry, type Mapping, unknown, type Value } from "./value.ts";

/** Something with settings: a block, or an object where Terraform lets an object stand for a block. */
export interface Section {
  readonly module: Module;
  /** What to underline when something is missing here: the block's header, or the object. */
  readonly header: Place;
  /** The whole of it. */
  readonly at: Place;
  /** Its block, where it is one (and not an object). */
  readonly block: Block | undefined;
  readonly file: SourceFile;
  /** Turns a span of its tree into a place. */
  place(span: Span): Place;
  /** The file in which a part of its tree is written: an override file may write into a block. */
  fileOf(part: Span): SourceFile;
  /** Reads `name` or `block.name` through nested blocks, the first where there are several; null counts as absent. */
  get(path: string): Value;
  /** Nested blocks of this type, `dynamic` ones expanded as far as they are known. */
  sections(type: string): readonly Section[];
  /** Whether more blocks or attributes of this name can exist than can be seen: then nothing is called absent. */
  isOpen(name: string): boolean;
  /** The attribute as it is written here; undefined also for an object. */
  attribute(name: string): Attribute | undefined;
  /** Everything that is set here: attribute names with values, nested blocks not included. */
  values(): Iterable<readonly [name: string, value: Value, key: Place]>;
}

/** Names that mean something inside one block only: `each`, `count`, the iterators of dynamic blocks. */
export type Bindings = ReadonlyMap<string, Value>;

export const noBindings: Bindings = new Map();

const widest = 256;

/** The most blocks that the `dynamic` ones in one block come to, nested ones included, and what a budget is charged for each. */
const mostExpanded = 2_048;
const workOfExpansion = 100;

/** How many more blocks may come of the `dynamic` ones of one top-level block. */
interface BlockRoom {
  left: number;
}

/** Whether whatever else writes something of this name into a resource has the say on it: `ignore_changes = [name]`, or `all`. */
function ignoresChanges({ body }: Block, name: string): boolean {
  for (const lifecycle of body.items) {
    if (lifecycle.kind !== "block" || lifecycle.type.text !== "lifecycle") continue;
    for (const item of lifecycle.body.items) {
      if (item.kind !== "attribute" || item.name.text !== "ignore_changes") continue;
      const { value } = item;
      if (value.kind !== "tuple") return value.kind === "root" && value.name === "all";
      return value.items.some((ignored) => ignored.kind === "root" && ignored.name === name);
    }
  }
  return false;
}

/** The place of a node whose offsets count from `base`. */
export const placed = (file: SourceFile, base: number, span: Span): Place => ({
  uri: file.uri,
  start: span.start + base,
  end: span.end + base,
});

/** Where no name means anything, in a part of a file that begins at `base`: JSON, tfvars, a template on its own. */
export const namelessScope = (file: SourceFile, base: number): Scope => ({
  place: (span) => placed(file, base, span),
  follow: () => undefined,
  read: () => undefined,
});

/** A block seen through its module. It never changes: the block of another version is another section. */
export class BlockSection implements Section, Scope {
  readonly module: Module;
  readonly anchor: ChunkAnchor;
  readonly block: Block;
  readonly bindings: Bindings;
  /** Its chunk has a syntax error. */
  readonly broken: boolean;
  #values: Map<string, unknown> | undefined;
  #sections: Map<string, unknown> | undefined;
  /** How many blocks came of the `dynamic` ones of a type, and of which types there are more. */
  #expanded: Map<string, number> | undefined;
  #cut: Set<string> | undefined;
  readonly #room: BlockRoom;

  constructor(
    module: Module,
    anchor: ChunkAnchor,
    block: Block,
    bindings: Bindings,
    broken: boolean,
    room: BlockRoom = { left: mostExpanded },
  ) {
    this.#room = room;
    this.module = module;
    this.anchor = anchor;
    this.block = block;
    this.bindings = bindings;
    this.broken = broken;
  }

  /** The version of its file that the module is at. */
  get file(): SourceFile {
    return this.anchor.file;
  }

  /** Where its chunk begins. */
  get base(): number {
    return this.anchor.start;
  }

  get budget(): Budget {
    return this.module.budget;
  }

  get body(): Body {
    return this.block.body;
  }

  get at(): Place {
    return this.place(this.block);
  }

  get header(): Place {
    const { block } = this;
    const last = block.labels.at(-1) ?? block.type;
    if (this.file.syntax === "hcl") return this.place({ start: block.type.start, end: last.end });
    // In JSON the type stands far above, and so does the name where it has a list of bodies.
    return this.place(last.start >= block.start ? last : { start: block.start, end: block.start + 1 });
  }

  /** A label; in JSON, where types and names stand apart from the block, its header. */
  label(index: number): Place {
    const label = this.block.labels[index];
    return label && this.file.syntax === "hcl" ? this.place(label) : this.header;
  }

  place(span: Span): Place {
    return isFromElsewhere(span) ? placeElsewhere(this.block, span) : new Anchored(this.anchor, span);
  }

  /** A span of its file, as its tree counts. */
  relative({ start, end }: Span): Span {
    return { start: start - this.base, end: end - this.base };
  }

  fileOf(part: Span): SourceFile {
    return isFromElsewhere(part) ? fileElsewhere(this.block, part) : this.file;
  }

  /** It as it is written in the file that has the say on a setting, or that would get it. */
  writtenFor(name: string): BlockSection {
    return this.written().find(({ block }) => block.body.items.some((item) => nameOf(item) === name)) ?? this.#plain();
  }

  /** It as each file writes it: itself, unless override files write into it; those first, the last of them before the others. */
  written(): readonly BlockSection[] {
    const over = overriding(this.block);
    if (over.length === 0) return [this];
    return [...over.map((written) => this.#writtenAs(written)), this.#plain()];
  }

  #plain(): BlockSection {
    const block = ownBlock(this.block);
    return block === this.block ? this : this.#writtenAs({ anchor: this.anchor, block, broken: this.broken });
  }

  #writtenAs({ anchor, block, broken }: WrittenBlock): BlockSection {
    return new BlockSection(this.module, anchor, block, this.bindings, broken, this.#room);
  }

  /** Whether a place lies in it, in whatever file. */
  holds(place: Place): boolean {
    return this.written().some(({ at }) => at.uri === place.uri && contains(at, place));
  }

  attribute(name: string): Attribute | undefined {
    for (const item of this.block.body.items) if (item.kind === "attribute" && item.name.text === name) return item;
    return undefined;
  }

  /** The value of an expression that stands in this block. */
  value(expression: Expression): Value {
    return evaluate(expression, this);
  }

  get(path: string): Value {
    this.#values ??= new Map();
    return values.get(this.#values, this, path);
  }

  /** The value at a path, computed. */
  evaluated(path: string): Value {
    const dot = path.indexOf(".");
    if (dot >= 0) {
      const head = path.slice(0, dot);
      const [inner] = this.sections(head);
      if (inner) return inner.get(path.slice(dot + 1));
      return this.isOpen(head) ? unknown(this.header) : this.#without(head);
    }
    const attribute = this.attribute(path);
    if (!attribute) return this.broken ? unknown(this.header) : absent(this.header);
    return orAbsent(this.value(attribute.value));
  }

  /** Nothing, where no block of a type comes of what is written here: what a `dynamic` one runs over says why. */
  #without(type: string): Absent {
    const dynamic = this.block.body.items.find((item) => item.kind === "block" && isDynamic(item, type));
    const over = dynamic?.kind === "block" ? this.#inner(dynamic, this.bindings) : undefined;
    const expression = over?.attribute("for_each")?.value;
    return over && expression ? { ...absent(this.header), origin: over.place(expression) } : absent(this.header);
  }

  sections(type: string): readonly Section[] {
    this.#sections ??= new Map();
    return nested.get(this.#sections, this, type);
  }

  /** The nested blocks of a type, expanded. */
  *expanded(type: string): Iterable<Section> {
    // what an earlier value of a `for_each` came to takes no more room
    this.#room.left += this.#expanded?.get(type) ?? 0;
    this.#expanded?.delete(type);
    this.#cut?.delete(type);
    for (const item of this.block.body.items) {
      if (item.kind === "attribute") {
        if (item.name.text === type) yield* sectionsOf(this.value(item.value), this);
      } else if (item.type.text === type) yield this.#inner(item, this.bindings);
      else if (isDynamic(item, type)) yield* this.#expand(item, type);
    }
  }

  #inner(block: Block, bindings: Bindings): BlockSection {
    const elsewhere = isFromElsewhere(block) ? writtenElsewhere(this.block, block) : undefined;
    if (elsewhere)
      return new BlockSection(this.module, elsewhere.anchor, elsewhere.block, bindings, elsewhere.broken, this.#room);
    return new BlockSection(this.module, this.anchor, block, bindings, this.broken, this.#room);
  }

  *#expand(dynamic: Block, type: string): Iterable<Section> {
    const frame = this.#inner(dynamic, this.bindings);
    const content = frame.body.items.find((item) => item.kind === "block" && item.type.text === "content");
    if (content?.kind !== "block") return;
    const iterator = frame.attribute("iterator")?.value;
    const name = iterator?.kind === "root" ? iterator.name : (dynamic.labels[0]?.text ?? "");
    for (const [key, value] of each(frame.get("for_each"))) {
      const entries = new Map<string, Entry>([
        ["key", { key: key.at, value: key }],
        ["value", { key: value.at, value }],
      ]);
      const bound: Mapping = { state: "mapping", at: value.at, entries, open: false };
      this.#expanded ??= new Map();
      this.#expanded.set(type, (this.#expanded.get(type) ?? 0) + 1);
      if (--this.#room.left < 0 || !this.budget.spend(workOfExpansion)) {
        this.budget.exceeds(frame.header);
        this.#cut ??= new Set();
        this.#cut.add(type);
        return;
      }
      yield frame.#inner(content, new Map([...this.bindings, [name, bound]]));
    }
  }

  isOpen(name: string): boolean {
    const written = this.attribute(name);
    if (written) {
      const value = this.value(written.value);
      return value.state === "unknown" || (value.state === "list" && value.open);
    }
    if (this.broken || ignoresChanges(this.block, name)) return true;
    for (const item of this.block.body.items) {
      if (item.kind === "block" && isDynamic(item, name)) {
        const over = this.#inner(item, this.bindings).get("for_each");
        if (over.state === "unknown" || isMoreThanSeen(over)) return true;
        // where no caller is in view, what their switches leave out is open
        if (this.module.root.isLibrary && isNothing(over)) return true;
        this.sections(name);
        if (this.#cut?.has(name)) return true;
      }
    }
    return false;
  }

  *values(): Iterable<readonly [string, Value, Place]> {
    for (const item of this.block.body.items)
      if (item.kind === "attribute") yield [item.name.text, this.get(item.name.text), this.place(item.name)];
  }

  follow(root: string, steps: readonly Step[], at: Place): Followed | undefined {
    const bound = this.bindings.get(root);
    return bound ? { value: bound, used: 0 } : this.module.follow(root, steps, at);
  }

  read(path: string): string | undefined {
    return this.module.read(path);
  }

  list(path: string): Folder | undefined {
    return this.module.list(path);
  }
}

const values = new Family((section: BlockSection, path: string): Value => section.evaluated(path), {
  equals: isSameValue,
  inCycle: (section) => unknown(section.header),
});

const nested = new Family((section: BlockSection, type: string): readonly Section[] => [...section.expanded(type)], {
  inCycle: () => [],
});

/** An object that stands for a block. */
export class ValueSection implements Section {
  readonly module: Module;
  readonly block = undefined;
  readonly mapping: Mapping;
  readonly #around: Section;

  constructor(mapping: Mapping, around: Section) {
    this.mapping = mapping;
    this.module = around.module;
    this.#around = around;
  }

  get file(): SourceFile {
    return this.#around.file;
  }

  fileOf(): SourceFile {
    return this.file;
  }

  get at(): Place {
    return this.mapping.at;
  }

  get header(): Place {
    return this.mapping.at;
  }

  place(span: Span): Place {
    return near(this.mapping.at, span.start, span.end);
  }

  attribute(): undefined {
    return undefined;
  }

  get(path: string): Value {
    const dot = path.indexOf(".");
    if (dot >= 0) {
      const head = path.slice(0, dot);
      const [inner] = this.sections(head);
      if (inner) return inner.get(path.slice(dot + 1));
      return this.isOpen(head) ? unknown(this.at) : absent(this.at);
    }
    const entry = this.mapping.entries.get(path);
    if (entry) return orAbsent(entry.value);
    return this.mapping.open ? unknown(this.at) : absent(this.at);
  }

  sections(type: string): readonly Section[] {
    const entry = this.mapping.entries.get(type);
    return entry ? [...sectionsOf(entry.value, this)] : [];
  }

  isOpen(name: string): boolean {
    const entry = this.mapping.entries.get(name);
    if (!entry) return this.mapping.open;
    return entry.value.state === "unknown" || (entry.value.state === "list" && entry.value.open);
  }

  *values(): Iterable<readonly [string, Value, Place]> {
    for (const [name, { key, value }] of this.mapping.entries) yield [name, orAbsent(value), key];
  }
}

/** Terraform lets an object, or a list of them, stand for blocks; in JSON it is the only way. */
function* sectionsOf(value: Value, around: Section): Iterable<Section> {
  if (value.state === "mapping") yield new ValueSection(value, around);
  if (value.state === "list")
    for (const item of value.items) if (item.state === "mapping") yield new ValueSection(item, around);
}

/** Key and value of every element that `for_each` runs over, as far as it is known. */
export function* each(over: Value): Iterable<readonly [key: Value, value: Value]> {
  if (over.state === "mapping") {
    let count = 0;
    for (const [name, { key, value }] of over.entries) {
      if (++count > widest) return;
      yield [{ state: "known", at: key, value: name }, value];
    }
    if (over.open) yield [unknown(over.at), unknown(over.at)];
  } else if (over.state === "list") {
    for (const [index, item] of over.items.slice(0, widest).entries())
      yield [{ state: "known", at: item.at, value: index }, item];
    if (over.open) yield [unknown(over.at), unknown(over.at)];
  } else if (over.state === "unknown") yield [unknown(over.at), unknown(over.at)];
}

/** Whether `each` does not go through all of it. */
function isMoreThanSeen(over: Value): boolean {
  if (over.state === "list") return over.open || over.items.length > widest;
  return over.state === "mapping" && (over.open || over.entries.size > widest);
}

const isNothing = (value: Value): boolean =>
  (value.state === "list" && value.items.length === 0) || (value.state === "mapping" && value.entries.size === 0);

const isDynamic = (block: Block, type: string): boolean =>
  block.type.text === "dynamic" && block.labels[0]?.text === type;

function orAbsent(value: Value): Value {
  if (value.state !== "known" || value.value !== null) return value;
  return value.origin ? { ...absent(value.at), origin: value.origin } : absent(value.at);
}
