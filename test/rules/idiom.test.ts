import assert from "node:assert/strict";
import { fixesFor, preview } from "../../analysis/fix/fix.ts";
import type { Edit } from "../../language/syntax/text.ts";
import { rules } from "../../rules/index.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { checked, directory, marked } from "../harness/fixture.ts";

// What every fix of every rule keeps of the module that it writes in, tried on the rule's own example; see also placement.test.ts.

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

describe("every fix of every rule", () => {
  let tried = 0;

  for (const rule of rules.filter(({ file = name }) => file === name)) {
    const { text } = marked(rule.insecure);

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
        tried++;
        for (const [note] of own.matchAll(/# note \d+\./g))
          assert.ok(after.includes(note), `“${title}” deletes ${note}`);
      }
    });
  }

  after(() => assert.ok(tried > 200, `only ${tried} fixes were tried`));
});
