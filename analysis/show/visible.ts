import { secretSpans } from "../../rules/aws/secrets/shapes/masking.ts";

/** What a reader does not see, or what moves what he sees: controls, line ends, bidi marks, invisible and broken characters. */
const unseen = "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}";

/** `##[add-mask]` and `##vso[…]` are commands of build services wherever they stand in a line. */
const opening = "(?<=##\\w{0,20})\\[";

/** `::add-mask::` is one at the start of a line. */
const leading = "^(?=\\s*::)";

const unfit = new RegExp(`[${unseen}]|${opening}|${leading}`, "gu");

/** What must be gone through; most texts need not. */
const suspect = new RegExp(`[${unseen}]|##|::`, "u");

/** Foreign text as one line that shows what is in it: `\n`, `\x1b`, `\u202e`. What is shown already stays as it is. */
export const visible = (text: string): string => (suspect.test(text) ? text.replaceAll(unfit, spelled) : text);

/** Foreign text as it may be told: in one line, and without the secrets in it. */
export const shown = (text: string): string => visible(concealed(text));

/** The same for text of several lines that are ours: a stack, a report. */
export const shownLines = (text: string): string => visibleLines(concealed(text));

/** Text whose line ends are ours, with the secrets that are meant to be seen: those of examples. */
export const visibleLines = (text: string): string => text.split(/\r?\n/).map(visibleLine).join("\n");

/** A diff as it may be shown: its line ends and tabs stay, so that it can be applied. */
export const visibleDiff = (text: string): string => text.replaceAll(/[^\r\n]+/g, (line) => visibleCode(line).text);

const visibleLine = (line: string): string => line.split("\t").map(visible).join("\t");

/** Not even how long a secret is can be seen. */
function concealed(text: string): string {
  let told = "";
  let from = 0;
  for (const { start, end } of secretSpans(text)) {
    told += `${text.slice(from, start)}•••`;
    from = end;
  }
  return from === 0 ? text : told + text.slice(from);
}

/** A line of code as it may be shown behind a margin, and where an offset of it has gone. */
export interface ShownCode {
  readonly text: string;
  at(offset: number): number;
}

/** The same for a line of code: its tabs stay, because what stands below it is indented by them. */
export function visibleCode(line: string): ShownCode {
  if (!suspect.test(line)) return { text: line, at: (offset) => offset };
  const moves: { readonly from: number; readonly by: number }[] = [];
  const text = line.replaceAll(unfit, (found: string, from: number) => {
    if (found === "\t" || found === "") return found;
    const shown = spelled(found);
    moves.push({ from, by: shown.length - found.length });
    return shown;
  });
  return { text, at: (offset) => moves.reduce((sum, { from, by }) => (from < offset ? sum + by : sum), offset) };
}

/** JSON of the same content in which all can be seen: what is unfit stands in it as JSON's own escapes. */
export const visibleJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, undefined, indent).replaceAll(unfitInJson, (found) =>
    Array.from({ length: found.length }, (_, index) => unit(found.charCodeAt(index))).join(""),
  );

/** The line ends that are left are those between the values. */
const unfitInJson = new RegExp(`(?!\\n)[${unseen}]|${opening}`, "gu");

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, "0")}`;

const short: Readonly<Record<string, string>> = { "": "\\", "[": "\\[", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function spelled(found: string): string {
  const known = short[found];
  if (known !== undefined) return known;
  const code = found.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? unit(code) : `\\u{${code.toString(16)}}`;
}
