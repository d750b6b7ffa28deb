import { Asked, recorded, recordedIn, remembered, unrecorded } from "../language/model/asked.ts";
import type { Module } from "../language/model/module.ts";
import type { BlockSection } from "../language/model/section.ts";
import type { ActionData } from "../language/policy/actions.ts";
import { statements } from "../language/policy/policies.ts";
import type { Statement } from "../language/policy/policy.ts";
import { contains, type Place } from "../language/syntax/text.ts";
import type { SourceFile } from "../language/syntax/tree.ts";
import type { Fix, Problem, Related, Rule, Severity } from "../rules/kit/rule.ts";
import { type Config, severityOf } from "./config.ts";
import type { Finding } from "./finding.ts";
import { hostOf, seenFromCall } from "./stand-ins.ts";
import { match, type Suppression, suppressions } from "./suppressions.ts";
import type { Among } from "./unsettled.ts";
import { shown } from "./visible.ts";

/** What running the rules over a module gave. */
export interface Report {
  /** In every file of the module and the modules it calls, suppressed ones included, ordered by place. */
  readonly findings: readonly Finding[];
  /** Every suppression comment of those files, and which of them hid something. */
  readonly suppressions: readonly Suppression[];
  readonly used: ReadonlySet<Suppression>;
  /** Rules that threw; each is named once and the others go on. */
  readonly failures: readonly Failure[];
  /** What each rule gave, in the order in which they ran. */
  readonly runs: ReadonlyMap<Rule, Run>;
  /** Where so much would have to be computed that it was left unknown; the first places. */
  readonly exceeded: readonly Place[];
  /** Whether that was so much in all that nothing more was computed. */
  readonly isExhausted: boolean;
  /** What was known of AWS. */
  readonly actions: ActionData | undefined;
  /** What the statements of all policies depend on. */
  readonly statementsAsked: Asked;
  /** Whether it goes on from that of an earlier version, in which every name that is followed led to the same. */
  readonly areNamesSame: boolean;
}

/** What one rule gave. */
export interface Run {
  /** By the address of the module that it looked at. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** What it asked for; the same answers give the same findings. A rule that looks at statements has asked for them, too. */
  readonly asked: Asked;
  readonly failure: Failure | undefined;
}

/** What is said of `Report.exceeded`. */
export const tooMuch = "so much would have to be computed here that it is taken for unknown";

export interface Failure {
  readonly rule: Rule;
  readonly error: unknown;
}

export interface Options {
  readonly rules: readonly Rule[];
  readonly config: Config;
  /** `YYYY-MM-DD`, against which the end of a suppression is read. */
  readonly today: string;
}

/** Runs rules over a module and the modules that it calls. */
export function lint(root: Module, options: Options): Report {
  const runs = new Map<Rule, Run>();
  const comments = commentsIn(root);
  for (const rule of options.rules) {
    const severity = severityOf(options.config, rule);
    if (severity !== undefined) runs.set(rule, run(rule, severity, root, comments, options.today));
  }
  return reported(root, runs, comments, statementsAsked(root), false);
}

/** What the statements of a tree of modules depend on. */
export const statementsAsked = (root: Module): Asked =>
  recorded(() => {
    for (const module of root.tree()) statements(module);
  }).asked;

/** Runs one rule over a module and the modules that it calls; a rule that looks at statements, over some of them. */
export function run(
  rule: Rule,
  severity: Severity,
  root: Module,
  comments: Comments,
  today: string,
  among: Among = statements,
): Run {
  if (rule.types && modulesFor(rule, root).length === 0) return idle(rule.types);
  let findings: Map<string, readonly Finding[]> | undefined;
  let keys: Set<string> | undefined;
  const asked = new Asked(rule.types?.map(asResource));
  let failure: Failure | undefined;
  for (const module of modulesFor(rule, root)) {
    const looked = rule.perStatement ? unrecorded(() => among(module)) : undefined;
    const collected = recordedIn(asked, () => problemsOf(rule, module, looked));
    if (collected.failure) failure = collected.failure;
    if (collected.problems.length === 0) continue;
    keys ??= new Set();
    const own: Finding[] = [];
    const host = hostOf(module);
    const led = calls(host);
    const through = placesOf(led);
    for (const problem of collected.problems) {
      const { at } = problem;
      const message = messageOf(problem, rule);
      const address = addressAt(host, at);
      const subject = problem.subject && { address: shown(problem.subject.address), at: problem.subject.header };
      const key = `${address} ${subject?.address ?? ""} ${at.uri} ${at.start} ${at.end} ${message}`;
      if (keys.has(key)) continue;
      keys.add(key);
      own.push({
        rule,
        severity,
        at,
        message,
        aliases: problem.aliases ?? rule.aliases,
        address: shown(addressOfInstance(problem) ?? address),
        subject,
        secret: problem.secret,
        statement: problem.statement,
        through,
        related: [...(problem.related ?? []), ...led].map(({ at, message }) => ({
          at,
          message: shown(message),
        })),
        tag: problem.tag,
        suppression: suppressionOf({ at, subject }, rule, module, comments, today),
        fixes: curesOf(problem),
      });
    }
    findings ??= new Map();
    if (own.length > 0) findings.set(module.address, own);
  }
  return { findings: findings ?? nothing, asked, failure };
}

const nothing: ReadonlyMap<string, readonly Finding[]> = new Map();

/** What is said of a problem. */
export const messageOf = ({ message }: Problem, { title }: Rule): string => shown(message ?? title);

/** Made here so that it holds on to the problem and to nothing else of the run. */
const curesOf =
  ({ fixes }: Problem): (() => Iterable<Fix>) =>
  () =>
    fixes?.() ?? [];

/** The modules of a tree in which there is something for a rule to look at, in their order. */
function modulesFor({ types }: Rule, root: Module): readonly Module[] {
  if (!types) return root.tree();
  const having = modulesByType(root);
  const [first, ...others] = types.filter((type) => having.has(type));
  if (first === undefined) return [];
  const found = having.get(first) ?? [];
  if (others.length === 0) return found;
  const all = new Set([...found, ...others.flatMap((type) => having.get(type) ?? [])]);
  return root.tree().filter((module) => all.has(module));
}

/** The modules of a tree that have resources of a type, each once. */
const modulesByType = remembered((root): ReadonlyMap<string, readonly Module[]> => {
  const found = new Map<string, Module[]>();
  for (const module of root.tree())
    for (const { block } of module.blocks("resource")) {
      const type = block.labels[0]?.text ?? "";
      const others = found.get(type);
      if (!others) found.set(type, [module]);
      else if (others.at(-1) !== module) others.push(module);
    }
  return found;
});

const asResource = (type: string): string => `resource ${type}`;

/** The run of a rule that has nothing to look at; it has asked for nothing but what it looks at. */
function idle(wanted: readonly string[]): Run {
  let run = idling.get(wanted);
  if (!run) {
    run = { findings: new Map(), asked: new Asked(wanted.map(asResource)), failure: undefined };
    idling.set(wanted, run);
  }
  return run;
}

const idling = new WeakMap<readonly string[], Run>();

/** What a rule finds in one module, up to where it throws. */
export function problemsOf(
  rule: Rule,
  module: Module,
  among?: readonly Statement[],
): { readonly problems: readonly Problem[]; readonly failure?: Failure } {
  const problems: Problem[] = [];
  try {
    for (const problem of rule.problems(module, among)) {
      const seen = seenFromCall(problem, module);
      if (seen) problems.push(seen);
    }
  } catch (error) {
    return { problems, failure: { rule, error } };
  }
  return { problems };
}

/** What the runs of the rules come to. */
export function reported(
  root: Module,
  runs: ReadonlyMap<Rule, Run>,
  comments: Comments,
  statementsAsked: Asked,
  areNamesSame: boolean,
): Report {
  const findings: Finding[] = [];
  const used = new Set<Suppression>();
  for (const { findings: found } of runs.values())
    for (const own of found.values())
      for (const finding of own) {
        findings.push(finding);
        if (finding.suppression) used.add(finding.suppression);
      }
  return {
    findings: findings.sort(inOrder),
    suppressions: [...comments.values()].flat(),
    used,
    failures: [...runs.values()].flatMap(({ failure }) => failure ?? []),
    exceeded: root.budget.exceeded,
    isExhausted: root.budget.isExhausted,
    runs,
    actions: root.actions,
    statementsAsked,
    areNamesSame,
  };
}

/** The suppression comments of every file, by URI. */
export type Comments = ReadonlyMap<string, readonly Suppression[]>;

export function commentsIn(root: Module): Comments {
  const comments = new Map<string, readonly Suppression[]>();
  for (const module of root.tree())
    for (const file of module.files) if (!comments.has(file.uri)) comments.set(file.uri, suppressionsOf(file));
  return comments;
}

const inOrder = (a: Finding, b: Finding): number =>
  a.at.uri === b.at.uri ? a.at.start - b.at.start || a.at.end - b.at.end : a.at.uri < b.at.uri ? -1 : 1;

const known = new WeakMap<SourceFile, readonly Suppression[]>();

function suppressionsOf(file: SourceFile): readonly Suppression[] {
  let found = known.get(file);
  if (!found) {
    found = suppressions(file);
    known.set(file, found);
  }
  return found;
}

/** A suppression at the place, at the resource that it is about, or at a call that leads to it. */
export function suppressionOf(
  { at: own, subject }: Pick<Finding, "at" | "subject">,
  rule: Rule,
  module: Module,
  comments: Comments,
  today: string,
): Suppression | undefined {
  const places = [own, ...(subject ? [subject.at] : []), ...calls(module).map(({ at }) => at)];
  for (const at of places) {
    const found = match(comments.get(at.uri) ?? [], { at, rule }, today);
    if (found) return found;
  }
  return undefined;
}

/** Where the calls stand through which findings in a module are reached, innermost first. */
export const callsTo = (module: Module): readonly Place[] => placesOf(calls(hostOf(module)));

const placesOf = (related: readonly Related[]): readonly Place[] => related.map(({ at }) => at);

/** The calls through which a module is reached, innermost first. */
function calls(module: Module): readonly Related[] {
  const found: Related[] = [];
  for (let { call } = module; call; call = call.module.call)
    found.push({
      at: call.header,
      message: `Called here as ${call.module.address === "" ? "" : `${call.module.address}.`}module.${call.block.labels[0]?.text ?? ""}`,
    });
  return found;
}

const named = ["resource", "data", "variable", "provider", "module", "output", "locals", "terraform"] as const;

/** Blocks by file, so that a place finds its block without a search through the whole module. */
const blocksByFile = remembered((module): ReadonlyMap<string, readonly BlockSection[]> => {
  const files = new Map<string, BlockSection[]>();
  for (const kind of named)
    for (const section of module.blocks(kind)) {
      const others = files.get(section.file.uri);
      if (others) others.push(section);
      else files.set(section.file.uri, [section]);
    }
  for (const blocks of files.values()) blocks.sort((a, b) => startOf(a) - startOf(b));
  return files;
});

const startOf = ({ origin, block }: BlockSection): number => origin + block.start;

/** What a module calls a place: the block that stands there, in it or in what calls it, else the file. */
function addressAt(module: Module, at: Place): string {
  for (let host: Module | undefined = module; host; host = host.call?.module) {
    const section = blockAt(host, at);
    if (section) return addressOf(host, section);
  }
  return decodeURIComponent(at.uri.slice(at.uri.lastIndexOf("/") + 1));
}

function blockAt(module: Module, at: Place): BlockSection | undefined {
  const blocks = blocksByFile(module).get(at.uri) ?? [];
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = blocks[middle];
    if (!other || startOf(other) <= at.start) low = middle + 1;
    else high = middle;
  }
  const section = blocks[low - 1];
  return section && contains(section.at, at) ? section : undefined;
}

/** Several instances stand at one place: the first that is at fault gives its name. */
const addressOfInstance = ({ instance, at }: Problem): string | undefined =>
  instance && contains(instance.at, at) && instance.at.uri === at.uri ? instance.address : undefined;

/** The first instance gives its name, where it is not told which is meant, and where there is any. */
function addressOf(module: Module, section: BlockSection): string {
  const kind = section.block.type.text;
  const [instance] = kind === "resource" || kind === "data" ? module.instances(section) : [];
  if (instance) return instance.address;
  const labels = section.block.labels.map(({ text }) => text);
  const prefix = module.address === "" ? "" : `${module.address}.`;
  return prefix + (kind === "resource" ? labels : [kind === "variable" ? "var" : kind, ...labels]).join(".");
}
