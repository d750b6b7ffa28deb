import { conversions, type Refactoring } from "../../language/policy/conversions.ts";
import { meanings } from "../../language/policy/meaning.ts";
import { policies } from "../../language/policy/policies.ts";
import { fact } from "../../language/query/engine.ts";
import { contains, fixed, type Place } from "../../language/syntax/text.ts";
import { objection } from "../fix/conformity.ts";
import { misdeclared, newlyMisdeclared } from "../fix/declarations.ts";
import { editedFiles } from "../fix/verify.ts";
import type { Checked } from "../run/check.ts";
import type { Report } from "../run/report.ts";
import { statementRefactorings } from "./statement-refactorings.ts";

/**
 * What can be written otherwise at a place, as far as it holds: the files read without new errors, the provider's schema takes
 * it, every name is declared once, and where a policy is only spelled otherwise, every policy means the same as before.
 */
export function refactorings(checked: Checked, at: Place): readonly Refactoring[] {
  const places = known(checked.report);
  const key = `${at.uri} ${at.start} ${at.end}`;
  const found = places.get(key) ?? tried(checked, at);
  places.set(key, found);
  return found;
}

// What is offered is asked for again when it is chosen.
const known = fact((_: Report) => new Map<string, readonly Refactoring[]>());

function tried(checked: Checked, at: Place): readonly Refactoring[] {
  const { module } = checked;
  const isIn = policies(module).some((policy) => policy.at.uri === at.uri && contains(around(policy.at), at));
  if (!isIn) return [];
  return [
    ...[...statementRefactorings(module, at)].flatMap((refactoring) => held(checked, refactoring, "other")),
    ...[...conversions(module, at)].flatMap((conversion) => held(checked, conversion, "same")),
  ];
}

/** A cursor at the brackets or the line around them is at the policy. */
const around = ({ uri, start, end }: Place): Place => ({ uri, start: start - 80, end: end + 80 });

function held(checked: Checked, { title, edits }: Refactoring, meaning: "same" | "other"): readonly Refactoring[] {
  const { root, files, module } = checked;
  const edited = editedFiles(
    files,
    edits.map(({ at, ...edit }) => ({ at: fixed(at), ...edit })),
  );
  if ("why" in edited) return [];
  const declared = misdeclared(module);
  const meant = meaning === "same" ? meanings(module) : [];
  return root.try(checked, edited.files, (after) => {
    if (objection(after, edited.written) || newlyMisdeclared(declared, misdeclared(after))) return [];
    if (meaning === "same" && !areEqual(meant, meanings(after))) return [];
    return [{ title, edits: edited.edits }];
  });
}

const areEqual = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((each, index) => each === right[index]);
