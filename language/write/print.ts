import type { TabStop } from "../syntax/text.ts";
import { type Dialect, hcl, isIdentifier } from "./dialect.ts";
import type { Layout } from "./layout.ts";
import {
  expression,
  form,
  isBlock,
  isBody,
  isList,
  isMarked,
  isVerbatim,
  type Source,
  type SourceBody,
  type Stop,
  type TextPiece,
  type Verbatim,
} from "./source.ts";

/** Text with the spans in it that are to be overtyped. */
export interface Printed {
  readonly text: string;
  readonly stops: readonly TabStop[];
}

/** A value as text, without margin on its first line; equals signs are left for `tidy` to align. */
export function print(value: Source, layout: Layout): Printed {
  if (typeof value === "string") return printText([value], layout);
  if (isList(value)) return printList(value, layout);
  if (isBody(value)) return braces(value, layout, printEntry);
  if (!isMarked(value)) return plain(String(value));
  const { isHcl } = layout.dialect;
  switch (value[form]) {
    case "verbatim":
      return isHcl ? plain(atMargin(value, layout.margin)) : printText([value], layout);
    case "stop":
      return overtyped(value, print(value.value, layout).text, layout.dialect.mark);
    case "concat":
      return printText(value.pieces, layout);
    case "block":
      return print(value.bodies.length === 1 ? (value.bodies[0] ?? {}) : value.bodies, layout);
    case "call": {
      if (!isHcl) return printText([expression(print(value, { ...layout, dialect: hcl }).text)], layout);
      const args = value.args.map((argument) => print(argument, layout));
      return join([`${value.name}(`, ...between(args, ", "), ")"]);
    }
  }
}

/** `name = value` or `name { … }`, several lines where it takes several, without margin on the first. */
export function printSetting(name: string, value: Source, layout: Layout): Printed {
  if (!layout.dialect.isHcl || !isBlock(value)) return printEntry(name, value, layout);
  const blocks = value.bodies.map((body) => join([`${name} `, printBody(body, layout)]));
  return join(between(blocks, `\n\n${layout.margin}`));
}

/** `{ … }` as the body of a block. */
export const printBody = (body: SourceBody, layout: Layout): Printed => braces(body, layout, printSetting);

function printEntry(name: string, value: Source, layout: Layout): Printed {
  const isJson = isLikeJson(layout.dialect);
  const key = !isJson && isIdentifier(name) ? name : printText([name], layout).text;
  return join([key, isJson ? ": " : " = ", print(value, layout)]);
}

const isLikeJson = ({ isHcl, isColoned }: Dialect): boolean => !isHcl || isColoned === true;

function braces(body: SourceBody, layout: Layout, setting: typeof printSetting): Printed {
  const entries = Object.entries(body);
  if (entries.length === 0) return plain("{}");
  const { unit, margin, fits, dialect } = layout;
  if (!fits) {
    const flat = entries.map(([name, value]) => setting(name, value, layout));
    return join(["{ ", ...between(flat, ", "), " }"]);
  }
  const inner = { ...layout, margin: margin + unit };
  const lines = entries.map(([name, value], index) => {
    const before = entries[index - 1]?.[1];
    const isApart = before !== undefined && setting === printSetting && (isBlock(value) || isBlock(before));
    return join([isApart && dialect.isHcl ? "\n\n" : "\n", inner.margin, setting(name, value, inner)]);
  });
  return join(["{", ...between(lines, isLikeJson(dialect) ? "," : ""), `\n${margin}}`]);
}

/** On one line where it fits and no item takes several, else an item a line. */
function printList(list: readonly Source[], layout: Layout): Printed {
  const { unit, margin, fits, dialect } = layout;
  const items = list.map((item) => print(item, { ...layout, margin: margin + unit }));
  const flat = join(["[", ...between(items, ", "), "]"]);
  if (!fits || (!flat.text.includes("\n") && fits(flat.text, margin, list.length))) return flat;
  const lines = items.map((item) => join([`\n${margin}${unit}`, item]));
  return join(["[", ...between(lines, ","), `${isLikeJson(dialect) ? "" : ","}\n${margin}]`]);
}

function printText(pieces: readonly TextPiece[], { dialect, margin }: Layout): Printed {
  const filled = (code: Verbatim): string => dialect.code(atMargin(code, margin));
  const parts = pieces.map((piece) => {
    if (typeof piece === "string") return dialect.text(piece);
    if (isVerbatim(piece)) return filled(piece);
    const { value } = piece;
    return overtyped(piece, isVerbatim(value) ? filled(value) : dialect.text(String(value)), "");
  });
  return join([dialect.mark, ...parts, dialect.mark]);
}

/** Code whose later lines are moved from the margin of its line to another. */
const atMargin = ({ text, margin }: Verbatim, to: string): string =>
  margin === undefined
    ? text
    : text
        .split("\n")
        .map((line, index) => (index > 0 && line.startsWith(margin) ? to + line.slice(margin.length) : line))
        .join("\n");

const plain = (text: string): Printed => ({ text, stops: [] });

// What is overtyped in a string is what stands between its quotes.
function overtyped({ isProposal, shared }: Stop, text: string, mark: string): Printed {
  const quote = text.startsWith(mark) ? mark.length : 0;
  const kind = { ...(isProposal && { isProposal }), ...(shared !== undefined && { shared }) };
  return { text, stops: [{ start: quote, end: text.length - quote, ...kind }] };
}

const between = <T>(parts: readonly T[], separator: string): readonly (T | string)[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));

/** Puts pieces one after another. */
export function join(pieces: readonly (string | Printed)[]): Printed {
  let text = "";
  const stops: TabStop[] = [];
  for (const piece of pieces) {
    if (typeof piece === "string") text += piece;
    else {
      for (const stop of piece.stops)
        stops.push({ ...stop, start: stop.start + text.length, end: stop.end + text.length });
      text += piece.text;
    }
  }
  return { text, stops };
}
