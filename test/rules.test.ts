import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { parse as hashicorp } from "@cdktf/hcl2json";
import { fixAll, fixesFor, preview } from "../analysis/fix.ts";
import { rules } from "../rules/index.ts";
import type { Rule } from "../rules/kit/rule.ts";
import { aimed, blocksOf, Edited, editByChance, follow } from "./harness/edits.ts";
import { cases, checked, directory, find, mark, marked, type Texts } from "./harness/fixture.ts";
import { random } from "./harness/random.ts";
import { fmt, validate } from "./harness/terraform.ts";

for (const [index, rule] of rules.entries()) {
  const { text, marks } = marked(rule.insecure);
  const name = rule.file ?? "main.tf";
  const isHcl = name.endsWith(".tf");

  describe(rule.id, () => {
    it("underlines exactly what is insecure", () => assert.deepEqual(underlined(rule, { [name]: text }), marks));

    it("is silent on its secure example", () => assert.deepEqual(underlined(rule, { [name]: rule.secure }), []));

    it("survives every half-typed prefix", () => {
      for (let end = 0; end < text.length; end++) find([rule], { [name]: text.slice(0, end) });
    });

    if (isHcl) {
      it("is silent on a value it cannot see", () => {
        for (const { at } of find([rule], { [name]: text })) {
          if (/^(?:resource|data|variable|provider|module)\b/.test(text.slice(at.start))) continue;
          const unseen = `${text.slice(0, at.start)}var.unseen${text.slice(at.end)}`;
          const found = find([rule], { [name]: unseen }).filter((finding) => finding.at.start === at.start);
          assert.deepEqual(
            found.map((finding) => finding.message),
            [],
          );
        }
      });

      it("finds the same whatever the line ends, the byte order mark, the order and the files", () => {
        const found = pieces(rule, { [name]: text });
        assert.deepEqual(pieces(rule, { [name]: text.replaceAll("\n", "\r\n") }), found.map(toCrlf).sort());
        assert.deepEqual(pieces(rule, { [name]: `\uFEFF${text}` }), found);
        const blocks = topLevel(text);
        assert.deepEqual(pieces(rule, { [name]: [...blocks].reverse().join("\n") }), found);
        assert.deepEqual(pieces(rule, Object.fromEntries(blocks.map((block, i) => [`part${i}.tf`, block]))), found);
      });

      it("reads as HashiCorp reads it, and finds the same in the JSON twin", async () => {
        for (const example of [text, rule.secure]) {
          const twin = JSON.stringify(await hashicorp("example.tf", example), undefined, 2);
          assert.deepEqual(addresses(rule, { "main.tf.json": twin }), addresses(rule, { [name]: example }));
        }
      });
    }

    if (rule.noFix === undefined) {
      it("turns its insecure example into the secure one, and once is enough", () => {
        assert.equal(fixed(rule, { [name]: text })[name], rule.secure);
        assert.deepEqual(fixed(rule, { [name]: rule.secure }), { [name]: rule.secure });
      });

      it("says truly what its fixes do to what is deployed", () => {
        const before = checked([rule], { [name]: text });
        for (const finding of before.report.findings) {
          const [first] = finding.fixes();
          const [verified] = fixesFor(finding, before);
          assert.ok(first && verified, `${finding.message} has a fix that holds`);
          assert.equal(first.impact, verified.impact);
        }
      });
    } else
      it("proposes nothing, and says why", () => {
        assert.match(rule.noFix ?? "", /[.]$/);
        for (const finding of find([rule], { [name]: text })) assert.deepEqual([...finding.fixes()], []);
      });

    if (isHcl) {
      it("writes what terraform fmt would write", async () =>
        assert.equal((await opinionOf(index)).formatted, rule.secure));

      it("writes what the provider accepts, in version 5 and 6", async () =>
        assert.deepEqual((await opinionOf(index)).errors, []));
    }

    it("names itself by its file, in the words of the field", () => {
      assert.match(rule.id, /^aws-[a-z0-9]+(?:-[a-z0-9]+)+$/);
      assert.ok(!/[.]$/.test(rule.title) && rule.title.length <= 80, rule.title);
      assert.match(rule.why, /[.]$/);
      assert.ok(rule.references.length > 0);
      for (const reference of rule.references)
        assert.match(
          reference,
          /^https:\/\/(?:docs\.aws\.amazon\.com|aws\.amazon\.com|developer\.hashicorp\.com|registry\.terraform\.io|github\.com\/hashicorp|repost\.aws)\//,
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

    for (const { title, silent, files } of more(rule))
      it(title, () => {
        const texts = Object.fromEntries(Object.entries(files).map(([file, { text }]) => [file, text]));
        const expected = Object.entries(files)
          .flatMap(([file, { marks }]) => marks.map((piece) => `${file} ${piece}`))
          .sort();
        assert.ok(silent === (expected.length === 0), "a case that is not silent marks what it finds");
        assert.deepEqual(
          find([rule], texts)
            .map(({ at }) => {
              const file = at.uri.slice(directory.length + 1);
              return `${file} ${mark(texts[file] ?? "", at.start, at.end)}`;
            })
            .sort(),
          expected,
        );
      });
  });
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
const asked = new Map<number, Promise<readonly Opinion[]>>();

/** Terraform takes half a second to start, whatever it is asked: so rules that stand together ask together. */
async function opinionOf(index: number): Promise<Opinion> {
  const first = index - (index % together);
  const answers = asked.get(first) ?? Promise.all(rules.slice(first, first + together).map(opinion));
  asked.set(first, answers);
  return (await answers)[index - first] ?? assert.fail("a rule without an opinion");
}

async function opinion({ file = "main.tf", secure }: Rule): Promise<Opinion> {
  if (!file.endsWith(".tf")) return { formatted: secure, errors: [] };
  const [formatted, ...errors] = await Promise.all([
    fmt(secure),
    validate({ [file]: secure }, "v5"),
    validate({ [file]: secure }, "v6"),
  ]);
  // the schema that we have of WAF's statements is cut short
  const isCut = (error: string) => secure.includes('"aws_wafv2_') && error.includes("Unsupported block type");
  // modules of a registry are not here
  const isAway = (error: string) => error.includes("Module not installed");
  return { formatted, errors: errors.flat().filter((error) => !isCut(error) && !isAway(error)) };
}

const toCrlf = (piece: string): string => JSON.stringify(JSON.parse(piece).replaceAll("\n", "\r\n"));

function underlined(rule: Rule, texts: Texts): readonly string[] {
  return find([rule], texts).map(({ at }) => mark(texts[at.uri.slice(directory.length + 1)] ?? "", at.start, at.end));
}

function fixed(rule: Rule, texts: Texts): Texts {
  const before = checked([rule], texts);
  const { edits } = fixAll(before, { maximum: "replacement", placeholders: true, secrets: true });
  const after = [...preview(edits, before)].map(([uri, text]) => [uri.slice(directory.length + 1), text]);
  return { ...texts, ...Object.fromEntries(after) };
}

function pieces(rule: Rule, texts: Texts): readonly string[] {
  return find([rule], texts)
    .map(({ at }) => JSON.stringify((texts[at.uri.slice(directory.length + 1)] ?? "").slice(at.start, at.end)))
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
  const [, service = "", ...rest] = rule.id.split("-");
  const path = `test/rules/${service}/${rest.join("-")}.txt`;
  return existsSync(path) ? cases(readFileSync(path, "utf8")) : [];
}
