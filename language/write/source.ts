import type { Scalar } from "../model/value.ts";

/** A value as it is to be written, whatever the dialect: plain data, or one of the marked forms below. */
export type Source = Scalar | Verbatim | Stop | NestedBlock | SourceCall | Concat | readonly Source[] | SourceBody;

/** Names with what they are set to, in the order in which they are written; an object, or what a block holds. */
export interface SourceBody {
  readonly [name: string]: Source;
}

/** One string, which may hold code and parts to overtype. */
export type Text = TextPiece | Concat;

/** A part of a string. */
export type TextPiece = string | Verbatim | Stop;

/** Says which form a value is marked as: no name in a body can be taken for it. */
export const form = Symbol("form");

/** Terraform code, written as it is. */
export interface Verbatim {
  readonly [form]: "verbatim";
  readonly text: string;
  /** The margin of the line that it was taken from; its later lines are moved from there. */
  readonly margin?: string;
  /** Whether it comes to one string or to a list of them, where that can be told. */
  readonly shape?: "one" | "many" | undefined;
}

/** A value that the author is expected to overtype. */
export interface Stop {
  readonly [form]: "stop";
  readonly value: string | number | boolean | Verbatim;
  readonly isProposal?: true;
  readonly shared?: string;
}

/** Written as `name { … }` rather than as `name = { … }`. */
interface NestedBlock {
  readonly [form]: "block";
  readonly bodies: readonly SourceBody[];
}

/** A function call. */
interface SourceCall {
  readonly [form]: "call";
  readonly name: string;
  readonly args: readonly Source[];
}

/** A string that is put together. */
interface Concat {
  readonly [form]: "concat";
  readonly pieces: readonly TextPiece[];
}

/** Terraform code: `expression("aws_kms_key.logs.arn")`. */
export const expression = (text: string, taken: Pick<Verbatim, "margin" | "shape"> = {}): Verbatim => ({
  [form]: "verbatim",
  text,
  ...taken,
});

/** A value that only the author can tell: `stop("10.0.0.0/8")` prints with its quotes, `stop(expression("var.cidr"))` without. */
export const stop = (value: Stop["value"]): Stop => ({ [form]: "stop", value });

/** A name that only the author can tell, and that stands in several places of a fix: overtyped together. */
export const sharedStop = (name: string): Stop => ({ [form]: "stop", value: name, shared: name });

/** A value that holds as it is, and that the author may want to be another: a name, a port. */
export const proposal = (value: Stop["value"]): Stop => ({ [form]: "stop", value, isProposal: true });

/** A nested block, `rule: block({ … })`; several bodies make several blocks of the name. */
export const block = (...bodies: readonly SourceBody[]): NestedBlock => ({ [form]: "block", bodies });

/** A function call, `policy: call("jsonencode", { … })`. */
export const call = (name: string, ...args: readonly Source[]): SourceCall => ({ [form]: "call", name, args });

/** A string of several pieces, but for empty ones: `concat(expression("aws_s3_bucket.logs.arn"), "/*")`. */
export function concat(...texts: readonly Text[]): Text {
  const pieces = texts.flatMap(piecesOf).filter((piece) => piece !== "");
  const [only] = pieces;
  return only !== undefined && pieces.length === 1 ? only : { [form]: "concat", pieces };
}

/** What a string is put together from. */
export const piecesOf = (text: Text): readonly TextPiece[] => (isMarkedAs("concat", text) ? text.pieces : [text]);

type Marked = Verbatim | Stop | NestedBlock | SourceCall | Concat;

const isMarkedAs = <Form extends Marked[typeof form]>(
  wanted: Form,
  value: Source,
): value is Extract<Marked, { readonly [form]: Form }> => isMarked(value) && value[form] === wanted;

/** Whether it is one of the marked forms. */
export const isMarked = (value: Source): value is Marked =>
  typeof value === "object" && value !== null && form in value;

/** Whether it is code that stands by itself. */
export const isVerbatim = (value: Source): value is Verbatim => isMarkedAs("verbatim", value);

/** Whether it is a value that the author is expected to overtype. */
export const isStop = (value: Source): value is Stop => isMarkedAs("stop", value);

/** Whether it is written as blocks. */
export const isBlock = (value: Source): value is NestedBlock => isMarkedAs("block", value);

/** Whether it is a list. */
export const isList = (value: Source): value is readonly Source[] => Array.isArray(value);

/** Whether it is one string, or code. */
export const isText = (value: Source): value is Text =>
  typeof value === "string" || (isMarked(value) && /^(?:verbatim|stop|concat)$/.test(value[form]));

/** Whether it is an object. */
export const isBody = (value: Source): value is SourceBody =>
  typeof value === "object" && value !== null && !isList(value) && !isMarked(value);

/** Whether it means the same anywhere in the module, also where only constants may stand. */
export function isConstant(value: Source): boolean {
  if (isList(value)) return value.every(isConstant);
  if (isBody(value)) return Object.values(value).every(isConstant);
  if (isText(value)) return piecesOf(value).every((piece) => typeof piece === "string" || isConstantPiece(piece));
  return !isMarked(value);
}

const isConstantPiece = (piece: Verbatim | Stop): boolean => !isVerbatim(piece) && !isVerbatim(piece.value);

/** Whether some code in it is like that. */
export function hasCode(value: Source, isLike: (code: string) => boolean = () => true): boolean {
  let found = false;
  mapCode(value, (code) => {
    found ||= isLike(code);
    return code;
  });
  return found;
}

/** Applies `change` to all the code in it. */
export const mapCode = (value: Source, change: (code: string) => string): Source =>
  mapPieces(value, (piece) => withCode(piece, change));

/** Applies `change` to all the code in a body. */
export const mapBody = (body: SourceBody, change: (code: string) => string): SourceBody =>
  mapEach(body, (value) => mapCode(value, change));

/** Applies `change` to everything that strings are put together from, code and what is to be overtyped included. */
export function mapPieces(value: Source, change: (piece: TextPiece) => Text): Source {
  if (isList(value)) return value.map((item) => mapPieces(item, change));
  if (typeof value === "string") return change(value);
  if (!isMarked(value)) return isBody(value) ? mapEach(value, (each) => mapPieces(each, change)) : value;
  switch (value[form]) {
    case "verbatim":
    case "stop":
      return change(value);
    case "concat":
      return concat(...value.pieces.map(change));
    case "block":
      return block(...value.bodies.map((body) => mapEach(body, (each) => mapPieces(each, change))));
    case "call":
      return call(value.name, ...value.args.map((argument) => mapPieces(argument, change)));
  }
}

/** Applies `change` to each value of a body. */
export const mapEach = (body: SourceBody, change: (value: Source) => Source): SourceBody =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, change(value)]));

function withCode(piece: TextPiece, change: (code: string) => string): TextPiece {
  if (typeof piece === "string") return piece;
  if (isVerbatim(piece)) return { ...piece, text: change(piece.text) };
  return isVerbatim(piece.value) ? { ...piece, value: { ...piece.value, text: change(piece.value.text) } } : piece;
}
