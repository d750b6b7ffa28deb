import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { parse as hashicorp } from "@cdktf/hcl2json";
import { fixAll, fixesFor, preview } from "../analysis/fix/fix.ts";
import { because } from "../analysis/fix/refusal.ts";
import type { Finding } from "../analysis/run/finding.ts";
import { resourceTypes } from "../language/schema/schema.ts";
import type { Place } from "../language/syntax/text.ts";
import { impactReason } from "../rules/impacts.ts";
import { rules } from "../rules/index.ts";
import type { Tool } from "../rules/kit/aliases.ts";
import type { Rule } from "../rules/kit/rule.ts";
import { profileReason } from "../rules/profiles.ts";
import { aimed, blocksOf, Edited, editByChance, follow } from "./harness/edits.ts";
import { cases, checked, directory, find, mark, marked, type Texts } from "./harness/fixture.ts";
import { picture } from "./harness/picture.ts";
import { random } from "./harness/random.ts";
import { fmt, Unanswered, validate } from "./harness/terraform.ts";

for (const [index, rule] of rules.entries()) {
  const { text, marks } = marked(rule.insecure);
  const name = rule.file ?? "main.tf";
  const isHcl = name.endsWith(".tf");

  describe(rule.id, () => {
    it("underlines exactly what is insecure", () => {
      hold(marks.length > 0, "Mark what must be found in `insecure` with a comment line of carets below it: #   ^^^");
      assertUnderlined("insecure", text, marks, underlined(rule, { [name]: text }));
    });

    it("is silent on its secure example", () =>
      assertUnderlined("secure", rule.secure, [], underlined(rule, { [name]: rule.secure })));

    it("survives every half-typed prefix", () => {
      for (let end = 0; end < text.length; end++) {
        const typed = text.slice(0, end);
        try {
          find([rule], { [name]: typed });
        } catch (error) {
          const { cause } = error as Error;
          assert.fail(
            `The rule throws (${cause ?? error}) while its insecure example is typed. Let it be silent about what is not there yet. The text so far ends in:\n${typed.slice(-200)}`,
          );
        }
      }
    });

    if (isHcl) {
      it("is silent on a value it cannot see", () => {
        for (const at of find([rule], { [name]: text }).map(meant)) {
          if (/^(?:resource|data|variable|provider|module)\b/.test(text.slice(at.start))) continue;
          const unseen = `${text.slice(0, at.start)}var.unseen${text.slice(at.end)}`;
          const found = find([rule], { [name]: unseen }).filter((finding) => meant(finding).start === at.start);
          assert.deepEqual(
            found.map(({ message }) => message),
            [],
            `The rule speaks about a value that only \`terraform apply\` knows. Ask for \`state === "known"\` (\`plain\`, \`holds\`) before anything is yielded for:\n${lineAt(unseen, at.start)}`,
          );
        }
      });

      it("finds the same whatever the line ends, the byte order mark, the order and the files", () => {
        const found = pieces(rule, { [name]: text });
        const blocks = topLevel(text);
        const sameAs = (wanted: readonly string[], texts: Texts, change: string): void =>
          assert.deepEqual(
            pieces(rule, texts),
            wanted,
            `The rule finds something else in its insecure example ${change}. Let it read the model (\`get\`, \`sections\`, \`module.ofType\`), never text, order or file names.`,
          );
        sameAs(found.map(toCrlf).sort(), { [name]: text.replaceAll("\n", "\r\n") }, "with CRLF line ends");
        sameAs(found, { [name]: `\uFEFF${text}` }, "behind a byte order mark");
        sameAs(found, { [name]: [...blocks].reverse().join("\n") }, "with its blocks in reverse order");
        sameAs(
          found,
          Object.fromEntries(blocks.map((block, i) => [`part${i}.tf`, block])),
          "with a file for each block",
        );
      });

      it("reads as HashiCorp reads it, and finds the same in the JSON twin", async () => {
        for (const example of [text, rule.secure]) {
          const read = await hashicorp("example.tf", example).catch((error) =>
            assert.fail(`HashiCorp's parser does not take an example. Mend its syntax: ${error}\n${example}`),
          );
          const twin = JSON.stringify(read, undefined, 2);
          assert.deepEqual(
            addresses(rule, { "main.tf.json": twin }),
            addresses(rule, { [name]: example }),
            `The rule finds something else in the same configuration as JSON. Let it read the model and no tokens; the JSON is:\n${twin}`,
          );
        }
      });
    }

    if (rule.noFix === undefined) {
      it("turns its insecure example into the secure one, and once is enough", () => {
        const refusals = refused(rule, { [name]: text });
        const told = refusals.length === 0 ? "" : `\nFixes that verification refuses:\n${refusals.join("\n")}`;
        assert.equal(
          fixed(rule, { [name]: text })[name],
          rule.secure,
          `The fixes do not turn \`insecure\` into \`secure\`, letter for letter. Mend the fix; where what it writes is right, write that into \`secure\`; where there can be no fix, say why in \`noFix\`.${told}`,
        );
        assert.equal(
          fixed(rule, { [name]: rule.secure })[name],
          rule.secure,
          "A second run writes again into what is fixed. Let the rule be silent on what it writes.",
        );
      });

      it("says in a fix's title what is written, not what is asked for", () => {
        for (const { fixes } of find([rule], { [name]: text }))
          for (const { title } of fixes())
            assert.doesNotMatch(
              title,
              /\bto (?:at (?:least|most)|other than) |" or "/,
              "The title does not say what will be written. Pass `setting` a `title` that does: Set `backups` to 7.",
            );
      });

      it("says truly what its fixes do to what is deployed", () => {
        const before = checked([rule], { [name]: text });
        for (const finding of before.report.findings) {
          const [first] = finding.fixes();
          const [verified] = fixesFor(finding, before);
          hold(
            first,
            `"${finding.message}" comes without a fix. Yield \`fixes\`, or say in \`noFix\` why there is none.`,
          );
          hold(
            verified,
            `No fix of "${finding.message}" holds:\n${refused(rule, { [name]: text }).join("\n")}\nMend what it writes.`,
          );
          assert.equal(
            first.impact,
            verified.impact,
            `"${first.title}" declares the impact ${first.impact}, and by the provider's schema it is ${verified.impact}. Declare that.`,
          );
          hold(
            verified.impact !== "disruption" || impactReason(rule, "disruption"),
            `Put ${rule.id} under a reason in rules/impacts.ts, or write another one: who notices that "${verified.title}" is done?`,
          );
        }
      });
    } else
      it("proposes nothing, and says why", () => {
        assert.match(rule.noFix ?? "", /[.]$/, "`noFix` is a sentence: end it with a full stop.");
        for (const finding of find([rule], { [name]: text }))
          assert.deepEqual(
            [...finding.fixes()].map(({ title }) => title),
            [],
            `\`noFix\` says that there is no fix, and "${finding.message}" has one. Take one of the two away.`,
          );
      });

    if (isHcl) {
      it("writes what terraform fmt would write", async function () {
        const { formatted } = await answeredBy(this, opinionOf(index));
        assert.notEqual(formatted, undefined, "`terraform fmt` cannot read `secure`. Mend its syntax.");
        assert.equal(formatted, rule.secure, "`terraform fmt` writes `secure` otherwise. Write it as fmt does.");
      });

      it("writes what the provider accepts, in version 5 and 6", async function () {
        const { errors } = await answeredBy(this, opinionOf(index));
        assert.deepEqual(
          errors,
          [],
          `\`terraform validate\` refuses \`secure\`. Write it so that AWS's provider takes it in version 5 and 6:\n${errors.join("\n")}`,
        );
      });
    }

    it("writes without a person no account, range, id or host that is not in the module", () => {
      if (derives.has(rule.id)) return;
      for (const texts of [{ [name]: text }, ...more(rule).map(textsOf)]) {
        const before = Object.values(texts).join("\n");
        const after = fixed(rule, texts, false);
        for (const [file, written] of Object.entries(after))
          assert.deepEqual(
            [...written.matchAll(guesses)].map(([guess]) => guess).filter((guess) => !before.includes(guess)),
            [],
            `The fix writes into ${file} what nobody has told. Take it from the module (\`rules/kit/offered.ts\`), or mark it as a \`stop\`.`,
          );
      }
    });

    it("names itself by its file, in the words of the field", () => {
      assert.match(
        rule.id,
        /^aws-[a-z0-9]+(?:-[a-z0-9]+)+$/,
        "The id is aws-<service>-<what-is-wrong>, in small letters.",
      );
      hold(
        !/[.]$/.test(rule.title) && rule.title.length <= 80,
        `The title is a fact without a full stop, in at most 80 letters. It has ${rule.title.length}: ${rule.title}`,
      );
      for (const [field, text] of Object.entries({ title: rule.title, why: rule.why, noFix: rule.noFix ?? "" }))
        hold(
          !text.startsWith("Say w"),
          `Fill in \`${field}\`, which is still as \`npm run new-rule\` wrote it: ${text}`,
        );
      assert.match(rule.why, /[.]$/, "`why` is a sentence: end it with a full stop.");
      for (const [tool, ids] of Object.entries(rule.aliasesByTool))
        for (const alias of ids)
          assert.match(
            alias,
            shapes[tool] ?? /^$/,
            `\`${alias}\` is no id of ${tool}'s. Put it under the tool that has it.`,
          );
      hold(rule.references.length > 0, "Give a page of AWS or HashiCorp in `references` that says so.");
      for (const reference of rule.references)
        assert.match(
          reference,
          /^https:\/\/(?:docs\.aws\.amazon\.com|aws\.amazon\.com|developer\.hashicorp\.com|registry\.terraform\.io|github\.com\/hashicorp|repost\.aws)\//,
          "`references` are pages of AWS or HashiCorp. Other tools' ids go into `aliases`.",
        );
    });

    it("is in its profile for a reason", () =>
      hold(
        profileReason(rule),
        `Put ${rule.id} under a reason for \`${rule.profile ?? "recommended"}\` in rules/profiles.ts, or write another one.`,
      ));

    it("has an example or a case for each type that it looks at", () => {
      const tried = [text, ...more(rule).flatMap(({ files }) => Object.values(files).map((file) => file.text))].join(
        "\n",
      );
      const unknown = (rule.types ?? []).filter((type) => !resourceTypes.has(type) && !tried.includes(`"${type}"`));
      assert.deepEqual(
        unknown.map((type) => `${type}: did you mean ${resourceTypes.closest(type) ?? "another"}?`),
        [],
        "The AWS provider has no such type, which `on` names.",
      );
      const untried = (rule.types ?? []).filter((type) => !tried.includes(`"${type}"`));
      assert.deepEqual(
        untried,
        [],
        `No example shows what the rule finds in ${untried.join(", ")}. Write a case into ${casesOf(rule)}, or take the type out of \`on\`.`,
      );
    });

    it("finds after an edit what a fresh run finds", () => {
      const chance = random(index);
      for (const example of [text, rule.secure]) {
        const module = new Edited({ ...names, [name]: example }, chance, [rule]);
        while (module.edits < 10) editByChance(module, chance, isHcl ? blocksOf(`${text}\n${rule.secure}`) : [""]);
        for (const edit of aimed(name, example, chance)) follow(edit, chance, [rule]);
      }
    });

    for (const { title, silent, files, fixed: cured } of more(rule))
      it(title, () => {
        const texts = Object.fromEntries(Object.entries(files).map(([file, { text }]) => [file, text]));
        const marked = Object.values(files).flatMap(({ marks }) => marks);
        hold(
          silent === (marked.length === 0),
          silent
            ? "This case is silent and marks something. Take away its carets, or `silent:`."
            : "Mark what is found in this case with a comment line of carets below it, or begin its title with `silent:`.",
        );
        const found = find([rule], texts);
        for (const [file, { text, marks }] of Object.entries(files)) {
          const own = found.filter((finding) => meant(finding).uri === `${directory}/${file}`);
          const places = own.map(meant).map(({ start, end }) => mark(text, start, end));
          assertUnderlined(file, text, [...marks].sort(), [...places].sort());
        }
        if (cured === undefined) return;
        const written = fixed(rule, texts);
        for (const [file, wanted] of Object.entries(cured))
          assert.equal(
            written[file]?.trimEnd(),
            wanted.trimEnd(),
            `The fixes do not write what stands below \`+++ fixed\` in ${file}. Mend the fix or the case.${refused(
              rule,
              texts,
            )
              .map((line) => `\n${line}`)
              .join("")}`,
          );
      });
  });
}

/** Fails with a sentence alone: that true is not false tells nobody anything. */
function hold(claim: unknown, otherwise: string): asserts claim {
  if (!claim) assert.fail(otherwise);
}

/** Fails with a picture of what was found where other things were marked. */
function assertUnderlined(name: string, text: string, expected: readonly string[], found: readonly string[]): void {
  if (isDeepStrictEqual(found, expected)) return;
  assert.fail(
    `The findings in ${name} are not what its carets mark. Move the carets where the finding is right, else mend the rule:\n\n${picture(text, expected, found)}\n`,
  );
}

/** Why verification refuses fixes that a rule proposes. */
function refused(rule: Rule, texts: Texts): readonly string[] {
  const before = checked([rule], texts);
  const lines: string[] = [];
  for (const finding of before.report.findings)
    fixesFor(finding, before, ({ fix }, refusal) => lines.push(`“${fix.title}”: ${because(refusal)}.`));
  return lines;
}

/** The line that holds an offset. */
const lineAt = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n")[0] ?? "";

/** What terraform said; where there is nobody to ask, the test is skipped, and its title says why. */
async function answeredBy(test: Mocha.Context, asked: Promise<Opinion | Unanswered>): Promise<Opinion> {
  const opinion = await asked;
  if (!(opinion instanceof Unanswered)) return opinion;
  if (test.test) test.test.title += ` (not asked: ${opinion.message})`;
  return test.skip();
}

/** Names that edits by chance speak of. */
const names: Texts = {
  "names.tf": 'variable "name" {\n  default = "a"\n}\n\nlocals {\n  name = "x-${var.name}"\n}\n',
  "terraform.tfvars": 'name = "given"\n',
};

/** Terraform's opinion of a secure example. */
interface Opinion {
  readonly formatted: string | undefined;
  readonly errors: readonly string[];
}

const together = 40;
const asked = new Map<number, Promise<readonly (Opinion | Unanswered)[]>>();

/** Terraform takes half a second to start, whatever it is asked: so rules that stand together ask together. */
async function opinionOf(index: number): Promise<Opinion | Unanswered> {
  const first = index - (index % together);
  const answers = asked.get(first) ?? Promise.all(rules.slice(first, first + together).map(opinion));
  asked.set(first, answers);
  return (await answers)[index - first] ?? assert.fail("There is no such rule.");
}

async function opinion({ file = "main.tf", secure }: Rule): Promise<Opinion | Unanswered> {
  if (!file.endsWith(".tf")) return { formatted: secure, errors: [] };
  try {
    const [formatted, ...errors] = await Promise.all([
      fmt(secure),
      needsSix(secure) ? [] : validate({ [file]: secure }, "v5"),
      validate({ [file]: secure }, "v6"),
    ]);
    // the schema that we have of WAF's statements is cut short
    const isCut = (error: string) => secure.includes('"aws_wafv2_') && error.includes("Unsupported block type");
    // modules of a registry are not here
    const isAway = (error: string) => error.includes("Module not installed");
    return { formatted, errors: errors.flat().filter((error) => !isCut(error) && !isAway(error)) };
  } catch (error) {
    if (error instanceof Unanswered) return error;
    throw error;
  }
}

const ofProvider = rules.filter(({ id }) => /^aws-provider-.*-unknown$/.test(id));

/** Whether version 5 of the provider has not got yet what an example is about. */
const needsSix = (text: string): boolean =>
  find(ofProvider, {
    "main.tf": text,
    "versions.tf":
      'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "~> 5.0"\n    }\n  }\n}\n',
  }).some(({ message }) => message.startsWith("Version 5 "));

/** How tools spell their ids; a rule of ours knows whose each is. */
const shapes: Readonly<Record<string, RegExp>> = {
  checkov: /^CKV(?:2?_AWS|_TF)_\d+$/,
  trivy: /^AVD-AWS-\d{4}$/,
  tfsec: /^aws-[a-z0-9-]+$/,
  kics: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/,
  accessAnalyzer: /^[A-Z][A-Z0-9_]+$/,
} satisfies Record<Tool, RegExp>;

const toCrlf = (piece: string): string => JSON.stringify(JSON.parse(piece).replaceAll("\n", "\r\n"));

/** What the rule means, wherever that is decided. */
const meant = ({ at, use }: Finding): Place => use ?? at;

function underlined(rule: Rule, texts: Texts): readonly string[] {
  return find([rule], texts)
    .map(meant)
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((at) => mark(texts[at.uri.slice(directory.length + 1)] ?? "", at.start, at.end));
}

/** Rules that write another spelling of what stands there. */
const derives: ReadonlySet<string> = new Set([
  "aws-iam-arn-account-malformed",
  "aws-iam-ip-range-unaligned",
  "aws-iam-vpc-id-malformed",
]);

const guesses =
  /\b\d{12}\b|\b\d+\.\d+\.\d+\.\d+\/\d+|\bfd00::\/8|\bo-[a-z\d]{10,}|\b(?:name-of|id-of|(?:my|acme)-)[\w-]*|\b(?:sg|subnet|vpc|nat|lt)-[\da-z]*id\b|\b[\w.-]+\.(?:com|org|net)\b(?<!amazonaws\.com)/g;

const textsOf = ({ files }: ReturnType<typeof more>[number]): Texts =>
  Object.fromEntries(Object.entries(files).map(([file, { text }]) => [file, text]));

function fixed(rule: Rule, texts: Texts, placeholders = true): Texts {
  const before = checked([rule], texts);
  const { edits } = fixAll(before, { maximum: "replacement", placeholders, secrets: true });
  const after = [...preview(edits, before)].map(([uri, text]) => [uri.slice(directory.length + 1), text]);
  return { ...texts, ...Object.fromEntries(after) };
}

function pieces(rule: Rule, texts: Texts): readonly string[] {
  return find([rule], texts)
    .map(meant)
    .map((at) => JSON.stringify((texts[at.uri.slice(directory.length + 1)] ?? "").slice(at.start, at.end)))
    .sort();
}

const addresses = (rule: Rule, texts: Texts): readonly string[] =>
  find([rule], texts)
    .map(({ address }) => address)
    .sort();

/** Top-level blocks with what stands before them. */
const topLevel = (text: string): readonly string[] =>
  text
    .split(/(?<=^\}\n)/m)
    .filter((block) => block.trim() !== "")
    .map((block) => block.replace(/^\n+/, ""));

/** Cases beyond the rule's own two examples, where it has any. */
function more(rule: Rule) {
  const path = casesOf(rule);
  return existsSync(path) ? cases(readFileSync(path, "utf8")) : [];
}

function casesOf({ id }: Rule): string {
  const [, service = "", ...rest] = id.split("-");
  return `test/rules/${service}/${rest.join("-")}.txt`;
}
