import { readFileSync } from "node:fs";
import type { Checked } from "../../analysis/run/check.ts";
import { checkExample } from "../../analysis/run/example.ts";
import { actionData } from "../../language/schema/actions.ts";
import type { Rule } from "../../rules/kit/rule.ts";

/** What a rule finds in a module of one file, in whatever profile it is. */
export const tried = (rule: Rule, text: string, name = "main.tf"): Checked =>
  checkExample(rule, text, { today: "2000-01-01", actions }, name);

const actions = actionData(readFileSync(new URL("../../language/schema/iam-data.txt", import.meta.url), "latin1"));
