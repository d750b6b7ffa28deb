import { parse } from "../../language/syntax/parse.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { objection } from "../fix/conformity.ts";
import { fixAll, fixesFor, preview } from "../fix/fix.ts";
import { because } from "../fix/refusal.ts";
import type { Checked } from "../run/check.ts";
import { checkExample, exampleUri, type TrialContext } from "../run/example.ts";
import { mark, marked } from "./marks.ts";

const uri = exampleUri();

/**
 * Holds a rule to its examples: it finds exactly what is marked, nothing in the secure one, which the provider takes, and nothing any
 * more in what its fixes write. That need not be the secure one letter for letter, where a value is one to overtype. Empty where
 * all of it is so.
 */
export function trial(rule: Rule, circumstances: TrialContext): readonly string[] {
  const { text, marks } = marked(rule.insecure);
  const secure = marked(rule.secure).text;
  const faults = [...unreadable("insecure", text), ...unreadable("secure", secure)];
  if (faults.length > 0) return faults;

  const before = checkExample(rule, text, circumstances);
  const after = checkExample(rule, secure, circumstances);
  for (const { report } of [before, after])
    for (const { error } of report.failures) return [`it failed: ${error instanceof Error ? error.message : error}`];
  if (marks.length === 0) faults.push("insecure: nothing is marked with ^^^");
  const found = places(before, text);
  for (const one of marks) if (!found.includes(one)) faults.push(`insecure: not found: ${told(text, one)}`);
  for (const one of found) if (!marks.includes(one)) faults.push(`insecure: found and not marked: ${told(text, one)}`);
  for (const one of places(after, secure)) faults.push(`secure: found: ${told(secure, one)}`);
  const refused = objection(after.module, [{ uri, start: 0, end: secure.length }]);
  if (refused) faults.push(`secure: of ${refused.address}, the schema of the AWS provider says that ${refused.says}`);
  if (rule.noFix !== undefined) return faults;

  const fixed = fixedOf(before, text);
  if (fixed === text) return [...faults, "fix: none could be applied to the insecure example", ...refusals(before)];
  const cured = checkExample(rule, fixed, circumstances);
  const left = places(cured, fixed).map((one) => `fix: found still in what it writes: ${told(fixed, one)}`);
  if (left.length > 0) faults.push(...left, ...refusals(cured));
  else if (fixedOf(cured, fixed) !== fixed) faults.push("fix: a second run writes again");
  return faults;
}

function* unreadable(name: string, text: string): Iterable<string> {
  for (const { start, tree } of parse(uri, text).chunks)
    for (const error of tree.errors) yield `${name}: line ${lineOf(text, start + error.start)}: ${error.message}`;
}

const places = ({ report }: Checked, text: string): readonly string[] =>
  report.findings.map(({ at }) => mark(text, at.start, at.end));

function fixedOf(checked: Checked, text: string): string {
  const { edits } = fixAll(checked, { maximum: "replacement", placeholders: true, secrets: true });
  return preview(edits, checked).get(uri) ?? text;
}

/** Why each fix that the rule proposes is not applied. */
function refusals(checked: Checked): readonly string[] {
  const found: string[] = [];
  for (const finding of checked.report.findings)
    fixesFor(finding, checked, ({ fix }, refusal) => found.push(`fix: “${fix.title}” is refused: ${because(refusal)}`));
  return found;
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** A mark with its line instead of its offset. */
function told(text: string, one: string): string {
  const space = one.indexOf(" ");
  return `line ${lineOf(text, Number(one.slice(0, space)))}, ${one.slice(space + 1)}`;
}
