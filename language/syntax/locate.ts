import { contains, type Span } from "./text.ts";
import type { Block, Expression, Item, SourceFile, TemplatePart } from "./tree.ts";

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
export function expressionsAround(file: SourceFile, span: Span): readonly Located<Expression>[] {
  const found: Located<Expression>[] = [];
  for (const { start: base, tree } of file.chunks) {
    if (span.start < base || base + tree.length < span.end) continue;
    const inside = { start: span.start - base, end: span.end - base };
    let level: readonly (Item | Expression)[] = tree.body.items;
    for (;;) {
      const node = level.find((one) => contains(one, inside));
      if (node === undefined) break;
      if (node.kind === "attribute") level = [node.value];
      else if (node.kind === "block") level = node.body.items;
      else {
        found.push({ file, base, node });
        level = operands(node);
      }
    }
  }
  return found;
}

/** The blocks that hold a span of a file, outermost first. */
export function blocksAround(file: SourceFile, span: Span): readonly Located<Block>[] {
  const found: Located<Block>[] = [];
  for (const { start: base, tree } of file.chunks) {
    let level = tree.body.items;
    for (;;) {
      const node = level.find(({ start, end }) => start + base <= span.start && span.end <= end + base);
      if (node?.kind !== "block") break;
      found.push({ file, base, node });
      level = node.body.items;
    }
  }
  return found;
}

/** The top-level block that holds a span of a file. */
export const topBlockAround = (file: SourceFile, span: Span): Located<Block> | undefined => blocksAround(file, span)[0];

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
