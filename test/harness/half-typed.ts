import type { Attribute, Block, Item } from "../../language/syntax/tree.ts";
import type { Random } from "./random.ts";

/** What is in the middle of being typed: `text` stands in place of what was from `start` to `end`. */
export interface HalfTyped {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A whole file with its top-level blocks; all offsets count from the start of the file. */
export interface Original {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Puts a kind of unfinished edit somewhere; undefined where there is no place for it. */
type Kind = (original: Original, chance: Random) => HalfTyped | undefined;

/** A new line above an attribute, indented as the editor does it. */
const line =
  (typed: string): Kind =>
  ({ text, blocks }, chance) => {
    const starts = blocks
      .flatMap((block) => [...attributes(block.body.items)])
      .map(({ start }) => ({ start, line: text.lastIndexOf("\n", start - 1) + 1 }))
      .filter(({ start, line }) => text.slice(line, start).trim() === "");
    if (starts.length === 0) return undefined;
    const { line: at, start } = chance.pick(starts);
    return { start: at, end: at, text: `${text.slice(at, start)}${typed}\n` };
  };

const before =
  (typed: string): Kind =>
  ({ blocks }, chance) => {
    const { start } = chance.pick(blocks);
    return { start, end: start, text: `${typed}\n\n` };
  };

const withoutLast = (nodes: readonly { readonly end: number }[], chance: Random): HalfTyped | undefined => {
  if (nodes.length === 0) return undefined;
  const { end } = chance.pick(nodes);
  return { start: end - 1, end, text: "" };
};

/** 23 ways in which a file is broken while someone types. */
export const halfTyped: Readonly<Record<string, Kind>> = {
  "the closing brace of a block deleted": ({ blocks }, chance) => withoutLast(blocks.slice(0, -1), chance),
  "the closing brace of a nested block deleted": ({ blocks }, chance) =>
    withoutLast([...nestedBlocks(blocks.flatMap((block) => block.body.items))], chance),
  "the closing quote of a string deleted": ({ blocks }, chance) => withoutLast(strings(blocks), chance),
  'name = "': line('name = "'),
  "cidr_blocks = [": line("cidr_blocks = ["),
  'cidr_blocks = ["0.0.0.0/0"': line('cidr_blocks = ["0.0.0.0/0"'),
  "acl = ": line("acl = "),
  acl: line("acl"),
  "ingress {": line("ingress {"),
  "tags = {": line("tags = {"),
  "policy = jsonencode({": line("policy = jsonencode({"),
  'bucket = "${var.': line('bucket = "${var.'),
  'bucket = "${var.a}': line('bucket = "${var.a}'),
  "count = var.": line("count = var."),
  "acl = var.a ?": line("acl = var.a ?"),
  "acl = var.a &&": line("acl = var.a &&"),
  "policy = <<EOF": line("policy = <<EOF"),
  "${ inside a string": ({ blocks }, chance) => {
    const all = strings(blocks);
    if (all.length === 0) return undefined;
    const start = chance.pick(all).start + 1;
    return { start, end: start, text: "${" };
  },
  'resource "aws_s3': before('resource "aws_s3'),
  'resource "a" "b" {': before('resource "a" "b" {'),
  "up to 40 characters deleted": ({ text }, chance) => {
    const start = chance.below(text.length - 50);
    return { start, end: start + 1 + chance.below(40), text: "" };
  },
  "the rest of the file missing": ({ text }, chance) => {
    const start = Math.floor(text.length * (0.3 + (0.6 * chance.below(1000)) / 1000));
    return { start, end: text.length, text: "" };
  },
  "/* ": line("/* "),
};

/** All attributes of blocks, also of nested ones. */
function* attributes(items: readonly Item[]): Iterable<Attribute> {
  for (const item of items) {
    if (item.kind === "attribute") yield item;
    else yield* attributes(item.body.items);
  }
}

function* nestedBlocks(items: readonly Item[]): Iterable<Block> {
  for (const item of items) {
    if (item.kind !== "block") continue;
    yield item;
    yield* nestedBlocks(item.body.items);
  }
}

function strings(blocks: readonly Block[]): readonly { readonly start: number; readonly end: number }[] {
  return blocks
    .flatMap((block) => [...attributes(block.body.items)])
    .map(({ value }) => value)
    .filter((value) => value.kind === "template" && value.form === "quoted");
}
