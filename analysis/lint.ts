import type { Module } from "../language/model/module.ts";
import type { Place } from "../language/syntax/text.ts";
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
    found.push({ at: call.header, message: `Called here as ${call.module.address === "" ? "" : `${call.module.address}.`}module.${call.block.labels[0]?.text ?? ""}` });
  return found;
}

function addressAt(module: Module, at: Place): string {
  const resource = resourcesIn(module, at.uri).find((other) => other.at.start <= at.start && at.end <= other.at.end);
  if (resource) return resource.address;
  const prefix = module.address === "" ? "" : `${module.address}.`;
  for (const kind of ["variable", "provider", "module", "output", "locals", "terraform"])
    for (const section of module.blocks(kind))
      if (section.file.uri === at.uri && section.at.start <= at.start && at.end <= section.at.end)
        return prefix + [kind === "variable" ? "var" : kind, ...section.block.labels.map(({ text }) => text)].join(".");
  return decodeURIComponent(at.uri.slice(at.uri.lastIndexOf("/") + 1));
}

const resourcesIn = (module: Module, uri: string) => module.resources.filter((resource) => resource.file.uri === uri);
