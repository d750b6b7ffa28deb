import { BlockSection } from "../model/section.ts";
import type { Mapping, Value } from "../model/value.ts";
import { apply, contains, type Edit, near, type Place } from "../syntax/text.ts";
import type { Item } from "../syntax/tree.ts";
import { coloned, type Dialect, hcl, heredocJson, json, policyDocument, quoted, quotedJson } from "../write/dialect.ts";
import { composed, editAt, edited, shifted } from "../write/edit-set.ts";
import {
  beginsLine,
  endingBefore,
  endsLine,
  type Layout,
  lineEnd,
  lineStart,
  marginAt,
  nextLine,
  unitOf,
} from "../write/layout.ts";
import { join, type Printed, print, printSetting } from "../write/print.ts";
import {
  block,
  hasCode,
  isBody,
  isList,
  type Source,
  type SourceBody,
  type Text,
  type Verbatim,
} from "../write/source.ts";
import {
  type Condition,
  type ElementList,
  type ElementName,
  inDocument,
  type Notation,
  type Policy,
  type Statement,
  textOf,
} from "./policy.ts";

/** Edits that belong together; undefined where what they change is not written out where it can be reached. */
export type Edits = readonly Edit[] | undefined;

/** Writes other values in place of one. */
export function replaceValue(
  { policy }: Statement,
  elements: ElementList<Value>,
  value: Value,
  by: readonly Text[],
): Edits {
  const place = spot(value, policy);
  if (!place || !isSayable(policy, by)) return undefined;
  const list = spot(elements, policy);
  const inList = list && policy.text.startsWith("[", list.start) && list.start < place.start && place.end < list.end;
  const layout = layoutAt(policy, place);
  // an item of a list that stands elsewhere is no list
  const isWhole = list?.start === place.start && list.end === place.end;
  if (!inList && !isWhole && by.length !== 1) return undefined;
  if (!inList) return edit(place, print(isWhole && policy.notation === "document" ? by : oneOrList(by), layout));
  const separator = isMultiline(policy.text, list) ? `,\n${marginAt(policy.text, place.start)}` : ", ";
  const printed = by.flatMap((text, index) => [index > 0 ? separator : "", print(text, layout)]);
  return edit(place, join(printed));
}

/** A value that is alone needs no brackets in JSON. */
export const oneOrList = (values: readonly Text[]): Source => (values.length === 1 ? (values[0] ?? []) : values);

/** Removes some of the values of a list, with their commas; undefined where none would be left. */
export function removeValues({ policy }: Statement, elements: ElementList<Value>, values: readonly Value[]): Edits {
  const places = elements.values.map((value) => spot(value, policy));
  const kept = elements.values.map((value) => !values.includes(value));
  if (!kept.includes(true)) return undefined;
  const lines = isHcl(policy) ? ownLines(policy, places) : undefined;
  if (lines) return lines.flatMap((at, index) => (kept[index] ? [] : [{ at, text: "" }]));
  const edits: Edit[] = [];
  for (const [index, place] of places.entries()) {
    if (!place) return undefined;
    if (kept[index]) continue;
    const next = places[index + 1];
    // what follows is taken up to the next value, and at the end what goes before, from the last that is kept
    const isTail = !kept.includes(true, index + 1);
    const before = isTail ? places[kept.lastIndexOf(true)] : undefined;
    if (before) {
      const end = places.at(-1)?.end ?? place.end;
      return [...edits, { at: near(place, before.end, end), text: "" }];
    }
    edits.push({ at: near(place, place.start, next?.start ?? place.end), text: "" });
  }
  return edits;
}

/** The lines of values that each have one to themselves, with the comments on them; a comma may end the list in HCL. */
function ownLines({ text }: Policy, places: readonly (Place | undefined)[]): readonly Place[] | undefined {
  const lines: Place[] = [];
  for (const place of places) {
    if (!place || !beginsLine(text, place.start) || !endsLine(text, place.end)) return undefined;
    lines.push(near(place, lineStart(text, place.start), nextLine(text, place.end)));
  }
  return lines;
}

/** Elements of which a document takes lists only. */
const takesLists: ReadonlySet<ElementName> = new Set(["Action", "NotAction", "Resource", "NotResource"]);

/** Writes an element anew, or adds it at the end of the statement; what is alone stands in a list where it has to. */
export function setElement(statement: Statement, name: ElementName, value: Source): Edits {
  const { policy, form } = statement;
  if (form.kind === "object") return setMember(policy, form.mapping, name, value);
  const section = blockOf(statement);
  if (!section) return undefined;
  const key = inDocument[name];
  const attribute = section.attribute(key);
  const source = takesLists.has(name) && !isList(value) ? [value] : value;
  if (attribute) {
    const place = section.place(attribute.value);
    return isNoted(policy, place) ? undefined : edit(place, print(source, layoutAt(policy, place)));
  }
  const at = endOfBody(policy, section);
  const layout = at && layoutAt(policy, at);
  return layout && edit(at, join([`\n${layout.margin}`, printSetting(key, source, layout)]));
}

/** Gives an element another name, `NotAction` → `Action`. */
export function renameElement(statement: Statement, from: ElementName, to: ElementName): Edits {
  const { policy, form } = statement;
  if (form.kind === "block") {
    const section = blockOf(statement);
    return section?.body.items.flatMap((item) =>
      nameOf(item) === inDocument[from]
        ? [{ at: section.place(item.kind === "attribute" ? item.name : item.type), text: inDocument[to] }]
        : [],
    );
  }
  const key = form.mapping.entries.get(from)?.key;
  const place = key && spot({ at: key }, policy);
  if (!place) return undefined;
  return [{ at: key, text: policy.text.slice(key.start, key.end).replace(from, to) }];
}

/** Removes an element with its name. */
export function removeElement(statement: Statement, name: ElementName): Edits {
  const { policy, form } = statement;
  if (form.kind === "object") return removeMember(policy, form.mapping, name);
  const section = blockOf(statement);
  if (!section) return undefined;
  const items = section.body.items.filter((item) => nameOf(item) === inDocument[name]);
  return items.map((item) => ({ at: wholeLines(policy, section.place(item)), text: "" }));
}

/** A condition as it is to be written. */
export interface NewCondition {
  readonly operator: string;
  /** In an object it has to be plain text. */
  readonly key: Text;
  /** Each by itself, or code that comes to all of them. */
  readonly values: readonly Text[] | Verbatim;
}

/** Adds a condition beside those that are there. */
export function addCondition(statement: Statement, { operator, key, values }: NewCondition): Edits {
  const { policy, form } = statement;
  const value = isList(values) ? oneOrList(values) : values;
  if (form.kind === "object") {
    if (typeof key !== "string") return undefined;
    const condition = form.mapping.entries.get("Condition")?.value;
    if (!condition) return setMember(policy, form.mapping, "Condition", { [operator]: { [key]: value } });
    if (condition.state !== "mapping") return undefined;
    const tests = condition.entries.get(operator)?.value;
    if (!tests) return setMember(policy, condition, operator, { [key]: value });
    return tests.state === "mapping" ? setMember(policy, tests, key, value) : undefined;
  }
  const section = blockOf(statement);
  return section && addBlock(policy, section, "condition", { test: operator, variable: key, values });
}

/** Adds a principal to a statement that has none. */
export function addPrincipal(statement: Statement, type: string, identifier: Text): Edits {
  const { policy, form } = statement;
  if (form.kind === "object") return setMember(policy, form.mapping, "Principal", { [type]: identifier });
  const section = blockOf(statement);
  return section && addBlock(policy, section, "principals", { type, identifiers: [identifier] });
}

/** Removes a condition, and what held nothing else. */
export function removeCondition(statement: Statement, condition: Condition): Edits {
  const { policy, form } = statement;
  if (form.kind === "block") return blockOf(statement) && [{ at: wholeLines(policy, condition.at), text: "" }];
  const operator = textOf(condition.operator);
  const key = textOf(condition.key);
  const all = form.mapping.entries.get("Condition")?.value;
  if (operator === undefined || key === undefined || all?.state !== "mapping") return undefined;
  const tests = all.entries.get(operator)?.value;
  if (tests?.state !== "mapping") return undefined;
  if (sizeOf(tests) > 1) return removeMember(policy, tests, key);
  if (sizeOf(all) > 1) return removeMember(policy, all, operator);
  return removeElement(statement, "Condition");
}

/** Writes the principals of one type in place of one. */
export function replacePrincipal(statement: Statement, at: Place, type: string, identifiers: readonly Text[]): Edits {
  const { policy, form } = statement;
  if (form.kind === "object") {
    const principal = form.mapping.entries.get("Principal")?.value;
    const place = principal && spot(principal, policy);
    if (!place || principal.state === "unknown" || !isSayable(policy, identifiers)) return undefined;
    if (principal.state === "mapping" && principal.entries.size > 1) return undefined;
    return edit(place, print({ [type]: oneOrList(identifiers) }, layoutOver(policy, place)));
  }
  const section = blockOf(statement)
    ?.sections("principals")
    .find((block) => block.at.start === at.start);
  const kind = section?.attribute("type");
  const list = section?.attribute("identifiers");
  if (!section || !kind || !list) return undefined;
  const place = section.place(list.value);
  const rewritten = edit(place, print(identifiers, layoutAt(policy, place)));
  return rewritten && [{ at: section.place(kind.value), text: `"${type}"` }, ...rewritten];
}

/** Writes a statement twice: once with the first edits, once with the second and a `Sid` of its own. */
export function splitStatement(statement: Statement, first: Edits, second: Edits, suffix: string): Edits {
  const { policy, form } = statement;
  const place = form.kind === "block" ? statement.at : spot(form.mapping, policy);
  if (!place || !first || !second || isContent(statement)) return undefined;
  if (![...first, ...second].every((change) => change.at.uri === place.uri && contains(place, change.at)))
    return undefined;
  const sid = textOf(statement.sid);
  const sidPlace = sid ? spot(statement.sid, policy) : undefined;
  const otherSid = quoted(`${sid}${suffix}`, dialects[policy.notation]);
  const renamed = sidPlace && contains(place, sidPlace) ? [{ at: sidPlace, text: otherSid }] : [];
  const own = policy.text.slice(place.start, place.end);
  const without = (edits: readonly Edit[], ...unwanted: readonly RegExp[]): readonly Edit[] =>
    isHcl(policy) ? unwanted.reduce((all, each) => composed(all, removed(apply(own, all), each, place)), edits) : edits;
  const one = edited(own, without(shifted(first, -place.start), gaps));
  const two = edited(own, without(shifted([...second, ...renamed], -place.start), notes, gaps));
  return edit(place, arranged(statement, place, one, two));
}

/** What is noted on lines of its own stays where it was. */
const notes = /^[ \t]*(?:(?:#|\/\/)[^\n]*|\/\*[\s\S]*?\*\/[ \t]*)\r?\n(?:[ \t]*\r?\n)?/gm;

/** Blank lines that met, or came to stand at an end of a list, when what was between them went. */
const gaps =
  /(?<=\[[ \t]*\r?\n)(?:[ \t]*\r?\n)+|(?<=\n)(?:[ \t]*\r?\n)+(?=[ \t]*\])|(?<=\n[ \t]*\r?\n)(?:[ \t]*\r?\n)+/g;

const removed = (text: string, unwanted: RegExp, { uri }: Place): readonly Edit[] =>
  [...text.matchAll(unwanted)].map(({ index, 0: found }) => ({
    at: { uri, start: index, end: index + found.length },
    text: "",
  }));

function arranged({ policy, form }: Statement, place: Place, first: Printed, second: Printed): Printed {
  const indent = `\n${marginAt(policy.text, place.start)}`;
  if (form.kind === "block") return join([first, isTight(policy.text, place) ? "" : "\n", indent, second]);
  const before = policy.text.slice(0, place.start);
  const separator = policy.notation !== "string" && /\n[ \t]*$/.test(before) ? `,${indent}` : ", ";
  if (!/[[,]\s*$/.test(before)) return join(["[", first, ", ", second, "]"]);
  // terraform fmt counts the brackets of a line: `}, {` below `[{` stands as deep as what is inside
  const isBeside = separator === ", " && policy.notation === "jsonencode";
  const text = isBeside ? first.text.replace(/\n([ \t]*)\}$/, "\n$1  }") : first.text;
  return join([{ ...first, text }, separator, second]);
}

/** Whether a block stands right below or above another one. */
const isTight = (text: string, { start, end }: Place): boolean =>
  /\}[ \t]*\r?\n[ \t]*$/.test(text.slice(0, start)) || /^[ \t]*\r?\n[ \t]*\w+ *\{/.test(text.slice(end));

/** Adds a statement behind the last; undefined where they are blocks, or where it cannot be said. */
export function addStatement(policy: Policy, statement: SourceBody): Edits {
  const last = policy.statements.at(-1);
  const place = last?.form.kind === "object" ? spot(last.form.mapping, policy) : undefined;
  if (!last || !place || !isSayable(policy, statement)) return undefined;
  const own = { text: policy.text.slice(place.start, place.end), stops: [] };
  return edit(place, arranged(last, place, own, print(statement, layoutOver(policy, place))));
}

/** Removes a statement; undefined where it is the only one. */
export function removeStatement(statement: Statement): Edits {
  const { policy, form } = statement;
  if ((policy.statements.length === 1 && !policy.open) || isContent(statement)) return undefined;
  if (form.kind === "block") return [{ at: wholeLines(policy, statement.at), text: "" }];
  const list = policy.form.kind === "object" ? policy.form.mapping.entries.get("Statement") : undefined;
  if (list?.value.state !== "list") return undefined;
  const { at, items, open } = list.value;
  return removeValues(statement, { key: list.key, at, values: items, open }, [form.mapping]);
}

/** Writes the version that knows all of the language. */
export function setVersion(policy: Policy, version: string): Edits {
  const { form } = policy;
  if (form.kind === "block") {
    const attribute = form.section.attribute("version");
    return attribute && [{ at: form.section.place(attribute.value), text: `"${version}"` }];
  }
  const { mapping } = form;
  if (mapping.entries.has("Version")) return setMember(policy, mapping, "Version", version);
  const place = spot(mapping, policy);
  const first = members(policy, mapping)?.[0];
  if (!place || !first) return undefined;
  const { dialect, margin } = layoutAt(policy, first);
  const comma = dialect.isHcl ? "" : ",";
  const after = isMultiline(policy.text, place) ? `${comma}\n${margin}` : ", ";
  const at = near(first, first.start, first.start);
  return edit(at, join([printSetting("Version", version, inline(policy)), after]));
}

// ── objects

interface ObjectEntrySpan extends Place {
  /** Undefined where not all of it is known. */
  readonly name: string | undefined;
}

const sizeOf = ({ entries, unnamed = [] }: Mapping): number => entries.size + unnamed.length;

/** Where the entries of an object stand, in order; undefined where it is not written out. */
function members(policy: Policy, mapping: Mapping): readonly ObjectEntrySpan[] | undefined {
  const place = spot(mapping, policy);
  if (!place || !policy.text.startsWith("{", place.start)) return undefined;
  const found: ObjectEntrySpan[] = [];
  const unnamed = mapping.unnamed?.map(({ key, value }) => [undefined, { key: key.at, value }] as const) ?? [];
  for (const [name, { key, value }] of [...mapping.entries, ...unnamed]) {
    const end = [value.at, value.origin].find((candidate) => candidate && inside(place, candidate))?.end;
    if (end === undefined || !inside(place, key)) return undefined;
    found.push({ name, uri: key.uri, start: key.start, end });
  }
  return found.sort((a, b) => a.start - b.start);
}

const inside = (outer: Place, inner: Place): boolean => outer.uri === inner.uri && contains(outer, inner);

/** Writes a member of an object anew, or adds it at its end. */
export function setMember(policy: Policy, mapping: Mapping, name: string, value: Source): Edits {
  const place = spot(mapping, policy);
  const all = members(policy, mapping);
  if (!place || !all || !isSayable(policy, value)) return undefined;
  const { text } = policy;
  const old = mapping.entries.get(name);
  if (old) {
    const at = spot(old.value, policy);
    if (!at || isNoted(policy, at)) return undefined;
    return edit(at, print(value, isBody(value) ? layoutOver(policy, at) : layoutAt(policy, at)));
  }
  const last = all.at(-1);
  if (!last) return edit(place, print({ [name]: value }, layoutAt(policy, place)));
  const trailing = /^\s*,/.exec(text.slice(last.end, place.end))?.[0].length ?? 0;
  const behind = last.end + trailing;
  if (!isMultiline(text, place)) {
    const added = printSetting(name, value, inline(policy));
    return edit(pointAt(last, behind), join([trailing === 0 ? ", " : " ", added]));
  }
  const layout = layoutAt(policy, last);
  const { isHcl, isColoned } = layout.dialect;
  const isCommented = lineEnd(text, last.end) > behind;
  const at =
    !isHcl || (isColoned && !isCommented) ? behind : endsLine(text, last.end) ? lineEnd(text, last.end) : last.end;
  const comma = trailing === 0 && (!isHcl || (isColoned && !isCommented)) ? "," : "";
  // objects that each have one line get another such
  const isFlat = isBody(value) && all.every(({ start, end }) => /\{[^\r\n]*\}\s*$/.test(text.slice(start, end)));
  return edit(
    pointAt(last, at),
    join([`${comma}\n${layout.margin}`, printSetting(name, value, isFlat ? { ...layout, fits: undefined } : layout)]),
  );
}

/** Whether a comment would go with what stands there. */
const isNoted = (policy: Policy, { start, end }: Place): boolean =>
  isHcl(policy) && /(?:^|[\s,[{])(?:#|\/\/|\/\*)[^"\r\n]*\r?$/m.test(policy.text.slice(start, end));

const pointAt = ({ uri }: Place, offset: number): Place => ({ uri, start: offset, end: offset });

/** Removes a member of an object with its comma. */
export function removeMember(policy: Policy, mapping: Mapping, name: string): Edits {
  const all = members(policy, mapping);
  const index = all?.findIndex((member) => member.name === name) ?? -1;
  const member = all?.[index];
  if (!all || !member) return undefined;
  const before = all[index - 1];
  const after = all[index + 1];
  if (before) return [{ at: near(member, before.end, member.end), text: "" }];
  return [{ at: near(member, member.start, after?.start ?? member.end), text: "" }];
}

// ── blocks

/**
 * The block of a statement where it can be written in: of a `dynamic` one only what is the same in all of its instances, as
 * whoever hands in what it runs over chooses the rest.
 */
function blockOf(statement: Statement): BlockSection | undefined {
  const { form, policy } = statement;
  if (form.kind !== "block" || !(form.section instanceof BlockSection)) return undefined;
  const { section } = form;
  if (!isContent(statement)) return section;
  const code = policy.text.slice(section.at.start, section.at.end);
  const iterators = [...section.bindings.keys()].filter((name) => name !== "each" && name !== "count");
  return iterators.some((name) => new RegExp(`\\b${name}\\.(?:key|value)\\b`).test(code)) ? undefined : section;
}

/** Whether a statement is an instance of a `dynamic` block: it is neither removed nor doubled by itself. */
const isContent = ({ form }: Statement): boolean =>
  form.kind === "block" && form.section instanceof BlockSection && form.section.block.type.text === "content";

const nameOf = (item: Item): string => {
  if (item.kind === "attribute") return item.name.text;
  return item.type.text === "dynamic" ? (item.labels[0]?.text ?? "") : item.type.text;
};

/** After the last line of a block's body; undefined where it stands on one line or is not closed. */
function endOfBody(policy: Policy, section: BlockSection): Place | undefined {
  const last = section.body.items.at(-1);
  if (!last || !section.block.closed) return undefined;
  const { end } = section.place(last);
  const rest = /^[^\r\n]*/.exec(policy.text.slice(end, section.at.end))?.[0];
  if (rest === undefined || rest.includes("}")) return undefined;
  const at = end + rest.length;
  return { uri: section.at.uri, start: at, end: at };
}

function addBlock(policy: Policy, section: BlockSection, type: string, body: SourceBody): Edits {
  const at = endOfBody(policy, section);
  const last = section.body.items.at(-1);
  if (!at || !last) return undefined;
  const layout = layoutAt(policy, section.place(last));
  return edit(at, join([`\n\n${layout.margin}`, printSetting(type, block(body), layout)]));
}

/** From the start of its first line to the start of the next line, with the blank line before it. */
function wholeLines({ text }: Policy, place: Place): Place {
  const first = lineStart(text, place.start);
  const blank = /\r?\n[ \t]*\r?\n$/.exec(text.slice(0, first))?.[0];
  const start = blank ? first - blank.length + (blank.startsWith("\r") ? 2 : 1) : first;
  return near(place, start, nextLine(text, place.end));
}

// ── text

/** Where a value is written: here, or in the file's own local or variable. What a function makes is written nowhere. */
function spot(value: { readonly at: Place; readonly origin?: Place }, policy: Policy): Place | undefined {
  const place = value.origin ?? value.at;
  if (place.uri !== policy.at.uri || policy.notation === "computed") return undefined;
  return /^[a-z]\w*\(/.test(policy.text.slice(place.start, place.end)) ? undefined : place;
}

const edit = (at: Place, printed: Printed): Edits => [editAt(at.uri, at, printed)];

/** A JSON file has no way to say Terraform's code. */
const isSayable = ({ notation }: Policy, value: Source): boolean => notation !== "json" || !hasCode(value);

const isMultiline = (text: string, { start }: Place): boolean =>
  /^[[{][ \t]*(?:(?:#|\/\/)[^\n]*)?\r?\n/.test(text.slice(start, start + 200));

/** Whether a policy is written in expressions of Terraform, which may have comments. */
export const isHcl = ({ notation }: Policy): boolean => dialects[notation].isHcl;

/** How each spelling writes things down. */
export const dialects: Readonly<Record<Notation, Dialect>> = {
  json,
  heredoc: heredocJson,
  string: quotedJson,
  jsonencode: hcl,
  document: policyDocument,
  computed: json,
};

/** How a policy writes things down: HCL with colons where it was taken over from JSON. */
function dialectOf({ notation, form, text }: Policy): Dialect {
  const [first] = notation === "jsonencode" && form.kind === "object" ? form.mapping.entries.values() : [];
  const isColoned = first !== undefined && /^"[^"]*"\s*:/.test(text.slice(first.key.start, first.key.start + 100));
  return isColoned ? coloned : dialects[notation];
}

/** All on one line. */
export const inline = (policy: Policy): Layout => ({
  dialect: dialectOf(policy),
  margin: "",
  unit: "",
  fits: undefined,
});

/** How things are laid out around a place: JSON in quotes keeps to its line, other JSON gives each item of a list one. */
function layoutAt(policy: Policy, at: Place): Layout {
  const flat = inline(policy);
  if (policy.notation === "string") return flat;
  const margin = marginAt(policy.text, at.start);
  const unit = margin.startsWith("\t") ? "\t" : indentation(policy);
  return { ...flat, margin, unit, fits: endingBefore(flat.dialect.isHcl ? undefined : 0) };
}

/** What stands on one line is written anew on one line. */
const layoutOver = (policy: Policy, at: Place): Layout =>
  policy.text.slice(at.start, at.end).includes("\n") ? layoutAt(policy, at) : inline(policy);

/** By how much the policy indents a level; two spaces where that cannot be seen. */
function indentation({ form, text, notation }: Policy): string {
  if (form.kind === "block" || notation === "jsonencode") return unitOf(text);
  const [first] = form.mapping.entries.values();
  if (!first) return "  ";
  const outer = marginAt(text, form.mapping.at.start).length;
  const inner = marginAt(text, first.key.start).length;
  return inner > outer ? " ".repeat(inner - outer) : "  ";
}
