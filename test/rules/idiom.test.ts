import assert from "node:assert/strict";
import { fixesFor, preview } from "../../analysis/fix/fix.ts";
import { member } from "../../language/schema/schema.ts";
import type { Edit } from "../../language/syntax/text.ts";
import { rules } from "../../rules/index.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { checked, directory, marked } from "../harness/fixture.ts";

// What every fix of every rule keeps of the module that it writes in, tried on the rule's own example.

const name = "main.tf";

/** The verified fixes of what a rule finds in a text, each with the text that it comes to. */
function fixed(
  rule: Rule,
  text: string,
): readonly { readonly title: string; readonly edits: readonly Edit[]; readonly after: string }[] {
  const before = checked([rule], { [name]: text });
  return before.report.findings.flatMap((finding) =>
    fixesFor(finding, before).map(({ title, edits }) => ({
      title,
      edits,
      after: preview(edits, before).get(`${directory}/${name}`) ?? text,
    })),
  );
}

interface Header {
  readonly kind: string;
  readonly type: string;
  readonly address: string;
  readonly body: string;
}

/** The resources and data sources of a text. */
const blocksIn = (text: string): readonly Header[] =>
  [...text.matchAll(/^(resource|data) "(\w+)" "([\w-]+)" \{(?:\}|\n([\s\S]*?)^\})/gm)].map(
    ([, kind = "", type = "", label = "", body = ""]) => ({ kind, type, address: `${kind}.${type}.${label}`, body }),
  );

/** Those that a fix has added, each with the block that was there before and stands above it. */
const added = (before: string, after: string): readonly (Header & { readonly above: string })[] => {
  const known = new Set(blocksIn(before).map(({ address }) => address));
  let above = "";
  return blocksIn(after).flatMap((block) => {
    if (!known.has(block.address)) return [{ ...block, above }];
    above = block.body;
    return [];
  });
};

const takes = (type: string, attribute: string): boolean => member(type, attribute) !== undefined;

/** Writes lines into every resource of Amazon's, as far as its type takes them and it has none of its own. */
const withLines = (text: string, lines: Readonly<Record<string, string>>): string =>
  text.replaceAll(/^resource "(aws_\w+)" "[\w-]+" \{\n([\s\S]*?)^\}/gm, (whole, type: string, body: string) => {
    const wanted = Object.entries(lines).filter(
      ([attribute]) =>
        !new RegExp(`^ *${attribute}\\b`, "m").test(body) && (attribute === "provider" || takes(type, attribute)),
    );
    const own = wanted.map(([attribute, value]) => `  ${attribute} = ${value}\n`).join("");
    return whole.replace(body, `${own}${body}`);
  });

describe("every fix of every rule", () => {
  const tried = { added: 0, fixes: 0 };

  for (const rule of rules.filter(({ file = name }) => file === name)) {
    const { text } = marked(rule.insecure);

    it(`gives what it adds the provider and the tags of its neighbour: ${rule.id}`, () => {
      const own = withLines(`provider "aws" {\n  alias = "other"\n}\n\n${text}`, {
        provider: "aws.other",
        tags: '{ team = "shop" }',
      });
      for (const { title, after } of fixed(rule, own))
        for (const { kind, type, address, body, above } of added(own, after)) {
          if (!/^ {2}provider = aws/m.test(above)) continue;
          tried.added++;
          assert.match(body, /^ {2}provider += aws\./m, `“${title}” forgets the provider of ${address}`);
          if (kind === "resource" && takes(type, "tags") && /^ {2}tags/m.test(above))
            assert.match(body, /^ {2}tags +=/m, `“${title}” forgets the tags of ${address}`);
        }
    });

    it(`writes no partition where the module has a name for it: ${rule.id}`, () => {
      const own = `data "aws_partition" "current" {}\n\n${text}`;
      for (const { title, edits } of fixed(rule, own))
        for (const { text: written, stops = [] } of edits)
          for (const { index, 0: arn } of written.matchAll(/arn:aws:[\w-]*/g))
            assert.ok(
              own.includes(arn) || stops.some(({ start, end }) => start <= index && index < end),
              `“${title}” writes ${written.slice(index, index + 60)}`,
            );
    });

    it(`deletes no comment: ${rule.id}`, () => {
      let count = 0;
      const own = text.replaceAll(/^( *)\}$/gm, (end, margin: string) => `${margin}  # note ${++count}.\n${end}`);
      for (const { title, after } of fixed(rule, own)) {
        tried.fixes++;
        for (const [note] of own.matchAll(/# note \d+\./g))
          assert.ok(after.includes(note), `“${title}” deletes ${note}`);
      }
    });
  }

  after(() => assert.ok(tried.added > 20 && tried.fixes > 200, JSON.stringify(tried)));
});
