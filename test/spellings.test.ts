import assert from "node:assert/strict";
import { fixesFor } from "../analysis/fix.ts";
import { rules } from "../rules/index.ts";
import { checked, find, marked } from "./harness/fixture.ts";

/** A policy in JSON as Terraform can hold it: `${` would begin a template. */
const spellings: Readonly<Record<string, (policy: string) => string>> = {
  heredoc: (policy) => `locals {\n  policy = <<EOF\n${literal(policy)}EOF\n}\n`,
  string: (policy) => `locals {\n  policy = ${literal(JSON.stringify(policy))}\n}\n`,
  jsonencode: (policy) => `locals {\n  policy = jsonencode(${literal(policy.trimEnd())})\n}\n`,
};

const literal = (text: string): string => text.replaceAll("${", () => "$${");

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Rules about policies whose example stands in a file of its own. */
const examples = rules
  .filter(({ file }) => file === "policy.json")
  .map((rule) => ({ rule, text: marked(rule.insecure).text }))
  .filter(({ text }) => isJson(text));

describe("a policy in Terraform", () => {
  for (const [name, spelled] of Object.entries(spellings))
    it(`is judged in a ${name} as in a file, and can be mended there`, () => {
      for (const { rule, text } of examples) {
        const files = { "main.tf": spelled(text) };
        const messages = (texts: Readonly<Record<string, string>>) => find([rule], texts).map(({ message }) => message);
        assert.deepEqual(messages(files), messages({ "policy.json": text }), rule.id);
        assert.deepEqual(messages({ "main.tf": spelled(rule.secure) }), [], rule.id);
        if (rule.noFix !== undefined) continue;
        const before = checked([rule], files);
        for (const finding of before.report.findings)
          assert.ok(fixesFor(finding, before).length > 0, `${rule.id} is mended in a ${name}`);
      }
    });
});
