import { doubtful } from "../../language/model/functions/call.ts";
import { globPattern } from "../../language/model/functions/glob.ts";
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
  const program = compile(`\\A(?:${globPattern(rest)})\\z`);
  if (program === undefined || program === doubtful) return nothing;
  const isNegated = bangs.length % 2 === 1;
  return (path) => matches(program, path) !== isNegated;
}
