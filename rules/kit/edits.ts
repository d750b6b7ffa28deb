import type { Section } from "../../language/model/section.ts";
import type { Value } from "../../language/model/value.ts";
import { blocksAround, expressionAt, expressionsAround } from "../../language/syntax/locate.ts";
import type { Edit, Place, Span } from "../../language/syntax/text.ts";
import type { Expression, SourceFile } from "../../language/syntax/tree.ts";
import { editAt } from "../../language/write/edit-set.ts";
import {
  beginsLine,
  endsLine,
  lineEnd,
  lineStart,
  marginAt,
  nextLine,
  withComma,
  withCommentsAbove,
} from "../../language/write/layout.ts";
import { join, print, printSetting } from "../../language/write/print.ts";
import { block, isBlock, isBody, isConstant, type Source, type SourceBody } from "../../language/write/source.ts";
import { type Container, containerOf, fileOf, insert, layoutAt, type Member, nothing } from "./container.ts";
import { decidedElsewhere, fallbackIn, toldAnew } from "./deciding.ts";
import { inPartition } from "./known.ts";

export {
  block,
  call,
  concat,
  expression,
  proposal,
  type Source,
  type SourceBody,
  sharedStop,
  stop,
} from "../../language/write/source.ts";
export { append, resourceBeside } from "./placement.ts";

/**
 * Sets the value at `path` (`name`, `block.name`, …): replaces it where it is written, in the section or in the local,
 * variable or tfvars file of this module that it comes from; adds the attribute, and the blocks around it, where there is
 * none. `put(section, "rule", block({ … }))` adds a nested block, or replaces the first. An edit that changes nothing
 * where none of this can be done.
 */
export const put = (section: Section, path: string, value: Source): Edit =>
  putAll(section, { [path]: value })[0] ?? nothing(section);

/** Sets several values; what is missing in the same place is added together. */
export function putAll(section: Section, settings: SourceBody): readonly Edit[] {
  const container = containerOf(section);
  if (!container) return [];
  const edits: Edit[] = [];
  const missing: [string, Source][] = [];
  for (const [name, value] of Object.entries(byHead(inPartition(section.module, settings)))) {
    const holder = containerOf(section, name) ?? container;
    const member = holder.members.find((each) => each.name === name);
    const [inner] = section.sections(name);
    if (value.within && inner) edits.push(...putAll(inner, value.within));
    if (value.whole === undefined && inner) continue;
    const whole = value.whole ?? nest(value.within ?? {});
    if (member) {
      const rewritten = rewrite(section, holder, member, whole);
      edits.push(rewritten, ...toldAnew(section, rewritten));
    } else missing.push([name, whole]);
  }
  return [...edits, ...insert(container, missing)];
}

/** What is set under one name: all of it, or what its blocks hold. */
interface Setting {
  readonly whole?: Source;
  readonly within?: SourceBody;
}

function byHead(settings: SourceBody): Readonly<Record<string, Setting>> {
  const heads: Record<string, Setting> = {};
  for (const [path, value] of Object.entries(settings)) {
    const dot = path.indexOf(".");
    const head = dot < 0 ? path : path.slice(0, dot);
    const before = heads[head];
    heads[head] =
      dot < 0
        ? { ...before, whole: value }
        : { ...before, within: { ...before?.within, [path.slice(dot + 1)]: value } };
  }
  return heads;
}

const nest = (settings: SourceBody): Source =>
  block(
    Object.fromEntries(
      Object.entries(byHead(settings)).map(([name, { whole, within }]) => [name, whole ?? nest(within ?? {})] as const),
    ),
  );

function rewrite(section: Section, container: Container, member: Member, value: Source): Edit {
  const { file } = container;
  const layout = layoutAt(file, member.start);
  if (!member.value) {
    // what fills a dynamic block is chosen by whoever hands it in
    if (file.text.slice(member.key.start, member.key.end) === "dynamic") return nothing(section);
    const notes = commentsIn(file, member).map((note) => `${note}\n${layout.margin}`);
    return editAt(file.uri, member, join([...notes, printSetting(member.name, value, layout)]));
  }
  const decided = decidedElsewhere(section, expressionAt(file, member.value)?.node, section.get(member.name), value);
  if (decided) return decided;
  const fallback = isConstant(value) ? fallbackIn(file, member.value) : undefined;
  if (fallback) return editAt(file.uri, fallback, print(value, layout));
  return editAt(
    file.uri,
    { start: member.value.start, end: member.value.end + untrueBehind(container, member).length },
    print(isBlock(value) && container.form === "block" ? value.bodies : value, layout),
  );
}

/** The comment behind a setting where it says only what is wrong with it. */
function untrueBehind({ file, form }: Container, member: Member): string {
  const rest = file.text.slice(member.end, lineEnd(file.text, member.end));
  const behind = form === "block" ? (/^[ \t]*(?:#|\/\/).*$/.exec(rest)?.[0] ?? "") : "";
  return accuses.test(behind) && !explains.test(behind) ? behind : "";
}

/** Adds a nested block after those of its type, whether there are any or not. */
export function addBlock(section: Section, type: string, body: SourceBody): Edit {
  const container = containerOf(section, type);
  return (container && insert(container, [[type, block(body)]])[0]) ?? nothing(section);
}

/** Removes the attribute or the nested blocks at `path`, with their lines. */
export function remove(section: Section, path: string): readonly Edit[] {
  const dot = path.indexOf(".");
  const container = containerOf(section, path);
  if (dot >= 0) return section.sections(path.slice(0, dot)).flatMap((inner) => remove(inner, path.slice(dot + 1)));
  if (!container) return [];
  return container.members.filter(({ name }) => name === path).map((member) => removeMember(container, member));
}

function removeMember({ file, form, inside, members }: Container, member: Member): Edit {
  const { text } = file;
  const index = members.indexOf(member);
  const [previous, next] = [members[index - 1], members[index + 1]];
  const isOneLine = !text.slice(inside.start, inside.end).includes("\n");
  if (members.length === 1 && isOneLine) return deletion(file, inside);
  if (form === "json" || isOneLine) return deletion(file, withComma(member, previous, next));
  const lines = linesOf(text, member, member.value === undefined ? (previous?.end ?? inside.start) : member.start);
  const notes = commentsIn(file, member).map((note) => `${marginAt(text, member.start)}${note}\n`);
  return editAt(file.uri, lines, { text: notes.join(""), stops: [] });
}

/** Removes a block with its lines, the comments right above it and the blank line that set it apart. */
export function removeBlock(section: Section): Edit {
  const { block: own, file, at } = section;
  if (!own) return removeItem(section, { state: "absent", at: containerPlace(section) });
  if (file.syntax === "json") return nothing(section);
  const around = blocksAround(file, at).map(({ node, base }) => ({
    node,
    start: node.start + base,
    end: node.end + base,
  }));
  const self = around.at(-1);
  const parent = around.at(-2);
  const removed = own.type.text === "content" && parent?.node.type.text === "dynamic" ? parent : (self ?? at);
  const kept = commentsIn(file, removed);
  if (kept.length === 0) return deletion(file, linesOf(file.text, removed, 0));
  return editAt(file.uri, removed, { text: kept.join(`\n${marginAt(file.text, removed.start)}`), stops: [] });
}

/** What somebody has noted in a block: a reason outlives what it stands beside. */
const commentsIn = ({ chunks }: SourceFile, within: Span): readonly string[] =>
  chunks.flatMap(({ start, tree }) =>
    tree.comments.flatMap((comment) =>
      comment.start + start >= within.start && comment.end + start <= within.end && !isSuppression(comment.text)
        ? [comment.text.trimEnd()]
        : [],
    ),
  );

/** A word to a scanner goes with what it was about. */
const isSuppression = (text: string): boolean =>
  /(?:parapet|checkov|trivy|tfsec|kics)[:-]\w*(?:ignore|skip)|nosec/i.test(text);

function containerPlace(section: Section): Place {
  const container = containerOf(section);
  if (!container) return section.at;
  return { uri: container.file.uri, start: container.inside.start - 1, end: container.inside.end + 1 };
}

/** Removes an item from the list that it is written in, with its comma; `section` is where the list was found. */
export function removeItem(section: Section, item: Value): Edit {
  for (const place of [item.at, item.origin ?? item.at]) {
    const file = fileOf(section.module, place.uri);
    if (!file) continue;
    for (const { node, base } of expressionsAround(file, place)) {
      if (node.kind !== "tuple") continue;
      const items = node.items.map(({ start, end }) => ({ start: start + base, end: end + base }));
      const index = items.findIndex(({ start, end }) => start === place.start && end === place.end);
      const found = items[index];
      if (found) return removeFrom(file, found, items[index - 1], items[index + 1]);
    }
  }
  return nothing(section);
}

function removeFrom(file: SourceFile, item: Span, previous: Span | undefined, next: Span | undefined): Edit {
  const isAlone = beginsLine(file.text, item.start) && endsLine(file.text, item.end);
  if (isAlone && (file.syntax === "hcl" || next)) return deletion(file, linesOf(file.text, item, item.start));
  return deletion(file, withComma(item, previous, next));
}

/** Adds an item at the end of the list at `path`, or the attribute where there is no list. */
export function addItem(section: Section, path: string, item: Source): Edit {
  const value = section.get(path);
  for (const place of [value.at, value.origin ?? value.at]) {
    const file = fileOf(section.module, place.uri);
    const found = file && expressionAt(file, place);
    const list = found && tupleIn(found.node);
    if (!found || !list) continue;
    const { base } = found;
    const last = list.items.at(-1);
    if (!last) {
      const inside = { start: list.start + base + 1, end: list.end + base - 1 };
      return editAt(file.uri, inside, print(item, layoutAt(file, inside.start)));
    }
    const end = last.end + base;
    const isAlone = beginsLine(file.text, last.start + base);
    const layout = layoutAt(file, last.start + base);
    const comma = /^\s*,/.test(file.text.slice(end, list.end + base));
    const printed = print(item, layout);
    if (isAlone && comma) {
      const at = lineEnd(file.text, end);
      return editAt(file.uri, { start: at, end: at }, join([`\n${layout.margin}`, printed, ","]));
    }
    return editAt(file.uri, { start: end, end }, join([isAlone ? `,\n${layout.margin}` : ", ", printed]));
  }
  return put(section, path, [item]);
}

/** A list, also inside `toset([ … ])` and the like. */
function tupleIn(node: Expression): Extract<Expression, { kind: "tuple" }> | undefined {
  if (node.kind === "tuple") return node;
  const [argument, ...others] = node.kind === "call" ? node.args : [];
  return argument && others.length === 0 ? tupleIn(argument) : undefined;
}

/** Writes a value in place of what stands there, or where that is decided; `section` is where the place was found. */
export function replace(section: Section, place: Place, value: Source): Edit {
  const file = fileOf(section.module, place.uri);
  if (!file) return nothing(section);
  const code = expressionAt(file, place)?.node;
  const block = section.module.blockAt(place);
  const whole = code && block?.value(code);
  const decided = whole && block && decidedElsewhere(block, code, whole, value);
  // what a part of it is to be is not written over all of it
  if (!decided && whole?.state === "mapping" && !isBody(value) && isConstant(value)) return nothing(section);
  return decided ?? editAt(file.uri, place, print(value, layoutAt(file, place.start)));
}

/** Renames an attribute, or the nested blocks of that name. */
export function rename(section: Section, name: string, to: string): readonly Edit[] {
  const container = containerOf(section, name);
  if (!container) return [];
  const { file, form, members } = container;
  return members
    .filter((member) => member.name === name)
    .map(({ key }) => editAt(file.uri, key, { text: form === "json" ? JSON.stringify(to) : to, stops: [] }));
}

/**
 * Writes another setting where one stands, name and value; the comment behind it stays unless it says only what is wrong with the old one.
 * Nothing where the setting is not written in the section itself.
 */
export function substitute(section: Section, name: string, to: string, value: Source): readonly Edit[] {
  const container = containerOf(section, name);
  const member = container?.members.find((each) => each.name === name);
  if (!container || !member) return [];
  const { file } = container;
  const end = member.end + untrueBehind(container, member).length;
  return [editAt(file.uri, { start: member.start, end }, printSetting(to, value, layoutAt(file, member.start)))];
}

/** Words of what is wrong with a value. */
const accuses =
  /\b(?:any(?:body|one|where)?|bad|every(?:body|one|where)?|hard-?coded|insecure|internet|open|password|plain|public|secret|unsafe|world|wrong)\b|0\.0\.0\.0|\btls[ -_]?v?1[._][01]\b|\bssl[ -_]?v?[23]/i;

/** Signs of a reason, or of what is still to be done about it. */
const explains = /\b(?:because|fixme|see|since|so that|temporar|ticket|todo|until)|\b[A-Z]{2,}-\d+|#\d+|https?:/i;

const deletion = (file: SourceFile, at: Span): Edit => editAt(file.uri, at, { text: "", stops: [] });

/** Whole lines, with the comments above that stand behind `limit`, and one of two blank lines that would meet. */
function linesOf(text: string, { start: from, end: to }: Span, limit: number): Span {
  if (!beginsLine(text, from)) return { start: from, end: to };
  const start = withCommentsAbove(text, from, limit);
  const end = nextLine(text, to);
  const above = start === 0 ? undefined : text.slice(lineStart(text, start - 1), start).trim();
  const below = end >= text.length ? undefined : text.slice(end, lineEnd(text, end)).trim();
  if (below === "" && (above === undefined || above === "" || above.endsWith("{")))
    return { start, end: nextLine(text, end) };
  if (above === "" && (below === undefined || below.startsWith("}"))) return { start: lineStart(text, start - 1), end };
  return { start, end };
}
