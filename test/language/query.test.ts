import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  areSame,
  cold,
  counts,
  Input,
  keptEntries,
  memo,
  memoBy,
  type Query,
  query,
  release,
  untracked,
} from "../../language/query/engine.ts";
import { KeyedInputs } from "../../language/query/keyed-inputs.ts";
import { SubjectList } from "../../language/query/results.ts";
import { type Random, random } from "../harness/random.ts";

// ── a model, once on the layer and once in plain calls

/** One step of a subject's program: what it reads, if what it has come to so far is even, odd, or in any case. */
interface Step {
  readonly from: "input" | "subject";
  readonly index: number;
  readonly when: "even" | "odd" | "always";
}

interface Subject {
  readonly id: number;
  readonly steps: readonly Step[];
  /** What it comes to is taken modulo this, so that many changes come to the same. */
  readonly modulo: number;
  readonly throwsAt: number | undefined;
  readonly catches: boolean;
  /** Whether it says what it comes to in a circle; one that does not reads only subjects behind it. */
  readonly answers: boolean;
}

const answer = ({ id }: Subject): number => 1000 + id;

function come(subject: Subject, inputs: (index: number) => number, values: (id: number) => number): number {
  let sum = subject.id;
  for (const { from, index, when } of subject.steps) {
    if (when !== "always" && (when === "even") !== (sum % 2 === 0)) continue;
    if (from === "input") sum += inputs(index);
    else if (!subject.catches) sum += values(index);
    else
      try {
        sum += values(index);
      } catch (error) {
        if (error instanceof Pending) throw error;
        sum += 17;
      }
  }
  const value = sum % subject.modulo;
  if (value === subject.throwsAt) throw new Error("as it is written");
  return value;
}

/** Another must be known first. */
class Pending extends Error {
  readonly id: number;
  constructor(id: number) {
    super();
    this.id = id;
  }
}

/** What every subject comes to, by plain calls: those that lead to themselves, one circle after the other, to their answers. */
function plain(subjects: readonly Subject[], inputs: readonly number[]): ReadonlyMap<number, number | Error> {
  const all = new Map(subjects.map((subject) => [subject.id, subject]));
  const found = new Map<number, number | Error>();
  const read = (id: number): number => {
    if (!all.has(id)) return 5;
    const value = found.get(id);
    if (value === undefined) throw new Pending(id);
    if (value instanceof Error) throw value;
    return value;
  };
  for (const first of all.keys())
    while (!found.has(first)) {
      const way: number[] = [];
      let at: number | undefined = first;
      while (at !== undefined) {
        const circle = way.indexOf(at);
        if (circle >= 0) {
          for (const id of way.slice(circle)) {
            const member = all.get(id);
            if (member?.answers) found.set(id, answer(member));
          }
          break;
        }
        way.push(at);
        const subject: Subject | undefined = all.get(at);
        if (!subject) throw new Error("no such subject");
        try {
          found.set(
            at,
            come(subject, (index) => inputs[index] ?? 0, read),
          );
          break;
        } catch (error) {
          if (error instanceof Pending) at = error.id;
          else {
            found.set(subject.id, error as Error);
            break;
          }
        }
      }
    }
  return found;
}

interface Shape {
  readonly hasCircles: boolean;
  readonly hasErrors: boolean;
}

class Model {
  readonly subjects: Input<readonly Subject[]>;
  readonly inputs: readonly Input<number>[];
  readonly index: Query<ReadonlyMap<number, Subject>>;
  readonly valueOf: (subject: Subject) => number;
  readonly list: SubjectList<Subject>;

  constructor(subjects: readonly Subject[], inputs: readonly number[]) {
    this.subjects = new Input(subjects);
    this.inputs = inputs.map((value) => new Input(value));
    this.index = query(() => new Map(this.subjects.get().map((subject) => [subject.id, subject])));
    const named = memoBy((model: Model, id: number) => model.index.get().get(id));
    const read = (subject: Subject): number =>
      come(
        subject,
        (index) => this.inputs[index]?.get() ?? 0,
        (id) => {
          const other = named(this, id);
          return other ? this.valueOf(other) : 5;
        },
      );
    const answering = memo(read, { inCycle: answer });
    const silent = memo(read);
    this.valueOf = (subject) => (subject.answers ? answering(subject) : silent(subject));
    this.list = new SubjectList(() => this.subjects.get());
  }

  /** An odd value, "error", or nothing to be said. */
  said(subject: Subject): number | "error" | undefined {
    try {
      const value = this.valueOf(subject);
      return value % 2 === 1 ? value : undefined;
    } catch {
      return "error";
    }
  }
}

const expected = (subjects: readonly Subject[], inputs: readonly number[]): ReadonlyMap<number, number | "error"> => {
  const said = new Map<number, number | "error">();
  for (const [id, value] of plain(subjects, inputs))
    if (value instanceof Error) said.set(id, "error");
    else if (value % 2 === 1) said.set(id, value);
  return said;
};

const most = 14;

function subject(id: number, chance: Random, { hasCircles, hasErrors }: Shape): Subject {
  const answers = hasCircles && !chance.chance(30);
  const steps = Array.from({ length: chance.below(5) }, (): Step => {
    const from = chance.chance(60) ? "subject" : "input";
    const index = from === "input" ? chance.below(4) : answers ? chance.below(most) : id + 1 + chance.below(most);
    return { from, index, when: chance.pick(["even", "odd", "always"] as const) };
  });
  return {
    id,
    steps,
    modulo: chance.pick([2, 3, 7, 50]),
    throwsAt: hasErrors && chance.chance(40) ? chance.below(3) : undefined,
    // who catches in a circle would go on where the others stop
    catches: hasErrors && !hasCircles && chance.chance(40),
    answers,
  };
}

/** Changes a model by chance and compares it, change by change, with plain calls. */
function compared(seed: number, shape: Shape, changes: number): void {
  const chance = random(seed);
  let subjects: readonly Subject[] = Array.from({ length: most }, (_, id) => subject(id, chance, shape));
  const inputs = [1, 2, 3, 4];
  const model = new Model(subjects, inputs);
  const results = model.list.results((subject) => model.said(subject));
  const seen = new Map<number, unknown>();
  for (let change = 0; change < changes; change++) {
    for (let count = chance.below(3); count >= 0; count--) {
      const index = chance.below(4);
      const id = chance.below(most);
      switch (chance.below(5)) {
        case 0:
        case 1:
          inputs[index] = chance.below(6);
          model.inputs[index]?.set(inputs[index]);
          break;
        case 2:
          subjects = subjects.filter((other) => other.id !== id);
          break;
        case 3:
          subjects = [...subjects.filter((other) => other.id !== id), subject(id, chance, shape)];
          break;
        default:
          subjects = subjects.map((other) => (other.id === id ? subject(id, chance, shape) : other));
      }
      model.subjects.set(subjects);
      // who asks from outside, and in which order, must not matter
      if (chance.chance(30) && subjects.length > 0) model.said(chance.pick(subjects));
    }
    if (chance.chance(30)) release();
    for (const [{ id }, said] of results.changed())
      if (said === undefined) seen.delete(id);
      else seen.set(id, said);
    const now = new Map([...results.said].map(([{ id }, said]) => [id, said]));
    const wanted = expected(subjects, inputs);
    const told = `seed ${seed}, change ${change}`;
    assert.deepEqual(sorted(now), sorted(wanted), told);
    if (shape.hasErrors || seen.size !== wanted.size) assert.equal(seen.size, wanted.size, told);
  }
  results.leave();
}

const sorted = (map: ReadonlyMap<number, unknown>) => [...map].sort(([a], [b]) => a - b);

interface Thing {
  readonly name: string;
}

const thing = (name: string): Thing => ({ name });

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** What was just read lies on the stack until the next turn. */
async function collected(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  collect();
}

/** What an act computes. */
function ran(act: () => void): number {
  counts();
  act();
  return counts().computed;
}

describe("a query layer", () => {
  it("comes to what plain calls come to, change by change", () => {
    for (let seed = 0; seed < 60; seed++) compared(seed, { hasCircles: false, hasErrors: false }, 60);
  });

  it("comes to it where queries throw and others catch", () => {
    for (let seed = 100; seed < 160; seed++) compared(seed, { hasCircles: false, hasErrors: true }, 60);
  });

  it("comes to it where queries lead back to themselves, whoever asks first", () => {
    for (let seed = 200; seed < 260; seed++) compared(seed, { hasCircles: true, hasErrors: false }, 60);
  });

  it("comes to it where they throw besides", () => {
    for (let seed = 300; seed < 360; seed++) compared(seed, { hasCircles: true, hasErrors: true }, 60);
  });

  describe("computes", () => {
    it("only what has read what changed, however much lies beside it", () => {
      for (const size of [100, 2_000]) {
        const things = Array.from({ length: size }, (_, index) => thing(`${index}`));
        const sizes = things.map(() => new Input(1));
        const shared = new Input(1);
        const sizeOf = memo(({ name }: Thing) => (sizes[Number(name)]?.get() ?? 0) + shared.get());
        const results = new SubjectList(() => things).results((subject) => sizeOf(subject) * 2);
        assert.equal(ran(results.changed.bind(results)), 2 * size + 1);
        sizes[7]?.set(5);
        assert.equal(
          ran(() => assert.deepEqual([...results.changed()], [[things[7], 12]])),
          2,
        );
        assert.equal(counts().visited, 0);
        shared.set(2);
        assert.equal(ran(results.changed.bind(results)), 2 * size);
      }
    });

    it("nothing behind what comes to an equal value", () => {
      const text = new Input("a b");
      const words = query(() => text.get().split(/ +/), { equals: (a, b) => a.join() === b.join() });
      const count = query(() => words.get().length);
      const results = new SubjectList(() => [count]).results((subject) => subject.get());
      results.changed();
      text.set("a  b");
      assert.equal(ran(results.changed.bind(results)), 1);
      text.set("a b c");
      assert.equal(ran(results.changed.bind(results)), 3);
    });

    it("of one index for many only those whose key has another entry", () => {
      const all = new Input<readonly Thing[]>([]);
      const index = query(() => new Map(all.get().map((one) => [one.name, one])));
      const named = memoBy((of: typeof index, name: string) => of.get().get(name));
      const askers = Array.from({ length: 500 }, (_, number) => thing(`${number}`));
      const results = new SubjectList(() => askers).results(({ name }) => named(index, name)?.name);
      results.changed();
      all.set([thing("3")]);
      const computed = ran(() => assert.deepEqual([...results.changed()], [[askers[3], "3"]]));
      assert.equal(computed, 1 + 500 + 1, "the index, its entries, one asker");
    });

    it("of entries that are kept nothing, where they say the same as before", () => {
      const all = new Input<readonly Thing[]>([thing("a"), thing("b"), thing("c")]);
      const index = memo((of: typeof all) => new Map(of.get().map((one) => [one.name, { name: one.name }])), {
        kept: keptEntries((before, after) => before.name === after.name),
      });
      const length = memo(({ name }: { readonly name: string }) => name.length);
      const results = new SubjectList(() => [...index(all).values()]).results(length);
      results.changed();
      const before = index(all);
      all.set([thing("a"), thing("b"), thing("c")]);
      assert.equal(
        ran(() => assert.equal(results.changed().size, 0)),
        1,
        "the index alone",
      );
      assert.equal(index(all), before);
      all.set([thing("b"), thing("a"), thing("dd")]);
      results.changed();
      assert.deepEqual([...index(all).keys()], ["b", "a", "dd"]);
      assert.equal(index(all).get("a"), before.get("a"));
    });

    it("a constant once, and never looks at it again", () => {
      const other = new Input(1);
      const one = thing("constant");
      const length = memo(({ name }: Thing) => name.length);
      const results = new SubjectList(() => [one]).results((subject) => length(subject) + other.get());
      const before = counts().edges;
      assert.equal(ran(results.changed.bind(results)), 3);
      assert.equal(counts().edges - before, 1, "from the input alone");
      for (let value = 2; value < 5; value++) {
        other.set(value);
        const { edges } = counts();
        results.changed();
        assert.deepEqual(counts(), { computed: 1, visited: 1, edges });
      }
    });

    it("a key's constant once, as long as somebody reads it", () => {
      const keys = new Input(["a", "b"]);
      const length = memoBy((_: typeof keys, key: string) => key.length);
      const results = new SubjectList(() => [keys]).results((subject) =>
        subject.get().reduce((sum, key) => sum + length(subject, key), 0),
      );
      results.changed();
      release();
      keys.set(["a", "b", "c"]);
      assert.equal(ran(results.changed.bind(results)), 2, "the sum and the new key");
    });

    it("nothing while it is only written to", () => {
      const one = new Input(1);
      const results = new SubjectList(() => [one]).results((subject) => subject.get());
      results.changed();
      const computed = ran(() => {
        for (let value = 0; value < 100; value++) one.set(value);
      });
      assert.equal(computed, 0);
      assert.deepEqual([...results.changed()], [[one, 99]]);
    });

    it("a value that was undefined once, too", () => {
      let times = 0;
      const found = memo((_: Thing) => {
        times++;
        return undefined;
      });
      const one = thing("a");
      assert.equal(found(one) ?? found(one), undefined);
      assert.equal(times, 1);
    });
  });

  describe("in a circle", () => {
    it("answers in no more steps than there are members, squared", () => {
      const size = 60;
      const things = Array.from({ length: size }, (_, index) => thing(`${index}`));
      const all = new Input(things);
      const sum: (subject: Thing) => number = memo(
        (subject: Thing) =>
          all.get().reduce((total, other) => total + (other.name === subject.name ? 0 : sum(other)), 0),
        { inCycle: () => 1 },
      );
      const results = new SubjectList(() => things).results(sum);
      const computed = ran(() => assert.equal(results.changed().size, size));
      assert.ok(computed <= size * size, `${computed} of ${size} that all read all others`);
    });

    it("says so where nobody has an answer", () => {
      const first: Query<number> = query(() => second.get() + 1);
      const second: Query<number> = query(() => first.get() + 1);
      assert.throws(() => first.get(), /leads back to itself/);
    });
  });

  describe("with exceptions", () => {
    it("tries again what threw, and reads what it had read", () => {
      const isBroken = new Input(true);
      const broken = query(() => {
        if (isBroken.get()) throw new Error("broken");
        return "whole";
      });
      const caught = query(() => {
        try {
          return broken.get();
        } catch {
          return "caught";
        }
      });
      const results = new SubjectList(() => [caught]).results((subject) => subject.get());
      assert.deepEqual([...results.changed().values()], ["caught"]);
      isBroken.set(false);
      assert.deepEqual([...results.changed().values()], ["whole"]);
      isBroken.set(true);
      assert.deepEqual([...results.changed().values()], ["caught"]);
    });

    it("loses no result, neither its own nor another's, when a check throws", () => {
      const isBroken = new Input(true);
      const things = [thing("a"), thing("b"), thing("c")];
      const results = new SubjectList(() => things).results(({ name }) => {
        if (name === "b" && isBroken.get()) throw new Error("broken");
        return name;
      });
      assert.throws(() => results.changed(), /broken/);
      assert.throws(() => results.changed(), /broken/);
      isBroken.set(false);
      assert.deepEqual([...results.changed().values()], ["a", "b", "c"]);
    });
  });

  it("sees what had thrown become part of a circle, though it would read the same", () => {
    const isCircle = new Input(false);
    const inCycle = () => 3;
    const first: Query<number> = query(() => (isCircle.get() ? second.get() : 3), { inCycle });
    const second: Query<number> = query(
      () => {
        if (first.get() === 3) throw new Error("three");
        return 4;
      },
      { inCycle },
    );
    const caught = query(() => {
      try {
        return first.get() + second.get();
      } catch {
        return "caught";
      }
    });
    const results = new SubjectList(() => [caught]).results((subject) => subject.get());
    assert.deepEqual([...results.changed().values()], ["caught"]);
    isCircle.set(true);
    assert.deepEqual([...results.changed().values()], [6]);
  });

  describe("refuses", () => {
    it("to write, to release, to begin a cold run or to ask for results while a query runs", () => {
      const one = new Input(1);
      const results = new SubjectList(() => [one]).results((subject) => subject.get());
      for (const act of [() => one.set(2), release, () => cold(() => 1), () => results.changed()])
        assert.throws(() => query(act).get(), /while a query runs/);
    });

    it("to write what a cold run has read, and to be cold where a warm run was", () => {
      const one = new Input(1);
      const doubled = query(() => one.get() * 2);
      const results = new SubjectList(() => [doubled]).results((subject) => subject.get());
      results.changed();
      assert.throws(() => cold(() => doubled.get()), /cold run/);
      cold(() => one.get());
      assert.throws(() => one.set(2), /for good/);
    });
  });

  it("leaves readers alone where what is written counts as what was there", () => {
    const list = new Input<readonly number[]>([1, 2], areSame);
    const results = new SubjectList(() => [list]).results((subject) => subject.get().length);
    results.changed();
    list.set([1, 2]);
    assert.equal(results.changed().size, 0);
    list.set([1, 2, 3]);
    assert.deepEqual([...results.changed().values()], [3]);
  });

  it("reads inputs by a key once a version, those only that somebody reads, and forgets the others", () => {
    let texts: Readonly<Record<string, string>> = { a: "1", b: "1" };
    const read: string[] = [];
    const inputs = new KeyedInputs((key) => {
      read.push(key);
      return texts[key];
    });
    const results = new SubjectList(() => [inputs]).results((subject) => subject.get("a"));
    results.changed();
    assert.equal(
      untracked(() => inputs.get("b")),
      "1",
    );
    texts = { a: "2", b: "2" };
    inputs.renew();
    assert.deepEqual([...results.changed().values()], ["2"]);
    assert.deepEqual(read.splice(0), ["a", "b", "a"]);
    assert.equal(
      untracked(() => inputs.get("b")),
      "2",
    );
    inputs.keep(new Set());
    texts = { a: "3" };
    inputs.renew();
    assert.deepEqual(read, ["b"]);
  });

  it("notes nothing of what is read untracked", () => {
    const [seen, unseen] = [new Input(1), new Input(1)];
    const sum = query(() => seen.get() + untracked(() => unseen.get()));
    const results = new SubjectList(() => [sum]).results((subject) => subject.get());
    results.changed();
    unseen.set(5);
    assert.equal(results.changed().size, 0);
    seen.set(2);
    assert.deepEqual([...results.changed().values()], [7]);
  });

  it("comes to the same in a cold run, without edges", () => {
    for (let seed = 0; seed < 30; seed++) {
      const chance = random(seed);
      const shape = { hasCircles: seed % 2 === 0, hasErrors: seed % 3 === 0 };
      const subjects = Array.from({ length: most }, (_, id) => subject(id, chance, shape));
      const model = new Model(subjects, [1, 2, 3, 4]);
      const results = model.list.results((one) => model.said(one));
      cold(() => results.changed());
      const said = new Map([...results.said].map(([{ id }, value]) => [id, value]));
      assert.deepEqual(sorted(said), sorted(expected(subjects, [1, 2, 3, 4])));
      // nothing is left that a later run would have to look at
      assert.equal(
        ran(() => results.changed()),
        0,
      );
    }
  });

  it("starts anew with a list that everybody had left", () => {
    const things = new Input([thing("a")]);
    const list = new SubjectList(() => things.get());
    list.results(({ name }) => name).leave();
    const first = list.results(({ name }) => name);
    first.changed();
    first.leave();
    things.set([thing("b")]);
    assert.deepEqual(
      [
        ...list
          .results(({ name }) => name)
          .changed()
          .values(),
      ],
      ["b"],
    );
  });

  describe("lets go of", () => {
    it("subjects that are gone, and what was remembered of them", async () => {
      const settings = new Input(1);
      const list = new Input<readonly Thing[]>([]);
      const inner = memo((subject: Thing) => [subject.name.length + settings.get()]);
      const constant = memo((subject: Thing) => [subject.name]);
      const results = new SubjectList(() => list.get()).results((subject) => [inner(subject), constant(subject)]);
      const gone: WeakRef<object>[] = [];
      for (let change = 0; change < 200; change++) {
        const next = thing(`${change}`);
        list.set([next]);
        results.changed();
        release();
        const [first, second] = results.said.get(next) ?? [];
        for (const held of [next, first, second]) if (held && change < 190) gone.push(new WeakRef(held));
      }
      await collected();
      assert.equal(gone.length, 570);
      assert.equal(gone.filter((held) => held.deref()).length, 0);
      assert.equal(results.said.size, 1);
    });

    it("keys that nobody reads any more, constants among them", async () => {
      const keys = new Input<readonly Thing[]>([]);
      const scope = {};
      const found = memoBy((_: object, key: Thing) => key.name.length);
      const results = new SubjectList(() => [keys]).results((subject) =>
        subject.get().reduce((sum, key) => sum + found(scope, key), 0),
      );
      const gone = Array.from({ length: 50 }, (_, change) => {
        const key = thing(`${change}`);
        keys.set([key]);
        results.changed();
        release();
        return new WeakRef(key);
      });
      keys.set([]);
      results.changed();
      release();
      await collected();
      assert.equal(gone.filter((held) => held.deref()).length, 0);
    });

    it("what was only asked for from outside", async () => {
      const settings = new Input(1);
      const inner = memo((subject: Thing) => [subject.name, settings.get()]);
      const gone = (() => {
        const one = thing("hovered");
        return [new WeakRef(one), new WeakRef(inner(one))];
      })();
      release();
      await collected();
      assert.deepEqual(
        gone.map((held) => held.deref()),
        [undefined, undefined],
      );
      assert.equal(settings.get(), 1);
    });

    it("everything of results that are left", async () => {
      const settings = new Input(1);
      release();
      const { edges } = counts();
      const gone = (() => {
        const one = thing("judged");
        const results = new SubjectList(() => [one]).results((subject) => subject.name.length + settings.get());
        results.changed();
        results.leave();
        return new WeakRef(one);
      })();
      release();
      assert.equal(counts().edges, edges);
      await collected();
      assert.equal(gone.deref(), undefined);
      assert.equal(settings.get(), 1);
    });
  });
});
