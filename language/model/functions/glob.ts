/** A glob in the regular expressions of RE2: `*` and `?` within a step of a path, `**` across steps, `[a-z]`, `{a,b}`, `\` before what stands for itself. */
export function globPattern(glob: string): string {
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
