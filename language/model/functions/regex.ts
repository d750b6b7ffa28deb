import { spend } from "../budget.ts";
import { longestText } from "../convert.ts";
import type { Json } from "../value.ts";
import { type Doubtful, doubtful, type Functions, plain, text } from "./call.ts";
import { type Match, type Program, search } from "./matcher.ts";
import { compile } from "./pattern.ts";

/** Terraform's functions on regular expressions, which are those of RE2. */
export const regexFunctions: Functions = {
  regex: plain([text, text], (pattern, string) => {
    const program = compile(pattern);
    if (typeof program !== "object") return program;
    if (isMixed(program)) return undefined;
    const match = search(program, string, 0);
    return match && match !== doubtful ? captured(program, match, string) : match;
  }),
  regexall: plain([text, text], (pattern, string) => {
    const program = compile(pattern);
    if (typeof program !== "object") return program;
    if (isMixed(program)) return undefined;
    const matches = all(program, string);
    return matches === doubtful ? doubtful : matches.map((match) => captured(program, match, string));
  }),
};

/** Whether only some of the groups have names: then Terraform knows no type for what they hold. */
const isMixed = ({ names }: Program): boolean => names.includes("") && names.some((name) => name !== "");

/** Replaces every match, with `$1` and `${name}` in the replacement standing for groups. */
export function replacePattern(string: string, pattern: string, replacement: string): string | Doubtful | undefined {
  const program = compile(pattern);
  if (typeof program !== "object") return program;
  const matches = all(program, string);
  if (matches === doubtful) return doubtful;
  let result = "";
  let from = 0;
  for (const match of matches) {
    const [start = 0, end = 0] = match;
    result += string.slice(from, start) + expanded(program, match, string, replacement);
    from = end;
    if (result.length > longestText || !spend(replacement.length)) return doubtful;
  }
  return result + string.slice(from);
}

const variables = /\$(?:\$|([A-Za-z0-9_]+)|\{([A-Za-z0-9_]+)\})/g;

function expanded(program: Program, match: Match, string: string, replacement: string): string {
  return replacement.replace(variables, (whole, bare: string | undefined, braced: string | undefined) => {
    if (whole === "$$") return "$";
    const name = bare ?? braced ?? "";
    const group = /^\d+$/.test(name) ? Number(name) : program.names.indexOf(name) + 1 || -1;
    return group < 0 ? "" : (groupText(match, group, string) ?? "");
  });
}

function groupText(match: Match, group: number, string: string): string | undefined {
  const start = match[group * 2];
  const end = match[group * 2 + 1];
  return start === undefined || end === undefined || start < 0 ? undefined : string.slice(start, end);
}

/** The whole match where there are no groups, else the groups in order or by name. */
function captured({ names }: Program, match: Match, string: string): Json {
  if (names.length === 0) return groupText(match, 0, string) ?? null;
  const groups = names.map((_, i) => groupText(match, i + 1, string) ?? null);
  return names.some((name) => name !== "")
    ? Object.fromEntries(names.map((name, i) => [name, groups[i] ?? null]))
    : groups;
}

/** Matches from left to right; an empty one right behind another does not count. */
function all(program: Program, string: string): readonly Match[] | Doubtful {
  const matches: Match[] = [];
  let from = 0;
  let before = -1;
  while (from <= string.length) {
    const match = search(program, string, from);
    if (match === doubtful) return doubtful;
    const [start = 0, end = 0] = match ?? [];
    if (match === undefined) break;
    if (end > start || start !== before) matches.push(match);
    before = end;
    from = end > start ? end : end + ((string.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return matches;
}
