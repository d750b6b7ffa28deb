import { type AnyMemo, type Definition, drop, Memo, type Owner, outside } from "./engine.ts";

/** A query that somebody waits for: `wake` is told when it may come to something else than when it was last asked. */
export class WatchedQuery<Value> implements Owner {
  due: AnyMemo[] = [];
  readonly wake: () => void;
  readonly #memo: Memo<undefined, Value>;

  constructor(compute: () => Value, wake: () => void = () => {}) {
    this.wake = wake;
    this.#memo = new Memo<undefined, Value>({ compute }, undefined, this);
  }

  get(): Value {
    this.due = [];
    return this.#memo.get();
  }

  /** Waits no longer. */
  leave(): void {
    drop(this.#memo);
  }
}

/** Subjects to look at, all of them different; many may look at one list. */
export class SubjectList<Subject extends object> implements Owner {
  due: AnyMemo[] = [];
  readonly #memo: Memo<undefined, readonly Subject[]>;
  readonly #results = new Set<Results<Subject, unknown>>();
  #present: readonly Subject[] = [];

  readonly wake: () => void;

  /** `wake` is told when it may hold other subjects than when it was last refreshed. */
  constructor(compute: () => readonly Subject[], wake: () => void = () => {}) {
    this.wake = wake;
    this.#memo = new Memo<undefined, readonly Subject[]>({ compute }, undefined, this);
  }

  /** What a check says of each subject; `undefined` where it says nothing. */
  results<Result>(
    check: (subject: Subject) => Result | undefined,
    equals?: (before: Result | undefined, after: Result | undefined) => boolean,
    wake: () => void = () => {},
  ): Results<Subject, Result> {
    const results: Results<Subject, Result> = new Results(this, check, equals, wake, () => {
      this.#results.delete(results as Results<Subject, unknown>);
      if (this.#results.size === 0) this.leave();
    });
    this.#results.add(results as Results<Subject, unknown>);
    for (const subject of this.#present) results.come(subject);
    return results;
  }

  /** Lets go of everything, and so do those who look at it. */
  leave(): void {
    for (const results of this.#results) results.leave();
    drop(this.#memo);
    this.#present = [];
  }

  /** All of them, as of the last refresh. */
  get present(): readonly Subject[] {
    return this.#present;
  }

  /** Tells those who look at it what has come and gone. */
  refresh(): void {
    this.due = [];
    const [before, now] = [this.#present, this.#memo.get()];
    if (before === now) return;
    this.#present = now;
    const [gone, come] = differing(before, now);
    for (const subject of gone) for (const results of this.#results) results.go(subject);
    for (const subject of come) for (const results of this.#results) results.come(subject);
  }
}

/** What is in one list only; most of two versions is the same at both ends. */
function differing<Item>(
  before: readonly Item[],
  now: readonly Item[],
): readonly [gone: readonly Item[], come: readonly Item[]] {
  const most = Math.min(before.length, now.length);
  let head = 0;
  while (head < most && before[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const old = before.slice(head, before.length - tail);
  const others = now.slice(head, now.length - tail);
  return [without(old, others), without(others, old)];
}

function without<Item>(items: readonly Item[], others: readonly Item[]): readonly Item[] {
  const left = new Set(others);
  return items.filter((item) => !left.has(item));
}

const noChanges: ReadonlyMap<never, never> = new Map<never, never>();

/** What one check says of the subjects of a list. */
export class Results<Subject extends object, Result> implements Owner {
  due: AnyMemo[] = [];
  readonly wake: () => void;
  readonly #list: SubjectList<Subject>;
  readonly #definition: Definition<Subject, Result | undefined>;
  readonly #leave: () => void;
  readonly #memos = new Map<Subject, Memo<Subject, Result | undefined>>(); // of those that may become others
  #spare: Memo<Subject, Result | undefined> | undefined;
  readonly #pending = new Set<Subject>();
  readonly #said = new Map<Subject, Result>();
  #changes = new Map<Subject, Result | undefined>();

  constructor(
    list: SubjectList<Subject>,
    compute: (subject: Subject) => Result | undefined,
    equals: ((before: Result | undefined, after: Result | undefined) => boolean) | undefined,
    wake: () => void,
    leave: () => void,
  ) {
    this.wake = wake;
    this.#list = list;
    this.#definition = equals ? { compute, equals } : { compute };
    this.#leave = leave;
  }

  /** Everything that is said, as of the last `changed`. */
  get said(): ReadonlyMap<Subject, Result> {
    return this.#said;
  }

  come(subject: Subject): void {
    if (this.#pending.size === 0) this.wake();
    this.#pending.add(subject);
  }

  go(subject: Subject): void {
    this.#pending.delete(subject);
    const memo = this.#memos.get(subject);
    if (memo) drop(memo);
    this.#memos.delete(subject);
    if (!this.#said.delete(subject)) return;
    if (this.#changes.size === 0) this.wake();
    this.#changes.set(subject, undefined);
  }

  /** Of which subjects something else is said than when this was last asked, and what. */
  changed(): ReadonlyMap<Subject, Result | undefined> {
    outside("results are asked for");
    this.#list.refresh();
    const { due } = this;
    this.due = [];
    for (const [index, memo] of due.entries()) {
      if (this.#memos.get(memo.key) !== memo) continue;
      try {
        this.#ask(memo.key, memo);
      } catch (error) {
        // what throws is tried again, and so is what comes after it
        for (const { key } of due.slice(index)) if (this.#memos.has(key)) this.#pending.add(key);
        throw error;
      }
    }
    for (const subject of this.#pending) {
      let memo = this.#memos.get(subject) ?? this.#spare;
      if (memo === this.#spare) this.#spare = undefined;
      memo ??= new Memo(this.#definition, subject, this);
      memo.key = subject;
      this.#ask(subject, memo);
      this.#pending.delete(subject);
    }
    if (this.#changes.size === 0) return noChanges;
    const changes = this.#changes;
    this.#changes = new Map();
    return changes;
  }

  #ask(subject: Subject, memo: Memo<Subject, Result | undefined>): void {
    const value = memo.get();
    if (memo.isConstant) {
      this.#memos.delete(subject);
      this.#spare = memo.emptied();
    } else this.#memos.set(subject, memo);
    if (value === this.#said.get(subject)) return;
    if (value === undefined) this.#said.delete(subject);
    else this.#said.set(subject, value);
    this.#changes.set(subject, value);
  }

  /** Lets go of everything; nothing more is asked of it. */
  leave(): void {
    for (const subject of [...this.#memos.keys()]) this.go(subject);
    this.#pending.clear();
    this.#leave();
  }
}
