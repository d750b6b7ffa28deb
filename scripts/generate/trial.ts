import { readFileSync } from "node:fs";
import { defaults } from "../../analysis/config/config.ts";
import { type Checked, check } from "../../analysis/run/check.ts";
import { actionData } from "../../language/schema/actions.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { Rule } from "../../rules/kit/rule.ts";

const directory = "file:///example";

/** What a rule finds in a module of one file, in whatever profile it is. */
export function tried(rule: Rule, text: string, name = "main.tf"): Checked {
  const uri = `${directory}/${name}`;
  const file = parse(uri, text);
  const files = {
    list: (at: string) => (at === directory ? [name] : []),
    parse: (at: string) => (at === uri ? file : undefined),
    read: (at: string) => (at === uri ? text : undefined),
    actions,
  };
  return check(files, directory, { rules: [rule], config: { ...defaults, profile: "all" }, today: "2000-01-01" });
}

const actions = actionData(readFileSync(new URL("../../language/schema/iam-data.txt", import.meta.url), "latin1"));
