import assert from "node:assert/strict";
import { rules } from "../../rules/index.ts";
import { find, marked } from "../harness/fixture.ts";

/** Why a sentence is not one that stands alone in an inline display; CONTRIBUTING.md, "How messages are worded". */
function* faults(sentence: string): Iterable<string> {
  const spoken = sentence.replaceAll(/`[^`]*`/g, "`…`");
  if (!/^[A-Z`]/.test(sentence)) yield "begins with neither a capital nor a name in backticks";
  if (/[.!?]$/.test(sentence)) yield "ends with a full stop";
  if (/[.!?] [A-Z]/.test(spoken)) yield "is more than one sentence";
  if (/\b(?:must|should|ought)\b/i.test(spoken)) yield "says what ought to be, not what is";
  if (/`[^`]*(?:[!=<>]=| = |=>)[^`]*`/.test(sentence)) yield "carries a condition in backticks";
  if (spoken.length > 120) yield `is long: ${spoken.length} characters without its names`;
  if ((sentence.match(/`/g) ?? []).length % 2 === 1) yield "leaves a backtick open";
}

const assertWorded = (sentence: string, also: readonly string[] = []): void =>
  assert.deepEqual([...faults(sentence), ...also], [], `"${sentence}" is not worded as CONTRIBUTING.md has it.`);

describe("What a rule says", () => {
  it("is a title that stands in lists: one plain sentence of 80 characters at most", () => {
    for (const { title } of rules)
      assertWorded(title, title.length > 80 ? [`has ${title.length} characters, and a title at most 80`] : []);
  });

  it("is a message that stands alone in an inline display", () => {
    let count = 0;
    for (const rule of rules)
      for (const { message, related = [] } of find([rule], { [rule.file ?? "main.tf"]: marked(rule.insecure).text })) {
        count++;
        assertWorded(message);
        for (const end of related) assertWorded(end.message);
      }
    assert.ok(count >= rules.length, "Each rule's insecure example says something.");
  });

  it("is another sentence for each rule of a service, so that a list tells them apart", () => {
    const said = rules.map(({ id, title }) => `${id.split("-")[1]}: ${title}`);
    assert.deepEqual(
      said.filter((one, index) => said.indexOf(one) !== index),
      [],
    );
  });

  it("is refused where it commands, stops, or shows the condition that failed", () => {
    for (const [sentence, ...wanted] of [
      ["Disk is not encrypted"],
      ["`*.acme.com` is valid for every host"],
      ["`encrypted` must be true", "says what ought to be, not what is"],
      ["Disk is not encrypted.", "ends with a full stop"],
      ["disk is not encrypted", "begins with neither a capital nor a name in backticks"],
      ["Bucket is read if `acl == public`", "carries a condition in backticks"],
      ["Disk is not encrypted. Encrypt it", "is more than one sentence"],
    ] as const)
      assert.deepEqual([...faults(sentence)], wanted, sentence);
  });
});
