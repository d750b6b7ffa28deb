import type { Module } from "../language/model/module.ts";
import { contains, type Place } from "../language/syntax/text.ts";
import type { SourceFile } from "../language/syntax/tree.ts";
import type { Problem, Related, Rule } from "../rules/kit/rule.ts";
import { type Config, severityOf } from "./config.ts";
import type { Finding } from "./finding.ts";
import { match, type Suppression, suppressions } from "./suppressions.ts";

/** What running the rules over a module gave. */
export interface Report {
  /** In every file of the module and the modules it calls, suppressed ones included, ordered by place. */
  readonly findings: readonly Finding[];
  /** Every suppression comment of those files, and which of them hid something. */
  readonly suppressions: readonly Suppression[];
  readonly used: ReadonlySet<Suppression>;
  /** Rules that threw; each is named once and the others go on. */
  readonly failures: readonly Failure[];
}

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
export function lint(root: Module, { rules, config, today }: Options): Report {
  const failures = new Map<Rule, Failure>();
  const findings = new Map<string, Finding>();
  const used = new Set<Suppression>();
  const comments = new Map<string, readonly Suppression[]>();
  const modules = [...root.tree()];
  for (const module of modules)
    for (const file of module.files) if (!comments.has(file.uri)) comments.set(file.uri, suppressionsOf(file));
  for (const rule of rules) {
    const severity = severityOf(config, rule);
    if (severity === undefined) continue;
    for (const module of modules) {
      try {
        for (const problem of rule.problems(module)) {
          const { at } = problem;
          const message = problem.message ?? rule.title;
          const address = addressAt(module, at);
          const key = `${rule.id} ${address} ${at.uri} ${at.start} ${at.end} ${message}`;
          if (findings.has(key)) continue;
          const finding: Finding = {
            rule,
            severity,
            at,
            message,
            address,
            related: [...(problem.related ?? []), ...calls(module)],
            tag: problem.tag,
            suppression: suppressionOf(problem, rule, module, comments, today),
            fixes: () => problem.fixes?.() ?? [],
          };
          if (finding.suppression) used.add(finding.suppression);
          findings.set(key, finding);
        }
      } catch (error) {
        failures.set(rule, { rule, error });
      }
    }
  }
  return {
    findings: [...findings.values()].sort(inOrder),
    suppressions: [...comments.values()].flat(),
    used,
    failures: [...failures.values()],
  };
}

const inOrder = (a: Finding, b: Finding): number =>
  a.at.uri === b.at.uri ? a.at.start - b.at.start || a.at.end - b.at.end : a.at.uri < b.at.uri ? -1 : 1;

const remembered = new WeakMap<SourceFile, readonly Suppression[]>();

function suppressionsOf(file: SourceFile): readonly Suppression[] {
  let found = remembered.get(file);
  if (!found) {
    found = suppressions(file);
    remembered.set(file, found);
  }
  return found;
}

/** A suppression at the place, or at a call that leads to it. */
function suppressionOf(
  problem: Problem,
  rule: Rule,
  module: Module,
  comments: ReadonlyMap<string, readonly Suppression[]>,
  today: string,
): Suppression | undefined {
  const places = [problem.at, ...calls(module).map(({ at }) => at)];
  for (const at of places) {
    const found = match(comments.get(at.uri) ?? [], { at, rule }, today);
    if (found) return found;
  }
  return undefined;
}

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

const named = ["variable", "provider", "module", "output", "locals", "terraform"] as const;

/** Blocks by file, so that a place finds its block without a search through the whole module. */
const blocksByFile = new WeakMap<Module, Map<string, readonly { readonly at: Place; readonly address: string }[]>>();

function blocksIn(module: Module, uri: string): readonly { readonly at: Place; readonly address: string }[] {
  const files =
    blocksByFile.get(module) ?? new Map<string, readonly { readonly at: Place; readonly address: string }[]>();
  blocksByFile.set(module, files);
  let blocks = files.get(uri);
  if (!blocks) {
    const prefix = module.address === "" ? "" : `${module.address}.`;
    const others = named.flatMap((kind) =>
      module.blocks(kind).map((section) => ({ section, kind: kind === "variable" ? "var" : kind })),
    );
    blocks = [
      ...module.resources.filter(({ file }) => file.uri === uri).map(({ at, address }) => ({ at, address })),
      ...others
        .filter(({ section }) => section.file.uri === uri)
        .map(({ section, kind }) => ({
          at: section.at,
          address: prefix + [kind, ...section.block.labels.map(({ text }) => text)].join("."),
        })),
    ].sort((a, b) => a.at.start - b.at.start);
    files.set(uri, blocks);
  }
  return blocks;
}

function addressAt(module: Module, at: Place): string {
  const blocks = blocksIn(module, at.uri);
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle]?.at.start ?? 0) <= at.start) low = middle + 1;
    else high = middle;
  }
  let block = blocks[low - 1];
  // several instances stand at one place: the first gives its name
  while (low > 1 && block && blocks[low - 2]?.at.start === block.at.start) block = blocks[--low - 1];
  if (block && contains(block.at, at)) return block.address;
  return decodeURIComponent(at.uri.slice(at.uri.lastIndexOf("/") + 1));
}
