import assert from "node:assert/strict";
import { defaults } from "../../analysis/config/config.ts";
import { Root } from "../../analysis/run/check.ts";
import type { LintOptions } from "../../analysis/run/lint.ts";
import { counts } from "../../language/query/engine.ts";
import { parse, reparse } from "../../language/syntax/parse.ts";
import { rules } from "../../rules/index.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { uriOf } from "../harness/edits.ts";
import { directory, marked, today } from "../harness/fixture.ts";
import { filesOfTrees, type Trees } from "../harness/trees.ts";

const files = 19;

const edits = 60;

/** An example whose resources bear no other one's names. */
function apart(text: string, index: number): string {
  let renamed = text;
  for (const [, type = "", name = ""] of text.matchAll(/^(?:resource|data) "(\w+)" "([\w-]+)"/gm))
    renamed = renamed
      .replaceAll(`"${type}" "${name}"`, `"${type}" "${name}_${index}"`)
      .replaceAll(new RegExp(`\\b${type}\\.${name}\\b`, "g"), `${type}.${name}_${index}`);
  return renamed;
}

/** The rules' own examples, dealt out to files. */
const estate: readonly string[] = Array.from({ length: files }, (_, file) =>
  rules
    .filter(({ insecure, file: name }) => name === undefined && !/^(?!resource|data|[\s#}]|$)/m.test(insecure))
    .flatMap(({ insecure }, index) => (index % files === file ? [apart(marked(insecure).text, index)] : []))
    .join("\n"),
);

/** A module whose lists and checks are counted while letters are typed into its first file. */
class Counted {
  readonly #root = new Root(directory);
  readonly #options: LintOptions;
  #trees: Trees;
  lists = 0;
  checks = 0;
  /** How many queries of all kinds were computed. */
  computed = 0;

  constructor(texts: readonly string[]) {
    const counted = new Map<Rule["subjects"], Rule["subjects"]>();
    const counting = rules.map((rule): Rule => {
      const { subjects } = rule;
      const list: Rule["subjects"] =
        counted.get(subjects) ??
        ((module) => {
          this.lists++;
          return subjects(module);
        });
      counted.set(subjects, list);
      return {
        ...rule,
        subjects: list,
        check: (subject, module) => {
          this.checks++;
          return rule.check(subject, module);
        },
      };
    });
    this.#options = { rules: counting, config: { ...defaults, profile: "all" }, today };
    this.#trees = new Map(
      texts.map((text, index) => {
        const uri = uriOf(`${String(index).padStart(2, "0")}.tf`);
        return [uri, parse(uri, text)];
      }),
    );
    this.#root.check(filesOfTrees(this.#trees), this.#options);
  }

  /** Types a letter at the beginning of one of the texts that stand as values, and counts what that runs. */
  type(count: number): void {
    const uri = uriOf("00.tf");
    const file = this.#trees.get(uri);
    assert.ok(file);
    const values = [...file.text.matchAll(/= "(?=[a-z])/g)];
    const value = values[Math.floor((count * values.length) / edits)];
    assert.ok(value);
    const start = value.index + value[0].length;
    const text = `${file.text.slice(0, start)}x${file.text.slice(start)}`;
    this.#trees = new Map(this.#trees).set(uri, reparse(file, { start, end: start, text: "x" }, text));
    this.lists = this.checks = 0;
    counts();
    this.#root.check(filesOfTrees(this.#trees), this.#options);
    this.computed = counts().computed;
  }
}

describe("a letter in one file", () => {
  it("goes over few lists, and runs hardly more checks and queries beside 18 other files than alone", () => {
    const [alone, beside] = [new Counted(estate.slice(0, 1)), new Counted(estate)];
    const few = { checks: 0, computed: 0 };
    const many = { checks: 0, computed: 0 };
    for (let count = 0; count < edits; count++) {
      for (const [module, sum] of [
        [alone, few],
        [beside, many],
      ] as const) {
        module.type(count);
        sum.checks += module.checks;
        sum.computed += module.computed;
        assert.ok(module.lists <= 10, `${module.lists} lists at ${count}`);
      }
    }
    assert.ok(few.checks > edits, `${few.checks} checks alone`);
    assert.ok(many.checks <= 1.2 * few.checks, `${many.checks} checks, and alone ${few.checks}`);
    assert.ok(many.computed <= 1.5 * few.computed, `${many.computed} queries, and alone ${few.computed}`);
  });
});

describe("a letter in a module with several instances", () => {
  /** What is computed for a letter in one block of a module, or in the value that one of its instances is given. */
  function typed(instances: number, others: number, name: "main.tf" | "child/main.tf"): number {
    const main = `module "m" {
  source   = "./child"
  for_each = local.all
  name     = each.value
}

locals {
  all = { ${Array.from({ length: instances }, (_, index) => `k${index} = "name-${index}"`).join(", ")} }
}
`;
    const block = (label: string) =>
      `resource "aws_s3_bucket" "${label}" {\n  bucket = "\${var.name}-${label}"\n  tags   = { a = "name-0" }\n}\n`;
    const child = `variable "name" {}\n${Array.from({ length: others + 1 }, (_, index) => block(`b${index}`)).join("\n")}`;
    const texts = { "main.tf": main, "child/main.tf": child };
    const trees = new Map(Object.entries(texts).map(([path, text]) => [uriOf(path), parse(uriOf(path), text)]));
    const options: LintOptions = { rules, config: { ...defaults, profile: "all" }, today };
    const root = new Root(directory);
    root.check(filesOfTrees(trees), options);
    const text = texts[name];
    const start = text.indexOf('"name-0"') + 1;
    const file = trees.get(uriOf(name)) ?? assert.fail(name);
    const next = reparse(file, { start, end: start, text: "x" }, `${text.slice(0, start)}x${text.slice(start)}`);
    counts();
    root.check(filesOfTrees(new Map(trees).set(uriOf(name), next)), options);
    return counts().computed;
  }

  it("costs what it changes in each of them, and hardly more beside other blocks", () => {
    const [one, four, beside] = [
      typed(1, 2, "child/main.tf"),
      typed(4, 2, "child/main.tf"),
      typed(4, 20, "child/main.tf"),
    ];
    assert.ok(four <= 4.5 * one, `${four} queries for four, and ${one} for one`);
    assert.ok(beside <= 1.5 * four, `${beside} queries beside others, and ${four} without`);
  });

  it("costs one instance where it is only given to that, and a look at what the others are given", () => {
    const [two, eight] = [typed(2, 4, "main.tf"), typed(8, 4, "main.tf")];
    assert.ok(eight - two <= 6 * 10, `${eight} queries of eight, and ${two} of two`);
    assert.ok(two <= 100, `${two} queries of two`);
  });
});

describe("a letter in a block without a policy", () => {
  it("looks at no policy, and computes nothing anew of those that name what it makes", () => {
    const work = (policies: number, kind: "aws_db_instance" | "aws_s3_bucket") => {
      const uri = uriOf("main.tf");
      const all = Array.from({ length: policies }, (_, number) => policy(number)).join("");
      const before = `resource "${kind}" "it" {\n  tags = { Name = "a" }\n}\n${all}`;
      const root = new Root(directory);
      const options = { rules, config: { ...defaults, profile: "all" as const }, today };
      const file = parse(uri, before);
      root.check(filesOfTrees(new Map([[uri, file]])), options);
      const start = before.indexOf('"a"') + 1;
      const after = `${before.slice(0, start)}x${before.slice(start)}`;
      counts();
      root.check(filesOfTrees(new Map([[uri, reparse(file, { start, end: start, text: "x" }, after)]])), options);
      return counts();
    };
    const [few, many] = [work(2, "aws_db_instance"), work(40, "aws_db_instance")];
    assert.ok(few.visited > 0);
    assert.equal(many.visited, few.visited);
    const [named, oftenNamed] = [work(2, "aws_s3_bucket"), work(40, "aws_s3_bucket")];
    assert.equal(oftenNamed.computed, named.computed);
  });
});

describe("a letter in a policy", () => {
  it("looks at nothing of other policies, nor of buckets that have none", () => {
    const work = (number: number) => {
      const uri = uriOf("main.tf");
      const bucket = (each: number) => `resource "aws_s3_bucket" "b${each}" {\n  bucket = "b-${each}"\n}\n`;
      const others = Array.from({ length: number }, (_, each) => bucket(each) + policy(each)).join("");
      const before = `resource "aws_s3_bucket" "it" {\n}\n${others}`;
      const root = new Root(directory);
      const options = { rules, config: { ...defaults, profile: "recommended" as const }, today };
      const file = parse(uri, before);
      root.check(filesOfTrees(new Map([[uri, file]])), options);
      const start = before.indexOf("s3:GetObject") + "s3:GetObject".length;
      const after = `${before.slice(0, start)}x${before.slice(start)}`;
      counts();
      root.check(filesOfTrees(new Map([[uri, reparse(file, { start, end: start, text: "x" }, after)]])), options);
      return counts().visited;
    };
    const [few, many] = [work(2), work(40)];
    assert.ok(few > 0);
    assert.equal(many, few);
  });
});

const policy = (number: number): string => `
resource "aws_iam_policy" "p${number}" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = ["\${aws_s3_bucket.it.arn}/*"] }]
  })
}
`;
