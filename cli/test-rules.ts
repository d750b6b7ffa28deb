import { resolve } from "node:path";
import { noRules, ruleFolder } from "../analysis/own-rules/own-rules.ts";
import { trial } from "../analysis/own-rules/trial.ts";
import { shown, visible } from "../analysis/show/visible.ts";
import { LocalDisk } from "./disk.ts";
import { type Exit, exit, type Io } from "./io.ts";
import { faultLine } from "./outcome.ts";
import { RuleFolders } from "./rule-folders.ts";

/** Holds a directory's own rules to their examples and says how each fared. */
export function testRules(path: string, { cwd, today, stdout, stderr, actions }: Io): Exit {
  const directory = resolve(cwd, path);
  const disk = new LocalDisk(cwd);
  const folders = new RuleFolders(disk);
  const { rules } = folders.in(directory) ?? noRules;
  for (const fault of folders.faults) stderr.write(`${faultLine(fault)}\n`);
  if (rules.length === 0 && folders.faults.length === 0)
    stderr.write(`parapet: there are no rules in ${shown(disk.shown(resolve(directory, ruleFolder)))}\n`);
  const differing = rules.filter((rule) => {
    const faults = trial(rule, { today, actions: actions?.() });
    stdout.write(
      `${faults.length === 0 ? "pass" : "FAIL"}  ${rule.id}\n${faults.map((one) => `      ${visible(one)}\n`).join("")}`,
    );
    return faults.length > 0;
  });
  if (rules.length > 0) stdout.write(`${rules.length - differing.length} of ${rules.length} rules pass\n`);
  if (folders.faults.length > 0 || rules.length === 0) return exit.failure;
  return differing.length > 0 ? exit.findings : exit.clean;
}
