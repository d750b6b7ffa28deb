import type { Module } from "../../language/model/module.ts";
import { Resource } from "../../language/model/resource.ts";
import { fact } from "../../language/query/engine.ts";
import type { Edit, Place } from "../../language/syntax/text.ts";
import type { Aliases } from "./aliases.ts";
import { mapped } from "./security-hub.ts";
import type { Power, Reach } from "./severity.ts";

export type Severity = "critical" | "high" | "medium" | "low";

/** Who must act under the shared responsibility model: the customer, both, or AWS on the customer's order. */
export type Responsibility = "customer" | "shared";

/** What following the rule costs: nothing, part of basic security (5–10 %), or dedicated tools (15–25 %). */
export type CostTier = "free" | "basic" | "advanced";

/** A framework at one version: control numbers mean nothing without it. */
export type Framework = (typeof frameworks)[number];

export const frameworks = [
  "cis-aws-1.4",
  "cis-aws-3.0",
  "cis-aws-5.0",
  "security-hub",
  "fsbp",
  "nist-800-53-r5",
  "pci-dss-4.0.1",
  "cwe",
] as const;

/** What frameworks are called besides. */
const otherNames: ReadonlyMap<string, Framework> = new Map([
  ["nist-800-53", "nist-800-53-r5"],
  ["pci-dss-4.0", "pci-dss-4.0.1"],
]);

/** Every name that a framework may be given by. */
export const frameworkNames: readonly string[] = [...frameworks, ...otherNames.keys()];

export const frameworkNamed = (name: string): Framework | undefined =>
  frameworks.find((one) => one === name) ?? otherNames.get(name);

/** What applying a fix does to what is already deployed, mildest first. */
export type Impact = "none" | "update" | "disruption" | "replacement";

export const impacts: readonly Impact[] = ["none", "update", "disruption", "replacement"];

/** Which profile turns the rule on: `recommended` is loud about what matters, `hint` is a wish that editors show in passing, `all` holds every rule. */
export type Profile = "recommended" | "hint" | "all";

/** Edits that make a problem go away, with what they do to what is deployed. */
export interface Fix {
  /** An imperative without a full stop. */
  readonly title: string;
  readonly impact: Impact;
  readonly edits: readonly Edit[];
  /** Whether it takes away what may be the only copy of a secret; verification says so, whatever the rule. */
  readonly dropsSecret?: true;
  /** Whether it holds a value that only the author can tell; verification says so, whatever the rule. */
  readonly needsInput?: true;
  /** The addresses of what is destroyed and created anew; verification says so. */
  readonly recreates?: readonly string[];
}

/** A fix that needs no review: nothing deployed is cut off, lost or rebuilt, no secret goes without a copy, and no value is made up. */
export const isSafe = ({
  impact,
  dropsSecret,
  needsInput,
}: Pick<Fix, "impact" | "dropsSecret" | "needsInput">): boolean =>
  (impact === "none" || impact === "update") && !dropsSecret && !needsInput;

/** One thing that is wrong. */
export interface Problem {
  readonly at: Place;
  /** The resource that is insecure by it, where that is another than the one it stands in: the bucket of an ACL. */
  readonly subject?: Resource;
  /** Which of several instances that stand at one place it was found in. */
  readonly instance?: Resource;
  /** The statement of a policy that it was found in: what a rule says of one statement is one thing. */
  readonly statement?: Place;
  /** What it is one thing with, where that is more than the block or the statement that it stands in: the first of several that say the same. */
  readonly together?: Place;
  /** Those of the rule's aliases that are at fault, where the others ask for something else. */
  readonly aliases?: readonly string[];
  /** Where the secret is written that it is about: nothing may show what stands there. */
  readonly secret?: Place;
  /** It is what it looks like wherever it stands, also in an example: a secret that nobody made up of words. */
  readonly isGenuine?: true;
  /** Where what is known of it makes it less worth saying than the rule is elsewhere: the profile that tells it. */
  readonly profile?: Profile;
  /** Defaults to the rule's title. */
  readonly message?: string;
  /** Who can get at it, and what is gained; where both are in view the severity follows from them, else it is the rule's. */
  readonly reach?: Reach;
  readonly power?: Power;
  /** The other ends: the module call, the variable that carries the value, the companion that falls short. */
  readonly related?: readonly Related[];
  /** The best first. Asked for only when somebody looks. */
  readonly fixes?: () => Iterable<Fix>;
  /** Tagged as faded (deprecated or without effect) rather than underlined. */
  readonly tag?: "deprecated" | "unnecessary";
}

export interface Related {
  readonly at: Place;
  readonly message: string;
  /** The value that is at fault is written there and handed on to where the problem is, which it decides. */
  readonly decides?: true;
}

export type Controls = Partial<Readonly<Record<Framework, readonly string[]>>>;

interface RuleDescription {
  /** `aws-<service>-<what-is-wrong>`; also the file's path under `rules/`. */
  readonly id: string;
  /** What is wrong, as a fact without a full stop. */
  readonly title: string;
  readonly severity: Severity;
  /** Completes "depends on …" where problems have a reach and a power of their own. */
  readonly severityDependsOn?: string;
  /** `recommended` where not said otherwise. */
  readonly profile?: Profile;
  readonly responsibility: Responsibility;
  /** `free` where not said otherwise. */
  readonly cost?: CostTier;
  /** Where its findings are told in a wider profile only, because there they are less worth saying. */
  readonly profileDependsOn?: string;
  /** What an attacker gains or what is lost, in one or two short sentences. */
  readonly why: string;
  readonly controls: Controls;
  /** Pages of AWS or HashiCorp that say so. */
  readonly references: readonly string[];
  /** Shortest code at fault, each finding underlined with `#^^^`. */
  readonly insecure: string;
  /** The same code put right: letter for letter what the first fix of each finding writes. */
  readonly secure: string;
  /** The examples' file name where it is not `main.tf`. */
  readonly file?: string;
  /** Why there is no fix. */
  readonly noFix?: string;
  /** The rules that have nothing to add where this one speaks: told with it, as one thing. */
  readonly subsumes?: readonly string[];
  /** The rules that are told of the same thing only where this one is not: once it is cured they may come up, and are nothing new. */
  readonly uncovers?: readonly string[];
}

/**
 * What a rule looks at in a module: the subjects of a list, or what is picked from each of them. Rules with the same list share it, and
 * what a check says of a subject is asked again only when it has read something that is another.
 */
export interface On<Subject> {
  (module: Module): Iterable<Subject>;
  /** The resource types without which there is nothing to look at. */
  readonly types?: readonly string[];
  readonly from?: From<Subject>;
}

interface From<Subject> {
  readonly list: (module: Module) => Iterable<object>;
  /** Which of several instances that stand at one place a subject of the list belongs to. */
  readonly instance?: (one: never) => Resource | undefined;
  /** The statement of a policy that a subject of the list is. */
  readonly statement?: (one: never) => Place;
  /** What to look at in one of the list. */
  readonly each: (one: never, module: Module) => readonly Subject[];
  /** What was looked at, where only what is wrong with it is picked. */
  readonly seen?: (one: never, module: Module) => readonly unknown[];
}

/** Everything in a list, or some of it; what is asked of one of the list is asked again only where that has changed. */
export interface Picked<Subject> extends On<Subject> {
  (module: Module): readonly Subject[];
  /** Those of which something holds. */
  where(holds: (subject: Subject, module: Module) => boolean): Picked<Subject>;
  /** What is picked from each. */
  each<Other>(pick: (subject: Subject, module: Module) => Iterable<Other>): Picked<Other>;
  /** What is wrong with each: one of which nothing is picked is in order. */
  faults<Other>(pick: (subject: Subject, module: Module) => Iterable<Other>): Picked<Other>;
}

/**
 * A list that rules share; `types` are the resource types without which it is empty, `instance` the one that a subject belongs to,
 * `statement` the place of a subject that is one.
 */
export const listed = <One extends object>(
  list: (module: Module) => Iterable<One>,
  types?: readonly string[],
  instance?: (one: One) => Resource | undefined,
  statement?: (one: One) => Place,
): Picked<One> =>
  picked<One, One>(
    { list, each: (one: One) => [one], ...(instance && { instance }), ...(statement && { statement }) },
    types,
  );

interface Source<One, Subject> extends From<Subject> {
  readonly list: (module: Module) => Iterable<One & object>;
  readonly instance?: (one: One) => Resource | undefined;
  readonly statement?: (one: One) => Place;
  readonly each: (one: One, module: Module) => readonly Subject[];
  readonly seen?: (one: One, module: Module) => readonly unknown[];
}

function picked<One extends object, Subject>(
  from: Source<One, Subject>,
  types: readonly string[] | undefined,
): Picked<Subject> {
  const { list, each: subjects } = from;
  // asked of everything in the list by each rule: hence no generators
  const each = <Other>(pick: (one: One, module: Module) => readonly Other[]): Picked<Other> =>
    picked<One, Other>({ ...from, each: pick }, types);
  const of =
    <Other>(pick: (subject: Subject, module: Module) => Iterable<Other>) =>
    (one: One, module: Module): readonly Other[] =>
      subjects(one, module).flatMap((subject) => [...pick(subject, module)]);
  return Object.assign((module: Module) => [...list(module)].flatMap((one) => subjects(one, module)), {
    from,
    each: <Other>(pick: (subject: Subject, module: Module) => Iterable<Other>): Picked<Other> => each(of(pick)),
    faults: <Other>(pick: (subject: Subject, module: Module) => Iterable<Other>): Picked<Other> =>
      picked<One, Other>({ ...from, each: of(pick), seen: from.seen ?? subjects }, types),
    where: (holds: (subject: Subject, module: Module) => boolean): Picked<Subject> =>
      each((one, module) => subjects(one, module).filter((subject) => holds(subject, module))),
    ...(types && { types }),
  });
}

export interface Rule extends RuleDescription {
  /** The ids of other tools for the same thing; their suppression comments are honoured through these. */
  readonly aliases: readonly string[];
  readonly aliasesByTool: Aliases;
  /** The resource types without which it finds nothing; undefined where it looks at more. */
  readonly types?: readonly string[];
  /** What it looks at, one after the other and each once. */
  readonly subjects: (module: Module) => Iterable<unknown>;
  /** What is wrong with one subject. */
  check(subject: unknown, module: Module): Iterable<Problem>;
  /** The resource that a subject is, or is written in, where there is anything in it to look at. */
  looksInto(subject: unknown, module: Module): Resource | undefined;
}

/** The same for all rules that pick in the same way; a list holds nothing twice anyway. */
const eachOnce = fact(
  (on: On<unknown>): Rule["subjects"] =>
    function* (module) {
      const seen = new Set();
      for (const subject of on(module)) {
        if (seen.has(subject)) continue;
        seen.add(subject);
        yield subject;
      }
    },
);

/** Declares a rule: `on` picks what to look at, `check` yields what is wrong with it. */
export function rule<Subject>(
  definition: RuleDescription & {
    readonly aliases: Aliases;
    readonly on: On<Subject>;
    readonly check: (subject: Subject, module: Module) => Iterable<Problem>;
  },
): Rule {
  const { on, check, ...about } = definition;
  const { types, from } = on;
  /** A problem with where it was found: asked only where there is one. */
  const found = (problem: Problem, subject: Subject, one: unknown): Problem => {
    const instance = subject instanceof Resource ? subject : from?.instance?.(one as never);
    const statement = from?.statement?.(one as never);
    return { ...(statement && { statement }), ...(instance && instance.key !== "" && { instance }), ...problem };
  };
  return {
    ...about,
    aliases: Object.values(about.aliases).flat(),
    aliasesByTool: about.aliases,
    controls: mapped(about.controls),
    ...(types && { types }),
    subjects: from?.list ?? eachOnce(on),
    looksInto(one, module) {
      if (from && (from.seen ?? from.each)(one as never, module).length === 0) return undefined;
      return one instanceof Resource ? one : from?.instance?.(one as never);
    },
    *check(one, module) {
      for (const subject of from ? from.each(one as never, module) : [one as Subject])
        for (const problem of check(subject, module)) yield found(problem, subject, one);
    },
  };
}

/** Dedents a template to its first line's margin. In it `\\${` stands for `${` and a doubled backslash for one. */
export function hcl(strings: TemplateStringsArray): string {
  const text = strings
    .join("")
    .replace(/^\n/, "")
    .replace(/[ \t]*$/, "");
  const margin = /^ */.exec(text)?.[0] ?? "";
  return text.replaceAll(new RegExp(`^${margin}`, "gm"), "");
}

/** The same for an example in JSON, so that editors can tell them apart. */
export const json = hcl;
