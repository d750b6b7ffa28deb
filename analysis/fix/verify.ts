import { fact } from "../../language/query/engine.ts";
import { topBlockAround } from "../../language/syntax/locate.ts";
import { reparse } from "../../language/syntax/parse.ts";
import { apply, contains, type Edit, near, type Place, touches } from "../../language/syntax/text.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import { byFile, composed, isSame, overlap, placesOf, stopsIn } from "../../language/write/edit-set.ts";
import { tidyIn } from "../../language/write/tidy.ts";
import { type Impact, impacts } from "../../rules/kit/rule.ts";
import { severities } from "../config/config.ts";
import type { Checked } from "../run/check.ts";
import type { Finding } from "../run/finding.ts";
import type { Files } from "../run/project.ts";
import type { Report } from "../run/report.ts";
import { objection } from "./conformity.ts";
import { circle, type Misdeclarations, misdeclared, newlyMisdeclared, type Order, orderOf } from "./declarations.ts";
import { graver, type Toll, tollFrom } from "./impact.ts";
import { needsInput, withStops } from "./input.ts";
import { type ProposedFix, proposedFixes } from "./proposed.ts";
import type { Refusal } from "./refusal.ts";
import { dropsSecret, takesOut } from "./secrets.ts";
import { namesake } from "./uniqueness.ts";

/** What proposed fixes come to, once they have been seen to work. */
export interface Verified extends Toll {
  /** The edits of all of them, fmt-clean and without overlap. */
  readonly edits: readonly Edit[];
  /** The gravest of what they declare and what the schema says. */
  readonly impact: Impact;
  /** Whether a secret that stood in a file is in none of those that were edited any more. */
  readonly dropsSecret: true | undefined;
  /** Whether they hold a value that only the author can tell. */
  readonly needsInput: true | undefined;
  /** The titles of what is put right with them elsewhere than in what they write. */
  readonly also: readonly string[];
  /** The files as they are then, and what is found in them. */
  readonly files: Files;
  readonly report: Report;
}

/**
 * Tries fixes together: what they come to, or why that is refused. The edited files have no syntax error that they did not
 * have, every finding is gone, nothing as bad as the mildest of them is found that was not found before, no rule fails, the
 * provider's schema takes what was written, no name is declared twice, used without a declaration, or without the index that it takes,
 * that was not so before, nothing that is written needs itself, and nothing new bears a name of which AWS takes one.
 *
 * What they bring is put right with them, as far as that costs no more and needs nobody: a disk that is encrypted gets the key that
 * another rule asks for then.
 *
 * Costs a reparse of the chunks that are edited, and a run of the checks that have read something in them, once more for each time
 * that something is put right with them.
 */
export function verify(before: Checked, proposals: readonly ProposedFix[]): Verified | Refusal {
  const asked: Edit[] = [];
  for (const { finding, fix } of proposals) {
    // what another one writes as well is written once
    const more = fix.edits.filter((edit) => !asked.some((other) => isSame(edit, other)));
    asked.push(...withStops(before, finding, more));
  }
  return verifyTogether(before, proposals, asked);
}

/** Tries edits that add something and put nothing right, in the same way: nothing at all may be found that was not found before. */
export const verifyAddition = (before: Checked, edits: readonly Edit[]): Verified | Refusal =>
  verifyTogether(before, [], edits);

function verifyTogether(
  before: Checked,
  proposals: readonly ProposedFix[],
  asked: readonly Edit[],
): Verified | Refusal {
  const edited = editedFiles(before.files, asked);
  if ("why" in edited) return edited;
  let tried = attempt(before, proposals, { ...edited, also: [] });
  for (let round = 0; round < mostAmendments && tried.amended; round++) {
    const next = attempt(before, proposals, tried.amended);
    if ("why" in next.outcome && !next.amended) break;
    tried = next;
  }
  return tried.outcome;
}

/** What is put right with a fix asks for no more than this many others. */
const mostAmendments = 4;

interface Attempt {
  readonly outcome: Verified | Refusal;
  /** The same edits, with others that put right what they bring; undefined where there is no such thing. */
  readonly amended: Amended | undefined;
}

interface Amended extends EditedFiles, Pick<Verified, "also"> {}

function attempt(before: Checked, proposals: readonly ProposedFix[], edited: Amended): Attempt {
  const { edits, written, also } = edited;
  const known = knownOf(before.report);
  known.misdeclared ??= misdeclared(before.module);
  known.order ??= orderOf(before.module);
  const { misdeclared: declaredBefore, order } = known;
  const tollOf = tollFrom(before.module);
  return before.root.try(before, edited.files, () => {
    const after = before.root.judge(edited.files, before.options, before.given);
    const differing = differences(before.report, after.report);
    const declared = proposals.reduce<Impact>((gravest, { fix }) => graver(gravest, fix.impact), impacts[0] ?? "none");
    const toll = tollOf(after.module);
    const caused = graver(declared, toll.impact);
    const brought = broughtBy(proposals, differing);
    const amended = amendedBy(after, edited, brought, caused);
    const refusal =
      stays(proposals, differing) ??
      worseIn(proposals, brought, edits) ??
      fails(before.report, after.report) ??
      objection(after.module, written) ??
      newlyMisdeclared(declaredBefore, misdeclared(after.module)) ??
      circle(order, after.module) ??
      namesake(after.module, written);
    if (refusal) return { outcome: refusal, amended };
    const outcome = {
      edits,
      impact: caused,
      recreates: toll.recreates,
      dropsSecret: dropsSecret(before, after, edits),
      needsInput: needsInput(edits) || undefined,
      also,
      files: edited.files,
      report: after.report,
    };
    return { outcome, amended };
  });
}

/** The first fix of each finding that is new, as far as it costs no more and needs nobody: what is not there yet costs nothing. */
function amendedBy(
  after: Checked,
  edited: Amended,
  findings: readonly Finding[],
  maximum: Impact,
): Amended | undefined {
  const taken: Edit[] = [];
  const also = [...edited.also];
  for (const finding of findings) {
    const isNew = isWritten(blockAround(after, finding.at), edited);
    const fix = proposedFixes(finding).find(
      ({ impact, edits }) =>
        (isNew || impacts.indexOf(impact) <= impacts.indexOf(maximum)) &&
        !needsInput(withStops(after, finding, edits)) &&
        !takesOut(after, finding.secret, edits),
    );
    const fresh = fix?.edits.filter((edit) => !taken.some((other) => isSame(edit, other))) ?? [];
    if (!fix || fresh.some((edit) => taken.some((other) => edit.at.uri === other.at.uri && touches(edit.at, other.at))))
      continue;
    taken.push(...fresh);
    if (!isWritten(finding.at, edited)) also.push(fix.title);
  }
  const more = editedFiles(edited.files, taken);
  if ("why" in more) return undefined;
  const edits = composed(edited.edits, more.edits);
  return { edits, files: more.files, written: [...byFile(edits).values()].flatMap(writtenBy), also };
}

/** The top-level block that a place is in. */
function blockAround({ files }: Checked, at: Place): Place {
  const file = files.parse(at.uri);
  const top = file && topBlockAround(file, at);
  return top ? near(at, top.node.start + top.base, top.node.end + top.base) : at;
}

const isWritten = (at: Place, { written }: EditedFiles): boolean =>
  written.some((place) => place.uri === at.uri && contains(place, at));

/** What is worked out once of the version before, however many edits to it are tried. */
const knownOf = fact((_: Report): { misdeclared?: Misdeclarations; order?: Order } => ({}));

/** What edits come to in the files that they write in. */
export interface EditedFiles {
  /** Fmt-clean, in order, without overlap. */
  readonly edits: readonly Edit[];
  readonly files: Files;
  /** Where what was written stands afterwards. */
  readonly written: readonly Place[];
}

/** The files after edits; refused where they change nothing, overlap, or bring a syntax error. */
export function editedFiles(files: Files, changes: readonly Edit[]): EditedFiles | Refusal {
  const edited = new Map<string, SourceFile>();
  const edits: Edit[] = [];
  const written: Place[] = [];
  for (const [uri, own] of byFile(changes)) {
    const file = files.parse(uri);
    if (!file || isInstalled(uri)) return { why: "not ours to edit", uri };
    if (overlap(own)) return { why: "edits overlap", uri };
    const tidied = tidyIn(file, own);
    const after = edit(file, tidied);
    if (!after) continue;
    if (errors(after) > errors(file)) return syntaxError(file, after);
    edited.set(uri, after);
    edits.push(...tidied);
    written.push(...writtenBy(tidied));
  }
  return edits.length === 0 ? { why: "edits nothing" } : { edits, files: over(files, edited), written };
}

/** Where what edits of one file write stands afterwards; a line that is only aligned anew is not written. */
const writtenBy = (edits: readonly Edit[]): readonly Place[] =>
  placesOf(edits).filter((_, index) => !/^[ \t]+$/.test(edits[index]?.text ?? ""));

/** Whether a file is of a module that `terraform init` has fetched, which belongs to somebody else. */
export const isInstalled = (uri: string): boolean => uri.includes("/.terraform/");

function edit(file: SourceFile, edits: readonly Edit[]): SourceFile | undefined {
  const [first] = edits;
  if (!first) return undefined;
  const text = apply(file.text, edits);
  const start = first.at.start;
  const end = Math.max(...edits.map(({ at }) => at.end));
  return reparse(file, { start, end, text: text.slice(start, text.length - (file.text.length - end)) }, text);
}

const errors = (file: SourceFile): number => file.chunks.reduce((sum, { tree }) => sum + tree.errors.length, 0);

/** The first error of a file that it did not have before. */
function syntaxError(before: SourceFile, { uri, text, chunks }: SourceFile): Refusal {
  const known = new Set(before.chunks.flatMap(({ tree }) => tree.errors));
  const found = chunks.flatMap(({ start, tree }) => tree.errors.map((error) => ({ error, at: start + error.start })));
  const first = found.find(({ error }) => !known.has(error)) ?? found[0];
  const line = text.slice(0, first?.at ?? 0).split("\n").length;
  return { why: "syntax error", uri, line, message: first?.error.message ?? "" };
}

/** The same files, some of them with another content. */
function over(files: Files, edited: ReadonlyMap<string, SourceFile>): Files {
  return {
    list: (directory) => files.list(directory),
    ...(files.folders && { folders: (directory: string) => files.folders?.(directory) ?? [] }),
    parse: (uri) => edited.get(uri) ?? files.parse(uri),
    read: (uri) => edited.get(uri)?.text ?? files.read(uri),
    mostValues: files.mostValues,
    limit: files.limit,
    get actions() {
      return files.actions;
    },
  };
}

/** The findings of two versions, file by file, where not the same is said: in the others none comes and none goes. */
type Differences = readonly (readonly [before: readonly Finding[], after: readonly Finding[]])[];

/**
 * A finding that is not gone. Places move with edits, so that findings are counted by rule and address.
 */
function stays(proposals: readonly ProposedFix[], differing: Differences): Refusal | undefined {
  const fewer = counts([...new Set(proposals.map(({ finding }) => finding))]).all;
  for (const { finding } of proposals) {
    const key = keyOf(finding);
    if (sum(differing, key, "all", 1) > sum(differing, key, "all", 0) - (fewer.get(key) ?? 0))
      return about("finding stays", finding);
  }
  return undefined;
}

/** What is brought that is as bad as the mildest of what is put right. */
function worseIn(
  proposals: readonly ProposedFix[],
  brought: readonly Finding[],
  edits: readonly Edit[],
): Refusal | undefined {
  const mended = proposals.map(({ finding }) => severities.indexOf(finding.severity));
  const mildest = mended.length === 0 ? severities.length : Math.max(...mended);
  const stops = [...byFile(edits).values()].flatMap(stopsIn);
  // that a sample is one is no news where it is to be overtyped
  const isOfStop = ({ rule, at }: Finding): boolean =>
    rule.id === placeholders && stops.some((stop) => stop.uri === at.uri && touches(stop, at));
  const worst = brought.find((finding) => severities.indexOf(finding.severity) <= mildest && !isOfStop(finding));
  return worst && about("new finding", worst);
}

/** The rule that tells a sample from a value. */
const placeholders = "aws-iam-placeholder-left";

/** What is shown more often than it was, but for rules that were silent only because what is put right was worse. */
function broughtBy(proposals: readonly ProposedFix[], differing: Differences): readonly Finding[] {
  const uncovered = new Set(proposals.flatMap(({ finding }) => finding.rule.uncovers ?? []));
  return differing.flatMap(([, findings]) =>
    findings.filter((each) => {
      const key = keyOf(each);
      return (
        isShown(each) &&
        !uncovered.has(each.rule.id) &&
        sum(differing, key, "shown", 1) > sum(differing, key, "shown", 0)
      );
    }),
  );
}

const sum = (differing: Differences, key: string, of: "all" | "shown", side: 0 | 1): number =>
  differing.reduce((total, lists) => total + (counts(lists[side])[of].get(key) ?? 0), 0);

const noFindings: readonly Finding[] = [];

const differences = (before: Report, after: Report): Differences =>
  [...new Set([...before.byFile.keys(), ...after.byFile.keys()])].flatMap((uri) => {
    const [were, are] = [before.byFile.get(uri) ?? noFindings, after.byFile.get(uri) ?? noFindings];
    return were === are ? [] : [[were, are] as const];
  });

const about = (why: "finding stays" | "new finding", { rule, address }: Finding): Refusal => ({
  why,
  rule: rule.id,
  address,
});

function fails(before: Report, after: Report): Refusal | undefined {
  if (after.failures.length <= before.failures.length) return undefined;
  const known = new Set(before.failures.map(({ rule }) => rule));
  const added = after.failures.find(({ rule }) => !known.has(rule)) ?? after.failures[0];
  const { error } = added ?? {};
  return {
    why: "rule fails",
    rule: added?.rule.id ?? "",
    message: error instanceof Error ? error.message : `${error}`,
  };
}

const keyOf = ({ rule, address }: Finding): string => `${rule.id} ${address}`;

const isShown = ({ suppression }: Finding): boolean => suppression === undefined;

/** How often each thing is found, and how often it is shown, once for each list: that of a file stays the same while nothing in it changes. */
const counts = fact((findings: readonly Finding[]) => {
  const [all, shown] = [new Map<string, number>(), new Map<string, number>()];
  for (const finding of findings) {
    const key = keyOf(finding);
    all.set(key, (all.get(key) ?? 0) + 1);
    if (isShown(finding)) shown.set(key, (shown.get(key) ?? 0) + 1);
  }
  return { all, shown };
});
