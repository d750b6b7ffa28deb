import { isConfiguration } from "../model/files.ts";
import type { Module } from "../model/module.ts";
import type { BlockSection } from "../model/section.ts";
import { blocksAround, expressionsAround, type Located } from "../syntax/locate.ts";
import { contains, type Edit, near, type Place } from "../syntax/text.ts";
import type { Call, Expression, SourceFile, Template } from "../syntax/tree.ts";
import { hcl } from "../write/dialect.ts";
import { marginAt, withCommentsAbove } from "../write/layout.ts";
import { print } from "../write/print.ts";
import { call, hasCode, isBody, type Source } from "../write/source.ts";
import { asDocument, fits } from "./respell.ts";
import { spelledDocument, spelledExpression, spelledTemplate } from "./spelled.ts";

/** Another way to write something, which fixes no finding; fmt-clean. */
export interface Refactoring {
  readonly title: string;
  readonly edits: readonly Edit[];
}

const documentType = "aws_iam_policy_document";

/** Other spellings of the policy that stands at a place of Terraform's native syntax; they leave its meaning as it is, unless they cannot be shown to. */
export function* conversions(module: Module, at: Place): Iterable<Refactoring> {
  const file = module.files.find(({ uri }) => uri === at.uri);
  if (file?.syntax !== "hcl") return;
  const section = blockAt(module, file, at);
  if (!section) return;
  if (section.block.type.text === "data" && section.block.labels[0]?.text === documentType)
    yield* fromDocument(module, section);
  else yield* fromSource(module, file, section, at);
}

/** The top-level block at a place, seen through its module. */
function blockAt(module: Module, file: SourceFile, at: Place): BlockSection | undefined {
  const [block] = blocksAround(file, at);
  return (
    block &&
    module.blocks(block.node.type.text).find((section) => section.file === file && section.block === block.node)
  );
}

// ── from a heredoc, a string or jsonencode

type Origin = Located<Template | Call>;

function* fromSource(module: Module, file: SourceFile, section: BlockSection, at: Place): Iterable<Refactoring> {
  const around = expressionsAround(file, at);
  const index = around.findIndex(isSource);
  const source = around[index];
  if (!source || !isSource(source) || around.slice(0, index).some(({ node }) => node.kind === "for")) return;
  const { node, base } = source;
  const place = { uri: file.uri, start: node.start + base, end: node.end + base };
  if (commentsIn(file, place)) return;
  const spelled = spelledIn(node, section);
  if (spelled === undefined || !isPolicy(spelled)) return;
  if (!blocksAround(file, at).some((block) => block.node.type.text === "dynamic") && !isBound(spelled)) {
    const name = freeName(module, section, attributeAt(file, place));
    const text = asDocument(spelled, name);
    const start = withCommentsAbove(file.text, section.at.start);
    if (text !== undefined)
      yield {
        title: `Write the policy as \`${documentType}\``,
        edits: [
          { at: { uri: file.uri, start, end: start }, text: `${text}\n\n` },
          { at: place, text: `data.${documentType}.${name}.json` },
        ],
      };
  }
  if (node.kind === "template") {
    const text = asEncoded(spelled, file.text, place.start);
    yield { title: "Write the policy with `jsonencode`", edits: [{ at: place, text }] };
  }
}

function isSource(located: Located<Expression>): located is Origin {
  const { node } = located;
  if (node.kind === "call") return node.name.text === "jsonencode" && node.args.length === 1 && !node.expand;
  return node.kind === "template" && node.parts.some((part) => part.kind === "text" && part.value.includes("{"));
}

function spelledIn(node: Template | Call, section: BlockSection): Source | undefined {
  if (node.kind === "template") return spelledTemplate(node, section);
  const [argument] = node.args;
  return argument && spelledExpression(argument, section);
}

const isPolicy = (spelled: Source): boolean => isBody(spelled) && Object.hasOwn(spelled, "Statement");

/** Uses a name that means something inside its block only. */
const isBound = (spelled: Source): boolean => hasCode(spelled, (code) => /(?<![\w.])(?:each|count|self)\./.test(code));

const commentsIn = ({ chunks }: SourceFile, place: Place): boolean =>
  chunks.some(({ start, tree }) =>
    tree.comments.some((comment) => contains(place, { start: comment.start + start, end: comment.end + start })),
  );

/** The attribute that a place is the value of. */
function attributeAt(file: SourceFile, place: Place): string {
  const block = blocksAround(file, place).at(-1);
  const item = block?.node.body.items.find(
    ({ start, end }) => start + block.base <= place.start && place.end <= end + block.base,
  );
  return item?.kind === "attribute" ? item.name.text : "policy";
}

function freeName(module: Module, { block }: BlockSection, attribute: string): string {
  const taken = new Set(module.data(documentType).map(({ name }) => name));
  const own = block.labels.at(-1)?.text ?? attribute;
  const purpose = attribute === "assume_role_policy" ? "trust" : attribute;
  const base = attribute === "assume_role_policy" ? `${own}_trust` : own;
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : number === 2 ? `${own}_${purpose}` : `${base}_${number}`;
    if (!taken.has(name)) return name;
  }
}

/** A policy as the argument of `jsonencode`, to stand where something is now. */
const asEncoded = (policy: Source, text: string, offset: number): string =>
  print(call("jsonencode", policy), { dialect: hcl, margin: marginAt(text, offset), unit: "  ", fits }).text;

// ── from a document

/** Puts a document that is used once in the place where it is used. */
function* fromDocument(module: Module, section: BlockSection): Iterable<Refactoring> {
  const { file, at } = section;
  const name = section.block.labels[1]?.text ?? "";
  const use = onlyUse(module, name);
  const start = withCommentsAbove(file.text, at.start);
  if (!use || commentsIn(file, near(at, start, at.end))) return;
  const spelled = spelledDocument(section);
  if (!spelled) return;
  const text = asEncoded(spelled, use.file.text, use.at.start);
  const end = at.end + (/^[ \t]*(?:\r?\n[ \t]*)*(?:\r?\n|$)/.exec(file.text.slice(at.end))?.[0].length ?? 0);
  yield {
    title: "Write the policy with `jsonencode`",
    edits: [
      { at: { uri: file.uri, start: at.start, end }, text: "" },
      { at: use.at, text },
    ],
  };
}

/** The one attribute that a document is the whole value of; undefined where it is used otherwise or more than once. */
function onlyUse(module: Module, name: string): { readonly file: SourceFile; readonly at: Place } | undefined {
  const address = `data.${documentType}.${name}`;
  const uses = module.files
    .filter(({ uri }) => isConfiguration(uri))
    .flatMap((file) =>
      [...file.text.matchAll(/data\.aws_iam_policy_document\.[\w-]+/g)].flatMap(({ 0: found, index }) =>
        found === address ? [{ file, start: index }] : [],
      ),
    );
  const [use, ...others] = uses;
  if (!use || others.length > 0 || use.file.syntax !== "hcl") return undefined;
  const { file, start } = use;
  const at = { uri: file.uri, start, end: start + `${address}.json`.length };
  const block = blocksAround(file, at).at(-1);
  const isWhole = block?.node.body.items.some(
    (item) =>
      item.kind === "attribute" && item.value.start + block.base === at.start && item.value.end + block.base === at.end,
  );
  return isWhole && file.text.startsWith(`${address}.json`, start) ? { file, at } : undefined;
}
