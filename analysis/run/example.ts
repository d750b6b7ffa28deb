import type { ActionData } from "../../language/schema/actions.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { defaults } from "../config/config.ts";
import { type Checked, check } from "./check.ts";

const directory = "file:///example";

/** Where an example lies, which is a module of one file. */
export const exampleUri = (name = "main.tf"): string => `${directory}/${name}`;

/** What a trial of a rule's examples depends on besides the rule. */
export interface TrialContext {
  /** `YYYY-MM-DD` */
  readonly today: string;
  readonly actions: ActionData | undefined;
}

/** What a rule finds in an example, in whatever profile it is. */
export function checkExample(rule: Rule, text: string, { today, actions }: TrialContext, name = "main.tf"): Checked {
  const uri = exampleUri(name);
  const file = parse(uri, text);
  const files = {
    list: (at: string) => (at === directory ? [name] : []),
    parse: (at: string) => (at === uri ? file : undefined),
    read: (at: string) => (at === uri ? text : undefined),
    actions,
  };
  return check(files, directory, { rules: [rule], config: { ...defaults, profile: "all" }, today });
}
