import { contains, type Span } from "./text.ts";
import type { Block, Body, Expression, Item, SourceFile, TemplatePart } from "./tree.ts";

/** A node of a file; its spans count from `base`. */
export interface Located<Node> {
  readonly file: SourceFile;
  readonly base: number;
  readonly node: Node;
}

/** The outermost expression that stands at exactly this span of a file. */
export function expressionAt(file: SourceFile, span: Span): Located<Expression> | undefined {
  const chain = expressionsAround(file, span);
  return chain.find(({ node, base }) => node.start + base === span.start && node.end + base === span.end);
}

/** The expressions that hold this span of a file, outermost first. */
export const expressionsAround = (file: SourceFile, span: Span): readonly Located<Expression>[] =>
  locatedAround(file, span).flatMap(({ node, ...where }) =>
    node.kind === "block" || node.kind === "attribute" ? [] : { ...where, node },
  );

/** The blocks that hold a span of a file, outermost first. */
export const blocksAround = (file: SourceFile, span: Span): readonly Located<Block>[] =>
  locatedAround(file, span).flatMap(({ node, ...where }) => (node.kind === "block" ? { ...where, node } : []));

function locatedAround(file: SourceFile, span: Span): readonly Located<Item | Expression>[] {
  const found: Located<Item | Expression>[] = [];
  for (const { start: base, tree } of file.chunks) {
    if (span.start < base || base + tree.length < span.end) continue;
    const inside = { start: span.start - base, end: span.end - base };
    for (const node of partsAround(tree.body, inside)) found.push({ file, base, node });
  }
  return found;
}

/** What holds a span in a body, items and expressions, outermost first. */
export const partsAround = (body: Body, span: Span): Iterable<Item | Expression> =>
  nodesAround<Item | Expression>(body.items, span, partsOf);

/** Those of nodes, and of the parts that they have, which hold a span, outermost first. */
export function* nodesAround<Node extends Span>(
  nodes: readonly Node[],
  span: Span,
  partsOf: (node: Node) => readonly Node[],
): Iterable<Node> {
  let level = nodes;
  for (;;) {
    const node = level.find((one) => contains(one, span));
    if (node === undefined) return;
    yield node;
    level = partsOf(node);
  }
}

/** The top-level block that holds a span of a file. */
export const topBlockAround = (file: SourceFile, span: Span): Located<Block> | undefined => blocksAround(file, span)[0];

/** What an item or an expression is made of. */
function partsOf(node: Item | Expression): readonly (Item | Expression)[] {
  if (node.kind === "block") return node.body.items;
  return node.kind === "attribute" ? [node.value] : operands(node);
}

/** The expressions that an expression is made of. */
export function operands(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "template":
      return node.parts.flatMap(operandsOfPart);
    case "tuple":
      return node.items;
    case "object":
      return node.entries.flatMap(({ key, value }) => ("kind" in key ? [key, value] : [value]));
    case "attr":
      return [node.on];
    case "index":
      return [node.on, node.index];
    case "splat":
      return [node.on, node.each];
    case "call":
      return node.args;
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "conditional":
      return [node.condition, node.then, node.else];
    case "for":
      return [node.collection, node.key, node.value, node.condition].filter((each) => each !== undefined);
    case "parentheses":
      return [node.inner];
    default:
      return [];
  }
}

function operandsOfPart(part: TemplatePart): readonly Expression[] {
  switch (part.kind) {
    case "text":
      return [];
    case "interpolation":
      return [part.expression];
    case "if":
      return [part.condition, ...part.then.flatMap(operandsOfPart), ...(part.else ?? []).flatMap(operandsOfPart)];
    case "for-directive":
      return [part.collection, ...part.body.flatMap(operandsOfPart)];
  }
}
