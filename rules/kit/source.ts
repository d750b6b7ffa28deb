import type { Scalar } from "../../language/model/value.ts";
import type { Span } from "../../language/syntax/text.ts";

/** A value as a rule wants it written: plain data, or one of the marked forms below. */
export type Source = Scalar | Verbatim | Stop | NestedBlock | Call | readonly Source[] | Body;

/** Names with what they are set to, in the order in which they are written; an object, or what a block holds. */
export interface Body {
  readonly [name: string]: Source;
}

const form = Symbol("form");

/** Written as it is. */
interface Verbatim {
  readonly [form]: "verbatim";
  readonly text: string;
}

/** A value that the author is expected to overtype. */
interface Stop {
  readonly [form]: "stop";
  readonly value: string | number | boolean | Verbatim;
}

/** Written as `name { … }` rather than as `name = { … }`. */
interface NestedBlock {
  readonly [form]: "block";
  readonly bodies: readonly Body[];
}

/** A function call. */
interface Call {
  readonly [form]: "call";
  readonly name: string;
  readonly args: readonly Source[];
}

/** Terraform code: `expression("aws_kms_key.logs.arn")`. */
export const expression = (text: string): Verbatim => ({ [form]: "verbatim", text });

/** A value to overtype: `stop("10.0.0.0/8")` prints with its quotes, `stop(expression("var.cidr"))` without. */
export const stop = (value: string | number | boolean | Verbatim): Stop => ({ [form]: "stop", value });

/** A nested block, `rule: block({ … })`; several bodies make several blocks of the name. */
export const block = (...bodies: readonly Body[]): NestedBlock => ({ [form]: "block", bodies });

/** A function call, `policy: call("jsonencode", { … })`. */
export const call = (name: string, ...args: readonly Source[]): Call => ({ [form]: "call", name, args });

type Marked = Verbatim | Stop | NestedBlock | Call;

const isMarked = (value: Source): value is Marked => typeof value === "object" && value !== null && form in value;

const isList = (value: Source): value is readonly Source[] => Array.isArray(value);

/** Whether it is written as blocks. */
export const isBlock = (value: Source): value is NestedBlock => isMarked(value) && value[form] === "block";

/** Whether it means the same anywhere in the module, also where only constants may stand. */
export function isConstant(value: Source): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (isList(value)) return value.every(isConstant);
  if (!isMarked(value)) return Object.values(value).every(isConstant);
  return value[form] === "stop" && isConstant(value.value);
}

/** Applies `change` to all the code in it. */
function mapCode(value: Source, change: (code: string) => string): Source {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => mapCode(item, change));
  if (!isMarked(value)) return mapBody(value, change);
  switch (value[form]) {
    case "verbatim":
      return expression(change(value.text));
    case "stop":
      return isMarked(value.value) ? stop(expression(change(value.value.text))) : value;
    case "block":
      return block(...value.bodies.map((body) => mapBody(body, change)));
    case "call":
      return call(value.name, ...value.args.map((argument) => mapCode(argument, change)));
  }
}

/** Applies `change` to all the code in a body. */
export const mapBody = (body: Body, change: (code: string) => string): Body =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, mapCode(value, change)]));

/** Text with the spans in it that are to be overtyped. */
export interface Printed {
  readonly text: string;
  readonly stops: readonly Span[];
}

/** What is written where: the margin of the line, and by how much a level is indented. */
export interface Layout {
  readonly margin: string;
  readonly unit: string;
  readonly syntax: "hcl" | "json";
}

const longestLine = 80;

/** A value as text; its later lines are indented from the margin. Equals signs are left for `tidy` to align. */
export const print = (value: Source, layout: Layout): Printed =>
  layout.syntax === "json" ? printJson(value, layout) : printHcl(value, layout);

/** `name = value` or `name { … }`, several lines where it takes several, without margin on the first. */
export function printSetting(name: string, value: Source, layout: Layout): Printed {
  if (layout.syntax === "json") return join([`${JSON.stringify(name)}: `, printJson(value, layout)]);
  if (!isBlock(value)) return join([`${name} = `, printHcl(value, layout)]);
  const blocks = value.bodies.map((body) => join([`${name} `, braces(body, layout, printSetting)]));
  return join(between(blocks, `\n\n${layout.margin}`));
}

/** `{ … }` as the body of a block. */
export const printBody = (body: Body, layout: Layout): Printed => braces(body, layout, printSetting);

function printHcl(value: Source, layout: Layout): Printed {
  if (typeof value === "string") return plain(quote(value));
  if (typeof value !== "object" || value === null) return plain(String(value));
  if (isList(value)) return printList(value, layout, printHcl, ",");
  if (!isMarked(value)) return braces(value, layout, printEntry);
  switch (value[form]) {
    case "verbatim":
      return plain(value.text);
    case "stop":
      return printStop(printHcl(value.value, layout).text);
    case "block":
      return value.bodies.length === 1
        ? braces(value.bodies[0] ?? {}, layout, printEntry)
        : printHcl(value.bodies, layout);
    case "call":
      return join([
        `${value.name}(`,
        ...between(
          value.args.map((argument) => printHcl(argument, layout)),
          ", ",
        ),
        ")",
      ]);
  }
}

const printEntry = (name: string, value: Source, layout: Layout): Printed =>
  join([/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name) ? name : quote(name), " = ", printHcl(value, layout)]);

function braces(body: Body, layout: Layout, setting: typeof printSetting): Printed {
  const names = Object.entries(body);
  if (names.length === 0) return plain("{}");
  const margin = layout.margin + layout.unit;
  const lines: (string | Printed)[] = ["{"];
  for (const [index, [name, value]] of names.entries()) {
    const before = names[index - 1]?.[1];
    const apart = before !== undefined && setting === printSetting && (isBlock(value) || isBlock(before));
    lines.push(apart ? `\n\n${margin}` : `\n${margin}`, setting(name, value, { ...layout, margin }));
  }
  return join([...lines, `\n${layout.margin}}`]);
}

function printList(items: readonly Source[], layout: Layout, item: typeof printHcl, last: "," | ""): Printed {
  const short = join([
    "[",
    ...between(
      items.map((value) => item(value, layout)),
      ", ",
    ),
    "]",
  ]);
  if (!short.text.includes("\n") && short.text.length <= longestLine) return short;
  const margin = layout.margin + layout.unit;
  const lines = items.map((value) => join([`\n${margin}`, item(value, { ...layout, margin })]));
  return join(["[", ...between(lines, ","), `${last}\n${layout.margin}]`]);
}

function printJson(value: Source, layout: Layout): Printed {
  if (typeof value !== "object" || value === null) return plain(JSON.stringify(value));
  if (isList(value)) return printList(value, layout, printJson, "");
  if (isMarked(value)) {
    switch (value[form]) {
      case "stop":
        return printStop(printJson(value.value, layout).text);
      case "block":
        return printJson(value.bodies.length === 1 ? (value.bodies[0] ?? {}) : value.bodies, layout);
      default:
        return plain(JSON.stringify(`\${${printHcl(value, layout).text}}`));
    }
  }
  const names = Object.entries(value);
  if (names.length === 0) return plain("{}");
  const margin = layout.margin + layout.unit;
  const lines = names.map(([name, inner]) => join([`\n${margin}`, printSetting(name, inner, { ...layout, margin })]));
  return join(["{", ...between(lines, ","), `\n${layout.margin}}`]);
}

// What is overtyped in a string is what stands between its quotes.
function printStop(text: string): Printed {
  const quoted = text.startsWith('"');
  return { text, stops: [quoted ? { start: 1, end: text.length - 1 } : { start: 0, end: text.length }] };
}

const escapes: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A string as Terraform reads it back, without interpolation. */
const quote = (text: string): string =>
  `"${text.replaceAll(/["\\\n\r\t]/g, (character) => escapes[character] ?? character).replaceAll(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`)}"`;

const plain = (text: string): Printed => ({ text, stops: [] });

const between = <T>(parts: readonly T[], separator: string): readonly (T | string)[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));

/** Puts pieces one after another. */
export function join(pieces: readonly (string | Printed)[]): Printed {
  let text = "";
  const stops: Span[] = [];
  for (const piece of pieces) {
    if (typeof piece === "string") text += piece;
    else {
      for (const { start, end } of piece.stops) stops.push({ start: start + text.length, end: end + text.length });
      text += piece.text;
    }
  }
  return { text, stops };
}
