import type { Value } from "../../language/model/value.ts";
import type { Edits } from "../../language/policy/edits.ts";
import { takesIn } from "../../language/policy/match.ts";
import { isReplaced } from "../../language/policy/policies.ts";
import { allows, type ElementList, type PolicyKind, type Statement, textOf } from "../../language/policy/policy.ts";
import type { Fix, Impact, Picked } from "./rule.ts";
import { statementsThat } from "./statements.ts";

/** Every statement that allows, in policies of these kinds. */
export const allowing = (...kinds: readonly PolicyKind[]): Picked<Statement> =>
  allowed.where(({ policy }) => kinds.includes(policy.kind));

/** One list for all rules that look at what is allowed, so that none of them asks of each statement by itself. */
export const allowed = statementsThat((statement, module) => allows(statement) && !isReplaced(module, statement));

/** A fix where the edits can be made. */
export const fix = (title: string, edits: Edits, impact: Impact = "disruption"): readonly Fix[] =>
  edits ? [{ title, impact, edits }] : [];

/** `*`, and `*:*`, which IAM takes for the same. */
export const isStar = (value: Value): boolean => /^\*(?::\*)?$/.test(textOf(value) ?? "");

/** The values that stand for everything. */
export const stars = (elements: ElementList<Value> | undefined): readonly Value[] =>
  elements?.values.filter(isStar) ?? [];

/** Whether a statement allows everything on everything. */
export const isFullAdmin = ({ actions, resources, conditions, open }: Statement): boolean =>
  stars(actions).length > 0 && stars(resources).length > 0 && conditions === undefined && !open;

/** Whether conditions stand, or may stand, in the way. */
export const isConditional = ({ conditions, open }: Statement): boolean => conditions !== undefined || open;

/** The actions of a list that the statement's values certainly take in. */
export const granted = ({ actions }: Statement, wanted: readonly string[]): readonly string[] =>
  wanted.filter((action) => actions?.values.some((value) => takesIn(value, action) === true));

/** Edits that only make sense together. */
export const all = (...edits: readonly Edits[]): Edits =>
  edits.includes(undefined) ? undefined : edits.flatMap((some) => some ?? []);
