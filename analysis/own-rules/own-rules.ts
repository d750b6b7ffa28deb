import type { Rule } from "../../rules/kit/rule.ts";
import { type Mistake, mistake, told } from "../config/yaml.ts";
import { type RuleFile, readRules } from "./rule-file.ts";

/** Where a folder has its own rules. */
export const ruleFolder = ".parapet/rules";

export const isRuleFile = (name: string): boolean => /\.ya?ml$/i.test(name);

/** The rules of a folder's own. */
export interface OwnRules {
  readonly rules: readonly Rule[];
  /** What is wrong in each file; a rule that something is wrong with is not among the rules. */
  readonly mistakes: ReadonlyMap<string, readonly Mistake[]>;
  /** What was read, by its text. */
  readonly read: ReadonlyMap<string, RuleFile>;
}

export const noRules: OwnRules = { rules: [], mistakes: new Map(), read: new Map() };

/** Rule files that are read; whoever reads them need not read more than one more. */
export const mostFiles = 100;

const mostRules = 200;
/** Characters of one file, and of all together. */
const [longestFile, longestFiles] = [100_000, 500_000] as const;

/** Reads rule files, given by name, undefined for what cannot be read. What `before` has read already is not read again. */
export function ownRules(files: ReadonlyMap<string, string | undefined>, before = noRules): OwnRules {
  if (files.size === 0) return noRules;
  const rules = new Map<string, Rule>();
  const mistakes = new Map<string, readonly Mistake[]>();
  const read = new Map<string, RuleFile>();
  let [count, length] = [0, 0];
  for (const name of [...files.keys()].sort()) {
    const text = files.get(name);
    if (text !== undefined && text.length <= longestFile) length += text.length;
    const refusal = refusalOf(text, ++count, length);
    if (text === undefined || refusal !== undefined) {
      mistakes.set(name, [mistake(text ?? "", undefined, refusal ?? "")]);
      continue;
    }
    const file = before.read.get(text) ?? read.get(text) ?? readRules(text);
    read.set(text, file);
    const repeated: Mistake[] = [];
    for (const { rule, at } of file.rules) {
      if (rules.has(rule.id)) repeated.push(mistake(text, at, `There is another rule \`${rule.id}\`.`));
      else if (rules.size >= mostRules) repeated.push(mistake(text, at, `There are more than ${mostRules} rules.`));
      else rules.set(rule.id, rule);
    }
    mistakes.set(name, told([...file.reader.mistakes, ...repeated]));
  }
  return { rules: [...rules.values()], mistakes, read };
}

/** Why a file is not read: a folder from somewhere must not keep the editor busy. */
function refusalOf(text: string | undefined, count: number, length: number): string | undefined {
  if (text === undefined) return "This file cannot be read.";
  if (text.length > longestFile) return `A rule file has at most ${longestFile.toLocaleString("en")} characters.`;
  if (count > mostFiles) return `At most ${mostFiles} rule files are read.`;
  if (length > longestFiles)
    return `All rule files together have at most ${longestFiles.toLocaleString("en")} characters.`;
  return undefined;
}
