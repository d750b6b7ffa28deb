import type { Span } from "./text.ts";

/**
 * One file as a tree. Parsing never fails: what cannot be read is an `ErrorExpression` or is missing from its body,
 * and the chunk that holds it is `broken`.
 */
export interface SourceFile {
  readonly uri: string;
  readonly text: string;
  readonly syntax: "hcl" | "json";
  /** In order, without gaps: together they are the text. */
  readonly chunks: readonly Chunk[];
}

/** A run of the text with its tree; usually one top-level block. Unedited chunks are shared between versions. */
export interface Chunk {
  /** Where the chunk begins in the file. */
  readonly start: number;
  readonly tree: ChunkTree;
}

/** All offsets below a part count from the start of its chunk, so that an edit elsewhere leaves it as it is. */
export interface ChunkTree {
  readonly length: number;
  readonly body: Body;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxProblem[];
  /** Something in here could not be read: nothing may be called absent. */
  readonly broken: boolean;
}

export interface SyntaxProblem extends Span {
  readonly message: string;
}

export interface Comment extends Span {
  /** With its `#`, `//` or `/*`. */
  readonly text: string;
}

export interface Name extends Span {
  readonly text: string;
}

export interface Body extends Span {
  readonly items: readonly Item[];
}

export type Item = Attribute | Block;

/** `name = value`. In JSON, a property. */
export interface Attribute extends Span {
  readonly kind: "attribute";
  readonly name: Name;
  readonly value: Expression;
}

/** `type "label" { … }`. In JSON only the top level is read as blocks: whether a nested object is one, the reader decides. */
export interface Block extends Span {
  readonly kind: "block";
  readonly type: Name;
  /** `text` without quotes and unescaped; the span includes the quotes. */
  readonly labels: readonly Name[];
  /** From `{` to `}` inclusive (to where it broke off when it is not closed). */
  readonly body: Body;
  /** False while the closing brace is missing. */
  readonly closed: boolean;
}

export type Expression =
  | Literal
  | Template
  | Tuple
  | ObjectExpression
  | TraversalRoot
  | Attr
  | Index
  | Splat
  | Call
  | Unary
  | Binary
  | Conditional
  | For
  | Parentheses
  | SharedObject
  | ErrorExpression;

/**
 * An object in an array of a JSON file that is neither Terraform nor variables: what is in it counts from its own start, and is
 * shared with the version before where an edit leaves it as it is.
 */
export interface SharedObject extends Span {
  readonly kind: "piece";
  readonly value: Expression;
}

/** A number, `true`, `false` or `null`; in JSON also a string (see `Template`). */
export interface Literal extends Span {
  readonly kind: "literal";
  readonly value: number | boolean | null;
}

/** A quoted string or heredoc. A JSON string of a `*.tf.json` is one too; one of a policy has a single text part. */
export interface Template extends Span {
  readonly kind: "template";
  readonly form: "quoted" | "heredoc" | "json";
  /** True for `<<-`. */
  readonly indented: boolean;
  /** Between the quotes, or from the line after the heredoc's opening up to the start of the line of its end marker. */
  readonly content: Span;
  readonly parts: readonly TemplatePart[];
}

export type TemplatePart = TemplateText | Interpolation | Directive;

export interface TemplateText extends Span {
  readonly kind: "text";
  /** Unescaped, unindented (`<<-`), stripped (`~`), NFC-normalised. */
  readonly value: string;
}

/** `${ expression }` */
export interface Interpolation extends Span {
  readonly kind: "interpolation";
  readonly expression: Expression;
}

/** `%{ if c }a%{ else }b%{ endif }` or `%{ for k, v in xs }…%{ endfor }`, already nested. */
export type Directive = IfDirective | ForDirective;

export interface IfDirective extends Span {
  readonly kind: "if";
  readonly condition: Expression;
  readonly then: readonly TemplatePart[];
  readonly else: readonly TemplatePart[] | undefined;
}

export interface ForDirective extends Span {
  readonly kind: "for-directive";
  readonly key: Name | undefined;
  readonly value: Name;
  readonly collection: Expression;
  readonly body: readonly TemplatePart[];
}

export interface Tuple extends Span {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
}

export interface ObjectExpression extends Span {
  readonly kind: "object";
  readonly entries: readonly ObjectEntry[];
}

export interface ObjectEntry extends Span {
  /** A bare word or a string that names the key is a `Name`; `(expr)`, a template and a traversal are expressions. */
  readonly key: Name | Expression;
  readonly value: Expression;
}

/** The first word of a traversal: `var`, `aws_s3_bucket`, `each`, a `for` variable. */
export interface TraversalRoot extends Span {
  readonly kind: "root";
  readonly name: string;
}

/** `on.name` */
export interface Attr extends Span {
  readonly kind: "attr";
  readonly on: Expression;
  /** Empty while it is not yet typed. */
  readonly name: Name;
}

/** `on[index]`, and the legacy `on.0` */
export interface Index extends Span {
  readonly kind: "index";
  readonly on: Expression;
  readonly index: Expression;
}

/**
 * `on[*]` and `on.*`, followed by what is applied to every element: `each` is that rest as a chain that starts at an
 * `Element`-like root named "" (see `TraversalRoot`), so `x[*].id` is `{ on: x, each: attr(root(""), id) }`.
 */
export interface Splat extends Span {
  readonly kind: "splat";
  readonly on: Expression;
  readonly full: boolean;
  readonly each: Expression;
}

export interface Call extends Span {
  readonly kind: "call";
  /** With its namespaces: `provider::aws::arn_parse`. */
  readonly name: Name;
  readonly args: readonly Expression[];
  /** The last argument is followed by `...`. */
  readonly expand: boolean;
}

export interface Unary extends Span {
  readonly kind: "unary";
  readonly operator: "-" | "!";
  readonly operand: Expression;
}

export interface Binary extends Span {
  readonly kind: "binary";
  readonly operator: "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";
  readonly left: Expression;
  readonly right: Expression;
}

export interface Conditional extends Span {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

/** `[for k, v in xs : value if c]` and `{for k, v in xs : key => value... if c}` */
export interface For extends Span {
  readonly kind: "for";
  readonly form: "tuple" | "object";
  readonly keyName: Name | undefined;
  readonly valueName: Name;
  readonly collection: Expression;
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
  readonly grouped: boolean;
}

export interface Parentheses extends Span {
  readonly kind: "parentheses";
  readonly inner: Expression;
}

/** Where an expression is missing or cannot be read. */
export interface ErrorExpression extends Span {
  readonly kind: "error";
}
