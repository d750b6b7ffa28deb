import { isSample } from "../../language/model/files.ts";
import type { Module } from "../../language/model/module.ts";
import type { Place } from "../../language/syntax/text.ts";
import { isExample } from "../../rules/kit/example.ts";
import type { Problem, Related, Rule } from "../../rules/kit/rule.ts";
import { type Loudness, toldIn } from "../config/config.ts";
import { shown } from "../show/visible.ts";
import { addressAt, addressOf } from "./address.ts";
import { type Decided, decided } from "./deciding.ts";
import { hostOf, seenFromCall } from "./stand-ins.ts";

/** A rule that is on. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly loudness: Loudness;
  /** Whether the directory holds what nobody runs as it is. */
  readonly isAside: boolean;
  /** Its place among the rules. */
  readonly order: number;
}

/** A problem as a rule found it; its places move with the files. */
export interface Found {
  readonly of: ActiveRule;
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
export interface Through extends Related {
  readonly block: Place;
}

/** Whether a rule says the same of one place. */
export const isSameFound = (one: Found, other: Found): boolean =>
  one.message === other.message &&
  one.place === other.place &&
  (one.subject?.address ?? "") === (other.subject?.address ?? "") &&
  one.decided.at.uri === other.decided.at.uri &&
  one.decided.at.end === other.decided.at.end;

/** What a check gave, up to where it threw. */
export interface Outcome {
  readonly found: readonly Found[];
  readonly error?: unknown;
}

/** What a check said of one subject; undefined where it said nothing. */
export function outcomeOf(of: ActiveRule, subject: unknown, module: Module): Outcome | undefined {
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
function foundBy(of: ActiveRule, problem: Problem, module: Module): Found | undefined {
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
export function calls(module: Module): readonly Through[] {
  const found: Through[] = [];
  for (let { call } = module; call; call = call.module.call)
    found.push({
      at: call.header,
      block: call.at,
      message: `Called here as ${call.address}`,
    });
  return found;
}

/** What is said of a problem. */
const messageOf = ({ message }: Problem, { title }: Rule): string => shown(message ?? title);

/** The subjects of a list, up to where picking them threw. */
export function picked(pick: Rule["subjects"], module: Module) {
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
