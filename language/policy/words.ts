import type { Span } from "../syntax/text.ts";
import type { Spelling } from "./policy.ts";

/** One string as it is to be written: plain text, Terraform code (`aws_s3_bucket.logs.arn`), text to overtype. */
export type Words = string | readonly Piece[];

export type Piece = string | { readonly code: string } | { readonly stop: string };

/** What stands under a name in a policy. */
export type Written =
  | Words
  | { readonly list: readonly Words[] }
  | { readonly object: Readonly<Record<string, Written>> };

/** Text with the spans in it that are to be overtyped. */
export interface Printed {
  readonly text: string;
  readonly stops: readonly Span[];
}

export const code = (text: string): Piece => ({ code: text });
export const stop = (text: string): Piece => ({ stop: text });

/** How a spelling writes things down. */
export interface Dialect {
  readonly spelling: Spelling;
  /** Undefined where the spelling has no way to say it: Terraform code in a JSON file. */
  text(words: Words): Printed | undefined;
  /** A name before its value. */
  key(name: string): string;
  /** Stands between entries on different lines, and on the same. */
  readonly comma: "," | "";
}

/** Puts pieces one after another; undefined where one is. */
export function joined(pieces: readonly (string | Printed | undefined)[]): Printed | undefined {
  let text = "";
  const stops: Span[] = [];
  for (const piece of pieces) {
    if (piece === undefined) return undefined;
    if (typeof piece === "string") text += piece;
    else {
      for (const { start, end } of piece.stops) stops.push({ start: start + text.length, end: end + text.length });
      text += piece.text;
    }
  }
  return { text, stops };
}

const isIdentifier = (name: string): boolean => /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name);

/** The dialect of a spelling. */
export function dialectOf(spelling: Spelling): Dialect {
  const isHcl = spelling === "jsonencode" || spelling === "document";
  const mark = spelling === "string" ? '\\"' : '"';
  const inQuotes = (text: string): string => {
    const escaped = JSON.stringify(text).slice(1, -1);
    if (spelling === "json") return escaped;
    if (spelling === "document") return escaped.replaceAll("${", "&{");
    const literal = escaped.replaceAll(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`);
    return spelling === "string" ? literal.replaceAll("\\", "\\\\").replaceAll('"', '\\"') : literal;
  };
  const piece = (part: Piece): Printed | undefined => {
    if (typeof part === "string") return { text: inQuotes(part), stops: [] };
    if ("code" in part) return spelling === "json" ? undefined : { text: `\${${part.code}}`, stops: [] };
    const text = inQuotes(part.stop);
    return { text, stops: [{ start: 0, end: text.length }] };
  };
  return {
    spelling,
    comma: isHcl ? "" : ",",
    text(words) {
      const pieces = typeof words === "string" ? [words] : words;
      const [only] = pieces;
      if (isHcl && pieces.length === 1 && typeof only === "object" && "code" in only)
        return { text: only.code, stops: [] };
      return joined([mark, ...pieces.map(piece), mark]);
    },
    key: (name) => (isHcl ? `${isIdentifier(name) ? name : `"${name}"`} = ` : `${mark}${name}${mark}: `),
  };
}

/** Where something is written: the margin of its line, and by how much a level is indented; undefined keeps to one line. */
export interface Layout {
  readonly margin: string;
  readonly unit: string | undefined;
}

const longestLine = 80;

/** A value as text, without margin on its first line. */
export function printed(value: Written, dialect: Dialect, layout: Layout): Printed | undefined {
  if (typeof value === "string" || !("object" in value || "list" in value)) return dialect.text(value as Words);
  if ("list" in value) return printedList(value.list, dialect, layout);
  const { margin, unit } = layout;
  const entries = Object.entries(value.object);
  if (unit === undefined) {
    const flat = entries.map(([name, inner]) => joined([dialect.key(name), printed(inner, dialect, layout)]));
    return joined(["{ ", ...between(flat, ", "), " }"]);
  }
  const inside = { margin: margin + unit, unit };
  const lines = entries.map(([name, inner]) =>
    joined([`\n${inside.margin}`, dialect.key(name), printed(inner, dialect, inside)]),
  );
  return joined(["{", ...between(lines, dialect.comma), `\n${margin}}`]);
}

function printedList(list: readonly Words[], dialect: Dialect, { margin, unit }: Layout): Printed | undefined {
  const items = list.map((words) => dialect.text(words));
  const flat = joined(["[", ...between(items, ", "), "]"]);
  const isShort = (flat?.text.length ?? 0) + margin.length <= longestLine;
  if (unit === undefined || list.length < 2 || (dialect.comma === "" && isShort)) return flat;
  const last = dialect.comma === "" ? "," : "";
  const lines = items.map((item) => joined([`\n${margin}${unit}`, item]));
  return joined(["[", ...between(lines, ","), `${last}\n${margin}]`]);
}

const between = <T>(parts: readonly T[], separator: string): readonly (T | string)[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
