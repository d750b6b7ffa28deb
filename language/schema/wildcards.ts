/** Whether a pattern of IAM (`*` any run, `?` one character) takes a text in; letters count as equal in any case. */
export const matches = (pattern: string, text: string): boolean =>
  mayMatch(pattern, text) && matchesExactly(pattern.toLowerCase(), text.toLowerCase());

/** Most patterns differ in a letter before the first wildcard: told without a copy in small letters. */
function mayMatch(pattern: string, text: string): boolean {
  const end = Math.min(pattern.length, text.length);
  for (let at = 0; at < end; at++) {
    const letter = pattern.charCodeAt(at);
    if (letter === star || letter === questionMark) return true;
    // two that differ in bit 5 only are the same letter, or near enough to look closer
    if (((letter ^ text.charCodeAt(at)) & ~0x20) !== 0) return false;
  }
  return true;
}

const star = 0x2a;
const questionMark = 0x3f;

/** The same for ARNs, in which letters count as they are. */
export function matchesExactly(wanted: string, given: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  let from = 0;
  while (from < given.length) {
    const char = wanted[at];
    if (char === "*") {
      star = at++;
      retry = from;
    } else if (char === "?" || char === given[from]) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++retry;
    } else return false;
  }
  while (wanted[at] === "*") at++;
  return at === wanted.length;
}

/** Replaces each closed policy variable, `${aws:username}`, of a text. */
export function replaceVariables(text: string, by: (variable: string) => string): string {
  // behind the last brace no variable is closed, and to look for its end from each beginning takes the square of the length
  const end = text.lastIndexOf("}") + 1;
  return text.slice(0, end).replaceAll(/\$\{[^}]*\}/g, by) + text.slice(end);
}
