import { doubtful } from "../../language/model/functions/call.ts";
import { matches } from "../../language/model/functions/matcher.ts";
import { compile } from "../../language/model/functions/pattern.ts";
import { detached } from "../../language/syntax/text.ts";

/** The longest glob that is read, in UTF-16 units. */
export const longestGlob = 400;

/** Whether a text is a glob and not just a name. */
export const isGlob = (text: string): boolean => /[*?[\]{}!]/.test(text);

const known = new Map<string, (text: string) => boolean>();
const mostKnown = 1_000;

/**
 * What a glob matches: `*` and `?` within a step of a path, `**` across steps, `[a-z]`, `{a,b}`, `!` in front for all else, `\` before
 * what stands for itself. The time grows with glob and text and never explodes, whatever they hold. A glob that is too long
 * matches nothing.
 */
export function glob(text: string): (path: string) => boolean {
  const before = known.get(text);
  if (before) return before;
  const made = matcher(text);
  if (known.size >= mostKnown) known.clear();
  known.set(detached(text), made);
  return made;
}

const nothing = (): boolean => false;

function matcher(text: string): (path: string) => boolean {
  const [, bangs = "", rest = ""] = /^(!*)([\s\S]*)$/.exec(text) ?? [];
  if (text.length > longestGlob) return nothing;
  const program = compile(`\\A(?:${pattern(rest)})\\z`);
  if (program === undefined || program === doubtful) return nothing;
  const isNegated = bangs.length % 2 === 1;
  return (path) => matches(program, path) !== isNegated;
}

/** The same in the regular expressions of RE2. */
function pattern(glob: string): string {
  let written = "";
  let depth = 0;
  for (let at = 0; at < glob.length; ) {
    const character = String.fromCodePoint(glob.codePointAt(at) ?? 0);
    const next = at + character.length;
    const stars = /^\*{2,}/.exec(glob.slice(at))?.[0] ?? "";
    const isStep = stars !== "" && (at === 0 || glob[at - 1] === "/");
    const behind = glob[at + stars.length];
    if (isStep && behind === "/") {
      written += "(?:[^/]*/)*";
      at += stars.length + 1;
    } else if (isStep && behind === undefined) {
      // `a/**` is also `a` itself
      written = written.endsWith("/") ? `${written.slice(0, -1)}(?:/(?s:.)*)?` : `${written}(?s:.)*`;
      at = glob.length;
    } else if (character === "*") {
      written += "[^/]*";
      at = Math.max(next, at + stars.length);
    } else if (character === "?") {
      written += "[^/]";
      at = next;
    } else if (character === "[") {
      const [whole, negated, members] = /^\[([!^]?)(\]?[^\]]*)\]/.exec(glob.slice(at)) ?? [];
      if (whole === undefined || members === undefined || members === "") {
        written += "\\[";
        at = next;
      } else {
        written += `[${negated ? "^/" : ""}${members.replaceAll(/[\\\]^[]/g, "\\$&")}]`;
        at += whole.length;
      }
    } else if (character === "{" && closes(glob, at)) {
      written += "(?:";
      depth++;
      at = next;
    } else if (depth > 0 && (character === "," || character === "}")) {
      written += character === "," ? "|" : ")";
      if (character === "}") depth--;
      at = next;
    } else if (character === "\\" && next < glob.length) {
      const meant = String.fromCodePoint(glob.codePointAt(next) ?? 0);
      written += literal(meant);
      at = next + meant.length;
    } else {
      written += literal(character);
      at = next;
    }
  }
  return written;
}

/** Whether the brace that opens at an offset is closed and holds alternatives. */
function closes(glob: string, start: number): boolean {
  let depth = 0;
  let hasComma = false;
  for (let at = start; at < glob.length; at++) {
    if (glob[at] === "\\") at++;
    else if (glob[at] === "{") depth++;
    else if (glob[at] === "," && depth === 1) hasComma = true;
    else if (glob[at] === "}" && --depth === 0) return hasComma;
  }
  return false;
}

const literal = (character: string): string =>
  /[\w/]/.test(character) || character > "\x7f" ? character : `\\${character}`;
