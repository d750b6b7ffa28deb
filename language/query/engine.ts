/**
 * What is computed from inputs, remembered, and computed anew only where what it has read is another: see README.md beside it.
 *
 * Invariants
 *   1. A memo reads a node exactly if it is among the node's readers: both ends are written by `link` and `unlink` and nowhere else.
 *   2. What lies behind a node that is not clean is not clean either: marking stops at what is marked already.
 *   3. A memo that ended by an exception has no edges; what it read is noted with its reader, which may have caught it and is
 *      computed again whenever something behind that changes: the memo may then be in a circle, though it would read the same.
 *   4. Edges never go in a circle: the members of a circle hang on a knot, and the knot on what they read outside.
 *   5. What nobody reads and no result needs is without edges once `release` is over.
 */

/** What may be said of a query besides how it is computed. */
export interface How<Key, Value> {
  /** When a value counts as the one before, so that readers are left alone; identity where not said. */
  readonly equals?: (before: Value, after: Value) => boolean;
  /** A value that says the same as `after`, made of what is still good of the one before; the one before itself where all of it is. */
  readonly kept?: (before: Value, after: Value) => Value;
  /** What it comes to if it leads back to itself. */
  readonly inCycle?: (key: Key) => Value;
}

/** What all memos of one query have in common. */
export interface Definition<Key, Value> extends How<Key, Value> {
  compute(key: Key): Value;
  /** Has readers even where it can never be another, since only its last reader's leaving lets go of it. */
  readonly isKeyed?: boolean;
  /** Lets go of it once nobody reads it. */
  readonly forget?: (memo: Memo<Key, Value>) => void;
}

// biome-ignore lint/suspicious/noExplicitAny: edges join memos of all kinds, and a memo takes in what it gives out
export type AnyMemo = Memo<any, any>;

/** Who needs memos that nobody reads; `due` are those that may have become others. */
export interface Owner {
  due: AnyMemo[];
  /** Is told when there is something due. */
  readonly wake?: () => void;
}

const clean = 0;
const toCheck = 1; // something behind what it read may be another
const dirty = 2; // something that it read is another, or it has no value

const noMemos: AnyMemo[] = [];
const noPlaces: number[] = [];

// All that runs runs on one stack, through many hands: hence this is the module's and not a parameter.
const running: AnyMemo[] = [];
const reads: Node[] = []; // what those that run have read so far, one above the other
let top = 0;
let reader: AnyMemo | undefined; // the one that runs, where its reads are to be noted
let runs = 0;
let isCold = false;
const orphans: AnyMemo[] = []; // have no reader yet, or no more
let computed = 0;
let visited = 0;
let edges = 0;

class Node {
  readers: AnyMemo[] = noMemos;
  slots: number[] = noPlaces; // this.readers[i].dependencies[this.slots[i]] === this
  readIn = 0; // the run that noted it last
}

function track(node: Node): void {
  if (reader === undefined || node.readIn === reader.run) return;
  if (reader === noReader) throw new Error("a fact reads what may become another");
  node.readIn = reader.run;
  reads[top++] = node;
}

/** What is written from outside. */
export class Input<Value> extends Node {
  #value: Value;
  #isFixed = false;
  readonly #equals: How<unknown, Value>["equals"];

  /** `equals` says when a value that is written counts as the one before; identity where not said. */
  constructor(value: Value, equals?: How<unknown, Value>["equals"]) {
    super();
    this.#value = value;
    this.#equals = equals;
  }

  get(): Value {
    if (isCold) this.#isFixed = true;
    else if (!this.#isFixed) track(this);
    return this.#value;
  }

  /** What it holds, for who writes it. */
  get now(): Value {
    return this.#value;
  }

  /** Whether anything depends on it. */
  get isRead(): boolean {
    return this.readers.length > 0;
  }

  set(value: Value): void {
    outside("an input is set");
    if (value === this.#value || this.#equals?.(this.#value, value)) return;
    if (this.#isFixed) throw new Error("a cold run has taken this input for good");
    this.#value = value;
    mark(this);
  }
}

/** Says while members of a circle give up which they are. */
class Cycle extends Error {
  readonly head: AnyMemo;
  readonly knot: AnyMemo;
  isAnswered = false;

  /** `head` is read while it runs: it and all that runs above it lead to themselves. */
  constructor(head: AnyMemo) {
    super("a query leads back to itself and does not say what it comes to then");
    this.head = head;
    this.knot = new Memo(knots, undefined);
    const members = running.slice(running.indexOf(head));
    for (const memo of members) memo.cycle = this;
    const outer = new Set(reads.slice(head.base, top));
    for (const memo of members) outer.delete(memo);
    const before = top;
    this.knot.base = top;
    for (const node of outer) reads[top++] = node;
    this.knot.settle(undefined);
    top = before;
  }
}

/** A query for one key: computed when it is asked for, and remembered as long as what it has read is the same. */
export class Memo<Key, Value> extends Node {
  readonly definition: Definition<Key, Value>;
  readonly owner: Owner | undefined;
  key: Key;
  value: Value | undefined;
  hasValue = false;
  state: typeof clean | typeof toCheck | typeof dirty = dirty;
  dependencies: Node[] = [];
  places: number[] = []; // this.dependencies[i].readers[this.places[i]] === this
  isRunning = false;
  base = 0; // where in `reads` its own begin while it runs
  run = 0;
  hasMetError = false; // in what it read, and may have caught it
  cycle: Cycle | undefined; // which it turned out to be in while it ran

  constructor(definition: Definition<Key, Value>, key: Key, owner?: Owner) {
    super();
    this.definition = definition;
    this.key = key;
    this.owner = owner;
  }

  get(): Value {
    if (this.isRunning) throw new Cycle(this);
    if (this.state !== clean) this.update();
    if (isCold && this.dependencies.length > 0) throw new Error("a cold run reads what a warm one has made");
    if (!this.isConstant || this.definition.isKeyed) track(this);
    return this.value as Value;
  }

  /** Holds nothing any more, to serve for another key: of a constant nobody needs more than the value. */
  emptied(): this {
    this.key = undefined as Key;
    this.state = dirty;
    this.hasValue = false;
    this.value = undefined;
    return this;
  }

  /** It has read nothing that could become another. */
  get isConstant(): boolean {
    return this.state === clean && this.dependencies.length === 0;
  }

  update(): void {
    visited++;
    const outer = reader;
    running.push(this);
    this.isRunning = true;
    this.base = top;
    try {
      while (!this.#attempt(outer)) top = this.base;
    } finally {
      this.isRunning = false;
      running.pop();
      reader = outer;
    }
  }

  /** False where it must be made once more, now that others of its circle have an answer. */
  #attempt(outer: AnyMemo | undefined): boolean {
    try {
      if (this.state === toCheck && !this.hasMetError && this.#isUnchanged()) {
        this.state = clean;
        return true;
      }
      top = this.base;
      reader = isCold ? undefined : this;
      this.run = ++runs;
      this.hasMetError = false;
      computed++;
      const value = this.definition.compute(this.key);
      if (this.cycle === undefined) {
        this.settle(value);
        return true;
      }
    } catch (error) {
      if (this.cycle === undefined) {
        this.#fail(outer);
        throw error;
      }
    }
    return this.#giveUp(this.cycle, outer);
  }

  /**
   * Whether all that it has read is the same, in the order in which it was read: a later one may make no sense once an earlier
   * is another. Each would be read now, too, so that a circle is one in either way.
   */
  #isUnchanged(): boolean {
    for (const node of this.dependencies) {
      if (node instanceof Memo && node.state !== clean) {
        try {
          if (node.isRunning) throw new Cycle(node);
          node.update();
        } catch (error) {
          if (this.cycle) throw error;
          return false; // it meets the exception itself, and may catch it
        }
        if ((this.state as number) === dirty) return false;
      }
      reads[top++] = node;
    }
    top = this.base;
    return true;
  }

  /** Takes a value, with what was read since `base` as its dependencies. */
  settle(computed: Value): void {
    const { equals, kept } = this.definition;
    const value = this.hasValue && kept ? untracked(() => kept(this.value as Value, computed)) : computed;
    const isSame =
      this.hasValue && (equals ? untracked(() => equals(this.value as Value, value)) : this.value === value);
    link(this);
    if (!isSame) {
      this.value = value;
      // they were marked "to check", and learn here that they have to run
      if (this.hasValue) for (const memo of this.readers) if (memo.state === toCheck) memo.state = dirty;
      this.hasValue = true;
    }
    this.state = clean;
    if (this.readers.length === 0 && this.dependencies.length > 0) orphans.push(this);
  }

  #fail(outer: AnyMemo | undefined): void {
    drop(this);
    if (outer) outer.hasMetError = true;
    else top = this.base;
  }

  #giveUp(cycle: Cycle, outer: AnyMemo | undefined): boolean {
    const { inCycle } = this.definition;
    this.cycle = undefined;
    top = this.base;
    if (inCycle) {
      cycle.isAnswered = true;
      const value = untracked(() => inCycle(this.key));
      if (!cycle.knot.isConstant) reads[top++] = cycle.knot;
      this.settle(value);
    } else this.#fail(undefined);
    if (cycle.head !== this) throw cycle;
    if (inCycle || cycle.isAnswered) return inCycle !== undefined;
    if (outer) {
      outer.hasMetError = true;
      for (const node of cycle.knot.dependencies) reads[top++] = node;
    }
    throw new Error(cycle.message);
  }
}

/** Holds what the members of a circle have read outside of it; nobody computes it. */
const knots: Definition<undefined, undefined> = { compute: () => undefined };

/** Makes what a memo has read its dependencies; mostly they are what they were, and nothing is to be done. */
function link(memo: AnyMemo): void {
  const { dependencies, places, base } = memo;
  const count = top - base;
  top = base;
  let same = 0;
  while (same < count && same < dependencies.length && dependencies[same] === reads[base + same]) same++;
  unlink(memo, same);
  edges += count - same;
  for (let index = same; index < count; index++) {
    const node = reads[base + index] as Node;
    if (node.readers === noMemos) {
      node.readers = [];
      node.slots = [];
    }
    dependencies.push(node);
    places.push(node.readers.length);
    node.readers.push(memo);
    node.slots.push(index);
  }
}

/** Takes out a memo's dependencies from the `from`th on. */
function unlink(memo: AnyMemo, from: number): void {
  const { dependencies, places } = memo;
  edges -= dependencies.length - from;
  while (dependencies.length > from) {
    const node = dependencies.pop() as Node;
    const slot = places.pop() as number;
    const last = node.readers.pop() as AnyMemo;
    const lastSlot = node.slots.pop() as number;
    if (slot < node.readers.length) {
      node.readers[slot] = last;
      node.slots[slot] = lastSlot;
      last.places[lastSlot] = slot;
    }
    if (node.readers.length === 0 && node instanceof Memo) orphans.push(node);
  }
}

/** Lets go of what a memo has read; asked for again, it is computed. */
export function drop(memo: AnyMemo): void {
  unlink(memo, 0);
  memo.state = dirty;
}

/** Readers are dirty, and what lies behind them is to be checked. */
function mark(input: Node): void {
  const due: AnyMemo[] = [];
  const wake = (memo: AnyMemo): void => {
    const { owner } = memo;
    if (owner && owner.due.push(memo) === 1) owner.wake?.();
    due.push(memo);
  };
  for (const memo of input.readers) {
    const before = memo.state;
    memo.state = dirty;
    if (before === clean) wake(memo);
  }
  for (let memo = due.pop(); memo; memo = due.pop()) {
    // which way round a circle is gone tells who is in it: its members cannot look whether what they read is the same
    const state = memo.definition === knots ? dirty : toCheck;
    for (const behind of memo.readers) {
      const before = behind.state;
      if (before < state) behind.state = state;
      if (before === clean) wake(behind);
    }
  }
}

/** Refuses an act that would pull the ground from under what runs. */
export function outside(act: string): void {
  if (running.length > 0) throw new Error(`${act} while a query runs`);
}

// ── what queries are made of

/** A query without a key. */
export interface Query<Value> {
  get(): Value;
}

export function query<Value>(compute: () => Value, how: How<undefined, Value> = {}): Query<Value> {
  return new Memo<undefined, Value>({ ...how, compute }, undefined);
}

/** What stands for `undefined` among the values that are kept bare. */
const nothing = Symbol("nothing");

const bare = (value: unknown): unknown => (value === undefined ? nothing : value);

/** Where the answers of a query lie, by what is asked for. */
interface Shelf<At> {
  get(at: At): unknown;
  set(at: At, answer: unknown): unknown;
}

/** What a query of a family is asked for: something of an owner. */
interface FamilyKey<Owner, At> {
  readonly owner: Owner;
  readonly at: At;
}

/**
 * Queries whose answers lie on a shelf of the owner they are asked about, and go with it. A value that can never be another is kept
 * bare.
 */
export class Family<Owner, At, Value> {
  readonly #definition: Definition<FamilyKey<Owner, At>, Value>;
  #spare: Memo<FamilyKey<Owner, At>, Value> | undefined;

  constructor(
    compute: (owner: Owner, at: At) => Value,
    how: {
      readonly equals?: (before: Value, after: Value) => boolean;
      readonly kept?: (before: Value, after: Value) => Value;
      readonly inCycle?: (owner: Owner, at: At) => Value;
      readonly forget?: (at: At) => void;
    } = {},
  ) {
    const { equals, kept, inCycle, forget } = how;
    this.#definition = {
      compute: ({ owner, at }) => compute(owner, at),
      ...(equals && { equals }),
      ...(kept && { kept }),
      ...(inCycle && { inCycle: ({ owner, at }) => inCycle(owner, at) }),
      ...(forget && { forget: ({ key }) => forget(key.at) }),
    };
  }

  get(shelf: Shelf<At>, owner: Owner, at: At): Value {
    const found = shelf.get(at);
    if (found instanceof Memo) return found.get();
    if (found !== undefined) return (found === nothing ? undefined : found) as Value;
    const key = { owner, at };
    const memo = this.#spare ?? new Memo(this.#definition, key);
    this.#spare = undefined;
    memo.key = key;
    // it may lead back to itself
    shelf.set(at, memo);
    const value = memo.get();
    if (memo.isConstant) {
      shelf.set(at, bare(value));
      this.#spare = memo.emptied();
    }
    return value;
  }
}

/** Whether two sets hold the same; none is the same as none. */
export const areSameSets = <Value>(a: ReadonlySet<Value> | undefined, b: ReadonlySet<Value> | undefined): boolean =>
  a && b ? a.size === b.size && [...a].every((value) => b.has(value)) : a === b;

/** A query for each subject, an object that never changes; what is remembered goes with the subject. */
export function memo<Subject extends object, Value>(
  compute: (subject: Subject) => Value,
  { equals, kept, inCycle }: How<Subject, Value> = {},
): (subject: Subject) => Value {
  const shelf = new WeakMap<Subject, unknown>();
  const family = new Family<undefined, Subject, Value>((_, subject) => compute(subject), {
    ...(equals && { equals }),
    ...(kept && { kept }),
    ...(inCycle && { inCycle: (_, subject) => inCycle(subject) }),
    forget: (subject) => shelf.delete(subject),
  });
  return (subject) => family.get(shelf, undefined, subject);
}

/** Reads nothing: what is computed for it can never be another. */
const noReader = new Memo<undefined, undefined>({ compute: () => undefined }, undefined);

/** What follows from an object that never changes, and from nothing besides: kept with it, and nobody depends on it. */
export function fact<Subject extends object, Value>(compute: (subject: Subject) => Value): (subject: Subject) => Value {
  const shelf = new WeakMap<Subject, unknown>();
  return (subject) => {
    const found = shelf.get(subject);
    if (found !== undefined) return (found === nothing ? undefined : found) as Value;
    const outer = reader;
    reader = outer && noReader;
    try {
      const value = compute(subject);
      shelf.set(subject, bare(value));
      return value;
    } finally {
      reader = outer;
    }
  };
}

/** A query for each key of a scope, such as a name in a module; forgotten with its last reader. */
export function memoBy<Scope extends object, Key, Value>(
  compute: (scope: Scope, key: Key) => Value,
  { equals, inCycle }: { readonly equals?: How<Key, Value>["equals"]; readonly inCycle?: (key: Key) => Value } = {},
): (scope: Scope, key: Key) => Value {
  const families = new WeakMap<Scope, (key: Key) => Value>();
  const family = (scope: Scope): ((key: Key) => Value) => {
    const members = new Map<Key, Memo<Key, Value>>();
    const definition: Definition<Key, Value> = {
      ...(equals && { equals }),
      ...(inCycle && { inCycle }),
      isKeyed: true,
      compute: (key) => compute(scope, key),
      forget: (memo) => members.delete(memo.key),
    };
    return (key) => {
      let member = members.get(key);
      if (!member) {
        member = new Memo(definition, key);
        members.set(key, member);
        // a cold run's members last as long as the scope
        if (!isCold) orphans.push(member);
      }
      return member.get();
    };
  };
  return (scope, key) => {
    let own = families.get(scope);
    if (!own) {
      own = family(scope);
      families.set(scope, own);
    }
    return own(key);
  };
}

/** Whether two lists hold the same items in the same order. */
export function areSame<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** The entries of a map, of those that say the same as before the ones before; all as it was where all do. To be given as `kept`. */
export const keptEntries =
  <Key, Value>(areSame: (before: Value, after: Value) => boolean) =>
  (before: ReadonlyMap<Key, Value>, after: ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> => {
    const kept = new Map<Key, Value>();
    const keys = before.keys();
    let isOther = before.size !== after.size;
    for (const [key, value] of after) {
      const known = before.get(key);
      const isKept = known !== undefined && areSame(known, value);
      kept.set(key, isKept ? known : value);
      isOther ||= !isKept || keys.next().value !== key;
    }
    return isOther ? kept : before;
  };

// ── acts

/** Reads without depending on it. A named act, so that a search finds every place where it is done. */
export function untracked<Value>(read: () => Value): Value {
  const outer = reader;
  reader = undefined;
  try {
    return read();
  } finally {
    reader = outer;
  }
}

/**
 * Runs without noting what reads what. All inputs that are read are fixed from then on, so that what is remembered stays right:
 * for who reads files once and never comes back.
 */
export function cold<Value>(run: () => Value): Value {
  outside("a cold run begins");
  isCold = true;
  try {
    return run();
  } finally {
    isCold = false;
  }
}

/** Forgets what nobody reads any more; to be done when all results have been asked for. */
export function release(): void {
  outside("memos are released");
  for (let memo = orphans.pop(); memo; memo = orphans.pop()) {
    if (memo.readers.length > 0 || memo.owner) continue;
    if (memo.isConstant && !memo.definition.isKeyed) continue;
    // another member of its circle would come to something else, were it asked for after one that is computed anew
    const [knot] = memo.dependencies;
    if (knot instanceof Memo && knot.definition === knots) mark(knot);
    drop(memo);
    memo.hasValue = false;
    memo.value = undefined;
    memo.definition.forget?.(memo);
  }
  reads.length = 0;
}

interface QueryCounts {
  /** How often queries were computed, and how often they were asked whether they still hold, since the last call. */
  readonly computed: number;
  readonly visited: number;
  /** How many edges there are. */
  readonly edges: number;
}

/** What tests and measurements count. */
export function counts(): QueryCounts {
  const now = { computed, visited, edges };
  computed = visited = 0;
  return now;
}
