import { cold, counts, Input, memo, release } from "../language/query/engine.ts";
import { type Results, SubjectList } from "../language/query/results.ts";

// What one change costs with 1,000 and with 10,000 subjects beside it, and what the layer costs where nothing changes.

interface Subject {
  readonly name: string;
  readonly points: string;
  readonly size: number;
}

const checks = 15;
const changes = 400;

class Model {
  readonly subjects: Input<readonly Subject[]>;
  readonly names = new Map<string, Input<Subject | undefined>>();
  readonly limit = new Input(900);
  readonly checks: readonly ((one: Subject) => string | undefined)[];
  readonly results: readonly Results<Subject, string>[];

  constructor(count: number) {
    this.subjects = new Input(Array.from({ length: count }, (_, index) => subject(index, count, index % 1000)));
    for (const one of this.subjects.get()) this.names.set(one.name, new Input<Subject | undefined>(one));
    const weight = memo((one: Subject) => one.size * 2 + one.name.length);
    const target = memo((one: Subject) => this.names.get(one.points)?.get());
    const list = new SubjectList(() => this.subjects.get());
    // of 15 checks 12 look at the subject alone, two follow a name, and one in ten subjects meets the limit
    this.checks = Array.from(
      { length: checks },
      (_, check) => (one: Subject) => said(check, one, weight, target, () => this.limit.get()),
    );
    this.results = this.checks.map((check) => list.results(check));
  }

  /** What a command line does, which never comes back: it calls the checks itself. */
  read(): number {
    let count = 0;
    for (const check of this.checks) for (const one of this.subjects.get()) if (check(one) !== undefined) count++;
    return count;
  }

  changed(): number {
    let count = 0;
    for (const results of this.results) count += results.changed().size;
    release();
    return count;
  }

  /** One subject is another: what a keystroke does. */
  replace(index: number, size: number): void {
    const all = [...this.subjects.get()];
    const one = { ...(all[index] as Subject), size };
    all[index] = one;
    this.subjects.set(all);
    this.names.get(one.name)?.set(one);
  }
}

const subject = (index: number, count: number, size: number): Subject => ({
  name: `s${index}`,
  points: `s${(index * 7 + 1) % count}`,
  size,
});

function said(
  check: number,
  one: Subject,
  weight: (one: Subject) => number,
  target: (one: Subject) => Subject | undefined,
  limit: () => number,
): string | undefined {
  if (check < 12) return (weight(one) + check) % 40 === 0 ? one.name : undefined;
  if (check < 14) return (target(one)?.size ?? 0) > 980 ? one.points : undefined;
  return one.size % 10 === 0 && one.size > limit() ? one.name : undefined;
}

function plain(subjects: readonly Subject[]): number {
  const names = new Map(subjects.map((one) => [one.name, one]));
  let count = 0;
  for (let check = 0; check < checks; check++)
    for (const one of subjects) {
      const weight = (of: Subject) => of.size * 2 + of.name.length;
      if (
        said(
          check,
          one,
          weight,
          (of) => names.get(of.points),
          () => 900,
        ) !== undefined
      )
        count++;
    }
  return count;
}

const timed = (act: () => unknown): number => {
  const start = performance.now();
  act();
  return performance.now() - start;
};

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

function measured(count: number): readonly (readonly [what: string, value: number, unit: string])[] {
  const firsts: number[] = [];
  const colds: number[] = [];
  const plains: number[] = [];
  for (let run = 0; run < 7; run++) {
    const [warm, other] = [new Model(count), new Model(count)];
    firsts.push(timed(() => warm.changed()));
    for (const results of warm.results) results.leave();
    colds.push(timed(() => cold(() => other.read())));
    plains.push(timed(() => plain(other.subjects.get())));
  }
  release();
  const model = new Model(count);
  const before = heap();
  model.changed();
  const held = heap() - before;
  const { edges } = counts();
  const change = (act: (index: number) => void) => {
    const times: number[] = [];
    for (let index = 0; index < changes; index++)
      times.push(
        timed(() => {
          act(index);
          model.changed();
        }),
      );
    const { computed } = counts();
    return { time: median(times) * 1000, computed: computed / changes };
  };
  const one = change((index) => model.replace((index * 37) % count, (index * 13) % 1000));
  const nothing = change(() => undefined);
  const limit = change((index) => model.limit.set(900 + (index % 5)));
  const results = count * checks;
  const after = heap() - before;
  return [
    ["first run, a result", (median(firsts) * 1e6) / results, "ns"],
    ["cold run, a result", (median(colds) * 1e6) / results, "ns"],
    ["plain calls, a result", (median(plains) * 1e6) / results, "ns"],
    ["held, a result", held / results, "bytes"],
    ["edges, a subject", edges / count, ""],
    ["a subject is another", one.time, "µs"],
    ["  computed", one.computed, "queries"],
    ["nothing is another", nothing.time, "µs"],
    ["what one in ten reads is another", limit.time, "µs"],
    ["  computed", limit.computed, "queries"],
    [`held after ${3 * changes} changes`, after / results, "bytes"],
  ];
}

const sizes = [1_000, 10_000] as const;
measured(100);
const [small, large] = sizes.map(measured);
console.log(
  `\nquery layer${"".padEnd(27)}${sizes.map((size) => size.toLocaleString("en").padStart(12)).join("")}       ratio`,
);
for (const [index, [what, value, unit]] of (small ?? []).entries()) {
  const other = large?.[index]?.[1] ?? Number.NaN;
  const [a, b] = [value, other].map((figure) => figure.toFixed(figure < 100 ? 1 : 0).padStart(12));
  console.log(`  ${what.padEnd(36)}${a}${b}${(other / value).toFixed(1).padStart(12)} ${unit}`);
}
