import type { Module } from "../../language/model/module.ts";
import { BlockSection, type Section, ValueSection } from "../../language/model/section.ts";
import { metaAttributes, metaBlocks } from "../../language/schema/meta.ts";
import { expressionAt } from "../../language/syntax/locate.ts";
import { type Edit, near, type Span } from "../../language/syntax/text.ts";
import type { Block, Expression, ObjectEntry, SourceFile } from "../../language/syntax/tree.ts";
import { hcl, json } from "../../language/write/dialect.ts";
import { editAt } from "../../language/write/edit-set.ts";
import {
  asLongAsALine,
  beginsLine,
  type Layout,
  lineEnd,
  marginAt,
  nextLine,
  unitOf,
  withCommentsAbove,
} from "../../language/write/layout.ts";
import { join, type Printed, printSetting } from "../../language/write/print.ts";
import { isBlock, type Source } from "../../language/write/source.ts";

/** Braces with settings between them, whatever they belong to; offsets count from the start of the file. */
export interface Container {
  readonly file: SourceFile;
  readonly form: "block" | "object" | "json";
  /** What stands between the braces. */
  readonly inside: Span;
  readonly members: readonly Member[];
  /** Members that mean something to Terraform itself and keep to the top or the bottom. */
  readonly meta: ReadonlySet<string>;
}

/** A setting as it is written. */
export interface Member extends Span {
  readonly name: string;
  readonly key: Span;
  /** Undefined for a nested block. */
  readonly value: Span | undefined;
}

const none: ReadonlySet<string> = new Set();
const metaOfResource: ReadonlySet<string> = new Set(metaAttributes);
const metaOfModule: ReadonlySet<string> = new Set([...metaOfResource, "source", "version", "providers"]);
const lastBlocks: ReadonlySet<string> = new Set([...metaBlocks, "timeouts", "depends_on"]);

/** The braces that a section's settings are written in, or the one of that name; undefined where it is computed or not closed. */
export function containerOf(whole: Section, name = ""): Container | undefined {
  const section = whole instanceof BlockSection ? whole.writtenFor(name) : whole;
  const { block } = section;
  if (block)
    return block.closed ? containerOfBlock(section.file, section.place(block).start - block.start, block) : undefined;
  if (!(section instanceof ValueSection)) return undefined;
  const place = section.mapping.origin ?? section.mapping.at;
  const file = fileOf(section.module, place.uri);
  const found = file && expressionAt(file, place);
  if (!file || found?.node.kind !== "object") return undefined;
  const { base, node } = found;
  return {
    file,
    form: file.syntax === "json" ? "json" : "object",
    inside: { start: node.start + base + 1, end: node.end + base - 1 },
    members: node.entries.flatMap((entry) => memberOfEntry(entry, base)),
    meta: none,
  };
}

function containerOfBlock(file: SourceFile, base: number, block: Block): Container {
  const members = block.body.items.map((item): Member => {
    const [key, value] = item.kind === "attribute" ? [item.name, item.value] : [item.type, undefined];
    const name = isDynamic(item) ? (item.labels[0]?.text ?? "") : key.text;
    return { name, key: moved(key, base), value: value && moved(value, base), ...moved(item, base) };
  });
  const isResource = block.type.text === "resource" || block.type.text === "data";
  return {
    file,
    form: file.syntax === "json" ? "json" : "block",
    inside: { start: block.body.start + base + 1, end: block.body.end + base - 1 },
    members,
    meta: isResource ? metaOfResource : block.type.text === "module" ? metaOfModule : none,
  };
}

const isDynamic = (item: Block["body"]["items"][number]): item is Block =>
  item.kind === "block" && item.type.text === "dynamic";

function memberOfEntry({ key, value, start, end }: ObjectEntry, base: number): readonly Member[] {
  const name = "kind" in key ? wordOf(key) : key.text;
  if (name === undefined) return [];
  return [{ name, key: moved(key, base), value: moved(value, base), ...moved({ start, end }, base) }];
}

const wordOf = (key: Expression): string | undefined => (key.kind === "root" ? key.name : undefined);

const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

/** A file of the tree that a module belongs to. */
export function fileOf(module: Module, uri: string): SourceFile | undefined {
  for (const other of module.root.tree()) {
    const file = other.file(uri);
    if (file) return file;
  }
  return undefined;
}

/** How a line that stands where the one at `offset` does is laid out. */
export const layoutAt = (file: SourceFile, offset: number): Layout => layoutWith(marginAt(file.text, offset), file);

const layoutWith = (margin: string, { syntax, text }: SourceFile): Layout => ({
  dialect: syntax === "json" ? json : hcl,
  margin,
  unit: unitOf(text),
  fits: asLongAsALine,
});

/** Changes nothing: the finding stays, so that such a fix is not offered. */
export const nothing = ({ header }: Section): Edit => ({
  at: near(header, header.start, header.start),
  text: "",
});

const isOneLine = ({ file, inside }: Container): boolean => !file.text.slice(inside.start, inside.end).includes("\n");

/** Adds settings that are not there, each where the author would have put it. */
export function insert(
  container: Container,
  settings: readonly (readonly [name: string, value: Source])[],
): readonly Edit[] {
  if (settings.length === 0) return [];
  if (isOneLine(container)) return [insertInLine(container, settings)];
  const pieces = settings.map(([name, value]) => insertInLines(container, name, value));
  // Attributes come before blocks where both go to one place.
  const sorted = [...pieces].sort((a, b) => a.at - b.at || a.rank - b.rank);
  const edits: Edit[] = [];
  for (const { at, text, stops } of sorted) {
    const last = edits.at(-1);
    if (last?.at.start === at) {
      edits[edits.length - 1] = {
        at: last.at,
        ...join([
          { text: last.text, stops: last.stops ?? [] },
          { text, stops },
        ]),
      };
    } else edits.push(editAt(container.file.uri, { start: at, end: at }, { text, stops }));
  }
  return edits;
}

function insertInLine(container: Container, settings: readonly (readonly [string, Source])[]): Edit {
  const { file, form, inside, members } = container;
  const last = members.at(-1);
  const outer = layoutAt(file, inside.start);
  if (form !== "block" && last) {
    const added = settings.map(([name, value]) => join([", ", printMember(form, name, value, outer)]));
    return editAt(file.uri, { start: last.end, end: last.end }, join(added));
  }
  const layout = { ...outer, margin: outer.margin + outer.unit };
  const present = file.text.slice(inside.start, inside.end).trim();
  const pieces: (string | Printed)[] = present === "" ? [] : [`\n${layout.margin}${present}`];
  for (const [name, value] of settings) {
    const isFirst = pieces.length === 0;
    const gap = isBlock(value) && form === "block" && !isFirst ? "\n\n" : "\n";
    const comma = form === "json" && !isFirst ? "," : "";
    pieces.push(`${comma}${gap}${layout.margin}`, printMember(form, name, value, layout));
  }
  return editAt(file.uri, inside, join([...pieces, `\n${outer.margin}`]));
}

function printMember(form: Container["form"], name: string, value: Source, layout: Layout): Printed {
  if (form !== "object" || !isBlock(value)) return printSetting(name, value, layout);
  const [body, ...others] = value.bodies;
  return printSetting(name, body && others.length === 0 ? body : value.bodies, layout);
}

interface Insertion extends Printed {
  readonly at: number;
  readonly rank: number;
}

function insertInLines(container: Container, name: string, value: Source): Insertion {
  const { file, form, inside, members } = container;
  const { text } = file;
  const outer = layoutAt(file, inside.start);
  const nested = isBlock(value) && form === "block";
  const rank = nested ? 1 : 0;
  const spot = nested ? spotOfBlock(container, name) : spotOfAttribute(container, name);
  const example = spot.member ?? members[0];
  const margin = example && beginsLine(text, example.start) ? marginAt(text, example.start) : outer.margin + outer.unit;
  const printed = printMember(form, name, value, layoutWith(margin, file));
  const index = spot.member ? members.indexOf(spot.member) : -1;
  if (spot.member && spot.side === "before") {
    const limit = members[index - 1]?.end ?? inside.start;
    const at = withCommentsAbove(text, spot.member.start, limit);
    const comma = form === "json" || isFollowedByComma(text, spot.member.end) ? "," : "";
    return { at, rank, ...join([margin, printed, `${comma}\n`]) };
  }
  if (!spot.member) {
    const at = lineEnd(text, inside.start);
    const before = form === "json" && members.length > 0 ? "," : "";
    const gap = form === "block" && members.length > 0 ? "\n" : "";
    return { at, rank, ...join([`\n${margin}`, printed, before, gap]) };
  }
  const { end } = spot.member;
  const comma = isFollowedByComma(text, end);
  if (form === "json" && !comma) return { at: end, rank, ...join([`,\n${margin}`, printed]) };
  const rest = text.slice(end, lineEnd(text, end));
  if (!/^[ \t]*,?[ \t]*(?:(?:#|\/\/).*|\/\*.*\*\/[ \t]*)?$/.test(rest))
    return { at: end, rank, ...join([", ", printed]) };
  const at = lineEnd(text, end);
  const following = text.slice(nextLine(text, at), lineEnd(text, nextLine(text, at))).trim();
  const isApart = following === "" || nextLine(text, at) > inside.end || following.startsWith("}");
  const gap = spot.apart ? "\n\n" : "\n";
  return { at, rank, ...join([`${gap}${margin}`, printed, comma ? "," : "", nested && !isApart ? "\n" : ""]) };
}

const isFollowedByComma = (text: string, end: number): boolean => /^[ \t]*,/.test(text.slice(end, lineEnd(text, end)));

/** Beside which member; at the top where there is none. `apart` asks for a blank line between. */
interface Spot {
  readonly side: "before" | "after";
  readonly member: Member | undefined;
  readonly apart: boolean;
}

const after = (member: Member | undefined, apart = false): Spot => ({ side: "after", member, apart });

function spotOfBlock({ members, meta }: Container, name: string): Spot {
  const same = members.findLast((member) => member.name === name);
  if (same) return after(same, true);
  const isLast = (member: Member): boolean =>
    lastBlocks.has(member.name) && (meta.size > 0 || member.value === undefined);
  return after(
    members.findLast((member) => !isLast(member)),
    true,
  );
}

function spotOfAttribute(container: Container, name: string): Spot {
  const { file, form, members, meta } = container;
  const { text } = file;
  const ordinary = groups(container).map((group) => group.filter((member) => !meta.has(member.name)));
  const first = ordinary.find((group) => group.length > 0);
  if (!first) {
    const top = members.findLast(
      ({ name: other, value }) => value !== undefined && meta.has(other) && other !== "depends_on",
    );
    return after(top, top !== undefined);
  }
  const firstBlock = members.find(({ value }) => value === undefined)?.start ?? Number.POSITIVE_INFINITY;
  const single = ordinary
    .flat()
    .filter(({ start, end }) => start < firstBlock && !text.slice(start, end).includes("\n"));
  const isSorted = first.every((member, index) => index === 0 || (first[index - 1]?.name ?? "") <= member.name);
  const kin = first.length > 1 && isSorted ? undefined : kinOf(name, single);
  if (kin) return after(kin);
  if (isSorted) {
    const next = first.find((member) => member.name > name);
    if (!next) return after(first.at(-1));
    if (beginsLine(text, next.start)) return { side: "before", member: next, apart: false };
  }
  if (form !== "block") return after(members.at(-1));
  // tags keep to the bottom
  return after(single.findLast((member) => member.name !== "tags") ?? single.at(-1) ?? first.at(-1));
}

/** The attribute whose name begins with the most of the same words, two at least: `endpoint_public_access_cidrs` stands below `endpoint_public_access`. */
function kinOf(name: string, members: readonly Member[]): Member | undefined {
  const shared = (other: string): number => {
    const [own, words] = [name.split("_"), other.split("_")];
    const end = own.findIndex((word, index) => word !== words[index]);
    return end < 0 ? own.length : end;
  };
  const most = Math.max(...members.map((member) => shared(member.name)));
  return most < 2 ? undefined : members.findLast((member) => shared(member.name) === most);
}

/** Attributes that follow each other without a blank line or a block between them. */
function groups({ file, members }: Container): readonly (readonly Member[])[] {
  const found: Member[][] = [];
  let previous: Member | undefined;
  for (const member of members) {
    const between = previous && file.text.slice(previous.end, member.start);
    const continues = previous?.value !== undefined && between !== undefined && !/\n[ \t\r]*\n/.test(between);
    if (member.value !== undefined) {
      if (continues) found.at(-1)?.push(member);
      else found.push([member]);
    }
    previous = member;
  }
  return found;
}
