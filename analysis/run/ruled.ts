import type { Module } from "../../language/model/module.ts";
import { addTo } from "../../language/multimap.ts";
import { type Results, SubjectList } from "../../language/query/results.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import type { Loudness } from "../config/config.ts";
import { entryOf, type FindingEntry } from "./finding-entry.ts";
import { type ActiveRule, isSameFound, type Outcome, outcomeOf, picked } from "./found.ts";

/** A rule that is on, what it looks at, and what it found. */
export class Ruled implements ActiveRule {
  readonly rule: Rule;
  readonly loudness: Loudness;
  readonly isAside: boolean;
  readonly order: number;
  readonly looking = new Map<Module, Looking>();
  entries: readonly FindingEntry[] = [];
  error: { readonly error: unknown } | undefined;

  constructor({ rule, loudness, isAside, order }: ActiveRule) {
    this.rule = rule;
    this.loudness = loudness;
    this.isAside = isAside;
    this.order = order;
  }

  /** Takes what was said of subjects in their order, module by module, each thing once; the first error of a module ends what is taken there. */
  take(outcomes: Iterable<readonly [Iterable<Outcome>, { readonly error: unknown } | undefined]>): void {
    const entries: FindingEntry[] = [];
    const byStart = new Map<number, FindingEntry[]>();
    this.error = undefined;
    for (const [ofModule, failed] of outcomes) {
      if (failed) this.error = failed;
      for (const { found, ...failure } of ofModule) {
        for (const one of found) {
          const { start } = one.decided.at;
          const known = byStart.get(start)?.find(({ found }) => isSameFound(one, found));
          if (known) {
            if (one.address !== known.found.address) known.instances.push(one.address);
            continue;
          }
          const entry = entryOf(one);
          addTo(byStart, start, entry);
          entry.instances = [];
          entries.push(entry);
        }
        if ("error" in failure) {
          this.error = { error: failure.error };
          break;
        }
      }
    }
    this.entries = entries;
  }
}

/** What the rules with one way to pick look at in one module. */
export class RuleSubjects {
  readonly module: Module;
  readonly list: SubjectList<object>;
  readonly rules: Ruled[] = [];
  error: { readonly error: unknown } | undefined;
  isBegun = false;

  constructor(module: Module, pick: Rule["subjects"], wake: (listing: RuleSubjects) => void) {
    this.module = module;
    this.list = new SubjectList(
      () => {
        const { subjects, error } = picked(pick, module);
        this.error = error;
        return subjects;
      },
      () => wake(this),
    );
  }
}

/** One rule on what it looks at in one module. */
export class Looking {
  readonly of: Ruled;
  readonly listing: RuleSubjects;
  readonly results: Results<object, Outcome>;

  constructor(of: Ruled, listing: RuleSubjects, wake: (looking: Looking) => void) {
    this.of = of;
    this.listing = listing;
    this.results = listing.list.results(
      (subject) => outcomeOf(of, subject, listing.module),
      undefined,
      () => wake(this),
    );
  }

  /** What is said now, in the order of the subjects. */
  get outcomes(): readonly Outcome[] {
    const { said } = this.results;
    if (said.size <= 1) return [...said.values()];
    return this.listing.list.present.flatMap((subject) => said.get(subject) ?? []);
  }
}

/** The listings of one module, one for each way to pick. */
export class Listings {
  readonly #module: Module;
  readonly #wake: (listing: RuleSubjects) => void;
  readonly #byPick = new Map<Rule["subjects"], RuleSubjects>();

  constructor(module: Module, wake: (listing: RuleSubjects) => void) {
    this.#module = module;
    this.#wake = wake;
  }

  add(ruled: Ruled): void {
    let listing = this.#byPick.get(ruled.rule.subjects);
    if (!listing) {
      listing = new RuleSubjects(this.#module, ruled.rule.subjects, this.#wake);
      this.#byPick.set(ruled.rule.subjects, listing);
      this.#wake(listing);
    }
    if (!listing.rules.includes(ruled)) listing.rules.push(ruled);
  }

  leave(): void {
    for (const { list } of this.#byPick.values()) list.leave();
  }
}
