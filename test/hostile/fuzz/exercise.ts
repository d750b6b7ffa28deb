import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { defaults, merge, parseConfig } from "../../../analysis/config/config.ts";
import { fixesFor, preview } from "../../../analysis/fix/fix.ts";
import { isRuleFile, ownRules, ruleFolder } from "../../../analysis/own-rules/own-rules.ts";
import { type Checked, check, checkOnce, recheck } from "../../../analysis/run/check.ts";
import type { LintOptions } from "../../../analysis/run/lint.ts";
import type { Report } from "../../../analysis/run/report.ts";
import { parse, reparse } from "../../../language/syntax/parse.ts";
import type { SourceFile } from "../../../language/syntax/tree.ts";
import { rules } from "../../../rules/index.ts";
import { directory, type Texts, today } from "../../harness/fixture.ts";
import { comparable, filesOfTrees, type Trees } from "../../harness/trees.ts";
import { type Attempt, formats, type Result, spanIn, type Typed } from "./attempt.ts";
import { check as checkCommand, mend } from "./commands.ts";
import { edit as editInEditor } from "./editor.ts";
import { stackOf, Wrong } from "./faults.ts";
import { Meter } from "./meter.ts";

/** Puts an attempt through what the product does with it, and tells of each step before it is taken. */
export async function exercise(attempt: Attempt, began: (during: string) => void): Promise<Result> {
  const meter = new Meter(began);
  const { files, edits, ways } = attempt;
  const module = await meter.run("opening", () => opened(files));
  if (!module) return meter.result;
  if (ways.includes("fixes")) await meter.run("fixing", () => fix(module, meter));
  if (ways.includes("edits")) await type(module, edits, meter);
  if (ways.includes("editor")) await editInEditor(files, edits, meter);
  if (ways.includes("mending")) await mend(files, meter);
  for (const format of formats) if (ways.includes(format)) await checkCommand(files, format, meter);
  return meter.result;
}

interface Judged extends Checked {
  readonly trees: Trees;
}

const uriOf = (name: string): string => `${directory}/${name}`;

function opened(texts: Texts): Judged {
  const trees = new Map(
    Object.entries(texts).map(([name, text]) => {
      const file = parse(uriOf(name), text);
      assertWhole(file, text);
      return [uriOf(name), file];
    }),
  );
  const checked = check(filesOfTrees(trees), directory, optionsOf(texts));
  assertNoFailure(checked.report);
  return { ...checked, trees };
}

function optionsOf(texts: Texts): LintOptions {
  const own = ownRules(
    new Map(Object.entries(texts).filter(([name]) => name.startsWith(`${ruleFolder}/`) && isRuleFile(name))),
  );
  const all = own.rules.length > 0 ? [...rules, ...own.rules] : rules;
  const { config } = parseConfig(texts[".parapet.yaml"] ?? "", all);
  return { rules: all, config: merge({ ...defaults, profile: "all" }, config), today };
}

/** Asserts that the chunks of a tree are the text and nothing else. */
function assertWhole({ chunks, text: kept }: SourceFile, text: string): void {
  assert.ok(kept === text, "a tree of another text");
  let end = 0;
  for (const { start, tree } of chunks) {
    assert.equal(start, end, "a gap between chunks");
    end = start + tree.length;
  }
  assert.ok(end === text.length || chunks.length === 0, "chunks end before the text");
}

function assertNoFailure({ failures: [failure] }: Report): void {
  if (failure) throw new Wrong("rule failure", `${failure.rule.id}: ${stackOf(failure.error)}`);
}

async function type(module: Judged, edits: readonly Typed[], meter: Meter): Promise<void> {
  let now = module;
  for (const typed of edits) {
    const next = await meter.run("an edit", () => typedInto(now, typed));
    if (!next) return;
    meter.edits++;
    await meter.run("comparing with a fresh run", () => compare(next));
    now = next;
  }
}

function typedInto(before: Judged, typed: Typed): Judged {
  const uri = uriOf(typed.file);
  const file = before.trees.get(uri);
  if (!file) return before;
  const { start, end } = spanIn(file.text, typed);
  const text = file.text.slice(0, start) + typed.text + file.text.slice(end);
  const tree = reparse(file, { start, end, text: typed.text }, text);
  assertWhole(tree, text);
  const trees = new Map(before.trees).set(uri, tree);
  const files = filesOfTrees(trees);
  // as a fix is verified, and then as an edit is followed
  before.root.try(before, files, () => assertNoFailure(before.root.judge(files, before.options).report));
  const after = recheck(before, files);
  assertNoFailure(after.report);
  return { ...after, trees };
}

function compare({ trees, report, options }: Judged): void {
  const fresh = new Map([...trees].map(([uri, { text }]) => [uri, parse(uri, text)]));
  for (const [uri, tree] of fresh)
    if (!isDeepStrictEqual(tree, trees.get(uri)) && JSON.stringify(tree) !== JSON.stringify(trees.get(uri)))
      throw new Wrong("difference", `the tree of ${uri} is another than a fresh one`);
  const { report: other } = checkOnce(filesOfTrees(fresh), directory, options);
  // how much is computed differs with what is remembered, and so does what is left unknown for want of room
  if (other.exceeded.length + report.exceeded.length > 0) return;
  const [found, expected] = [comparable(report), comparable(other)];
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  try {
    assert.deepEqual(found, expected);
  } catch (error) {
    throw new Wrong("difference", error instanceof Error ? error.message : "");
  }
}

const mostFixes = 6;

function fix(module: Judged, meter: Meter): void {
  const { findings } = module.report;
  const step = Math.max(1, Math.floor(findings.length / mostFixes));
  for (let index = 0; index < findings.length; index += step) {
    const finding = findings[index];
    if (!finding) continue;
    // whoever verifies them goes on without those of a rule that throws
    for (const { title } of finding.fixes()) assert.ok(title !== "", finding.rule.id);
    for (const { edits, title } of fixesFor(finding, module)) {
      meter.calls++;
      for (const [uri, text] of preview(edits, module)) {
        const [before, after] = [errorsIn(module.trees.get(uri)), errorsIn(parse(uri, text))];
        assert.ok(after <= before, `${finding.rule.id}: "${title}" brings ${after - before} syntax errors`);
      }
    }
  }
}

const errorsIn = (file: SourceFile | undefined): number =>
  file?.chunks.reduce((sum, { tree }) => sum + tree.errors.length, 0) ?? 0;
