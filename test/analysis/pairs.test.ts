import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import type { Finding } from "../../analysis/run/finding.ts";
import { rules } from "../../rules/index.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { cases, directory, find, marked, type Texts } from "../harness/fixture.ts";

/** Rules that speak of one value and mean two things, each pair with the reason. */
const twoThings: readonly { readonly rules: readonly [string, string]; readonly why: string }[] = JSON.parse(
  readFileSync("test/analysis/pairs.json", "utf8"),
);

const keyOf = (a: string, b: string): string => [a, b].sort().join(" and ");

/** Every example and case of every rule. */
function* everything(): Iterable<Texts> {
  for (const rule of rules) {
    yield { [rule.file ?? "main.tf"]: marked(rule.insecure).text };
    const [, service = "", ...rest] = rule.id.split("-");
    const path = `test/rules/${service}/${rest.join("-")}.txt`;
    if (!existsSync(path)) continue;
    for (const { files } of cases(readFileSync(path, "utf8")))
      yield Object.fromEntries(Object.entries(files).map(([name, { text }]) => [name, text]));
  }
}

/** A block's header is no value: what is missing in a block is many things. */
function isValue({ at: { uri, end } }: Finding, texts: Texts): boolean {
  const text = texts[uri.slice(directory.length + 1)] ?? "";
  return !/^\s*\{/.test(text.slice(end, end + 20));
}

/** Pairs of rules that speak of one value, or of overlapping pieces of it, with a piece of code that shows it. */
function overlapping(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const texts of everything()) {
    const open = find(rules, texts).filter((finding) => !finding.suppression && isValue(finding, texts));
    for (const [index, a] of open.entries())
      for (const b of open.slice(index + 1)) {
        const isApart = a.at.uri !== b.at.uri || a.at.end <= b.at.start || b.at.end <= a.at.start;
        if (a.rule === b.rule || isApart) continue;
        const text = texts[a.at.uri.slice(directory.length + 1)] ?? "";
        found.set(keyOf(a.rule.id, b.rule.id), text.slice(a.at.start, a.at.end));
      }
  }
  return found;
}

const subsumed = new Set(rules.flatMap(({ id, subsumes = [] }) => subsumes.map((other) => keyOf(id, other))));

describe("two rules that speak of one value", function () {
  this.timeout(240_000);
  let pairs: ReadonlyMap<string, string>;
  before(() => {
    pairs = overlapping();
  });

  it("are one thing, of which one rule tells for both, or two, and somebody has said why", () => {
    const decided = new Set(twoThings.map(({ rules: [a, b] }) => keyOf(a, b)));
    assert.deepEqual(
      [...pairs].filter(([key]) => !decided.has(key) && !subsumed.has(key)).map(([key, code]) => `${key}: ${code}`),
      [],
      "Decide on each: name the one in `subsumes` of the other where it has nothing to add, else write a line into test/analysis/pairs.json.",
    );
  });

  it("are named in the list of pairs only as long as they do", () => {
    assert.deepEqual(
      twoThings.map(({ rules: [a, b] }) => keyOf(a, b)).filter((key) => !pairs.has(key) || subsumed.has(key)),
      [],
    );
    for (const { why } of twoThings) assert.match(why, /^[A-Z].*\.$/);
  });
});

describe("a rule that makes others superfluous", () => {
  const byId = new Map<string, Rule>(rules.map((rule) => [rule.id, rule]));

  it("names rules that there are, and is not made so by them", () => {
    const reach = (id: string, passed: ReadonlySet<string>): readonly string[] =>
      (byId.get(id)?.subsumes ?? []).flatMap((other) =>
        passed.has(other) ? [other] : [other, ...reach(other, new Set([...passed, other]))],
      );
    for (const { id, subsumes = [] } of rules) {
      for (const other of subsumes) assert.ok(byId.has(other), `${id} names ${other}, which is no rule`);
      assert.ok(!reach(id, new Set()).includes(id), `${id} is made superfluous by what it makes so`);
    }
  });

  it("is on in every profile in which they are, so that what it adds is not lost", () => {
    const rank = { recommended: 0, hint: 1, all: 2 } as const;
    for (const { id, profile = "recommended", subsumes = [] } of rules)
      for (const other of subsumes) {
        const theirs = byId.get(other)?.profile ?? "recommended";
        assert.ok(rank[profile] <= rank[theirs], `${id} is told in fewer profiles than ${other}`);
      }
  });
});
