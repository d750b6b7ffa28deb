import type { Module } from "../../language/model/module.ts";
import { cold, release } from "../../language/query/engine.ts";
import { WatchedQuery } from "../../language/query/results.ts";
import { fixed } from "../../language/syntax/text.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { type Config, loudnessOf } from "../config/config.ts";
import type { Finding } from "./finding.ts";
import { Comments, type FindingEntry } from "./finding-entry.ts";
import { outcomeOf, picked } from "./found.ts";
import { type Failure, Report } from "./report.ts";
import { Listings, Looking, Ruled, type RuleSubjects } from "./ruled.ts";

export interface LintOptions {
  readonly rules: readonly Rule[];
  readonly config: Config;
  /** `YYYY-MM-DD`, against which the end of a suppression is read. */
  readonly today: string;
  /** Whether the directory holds what nobody runs as it is: examples, what is put away. */
  readonly isAside?: boolean;
}

/** The rules over a root module and all that it calls. After the module went to another version only those checks run again that have read something that is another. */
export class Linter {
  readonly #root: Module;
  readonly #today: string;
  readonly #rules: readonly Ruled[];
  readonly #tree: WatchedQuery<readonly Module[]>;
  readonly #modules = new Map<
    Module,
    { readonly types: WatchedQuery<ReadonlySet<string>>; readonly listings: Listings }
  >();
  #isTreeDue = true;
  #present: readonly Module[] = [];
  readonly #typesDue = new Set<Module>();
  readonly #listingsDue = new Set<RuleSubjects>();
  readonly #lookingDue = new Set<Looking>();
  readonly #rulesDue = new Set<Ruled>();
  readonly #files = new Map<string, SourceFile>();
  /** Entries by the file in which their findings are, and by every file that these speak of. */
  readonly #byFile = new Map<string, Set<FindingEntry>>();
  readonly #around = new Map<string, Set<FindingEntry>>();
  readonly #sorted = new Map<string, readonly Finding[]>();
  /** Entries that are decided in another file, by the file in which they are used. */
  readonly #byUse = new Map<string, Set<FindingEntry>>();
  readonly #used = new Map<string, readonly Finding[]>();

  constructor(root: Module, options: LintOptions) {
    this.#root = root;
    this.#today = options.today;
    this.#rules = rulesOn(options);
    this.#tree = new WatchedQuery(
      () => root.tree(),
      () => {
        this.#isTreeDue = true;
      },
    );
  }

  /** What is found in the version that the module is at. */
  report(): Report {
    this.#settle();
    const touched = new Set<string>();
    for (const ruled of this.#rulesDue) this.#collect(ruled, touched);
    this.#rulesDue.clear();
    const comments = this.#renew(touched);
    for (const uri of touched) this.#sort(uri);
    release();
    return reported(this.#root, this.#rules, { byFile: new Map(this.#sorted), byUse: new Map(this.#used), comments });
  }

  /** Lets go of the module. */
  leave(): void {
    this.#tree.leave();
    for (const { types, listings } of this.#modules.values()) {
      types.leave();
      listings.leave();
    }
    this.#modules.clear();
  }

  #settle(): void {
    while (this.#isTreeDue || this.#typesDue.size + this.#listingsDue.size + this.#lookingDue.size > 0) {
      if (this.#isTreeDue) this.#retree();
      for (const module of this.#typesDue) this.#relist(module);
      this.#typesDue.clear();
      // of modules that are gone nothing is asked any more
      for (const listing of this.#listingsDue) if (this.#modules.has(listing.module)) this.#refresh(listing);
      this.#listingsDue.clear();
      for (const { of, listing, results } of this.#lookingDue)
        if (this.#modules.has(listing.module) && results.changed().size > 0) this.#rulesDue.add(of);
      this.#lookingDue.clear();
    }
  }

  #retree(): void {
    this.#isTreeDue = false;
    const tree = this.#tree.get();
    if (tree === this.#present) return;
    this.#present = tree;
    const now = new Set(tree);
    for (const [module, { types, listings }] of this.#modules) {
      if (now.has(module)) continue;
      types.leave();
      listings.leave();
      for (const ruled of this.#rules) {
        if (ruled.looking.delete(module)) this.#rulesDue.add(ruled);
      }
      this.#modules.delete(module);
    }
    for (const module of now) {
      if (this.#modules.has(module)) continue;
      const types = new WatchedQuery(
        () => module.types,
        () => void this.#typesDue.add(module),
      );
      this.#modules.set(module, { types, listings: new Listings(module, (listing) => this.#listingsDue.add(listing)) });
      this.#typesDue.add(module);
    }
    // in the order of modules what the same thing is told of comes first
    if (this.#modules.size > 1) for (const ruled of this.#rules) if (ruled.looking.size > 1) this.#rulesDue.add(ruled);
  }

  /** Looks for what only comes up with a resource type where that is declared. */
  #relist(module: Module): void {
    const own = this.#modules.get(module);
    if (!own) return;
    const present = own.types.get();
    for (const ruled of this.#rules)
      if (!ruled.rule.types || ruled.rule.types.some((type) => present.has(type))) own.listings.add(ruled);
  }

  #refresh(listing: RuleSubjects): void {
    const failed = listing.error;
    listing.list.refresh();
    if (failed !== listing.error) for (const ruled of listing.rules) this.#rulesDue.add(ruled);
    if (listing.isBegun || (listing.list.present.length === 0 && !listing.error)) return;
    listing.isBegun = true;
    for (const ruled of listing.rules) {
      const looking = new Looking(ruled, listing, (one) => this.#lookingDue.add(one));
      ruled.looking.set(listing.module, looking);
      this.#lookingDue.add(looking);
      if (listing.error) this.#rulesDue.add(ruled);
    }
  }

  #collect(ruled: Ruled, touched: Set<string>): void {
    const gone = new Set(ruled.entries);
    const { looking } = ruled;
    ruled.take(
      [...this.#tree.get()].flatMap((module) => {
        const own = looking.get(module);
        return own ? [[own.outcomes, own.listing.error] as const] : [];
      }),
    );
    let last = -1;
    let isReordered = false;
    for (const [order, entry] of ruled.entries.entries()) {
      if (gone.delete(entry)) {
        isReordered ||= entry.order < last;
        last = entry.order;
        if (!entry.isToldOfAll) touched.add(entry.found.decided.at.uri);
      } else this.#file(entry, touched, true);
      entry.order = order;
    }
    for (const entry of gone) this.#file(entry, touched, false);
    if (isReordered) for (const { found } of ruled.entries) touched.add(found.decided.at.uri);
  }

  #file(entry: FindingEntry, touched: Set<string>, isThere: boolean): void {
    const use = usedIn(entry);
    if (use !== undefined) {
      touched.add(use);
      put(this.#byUse, use, entry, isThere);
    }
    for (const [index, { uri }] of entry.places.entries()) {
      if (index === 0) {
        touched.add(uri);
        put(this.#byFile, uri, entry, isThere);
      }
      put(this.#around, uri, entry, isThere);
    }
  }

  /** Brings what is new, and what speaks of a file that is another, to where it stands now. */
  #renew(touched: Set<string>): Report["comments"] {
    const comments = new Comments();
    const changed = new Set(touched);
    for (const module of this.#tree.get())
      for (const file of module.files) {
        const { uri } = file;
        if (comments.suppressions.has(uri)) continue;
        comments.read(file);
        if (this.#files.get(uri) === file) continue;
        this.#files.set(uri, file);
        changed.add(uri);
      }
    for (const uri of this.#files.keys()) if (!comments.suppressions.has(uri)) this.#files.delete(uri);
    for (const uri of changed)
      for (const entry of this.#around.get(uri) ?? [])
        if (entry.renew(comments, this.#today)) {
          touched.add(entry.found.decided.at.uri);
          const use = usedIn(entry);
          if (use !== undefined) touched.add(use);
        }
    return comments.suppressions;
  }

  #sort(uri: string): void {
    for (const [entries, sorted] of [
      [this.#byFile, this.#sorted],
      [this.#byUse, this.#used],
    ] as const) {
      const findings = inOrder(entries.get(uri) ?? []);
      if (findings.length > 0) sorted.set(uri, findings);
      else sorted.delete(uri);
    }
  }
}

const rulesOn = ({ rules, config, isAside = false }: LintOptions): readonly Ruled[] =>
  rules.flatMap((rule, order) => {
    const loudness = loudnessOf(config, rule);
    return loudness ? [new Ruled({ rule, loudness, isAside, order })] : [];
  });

function put(map: Map<string, Set<FindingEntry>>, uri: string, entry: FindingEntry, isThere: boolean): void {
  let entries = map.get(uri);
  if (!entries) {
    entries = new Set();
    map.set(uri, entries);
  }
  if (isThere) entries.add(entry);
  else if (entries.delete(entry) && entries.size === 0) map.delete(uri);
}

const sorted = (byFile: ReadonlyMap<string, Set<FindingEntry>>): Report["byFile"] =>
  new Map([...byFile].map(([uri, entries]) => [uri, inOrder(entries)]));

/** The file in which an entry is used, where it is decided in another. */
const usedIn = ({ found: { decided } }: FindingEntry): string | undefined =>
  decided.use && decided.use.uri !== decided.at.uri ? decided.use.uri : undefined;

/** The findings of a file by place, at one place in the order of the rules. */
function inOrder(entries: Iterable<FindingEntry>): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { finding } of [...entries].sort(beforeOther)) if (finding) findings.push(finding);
  return findings;
}

const beforeOther = (a: FindingEntry, b: FindingEntry): number =>
  a.start - b.start || a.end - b.end || a.found.of.order - b.found.of.order || a.order - b.order;

const reported = (
  { budget }: Module,
  rules: readonly Ruled[],
  found: Pick<Report, "byFile" | "byUse" | "comments">,
): Report =>
  new Report({
    ...found,
    failures: failuresOf(rules),
    exceeded: budget.exceeded.map(fixed),
    isExhausted: budget.isExhausted,
  });

function failuresOf(rules: readonly Ruled[]): readonly Failure[] {
  const failures: Failure[] = [];
  for (const { rule, error } of rules) if (error) failures.push({ rule, error: error.error });
  return failures;
}

/** Runs the rules over a module, and the modules that it calls, of which there will be no other version. */
export function lintOnce(root: Module, options: LintOptions): Report {
  const rules = rulesOn(options);
  const byFile = new Map<string, Set<FindingEntry>>();
  const byUse = new Map<string, Set<FindingEntry>>();
  const comments = new Comments();
  cold(() => {
    const tree = root.tree();
    for (const ruled of rules) {
      const { types, subjects } = ruled.rule;
      ruled.take(
        tree
          .filter((module) => !types || types.some((type) => module.types.has(type)))
          .map((module) => {
            const all = picked(subjects, module);
            return [all.subjects.flatMap((subject) => outcomeOf(ruled, subject, module) ?? []), all.error] as const;
          }),
      );
    }
    for (const module of tree) for (const file of module.files) comments.read(file);
  });
  for (const { entries } of rules)
    for (const [order, entry] of entries.entries()) {
      entry.order = order;
      entry.renew(comments, options.today);
      put(byFile, entry.found.decided.at.uri, entry, true);
      const use = usedIn(entry);
      if (use !== undefined) put(byUse, use, entry, true);
    }
  return reported(root, rules, { byFile: sorted(byFile), byUse: sorted(byUse), comments: comments.suppressions });
}
