import { Asked } from "../language/model/asked.ts";
import { isConfiguration, isUnreadable, isVariables } from "../language/model/files.ts";
import type { Module } from "../language/model/module.ts";
import { mayHoldPolicy, slotsTaken, spelledOut, takesPolicy } from "../language/policy/policies.ts";
import type { Place } from "../language/syntax/text.ts";
import type { Block } from "../language/syntax/tree.ts";
import type { Fix, Problem, Related, Rule } from "../rules/kit/rule.ts";
import type { Checked } from "./check.ts";
import { severityOf } from "./config.ts";
import type { Finding, Subject } from "./finding.ts";
import {
  type Comments,
  callsTo,
  commentsIn,
  lint,
  messageOf,
  type Options,
  problemsOf,
  type Report,
  type Run,
  reported,
  run,
  statementsAsked,
  suppressionOf,
} from "./lint.ts";
import { type Change, changed, moved } from "./moves.ts";
import { isSameGiven } from "./project.ts";
import { Comparison } from "./same-value.ts";
import { type Among, unsettled } from "./unsettled.ts";

/** What `lint` would say of a later version of a module: it runs only the rules that asked for something that changed. */
export function relint(previous: Omit<Checked, "files">, root: Module, options: Options): Report {
  const update = updateOf(previous, root, options);
  if (!update) return lint(root, options);
  const { changes, names } = update;
  const comments = commentsIn(root);
  const runs = new Map<Rule, Run>();
  const known = new Map<Asked, boolean>();
  const areStatementsSettled = !previous.report.statementsAsked.hasAny(names, known);
  let among: ReturnType<typeof unsettled> | undefined;
  for (const [rule, before] of previous.report.runs) {
    const severity = severityOf(options.config, rule);
    if (severity === undefined) continue;
    const rerun = (some?: Among): Run => run(rule, severity, root, comments, options.today, some);
    if (before.failure || before.asked.hasAny(names, known)) runs.set(rule, rerun());
    else if (rule.perStatement && !areStatementsSettled) {
      among ??= unsettled(previous.module, root, changes);
      const { findings, asked, failure } = rerun(among(before));
      runs.set(rule, { findings, asked: Asked.together(before.asked, asked), failure });
    } else runs.set(rule, carried(rule, before, root, changes, comments, options.today) ?? rerun());
  }
  const asked = areStatementsSettled ? previous.report.statementsAsked : statementsAsked(root);
  return reported(root, runs, comments, asked, true);
}

interface Update {
  /** By file. */
  readonly changes: ReadonlyMap<string, Change>;
  /** What rules may have asked for and now is another. */
  readonly names: readonly string[];
}

/** What has changed; undefined where so much has, or might have, that all rules must run. */
function updateOf(
  { module: before, options: earlier, report: { actions } }: Omit<Checked, "files">,
  after: Module,
  options: Options,
): Update | undefined {
  if (
    // what was unknown for want of room may be known now
    before.budget.exceeded.length > 0 ||
    after.trail.origin !== before.trail.origin ||
    options.rules !== earlier.rules ||
    options.config !== earlier.config ||
    options.today !== earlier.today ||
    after.actions !== actions
  )
    return undefined;
  const changes = changesOf(before, after);
  if (!changes || !readsTheSame(after)) return undefined;
  const names = new Set(["files"]);
  const comparison = new Comparison(changes);
  const [olds, modules] = [byAddress(before), byAddress(after)];
  for (const module of modules.values()) {
    const followed = new Set<string>();
    for (const { uri } of module.source.files) {
      const change = changes.get(uri);
      if (change && !note(change, module, names, followed)) return undefined;
    }
    const old = olds.get(module.address);
    for (const name of followed) if (!old || !leadsToTheSame(name, old, module, comparison)) return undefined;
  }
  return { changes, names: [...names] };
}

const byAddress = (root: Module): ReadonlyMap<string, Module> =>
  new Map([...root.tree()].map((module) => [module.address, module]));

/** How the files of a tree of modules have changed; undefined where files or modules came or went, or what calls set. */
function changesOf(before: Module, after: Module): ReadonlyMap<string, Change> | undefined {
  if (!isSameGiven(before.source.given, after.source.given)) return undefined;
  const [modules, others] = [[...before.tree()], [...after.tree()]];
  if (modules.length !== others.length) return undefined;
  const changes = new Map<string, Change>();
  for (const [index, module] of modules.entries()) {
    const other = others[index];
    if (other?.address !== module.address || other.source.directory !== module.source.directory) return undefined;
    const [files, now] = [module.source.files, other.source.files];
    if (files.length !== now.length) return undefined;
    for (const [position, file] of files.entries()) {
      const version = now[position];
      if (version === file) continue;
      if (version?.uri !== file.uri || isUnreadable(file) || isUnreadable(version)) return undefined;
      changes.set(file.uri, changed(file, version));
    }
  }
  return changes;
}

function readsTheSame(root: Module): boolean {
  const modules = new Map([...root.tree()].map((module) => [module.source.directory, module]));
  for (const { directory, path, text } of root.readBefore)
    if (modules.get(directory)?.source.read(path) !== text) return false;
  return true;
}

const statedKind = "parapet:policy-kind";

/**
 * Notes what rules may have asked for in what has changed, and which names of a module may lead elsewhere; false for what is
 * not told.
 */
function note(change: Change, module: Module, names: Set<string>, followed: Set<string>): boolean {
  const { before, after } = change;
  if (isVariables(after.uri)) {
    const prefix = `${module.address} `;
    if (!module.call)
      for (const name of module.trail.names)
        if (name.startsWith(`${prefix}var `)) followed.add(name.slice(prefix.length));
    return true;
  }
  if (!isConfiguration(after.uri)) {
    names.add("json");
    return true;
  }
  if (before.text.includes(statedKind) || after.text.includes(statedKind)) return false;
  for (const [file, chunks] of [
    [before, change.removed],
    [after, change.added],
  ] as const)
    for (const { start, part } of chunks)
      for (const block of part.body.items) {
        if (block.kind === "attribute") continue;
        if (block.type.text === "module" || (module.call && block.type.text === "output")) return false;
        noteBlock(block, names, followed);
        if (mayHoldPolicy(file.text.slice(start + block.start, start + block.end))) names.add(spelledOut);
      }
  return true;
}

function noteBlock(block: Block, names: Set<string>, followed: Set<string>): void {
  const kind = block.type.text;
  const [first = "", second = ""] = block.labels.map(({ text }) => text);
  names.add(kind);
  if (kind === "resource" || kind === "data") {
    names.add(`${kind} ${first}`).add(`${kind} ${first} ${second}`);
    followed.add(`${kind} ${first} ${second}`);
    if (takesPolicy(block)) names.add(slotsTaken);
  } else if (kind === "variable") followed.add(`var ${first}`);
  else if (kind === "locals")
    for (const item of block.body.items) if (item.kind === "attribute") followed.add(`local ${item.name.text}`);
}

/** Whether all that was ever followed from a name of a module still leads to the same values. */
function leadsToTheSame(name: string, before: Module, after: Module, comparison: Comparison): boolean {
  const [kind = "", type = ""] = name.split(" ");
  const root = kind === "resource" ? type : kind;
  return before.trail.from(`${before.address} ${name}`).every((steps) => {
    const at = { uri: before.source.directory, start: 0, end: 0 };
    const [old, now] = [before.follow(root, steps, at), after.follow(root, steps, at)];
    return old && now ? old.used === now.used && comparison.isSame(old.value, now.value) : old === now;
  });
}

/** A rule's findings in the later version; undefined where one of them speaks of what has changed. */
function carried(
  rule: Rule,
  { findings, asked, failure }: Run,
  root: Module,
  changes: ReadonlyMap<string, Change>,
  comments: Comments,
  today: string,
): Run | undefined {
  if (findings.size === 0) return { findings, asked, failure };
  const kept = new Map<string, readonly Finding[]>();
  for (const module of root.tree()) {
    const before = findings.get(module.address);
    if (!before) continue;
    const problems = problemsLater(rule, module);
    const through = callsTo(module);
    const own: Finding[] = [];
    for (const finding of before) {
      const at = moved(finding.at, changes);
      const related = movedAll(finding.related, changes);
      const subject = finding.subject && movedSubject(finding.subject, changes);
      if (!at || !related || (finding.subject && !subject)) return undefined;
      const isUntouched = root === module && !changes.has(at.uri) && !(subject && changes.has(subject.at.uri));
      own.push({
        rule,
        severity: finding.severity,
        at,
        message: finding.message,
        aliases: finding.aliases,
        address: finding.address,
        subject,
        secret: finding.secret && moved(finding.secret, changes),
        statement: finding.statement && moved(finding.statement, changes),
        through,
        related,
        tag: finding.tag,
        suppression: isUntouched ? finding.suppression : suppressionOf({ at, subject }, rule, module, comments, today),
        fixes: curedAnew(rule, at, finding.message, problems),
      });
    }
    kept.set(module.address, own);
  }
  return { findings: kept, asked, failure };
}

/** The fixes of the same problem as the rule finds it now. It holds on to nothing of the version before. */
function curedAnew(rule: Rule, at: Place, message: string, problems: () => readonly Problem[]): () => Iterable<Fix> {
  const isSame = (problem: Problem): boolean =>
    problem.at.start === at.start &&
    problem.at.end === at.end &&
    problem.at.uri === at.uri &&
    messageOf(problem, rule) === message;
  return () => problems().find(isSame)?.fixes?.() ?? [];
}

function movedSubject({ address, at }: Subject, changes: ReadonlyMap<string, Change>): Subject | undefined {
  const place = moved(at, changes);
  return place && { address, at: place };
}

function movedAll(related: readonly Related[], changes: ReadonlyMap<string, Change>): readonly Related[] | undefined {
  if (related.length === 0) return related;
  const found: Related[] = [];
  for (const { at, message } of related) {
    const place = moved(at, changes);
    if (!place) return undefined;
    found.push({ at: place, message });
  }
  return found;
}

function problemsLater(rule: Rule, module: Module): () => readonly Problem[] {
  let found: readonly Problem[] | undefined;
  return () => {
    found ??= problemsOf(rule, module).problems;
    return found;
  };
}
