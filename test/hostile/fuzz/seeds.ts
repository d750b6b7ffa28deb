import { readFileSync } from "node:fs";
import { marked } from "../../../analysis/own-rules/marks.ts";
import { rules } from "../../../rules/index.ts";
import type { Texts } from "../../harness/fixture.ts";
import { functionCases } from "../../language/function-cases.ts";
import { inputs } from "../inputs.ts";

const examples = rules.flatMap(({ insecure, secure, file = "main.tf" }) => [
  { file, text: marked(insecure).text },
  { file, text: secure },
]);

/** Examples of all rules in HCL, and those that are policies in JSON. */
export const terraform: readonly string[] = examples.flatMap(({ file, text }) => (file.endsWith(".tf") ? [text] : []));
export const policies: readonly string[] = examples.flatMap(({ file, text }) => (file.endsWith(".json") ? [text] : []));

/** Odd and ordinary pieces of HCL's syntax. */
export const snippets: readonly string[] = Object.values(
  JSON.parse(readFileSync("test/harness/hcl-snippets.json", "utf8")) as Record<string, string>,
);

/** Calls of every function, right and wrong. */
export const calls: readonly string[] = Object.values(functionCases).flat();

/** Functions' names. */
export const functionNames: readonly string[] = Object.keys(functionCases);

/** Modules that once hung or crashed something. */
export const hostile: readonly Texts[] = inputs.map(({ files }) => files);

/** Rules of somebody's own, as YAML. */
export const ownRules: readonly string[] = [
  ownRule("own-volume-type", "aws_ebs_volume", "  setting: type\n  is: gp3"),
  ownRule("own-tags", "aws_s3_bucket", "  setting: tags.owner\n  is: set"),
  ownRule("own-name", "aws_iam_role", "  setting: name\n  matches: ^(a|b|ab)*-role$"),
  ownRule("own-many", "aws_*", "  any:\n    - setting: tags\n      is: set\n    - setting: name\n      in: [a, b]"),
];

function ownRule(id: string, type: string, check: string): string {
  return `id: ${id}
title: It is as we want it
severity: high
why: We want it so.
on: [${type}]
check:
${check}
fix: none
noFix: Nobody knows.
references: [https://docs.aws.amazon.com/]
insecure: |
  resource "${type.replace("*", "s3_bucket")}" "a" {
  }
secure: |
  resource "${type.replace("*", "s3_bucket")}" "a" {
    type = "gp3"
  }
`;
}
