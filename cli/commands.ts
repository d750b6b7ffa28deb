import { explanation } from "../analysis/show/rule-page.ts";
import { shown, visibleLines } from "../analysis/show/visible.ts";
import { closest } from "../language/schema/closest.ts";
import { rules } from "../rules/index.ts";
import type { Rule } from "../rules/kit/rule.ts";
import { Configs } from "./configs.ts";
import { LocalDisk } from "./disk.ts";
import { type Exit, exit, type Io } from "./io.ts";
import { faultLine } from "./outcome.ts";
import { ruleJson, ruleTable } from "./rules.ts";

/** Explains a rule, by its id or another tool's. */
export function explain(id: string, io: Io): Exit {
  const rules = rulesIn(io);
  const page = explanation(rules, id);
  if (page) {
    io.stdout.write(visibleLines(`# ${page.title}\n\n${page.markdown}\n`));
    return exit.clean;
  }
  const meant = closest(
    id,
    rules.map((rule) => rule.id),
  );
  io.stderr.write(`parapet: there is no rule ${shown(id)}${meant === undefined ? "" : `; did you mean ${meant}?`}\n`);
  return exit.failure;
}

/** Lists every rule. */
export function listRules(format: "pretty" | "json", io: Io): Exit {
  const rules = rulesIn(io);
  io.stdout.write(format === "json" ? ruleJson(rules) : ruleTable(rules));
  return exit.clean;
}

/** Every rule that can run where the command was given; mistakes in own ones are told and not more. */
function rulesIn(io: Io): readonly Rule[] {
  const overrides = { config: undefined, profile: undefined, frameworks: [] };
  const configs = new Configs(io.cwd, new LocalDisk(io.cwd), rules, overrides);
  const all = configs.rulesOf(io.cwd);
  for (const fault of configs.faults) io.stderr.write(`${faultLine(fault)}\n`);
  return all;
}
