import assert from "node:assert/strict";
import { defaults } from "../../analysis/config/config.ts";
import { fixesFor } from "../../analysis/fix/fix.ts";
import { type Checked, checkOnce, Root } from "../../analysis/run/check.ts";
import type { LintOptions } from "../../analysis/run/lint.ts";
import type { Report } from "../../analysis/run/report.ts";
import type { Module } from "../../language/model/module.ts";
import { parse, reparse } from "../../language/syntax/parse.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { directory, type Texts, today } from "./fixture.ts";
import type { Random } from "./random.ts";
import { comparable, filesOfTrees, type Trees } from "./trees.ts";

/** What of a change reaches the side that goes on from before: all of it, or a sabotage. */
export type Sight = (now: Trees, before: Trees) => Trees;

/** The piece of a file that an edit puts another text in place of. */
export interface Replacement {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const uriOf = (name: string): string => `${directory}/${name}`;

/** A module that is edited, linted anew after every edit, and compared with what a fresh run finds. */
export class Edited {
  readonly #options: LintOptions;
  readonly #chance: Random;
  readonly #sight: Sight;
  readonly #root = new Root(directory);
  #ran = 0;
  #trees: Trees;
  #before: Trees | undefined;
  #seen: Trees;
  #last = "";
  module: Module;
  edits = 0;
  /** After how many edits not all checks ran, and how large a share of them ran then, summed up. */
  partial = 0;
  reran = 0;

  constructor(texts: Texts, chance: Random, rules: readonly Rule[], sight: Sight = (now) => now) {
    const counting = rules.map((rule) => ({
      ...rule,
      check: (...asked: Parameters<typeof rule.check>) => {
        this.#ran++;
        return rule.check(...asked);
      },
    }));
    this.#options = { rules: counting, config: { ...defaults, profile: "all" }, today };
    this.#chance = chance;
    this.#sight = sight;
    this.#trees = new Map(Object.entries(texts).map(([name, text]) => [uriOf(name), parse(uriOf(name), text)]));
    this.#seen = this.#trees;
    this.module = this.#root.check(filesOfTrees(this.#trees), this.#options).module;
  }

  get trees(): Trees {
    return this.#trees;
  }

  edit({ uri, start, end, text: inserted }: Replacement): void {
    const file = this.#trees.get(uri);
    if (!file) return;
    const text = file.text.slice(0, start) + inserted + file.text.slice(end);
    this.#last = `${uri} ${start}–${end} ${JSON.stringify(file.text.slice(start, end))} → ${JSON.stringify(inserted)}`;
    this.#become(new Map(this.#trees).set(uri, reparse(file, { start, end, text: inserted }, text)));
  }

  /** A file has this text from here on; undefined where it goes. */
  write(name: string, text: string | undefined): void {
    const uri = uriOf(name);
    const file = this.#trees.get(uri);
    if (file && text !== undefined) this.edit(differing(uri, file.text, text));
    else {
      const trees = new Map(this.#trees);
      if (text === undefined) trees.delete(uri);
      else trees.set(uri, parse(uri, text));
      this.#last = text === undefined ? `${uri} goes` : `${uri} comes: ${JSON.stringify(text)}`;
      this.#become(trees);
    }
  }

  /** Files whose trees come back share nothing with the present ones but chunks that were never touched. */
  undo(): void {
    if (!this.#before) return;
    this.#last = `undo of ${this.#last}`;
    this.#become(this.#before);
  }

  #become(trees: Trees): void {
    this.#before = this.#trees;
    this.#trees = trees;
    this.#seen = this.#sight(trees, this.#seen);
    this.#ran = 0;
    const checked = this.#root.check(filesOfTrees(this.#seen), this.#options);
    const { report, module } = checked;
    const ran = this.#ran;
    this.edits++;
    this.#ran = 0;
    const { report: fresh } = checkOnce(filesOfTrees(trees), directory, this.#options);
    if (ran < this.#ran) {
      this.partial++;
      this.reran += ran / this.#ran;
    }
    const isSame = JSON.stringify(comparable(report)) === JSON.stringify(comparable(fresh));
    if (!isSame) assert.deepEqual(comparable(report), comparable(fresh), this.#last);
    if (this.#chance.chance(15)) this.#compareFixes(report, fresh);
    if (this.#chance.chance(10)) this.#tryFixes(checked);
    this.module = module;
  }

  /** Verification goes to the edited files and back, and leaves everything as it was. */
  #tryFixes(checked: Checked): void {
    const { findings } = checked.report;
    const finding = findings[this.#chance.below(findings.length)];
    if (!finding) return;
    fixesFor(finding, checked);
    const { report: again } = this.#root.judge(checked.files, this.#options);
    assert.deepEqual(comparable(again), comparable(checked.report), `${finding.rule.id} tried after ${this.#last}`);
  }

  #compareFixes(report: Report, fresh: Report): void {
    for (let count = 0; count < 12 && fresh.findings.length > 0; count++) {
      const index = this.#chance.below(fresh.findings.length);
      const [own, other] = [report.findings[index], fresh.findings[index]];
      assert.deepEqual([...(own?.fixes() ?? [])], [...(other?.fixes() ?? [])], `${other?.rule.id}: ${this.#last}`);
    }
  }
}

/** The shortest piece that makes one text the other. */
function differing(uri: string, before: string, after: string): Replacement {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { uri, start, end: before.length - same, text: after.slice(start, after.length - same) };
}

// ── edits by chance

const typed = [
  ...'abe1_ "{}[]()=,.$*/#\n'.split(""),
  "\n\n",
  "var.",
  "var.name",
  "local.name",
  "true",
  "false",
  "null",
  '"*"',
  '"0.0.0.0/0"',
  "${var.name}",
  "\n# a note\n",
  "\n# parapet:policy-kind scp\n",
  "\n# parapet:ignore aws-s3-bucket-without-logging -- known\n",
  "\n#checkov:skip=CKV_AWS_18:known\n",
  "# tfsec:ignore:*\n",
  "<<EOF\n",
  "count = 2\n",
  'for_each = toset(["a", "b"])\n',
  "tags = {}\n",
  'policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })\n',
  '\nlocals {\n  name = "b"\n}\n',
  '\nvariable "name" {\n  default = true\n}\n',
  '\nvariable "prefix" {}\n',
  '\nname = "c"\n',
  '\noutput "it" {\n  value = local.name\n}\n',
  '\nprovider "aws" {\n  region = "eu-central-1"\n}\n',
];

/** Types, deletes, swaps or takes back something somewhere; `blocks` are put in whole. */
export function editByChance(module: Edited, chance: Random, blocks: readonly string[]): void {
  if (chance.below(9) === 0) module.undo();
  else module.edit(replacement(module.trees, chance, blocks));
}

function replacement(trees: Trees, chance: Random, blocks: readonly string[]): Replacement {
  const uri = chance.pick([...trees.keys()]);
  const file = trees.get(uri);
  const text = file?.text ?? "";
  const at = chance.below(text.length + 1);
  const lineEnd = text.indexOf("\n", at) + 1 || text.length;
  const typing = { uri, start: at, end: at, text: chance.pick(typed) };
  switch (chance.below(8)) {
    case 0:
    case 1:
      return typing;
    case 2:
      return { ...typing, start: lineEnd, end: lineEnd };
    case 3:
      return {
        uri,
        start: at,
        end: Math.min(text.length, at + 1 + chance.below(chance.chance(20) ? 400 : 12)),
        text: "",
      };
    case 4: {
      const start = file?.chunks.length ? chance.pick(file.chunks).start : 0;
      return uri.endsWith(".tf") ? { uri, start, end: start, text: chance.pick(blocks) } : typing;
    }
    case 5:
      return swap(typing, text, /"[\w.*-]+"/g, chance, names);
    case 6:
      return swap(typing, text, /\b(?:true|false|\d+|null)\b/g, chance, values);
    default:
      return swap(typing, text, /^ *[\w]+ *= .*\n/gm, chance, [""]);
  }
}

const names = ['"name"', '"*"', '"logs"', '"this"', '"Allow"', '"Deny"', '"main"', '"s3:GetObject"', '"aws:kms"'];
const values = ["true", "false", "7", "0", "null", "var.name", "local.name", "443"];

function swap(
  otherwise: Replacement,
  text: string,
  pattern: RegExp,
  chance: Random,
  by: readonly string[],
): Replacement {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return otherwise;
  const { index, 0: old } = chance.pick(found);
  return { ...otherwise, start: index, end: index + old.length, text: chance.pick(by) };
}

/** The top-level blocks of a text, each by itself. */
export const blocksOf = (text: string): readonly string[] =>
  parse("file:///m/a.tf", text).chunks.map(({ start, tree }) => text.slice(start, start + tree.length));

// ── aimed edits

/** Files to begin with, and what each of them becomes, one after the other; undefined where it goes. */
export interface Aimed {
  readonly title: string;
  readonly texts: Texts;
  readonly steps: readonly (readonly [name: string, text: string | undefined])[];
}

/** Edits that a rule's findings can only follow when it is noticed what they depend on, made of one of its examples. */
export function* aimed(name: string, text: string, chance: Random): Iterable<Aimed> {
  if (name.endsWith(".tf")) {
    yield* stated(text);
    yield* parted(text);
    for (const attribute of some(attributesOf(text), 3, chance)) yield* lifted(text, attribute, chance);
  } else yield* carried(name, text);
}

interface Attribute {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** Attributes whose value is written out on one line, and so can be written elsewhere. */
const attributesOf = (text: string): readonly Attribute[] =>
  [...text.matchAll(/(?<=^ +[a-z]\w* *= )(?:"(?:[^"$\\\n]|\\.)*"|true|false|\d+|\["[^"$\n]*"\])$/gm)].map(
    ({ index, 0: value }) => ({ start: index, end: index + value.length, value }),
  );

function some<Item>(items: readonly Item[], count: number, chance: Random): readonly Item[] {
  const left = [...items];
  const picked: Item[] = [];
  while (picked.length < count && left.length > 0) picked.push(...left.splice(chance.below(left.length), 1));
  return picked;
}

/** Another value of the same kind. */
function otherThan(value: string, chance: Random): string {
  if (value === "true" || value === "false") return value === "true" ? "false" : "true";
  if (/^\d/.test(value)) return value === "0" ? "7" : "0";
  return value.startsWith("[") ? '["other"]' : chance.pick(['"other"', '"*"']);
}

/** An attribute's value comes from where a name, a file or a call says. */
function* lifted(text: string, { start, end, value }: Attribute, chance: Random): Iterable<Aimed> {
  const by = (expression: string): string => text.slice(0, start) + expression + text.slice(end);
  const other = otherThan(value, chance);
  const variable = (given: string) => `variable "lifted" {\n  default = ${given}\n}\n`;
  yield {
    title: "tfvars",
    texts: { "main.tf": by("var.lifted"), "variables.tf": variable(value), "terraform.tfvars": "" },
    steps: [
      ["terraform.tfvars", `lifted = ${other}\n`],
      ["terraform.tfvars", `lifted = ${value}\n`],
      ["last.auto.tfvars", `lifted = ${other}\n`],
      ["last.auto.tfvars", undefined],
      ["variables.tf", variable(other)],
      ["terraform.tfvars", undefined],
    ],
  };
  const locals = (given: string, second: string) => `locals {\n  lifted = ${given}\n  second = ${second}\n}\n`;
  yield {
    title: "a cycle of names",
    texts: { "main.tf": by("local.lifted"), "locals.tf": locals(value, other) },
    steps: [
      ["locals.tf", locals("local.second", other)],
      ["locals.tf", locals("local.second", "local.lifted")],
      ["locals.tf", locals(value, "local.lifted")],
      ["locals.tf", locals("local.lifted", value)],
      ["locals.tf", locals(other, "local.lifted")],
    ],
  };
  if (value.startsWith('"') && !value.includes("\\"))
    yield {
      title: "a text that file() reads",
      texts: { "main.tf": by('file("lifted.txt")'), "lifted.txt": value.slice(1, -1) },
      steps: [
        ["lifted.txt", other.slice(1, -1)],
        ["lifted.txt", value.slice(1, -1)],
        ["lifted.txt", undefined],
        ["lifted.txt", value.slice(1, -1)],
      ],
    };
  const call = (argument: string) => `module "child" {\n  source = "./child"\n  ${argument}\n}\n`;
  const second = call(`lifted = ${other}`).replace('"child"', '"second"');
  yield {
    title: "a call's arguments",
    texts: {
      "calls.tf": call(`lifted = ${value}`),
      "child/main.tf": by("var.lifted"),
      "child/variables.tf": variable(other),
    },
    steps: [
      ["calls.tf", call(`lifted = ${other}`)],
      ["calls.tf", call(`lifted = ${value}\n  count = 0`)],
      ["calls.tf", call("")],
      ["child/variables.tf", variable(value)],
      ["calls.tf", `${call(`lifted = ${value}`)}\n${second}`],
      ["calls.tf", second],
    ],
  };
  yield {
    title: "a module that comes and goes",
    texts: { "calls.tf": call(`lifted = ${value}`) },
    steps: [
      ["child/main.tf", `${by("var.lifted")}\n${variable(other)}`],
      ["child/main.tf", undefined],
      ["child/main.tf", `${text}\n${variable(other)}`],
      ["child/second.tf", 'output "one" {\n  value = 1\n}\n'],
      ["calls.tf", undefined],
      ["calls.tf", call("")],
    ],
  };
}

/** A comment says what kind of policy something is. */
function* stated(text: string): Iterable<Aimed> {
  const [first = "", ...others] = blocksOf(text);
  if (!/Statement|statement/.test(text)) return;
  const around = (kind: string, at: number) =>
    [first, ...others]
      .map((block, index) => (index === at ? `# parapet:policy-kind ${kind}\n${block}` : block))
      .join("");
  const last = others.length;
  yield {
    title: "a comment that states a policy's kind",
    texts: { "main.tf": text },
    steps: [
      ["main.tf", around("scp", last)],
      ["main.tf", around("identity", last)],
      ["main.tf", around("resource", 0)],
      ["main.tf", around("boundary", 0)],
      ["main.tf", around("trust", last)],
      ["main.tf", text],
    ],
  };
}

/** Each block stands in a file of its own, which goes and comes back. */
function* parted(text: string): Iterable<Aimed> {
  const texts = Object.fromEntries(blocksOf(text).map((block, index) => [`part${index}.tf`, block]));
  const names = Object.keys(texts);
  yield {
    title: "blocks that come and go",
    texts,
    steps: names
      .slice(0, 4)
      .flatMap((name) => [
        [name, ""] as const,
        [name, texts[name]] as const,
        [name, undefined] as const,
        [name, texts[name]] as const,
      ]),
  };
}

/** What takes a policy's file comes, is another, and goes. */
function* carried(name: string, text: string): Iterable<Aimed> {
  const taken = (type: string, rest = "") => `resource "${type}" "taker" {\n${rest}  policy = file("${name}")\n}\n`;
  const more = (effect: string) =>
    effect === "Allow"
      ? '{ "Sid": "More", "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*" }'
      : `{ "Sid": "More", "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-1" } } }`;
  const [begin, end] = [text.search(/(?<="Statement": \[\n)/), text.search(/\n {2}\]/)];
  const first = (effect: string) => `${text.slice(0, begin)}    ${more(effect)},\n${text.slice(begin)}`;
  const last = (effect: string) => `${text.slice(0, end)},\n    ${more(effect)}${text.slice(end)}`;
  const grown = (
    begin < 0 || end < begin ? [] : [last("Deny"), last("Allow"), text, first("Deny"), first("Allow"), text]
  ).map((other) => [name, other] as const);
  yield {
    title: "what carries a policy's file",
    texts: { [name]: text, "taker.tf": "" },
    steps: [
      ...grown,
      ["taker.tf", taken("aws_iam_policy")],
      ...grown,
      ["taker.tf", taken("aws_s3_bucket_policy", '  bucket = "b"\n')],
      ["taker.tf", taken("aws_organizations_policy").replace("policy =", "content =")],
      ["taker.tf", taken("aws_iam_role").replace("policy =", "assume_role_policy =")],
      [name, undefined],
      [name, text],
      ["taker.tf", ""],
    ],
  };
}

/** Goes through an aimed edit step by step; every step gives what a fresh run gives. */
export function follow({ texts, steps }: Aimed, chance: Random, rules: readonly Rule[], sight?: Sight): void {
  const module = new Edited(texts, chance, rules, sight);
  for (const [name, text] of steps) module.write(name, text);
}
