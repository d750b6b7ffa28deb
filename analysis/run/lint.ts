import { isOverride, isSample } from "../../language/model/files.ts";
import type { Module } from "../../language/model/module.ts";
import { addTo } from "../../language/multimap.ts";
import { areSame, cold, fact, release } from "../../language/query/engine.ts";
import { type Results, SubjectList, WatchedQuery } from "../../language/query/results.ts";
import { contains, fixed, type Place } from "../../language/syntax/text.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import { isExample } from "../../rules/kit/example.ts";
import type { Fix, Problem, Related, Rule, Severity } from "../../rules/kit/rule.ts";
import { severityBy } from "../../rules/kit/severity.ts";
import { profileReason } from "../../rules/profiles.ts";
import { type Config, type Loudness, loudnessOf, toldIn } from "../config/config.ts";
import { shown } from "../show/visible.ts";
import { excuses, isReasoned, reasons, type StatedReason } from "../suppress/reasons.ts";
import { match, type Suppression, suppressions } from "../suppress/suppressions.ts";
import { addressAt, addressOf } from "./address.ts";
import { type Decided, decided } from "./deciding.ts";
import type { Finding } from "./finding.ts";
import { type Failure, Report } from "./report.ts";
import { hostOf, seenFromCall } from "./stand-ins.ts";

export interface LintOptions {
  readonly rules: readonly Rule[];
  readonly config: Config;
  /** `YYYY-MM-DD`, against which the end of a suppression is read. */
  readonly today: string;
  /** Whether the directory holds what nobody runs as it is: examples, what is put away. */
  readonly isAside?: boolean;
}

/** What is said of a problem. */
const messageOf = ({ message }: Problem, { title }: Rule): string => shown(message ?? title);

/** A problem as a rule found it; its places move with the files. */
interface Found {
  readonly of: Ruled;
  readonly problem: Problem;
  /** The module that was looked at. */
  readonly module: Module;
  readonly message: string;
  readonly address: string;
  /** What is the same for the same thing said of several instances that stand at one place. */
  readonly place: string;
  readonly subject: { readonly address: string; readonly at: Place } | undefined;
  readonly decided: Decided;
  readonly through: readonly Through[];
  /** Whether it is decided in what only shows or tries out a module, or was put away. */
  readonly isAside: boolean;
}

/** A call that leads to a problem. */
interface Through extends Related {
  readonly block: Place;
}

/** Whether a rule says the same of one place. */
const isSameFound = (one: Found, other: Found): boolean =>
  one.message === other.message &&
  one.place === other.place &&
  (one.subject?.address ?? "") === (other.subject?.address ?? "") &&
  one.decided.at.uri === other.decided.at.uri &&
  one.decided.at.end === other.decided.at.end;

/** What a check gave, up to where it threw. */
interface Outcome {
  readonly found: readonly Found[];
  readonly error?: unknown;
}

/** What a check said of one subject; undefined where it said nothing. */
function outcomeOf(of: Ruled, subject: unknown, module: Module): Outcome | undefined {
  let found: Found[] | undefined;
  try {
    for (const problem of of.rule.check(subject, module)) {
      if (!toldIn(of.loudness, problem.profile)) continue;
      const seen = seenFromCall(problem, module);
      if (!seen) continue;
      found ??= [];
      const made = foundBy(of, seen, module);
      if (made) found.push(made);
    }
  } catch (error) {
    return { found: found ?? [], error };
  }
  return found && { found };
}

/** Undefined for what somebody who is not in view decides. */
function foundBy(of: Ruled, problem: Problem, module: Module): Found | undefined {
  const where = decided(problem, module);
  if (!where) return undefined;
  const host = hostOf(module);
  const { subject } = problem;
  const address = shown(addressOf(problem, module));
  const { root } = module;
  const isAside =
    ((of.isAside || isExample(root)) && where.at.uri.startsWith(`${root.directory}/`)) || isSample(where.at.uri);
  return {
    of,
    problem,
    module,
    isAside: isAside && !problem.isGenuine,
    message: messageOf(problem, of.rule),
    address,
    place: addressAt(host, problem.at),
    subject: subject && { address: shown(subject.address), at: subject.header },
    decided: where.use
      ? { ...where, related: [{ at: where.use, message: `Used here by ${address}` }, ...where.related] }
      : where,
    through: calls(host),
  };
}

/** The calls through which a module is reached, innermost first. */
function calls(module: Module): readonly Through[] {
  const found: Through[] = [];
  for (let { call } = module; call; call = call.module.call)
    found.push({
      at: call.header,
      block: call.at,
      message: `Called here as ${call.address}`,
    });
  return found;
}

/** What the comments of the files say, by file. */
class Comments {
  readonly suppressions = new Map<string, readonly Suppression[]>();
  readonly reasons = new Map<string, readonly StatedReason[]>();

  read(file: SourceFile): void {
    this.suppressions.set(file.uri, suppressionsOf(file));
    this.reasons.set(file.uri, reasonsOf(file));
  }
}

/** Whether it may be so on purpose: not what is plainly a mistake, nor what hands over the account or a machine. */
const mayBeMeant = ({ problem: { power }, of: { rule } }: Found, severity: Severity): boolean =>
  power !== "admin" && (severity !== "critical" || power !== undefined) && !profileReason(rule)?.isMistake;

/** A rule that is on, and what it found. */
class Ruled {
  readonly rule: Rule;
  readonly loudness: Loudness;
  readonly isAside: boolean;
  /** Its place among the rules. */
  readonly order: number;
  readonly looking = new Map<Module, Looking>();
  entries: readonly FindingEntry[] = [];
  error: { readonly error: unknown } | undefined;

  constructor(rule: Rule, { loudness, isAside }: Pick<Ruled, "loudness" | "isAside">, order: number) {
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

/** A finding in the making: what was found, and the finding as it stood in the last report. */
class FindingEntry {
  readonly found: Found;
  /** Every place that the finding speaks of, its own first. */
  readonly places: readonly Place[];
  readonly #told: Unplaced;
  /** Where a suppression or a stated reason holds for it. */
  readonly #suppressible: readonly Place[];
  /** Where its places stood in the last report, start and end in turn. */
  readonly #stood: number[] = [];
  order = 0;
  /** The addresses of the other instances of which the same is said. */
  instances: string[] = [];
  finding: Finding | undefined;

  constructor(found: Found) {
    this.found = found;
    const { problem, subject, decided, module } = found;
    const { at, use, within } = decided;
    const overridden = overriddenBy(found);
    const related = relatedOf(found, overridden);
    this.#told = unplaced(found, related);
    this.places = [
      at,
      ...(use ? [use] : []),
      ...within,
      ...(subject ? [subject.at] : []),
      ...(problem.secret ? [problem.secret] : []),
      ...related.map((one) => one.at),
    ];
    this.#suppressible = [
      at,
      ...(use ? [use] : []),
      ...(subject ? [subject.at] : []),
      ...overridden,
      ...calls(module).map((call) => call.at),
    ];
  }

  /** Brings the finding to where its places stand now; whether it is another then. */
  renew({ suppressions, reasons }: Comments, today: string): boolean {
    const before = this.finding;
    const loud = this.#loud(reasons);
    if (loud === undefined) {
      this.finding = undefined;
      return before !== undefined;
    }
    const suppression = this.#suppression(suppressions, today);
    const hasMoved = this.#move();
    const isSame = before && before.suppression === suppression && before.isHint === (loud === "hint");
    if (isSame && this.isToldOfAll && !hasMoved) return false;
    this.finding = findingOf(this.found, this.#told, loud, suppression, this.instances);
    return true;
  }

  /** How it is told: in passing in an example, and where a comment says why it is so, unless that is grave or no reason makes it right. */
  #loud(reasons: Comments["reasons"]): ReturnType<typeof toldIn> {
    const { problem, of, isAside } = this.found;
    if (problem.profile === "all") return toldIn(of.loudness, problem.profile);
    const isQuiet =
      isAside ||
      (isReasoned(reasons, this.#suppressible, this.found.message) && mayBeMeant(this.found, this.#told.severity));
    return toldIn(of.loudness, isQuiet ? "hint" : problem.profile);
  }

  /** Where the finding stood in the last report. */
  get start(): number {
    return this.#stood[0] ?? 0;
  }

  get end(): number {
    return this.#stood[1] ?? 0;
  }

  /** Whether the finding names the instances that there are now. */
  get isToldOfAll(): boolean {
    return areSame(this.finding?.instances ?? [], this.instances);
  }

  /** Notes where its places stand now; whether that is elsewhere. */
  #move(): boolean {
    let hasMoved = false;
    let index = 0;
    for (const { start, end } of this.places) {
      hasMoved ||= start !== this.#stood[index] || end !== this.#stood[index + 1];
      this.#stood[index++] = start;
      this.#stood[index++] = end;
    }
    return hasMoved;
  }

  /** A suppression where it is decided or used, at the resource that it is about, or at a call that leads to it. */
  #suppression(comments: Comments["suppressions"], today: string): Suppression | undefined {
    const { rule } = this.found.of;
    for (const at of this.#suppressible) {
      const inFile = comments.get(at.uri);
      const found = inFile && inFile.length > 0 ? match(inFile, { at, rule }, today) : undefined;
      if (found) return found;
    }
    return undefined;
  }
}

/** The other ends that are told; that a call leads there goes without saying in the call itself. */
function relatedOf({ decided, through }: Found, overridden: readonly Place[]): readonly Related[] {
  const { use, related, at } = decided;
  return [
    ...related,
    ...overridden.map((at) => ({ at, message: "This is what the override file changes" })),
    ...(use ? through.filter(({ block }) => !(block.uri === at.uri && contains(block, at))) : through),
  ];
}

const entryOf = fact((found: Found) => new FindingEntry(found));

/** What of a finding is the same wherever it stands. */
type Unplaced = Pick<Finding, "severity" | "aliases" | "related" | "fixes">;

const unplaced = ({ problem, of: { rule, loudness } }: Found, related: readonly Related[]): Unplaced => ({
  severity: severityIn(problem, loudness),
  aliases: problem.aliases ?? rule.aliases,
  related: related.map(({ at, message }) => ({ at, message: shown(message) })),
  fixes: placedFixes(problem),
});

function findingOf(
  { problem, of, subject, decided, through, message, address }: Found,
  { severity, aliases, related, fixes }: Unplaced,
  loud: "loud" | "hint",
  suppression: Suppression | undefined,
  instances: readonly string[],
): Finding {
  return {
    rule: of.rule,
    severity,
    isHint: loud === "hint",
    reach: problem.reach,
    power: problem.power,
    at: fixed(decided.at),
    use: decided.use && fixed(decided.use),
    within: decided.within.map(fixed),
    isStatement: problem.statement !== undefined,
    message,
    aliases,
    address,
    subject: subject && { address: subject.address, at: fixed(subject.at) },
    about: subject?.address ?? address,
    instances,
    secret: problem.secret && fixed(problem.secret),
    through: through.map(({ at }) => fixed(at)),
    related: related.map(({ at, message }) => ({ at: fixed(at), message })),
    tag: problem.tag,
    suppression,
    fixes,
  };
}

/** What the configuration says of the rule, else what reach and power come to, else the rule's own. */
const severityIn = ({ reach, power }: Problem, { severity, isConfigured }: Loudness): Severity =>
  isConfigured || !reach || !power ? severity : severityBy({ reach, power });

/** Made here so that it holds on to the problem and to nothing else. */
const placedFixes = ({ fixes }: Problem): (() => Iterable<Fix>) =>
  function* () {
    for (const fix of fixes?.() ?? [])
      yield { ...fix, edits: fix.edits.map(({ at, ...edit }) => ({ at: fixed(at), ...edit })) };
  };

/** The block that an override file writes into, of what is found in the override file. */
function overriddenBy({ problem: { at }, module }: Found): readonly Place[] {
  const section = isOverride(at.uri) ? module.blockAt(at) : undefined;
  return section && section.file.uri !== at.uri ? [section.header] : [];
}

const suppressionsOf = fact((file: SourceFile): readonly Suppression[] => suppressions(file));
const reasonsOf = fact((file: SourceFile): readonly StatedReason[] => [
  ...reasons(file),
  ...excuses(suppressionsOf(file)),
]);

/** What the rules with one way to pick look at in one module. */
class RuleSubjects {
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

/** The subjects of a list, up to where picking them threw. */
function picked(pick: Rule["subjects"], module: Module) {
  const subjects: object[] = [];
  try {
    const all = pick(module);
    if (Array.isArray(all)) return { subjects: all as readonly object[], error: undefined };
    for (const subject of all) subjects.push(subject as object);
  } catch (error) {
    return { subjects, error: { error } };
  }
  return { subjects, error: undefined };
}

/** One rule on what it looks at in one module. */
class Looking {
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

/** The listings of one module, one for each way to pick. */
class Listings {
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

const rulesOn = ({ rules, config, isAside = false }: LintOptions): readonly Ruled[] =>
  rules.flatMap((rule, order) => {
    const loudness = loudnessOf(config, rule);
    return loudness ? [new Ruled(rule, { loudness, isAside }, order)] : [];
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
