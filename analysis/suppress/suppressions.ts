import { operands } from "../../language/syntax/locate.ts";
import type { Place, Span } from "../../language/syntax/text.ts";
import type { Block, Body, Chunk, Comment, Expression, Item, SourceFile } from "../../language/syntax/tree.ts";
import { lineStart } from "../../language/write/layout.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { glob } from "../config/glob.ts";
import { type CommentStyle, directives, type SuppressionDirective } from "./comments.ts";
import { formerIds } from "./former-ids.ts";

/** One rule that a comment turns off somewhere; a comment that names several is several suppressions. */
export interface Suppression {
  readonly form: CommentStyle;
  /** The whole comment. */
  readonly comment: Place;
  /** What names the rule in it. */
  readonly at: Place;
  /** A rule's id, an alias, or a pattern with `*`; empty where the comment names none. */
  readonly id: string;
  /** The last day on which it holds, as it is written. */
  readonly until: string | undefined;
  readonly reason: string | undefined;
  /** Where findings that begin here are hidden. */
  readonly covers: "file" | readonly Span[];
}

/** Where the comments of a file begin and end. */
export type CommentSpans = () => ReadonlyMap<number, number>;

export function commentSpans(file: SourceFile): CommentSpans {
  let ends: ReadonlyMap<number, number> | undefined;
  return () => {
    ends ??= new Map(
      file.chunks.flatMap(({ start: base, tree }) =>
        tree.comments.map(({ start, end }) => [base + start, base + end] as const),
      ),
    );
    return ends;
  };
}

/** The suppression comments of a file, in our own form and in those of Checkov, tfsec, Trivy and KICS. */
export function suppressions(file: SourceFile): readonly Suppression[] {
  const found: Suppression[] = [];
  const comments = commentSpans(file);
  for (const chunk of file.chunks)
    for (const comment of chunk.tree.comments) {
      const start = chunk.start + comment.start;
      const place = { uri: file.uri, start, end: chunk.start + comment.end };
      // A comment that is a property of JSON is quoted, so its own offsets say nothing about the file's.
      const isVerbatim = file.text.startsWith(comment.text, start);
      const reached = new Map<SuppressionDirective["reach"], Suppression["covers"]>();
      for (const directive of directives(comment.text)) {
        const { form, id, until, reason, span, where } = directive;
        const at = isVerbatim ? { uri: file.uri, start: start + span.start, end: start + span.end } : place;
        const covers = reached.get(directive.reach) ?? covered(file, chunk, comment, directive, comments);
        reached.set(directive.reach, covers);
        if (!where) found.push({ form, id, until, reason, comment: place, at, covers });
        else if (covers !== "file" && covers.some((item) => isSaid(file, item, where)))
          found.push({ form, id, until, reason, comment: place, at, covers });
      }
    }
  return found;
}

/** Whether the block that begins at an offset says of its attributes what is asked; what is no plain value says nothing. */
function isSaid(file: SourceFile, { start }: Span, where: ReadonlyMap<string, string>): boolean {
  const block = blocksAround(file, start).at(-1);
  if (block?.start !== start) return false;
  return [...where].every(([path, wanted]) => textAt(file.text, block, path.split(".")) === wanted);
}

/** The source of an attribute, without the quotes of a text. */
function textAt(
  text: string,
  { body, base }: Pick<EnclosingBlock, "body" | "base">,
  [name, ...rest]: readonly string[],
): string | undefined {
  for (const item of body.items) {
    if (item.kind === "block" && item.type.text === name && rest.length > 0)
      return textAt(text, { body: item.body, base }, rest);
    if (item.kind === "attribute" && item.name.text === name && rest.length === 0)
      return text.slice(base + item.value.start, base + item.value.end).replace(/^"(.*)"$/, "$1");
  }
  return undefined;
}

/** The suppression that hides a finding; one that has expired by `today` (`YYYY-MM-DD`) hides nothing. */
export function match(
  suppressions: readonly Suppression[],
  { at, rule }: { readonly at: Span; readonly rule: Rule },
  today: string,
): Suppression | undefined {
  return suppressions.find(
    (suppression) =>
      (suppression.covers === "file" ||
        suppression.covers.some(({ start, end }) => start <= at.start && at.start < end)) &&
      names(suppression, rule) &&
      !isExpired(suppression, today),
  );
}

/** Whether a suppression names a rule by its id, or by another tool's id for it in whatever case. */
export function names({ id }: Suppression, rule: Rule): boolean {
  const wanted = canonical(id);
  if (!wanted.includes("*")) {
    const present = formerIds[wanted];
    return wanted !== "" && [rule.id, ...rule.aliases].some((one) => canonical(one) === wanted || one === present);
  }
  const matches = glob(wanted);
  return [rule.id, ...rule.aliases].some((one) => matches(canonical(one)));
}

/** Trivy drops the prefix that its ids once had: `AVD-AWS-0089` is `aws-0089`. */
const canonical = (id: string): string => id.toLowerCase().replace(/^avd-(?=aws-)/, "");

/** What is not a date has no end that could be kept. */
export const isExpired = ({ until }: Suppression, today: string): boolean =>
  until !== undefined && !(isDate(until) && today <= until);

export const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

function covered(
  file: SourceFile,
  chunk: Chunk,
  comment: Comment,
  { reach }: SuppressionDirective,
  comments: CommentSpans,
): Suppression["covers"] {
  if (reach === "file") return "file";
  const start = chunk.start + comment.start;
  const around = blocksAround(file, start);
  const outermost = around[0];
  const innermost = around.at(-1);
  if (reach === "resource" && outermost) return [outermost];
  if (file.text[start] === '"') return innermost ? [innermost] : [];
  const item = itemUnder(file, start, chunk.start + comment.end, comments);
  const headers = reach === "item-and-headers" ? around.map(({ start, header }) => ({ start, end: header })) : [];
  return [...item, ...headers];
}

/** What a comment is about that stands from `start` to `end`: the outermost thing that its line, or the next one, begins with. */
export function itemUnder(file: SourceFile, start: number, end: number, comments: CommentSpans): readonly Span[] {
  const target = targetOf(file, start, end, comments);
  return target === undefined ? [] : [itemAt(file, target)];
}

/** The first thing on the line that a comment is on, or on the next line that holds more than a comment. */
function targetOf({ text }: SourceFile, start: number, end: number, comments: CommentSpans): number | undefined {
  const own = firstOn(text, lineStart(text, start));
  if (own < start) return own;
  for (let at = end; ; ) {
    const line = text.indexOf("\n", at);
    if (line < 0) return undefined;
    const first = firstOn(text, line + 1);
    const after = comments().get(first);
    if (after === undefined) return first < text.length && !/[\r\n]/.test(text[first] ?? "") ? first : undefined;
    at = after;
  }
}

function firstOn(text: string, line: number): number {
  let at = line;
  while (text[at] === " " || text[at] === "\t" || text[at] === "\uFEFF") at++;
  return at;
}

/** The outermost thing that begins at an offset, and in any case the rest of the line. */
function itemAt(file: SourceFile, offset: number): Span {
  const line = file.text.indexOf("\n", offset);
  const end = line < 0 ? file.text.length : line;
  for (const { start, tree } of file.chunks) {
    if (offset < start || start + tree.length <= offset) continue;
    const node = nodeStarting(tree.body.items, offset - start);
    if (node) return { start: offset, end: Math.max(end, start + node.end) };
  }
  return { start: offset, end };
}

function nodeStarting(nodes: readonly (Item | Expression | Span)[], offset: number): Span | undefined {
  const node = nodes.find(({ start, end }) => start <= offset && offset < end);
  if (node === undefined || node.start === offset) return node;
  return nodeStarting(within(node), offset);
}

function within(node: Item | Expression | Span): readonly (Item | Expression | Span)[] {
  if ("kind" in node) {
    if (node.kind === "block") return node.body.items;
    if (node.kind === "object") return node.entries;
    if (node.kind !== "attribute") return operands(node);
  }
  return "value" in node && isExpression(node.value) ? [node.value] : [];
}

const isExpression = (value: unknown): value is Expression =>
  typeof value === "object" && value !== null && "kind" in value;

/** A block that holds something, and where its header ends. */
export interface EnclosingBlock extends Span {
  readonly header: number;
  readonly body: Body;
  /** What its body counts from. */
  readonly base: number;
}

/** The blocks that hold an offset, outermost first. */
export function blocksAround(file: SourceFile, offset: number): readonly EnclosingBlock[] {
  const found: EnclosingBlock[] = [];
  for (const { start, tree } of file.chunks) {
    if (offset < start || start + tree.length <= offset) continue;
    for (let items = tree.body.items; ; ) {
      const block = items.find(
        (item): item is Block => item.kind === "block" && item.start + start <= offset && offset < item.end + start,
      );
      if (!block) break;
      found.push({
        start: block.start + start,
        end: block.end + start,
        header: block.body.start + start,
        body: block.body,
        base: start,
      });
      items = block.body.items;
    }
  }
  return found;
}
