import { BlockSection } from "../model/section.ts";
import type { Mapping, Value } from "../model/value.ts";
import { apply, contains, type Edit, near, type Place } from "../syntax/text.ts";
import type { Item } from "../syntax/tree.ts";
import { type Condition, type Elements, type Policy, type Statement, textOf } from "./policy.ts";
import { dialectOf, joined, type Layout, type Printed, printed, type Words, type Written } from "./words.ts";

/** Edits that belong together; undefined where what they change is not written out where it can be reached. */
export type Edits = readonly Edit[] | undefined;

/** Elements of a statement by the names that JSON gives them. */
export type ElementName =
  | "Sid"
  | "Effect"
  | "Action"
  | "NotAction"
  | "Resource"
  | "NotResource"
  | "Principal"
  | "NotPrincipal"
  | "Condition";

const inDocument: Readonly<Record<ElementName, string>> = {
  Sid: "sid",
  Effect: "effect",
  Action: "actions",
  NotAction: "not_actions",
  Resource: "resources",
  NotResource: "not_resources",
  Principal: "principals",
  NotPrincipal: "not_principals",
  Condition: "condition",
};

/** Writes other values in place of one. */
export function replaceValue(
  { policy }: Statement,
  elements: Elements<Value>,
  value: Value,
  by: readonly Words[],
): Edits {
  const dialect = dialectOf(policy.spelling);
  const place = spot(value, policy);
  if (!place) return undefined;
  const list = spot(elements, policy);
  const inList = list && policy.text.startsWith("[", list.start) && list.start < place.start && place.end < list.end;
  if (!inList) {
    const layout = layoutAt(policy, place);
    const [only] = by;
    const isLone = by.length === 1 && only !== undefined && policy.spelling !== "document";
    return edit(place, printed(isLone ? only : { list: by }, dialect, layout));
  }
  const separator = isMultiline(policy.text, list) ? `,\n${margin(policy.text, place.start)}` : ", ";
  return edit(place, joined(by.flatMap((words, index) => [index > 0 ? separator : "", dialect.text(words)])));
}

/** Removes some of the values of a list, with their commas; undefined where none would be left. */
export function removeValues({ policy }: Statement, elements: Elements<Value>, values: readonly Value[]): Edits {
  const places = elements.values.map((value) => spot(value, policy));
  const kept = elements.values.map((value) => !values.includes(value));
  if (!kept.includes(true)) return undefined;
  const lines =
    policy.spelling === "jsonencode" || policy.spelling === "document" ? ownLines(policy, places) : undefined;
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
    if (!place) return undefined;
    const start = text.lastIndexOf("\n", place.start - 1) + 1;
    const rest = /^[ \t]*,?[ \t]*(?:(?:#|\/\/)[^\n]*)?\r?\n/.exec(text.slice(place.end, place.end + 1000))?.[0];
    if (rest === undefined || text.slice(start, place.start).trim() !== "") return undefined;
    lines.push(near(place, start, place.end + rest.length));
  }
  return lines;
}

/** Writes an element anew, or adds it at the end of the statement. */
export function setElement(statement: Statement, name: ElementName, value: Written): Edits {
  const { policy, form } = statement;
  const dialect = dialectOf(policy.spelling);
  if (form.kind === "object") return setMember(policy, form.mapping, name, value);
  if (!(form.section instanceof BlockSection)) return undefined;
  const key = inDocument[name];
  const attribute = form.section.attribute(key);
  if (attribute) {
    const place = form.section.place(attribute.value);
    return edit(place, printed(value, dialect, layoutAt(policy, place)));
  }
  const at = endOfBody(policy, form.section);
  return at && addLine(policy, at, (layout) => joined([`${key} = `, printed(value, dialect, layout)]));
}

/** Gives an element another name, `NotAction` → `Action`. */
export function renameElement(statement: Statement, from: ElementName, to: ElementName): Edits {
  const { policy, form } = statement;
  if (form.kind === "block") {
    const { section } = form;
    if (!(section instanceof BlockSection)) return undefined;
    return section.body.items.flatMap((item) =>
      nameOf(item) === inDocument[from]
        ? [{ at: section.place(item.kind === "attribute" ? item.name : item.type), text: inDocument[to] }]
        : [],
    );
  }
  const key = form.mapping.entries.get(from)?.key;
  if (key?.uri !== policy.at.uri) return undefined;
  return [{ at: key, text: policy.text.slice(key.start, key.end).replace(from, to) }];
}

/** Removes an element with its name. */
export function removeElement(statement: Statement, name: ElementName): Edits {
  const { policy, form } = statement;
  if (form.kind === "object") return removeMember(policy, form.mapping, name);
  if (!(form.section instanceof BlockSection)) return undefined;
  const { section } = form;
  const items = section.body.items.filter((item) => nameOf(item) === inDocument[name]);
  return items.map((item) => ({ at: wholeLines(policy, section.place(item)), text: "" }));
}

/** A condition as it is to be written. */
export interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Words[];
}

/** Adds a condition beside those that are there. */
export function addCondition(statement: Statement, { operator, key, values }: Test): Edits {
  const { policy, form } = statement;
  const [only] = values;
  const value: Written = values.length === 1 && only !== undefined ? only : { list: values };
  if (form.kind === "object") {
    const condition = form.mapping.entries.get("Condition")?.value;
    if (!condition)
      return setMember(policy, form.mapping, "Condition", { object: { [operator]: { object: { [key]: value } } } });
    if (condition.state !== "mapping") return undefined;
    const tests = condition.entries.get(operator)?.value;
    if (!tests) return setMember(policy, condition, operator, { object: { [key]: value } });
    return tests.state === "mapping" ? setMember(policy, tests, key, value) : undefined;
  }
  if (!(form.section instanceof BlockSection)) return undefined;
  return addBlock(policy, form.section, "condition", { test: operator, variable: key, values: { list: values } });
}

/** Adds a principal to a statement that has none. */
export function addPrincipal(statement: Statement, type: string, identifier: Words): Edits {
  const { policy, form } = statement;
  if (form.kind === "object") return setMember(policy, form.mapping, "Principal", { object: { [type]: identifier } });
  if (!(form.section instanceof BlockSection)) return undefined;
  return addBlock(policy, form.section, "principals", { type, identifiers: { list: [identifier] } });
}

/** Removes a condition, and what held nothing else. */
export function removeCondition(statement: Statement, condition: Condition): Edits {
  const { policy, form } = statement;
  if (form.kind === "block") return [{ at: wholeLines(policy, condition.at), text: "" }];
  const operator = textOf(condition.operator);
  const key = textOf(condition.key);
  const all = form.mapping.entries.get("Condition")?.value;
  if (operator === undefined || key === undefined || all?.state !== "mapping") return undefined;
  const tests = all.entries.get(operator)?.value;
  if (tests?.state !== "mapping") return undefined;
  if (tests.entries.size > 1) return removeMember(policy, tests, key);
  if (all.entries.size > 1) return removeMember(policy, all, operator);
  return removeElement(statement, "Condition");
}

/** Writes the principals of one type in place of one. */
export function replacePrincipal(statement: Statement, at: Place, type: string, identifiers: readonly Words[]): Edits {
  const { policy, form } = statement;
  const dialect = dialectOf(policy.spelling);
  const [only] = identifiers;
  const value: Written = identifiers.length === 1 && only !== undefined ? only : { list: identifiers };
  if (form.kind === "object") {
    const principal = form.mapping.entries.get("Principal")?.value;
    const place = principal && spot(principal, policy);
    if (!place || principal.state === "unknown") return undefined;
    if (principal.state === "mapping" && principal.entries.size > 1) return undefined;
    return edit(place, printed({ object: { [type]: value } }, dialect, layoutOver(policy, place)));
  }
  const section = form.section.sections("principals").find((block) => block.at.start === at.start);
  const kind = section?.attribute("type");
  const list = section?.attribute("identifiers");
  if (!section || !kind || !list) return undefined;
  const place = section.place(list.value);
  const rewritten = edit(place, printed({ list: identifiers }, dialect, layoutAt(policy, place)));
  return rewritten && [{ at: section.place(kind.value), text: `"${type}"` }, ...rewritten];
}

/** Writes a statement twice: once with the first edits, once with the second and a `Sid` of its own. */
export function splitStatement(statement: Statement, first: Edits, second: Edits, suffix: string): Edits {
  const { policy, form } = statement;
  const place = form.kind === "block" ? statement.at : spot(form.mapping, policy);
  if (!place || !first || !second) return undefined;
  if (![...first, ...second].every((change) => change.at.uri === place.uri && contains(place, change.at)))
    return undefined;
  const sid = textOf(statement.sid);
  const sidPlace = sid ? spot(statement.sid, policy) : undefined;
  const text = dialectOf(policy.spelling).text(`${sid}${suffix}`)?.text;
  const renamed = sidPlace && contains(place, sidPlace) && text ? [{ at: sidPlace, text }] : [];
  const copies = [first, [...second, ...renamed]].map((edits) => within(policy.text, place, edits));
  return [{ at: place, text: arranged(statement, place, copies) }];
}

function arranged({ policy, form }: Statement, place: Place, [first = "", second = ""]: readonly string[]): string {
  const indent = `\n${margin(policy.text, place.start)}`;
  if (form.kind === "block") return `${first}\n${indent}${second}`;
  const own = policy.text.slice(0, place.start);
  const separator = policy.spelling !== "string" && /\n[ \t]*$/.test(own) ? `,${indent}` : ", ";
  // terraform fmt counts the brackets of a line: `}, {` below `[{` stands as deep as what is inside
  const isBeside = separator === ", " && policy.spelling === "jsonencode";
  const both = `${isBeside ? first.replace(/\n([ \t]*)\}$/, "\n$1  }") : first}${separator}${second}`;
  return /[[,]\s*$/.test(own) ? both : `[${first}, ${second}]`;
}

function within(text: string, place: Place, edits: readonly Edit[]): string {
  const moved = edits.map(({ at, text: inserted }) => ({
    at: { uri: at.uri, start: at.start - place.start, end: at.end - place.start },
    text: inserted,
  }));
  return apply(text.slice(place.start, place.end), moved);
}

/** Removes a statement; undefined where it is the only one. */
export function removeStatement(statement: Statement): Edits {
  const { policy, form } = statement;
  if (form.kind === "block") return [{ at: wholeLines(policy, statement.at), text: "" }];
  const list = policy.form.kind === "object" ? policy.form.mapping.entries.get("Statement") : undefined;
  if (list?.value.state !== "list") return undefined;
  const { at, items, open } = list.value;
  return removeValues(statement, { key: list.key, at, values: items, open }, [form.mapping]);
}

/** Writes the version that knows all of the language. */
export function setVersion(policy: Policy, version: string): Edits {
  const { form } = policy;
  const dialect = dialectOf(policy.spelling);
  if (form.kind === "block") {
    const attribute = form.section.attribute("version");
    return attribute && [{ at: form.section.place(attribute.value), text: `"${version}"` }];
  }
  const { mapping } = form;
  if (mapping.entries.has("Version")) return setMember(policy, mapping, "Version", version);
  const place = spot(mapping, policy);
  const first = members(policy, mapping)?.[0];
  if (!place || !first) return undefined;
  const after = isMultiline(policy.text, place) ? `${dialect.comma}\n${margin(policy.text, first.start)}` : ", ";
  return edit(near(first, first.start, first.start), joined([dialect.key("Version"), dialect.text(version), after]));
}

// ── objects

interface Member extends Place {
  readonly name: string;
}

/** Where the entries of an object stand, in order; undefined where it is not written out. */
function members(policy: Policy, mapping: Mapping): readonly Member[] | undefined {
  const place = spot(mapping, policy);
  if (!place || !policy.text.startsWith("{", place.start)) return undefined;
  const found: Member[] = [];
  for (const [name, { key, value }] of mapping.entries) {
    const end = [value.at, value.origin].find((candidate) => candidate && inside(place, candidate))?.end;
    if (end === undefined || !inside(place, key)) return undefined;
    found.push({ name, uri: key.uri, start: key.start, end });
  }
  return found.sort((a, b) => a.start - b.start);
}

const inside = (outer: Place, inner: Place): boolean => outer.uri === inner.uri && contains(outer, inner);

/** Writes a member of an object anew, or adds it at its end. */
export function setMember(policy: Policy, mapping: Mapping, name: string, value: Written): Edits {
  const dialect = dialectOf(policy.spelling);
  const place = spot(mapping, policy);
  const all = members(policy, mapping);
  if (!place || !all) return undefined;
  const old = mapping.entries.get(name);
  if (old) {
    const at = spot(old.value, policy);
    const isObject = typeof value === "object" && "object" in value;
    return at && edit(at, printed(value, dialect, isObject ? layoutOver(policy, at) : layoutAt(policy, at)));
  }
  const last = all.at(-1);
  if (!last) {
    const { unit = "  " } = layoutAt(policy, place);
    return edit(
      place,
      printed({ object: { [name]: value } }, dialect, { margin: margin(policy.text, place.start), unit }),
    );
  }
  const rest = policy.text.slice(last.end, place.end);
  const trailing = /^\s*,/.exec(rest)?.[0].length;
  if (!isMultiline(policy.text, place)) {
    const end = last.end + (trailing ?? 0);
    const flat = printed(value, dialect, { margin: "", unit: undefined });
    return edit(near(last, end, end), joined([trailing === undefined ? ", " : " ", dialect.key(name), flat]));
  }
  const layout = layoutAt(policy, last);
  const body = joined([dialect.key(name), printed(value, dialect, layout)]);
  const onLine =
    dialect.comma === ""
      ? (/^[ \t]*,?[ \t]*(?:(?:#|\/\/)[^\r\n]*)?(?=\r?\n)/.exec(rest)?.[0].length ?? 0)
      : (trailing ?? 0);
  const at = { uri: last.uri, start: last.end + onLine, end: last.end + onLine };
  const comma = trailing === undefined ? dialect.comma : "";
  return edit(at, joined([`${comma}\n${layout.margin}`, body]));
}

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

function addLine(policy: Policy, at: Place, body: (layout: Layout) => Printed | undefined): Edits {
  const layout = layoutAt(policy, at);
  return edit(at, joined([`\n${layout.margin}`, body(layout)]));
}

function addBlock(policy: Policy, section: BlockSection, type: string, body: Readonly<Record<string, Written>>): Edits {
  const at = endOfBody(policy, section);
  const last = section.body.items.at(-1);
  if (!at || !last) return undefined;
  const layout = layoutAt(policy, section.place(last));
  const { unit = "  " } = layout;
  const inner = { margin: layout.margin + unit, unit };
  const dialect = dialectOf(policy.spelling);
  const lines = Object.entries(body).map(([name, value]) =>
    joined([`\n${inner.margin}${name} = `, printed(value, dialect, inner)]),
  );
  return edit(at, joined([`\n\n${layout.margin}${type} {`, ...lines, `\n${layout.margin}}`]));
}

/** From the start of its first line to the start of the next line, with the blank line before it. */
function wholeLines({ text }: Policy, place: Place): Place {
  const lineStart = text.lastIndexOf("\n", place.start - 1) + 1;
  const blank = /\r?\n[ \t]*\r?\n$/.exec(text.slice(0, lineStart))?.[0];
  const start = blank ? lineStart - blank.length + (blank.startsWith("\r") ? 2 : 1) : lineStart;
  const newline = text.indexOf("\n", place.end);
  return near(place, start, newline < 0 ? text.length : newline + 1);
}

// ── text

/** Where a value is written: here, or in the file's own local or variable. */
function spot(value: { readonly at: Place; readonly origin?: Place }, policy: Policy): Place | undefined {
  const place = value.origin ?? value.at;
  return place.uri === policy.at.uri ? place : undefined;
}

const edit = (at: Place, text: Printed | undefined): Edits =>
  text && [
    {
      at: { uri: at.uri, start: at.start, end: at.end },
      text: text.text,
      ...(text.stops.length > 0 && { stops: text.stops }),
    },
  ];

const isMultiline = (text: string, { start }: Place): boolean =>
  /^[[{][ \t]*(?:(?:#|\/\/)[^\n]*)?\r?\n/.test(text.slice(start, start + 200));

/** The white space that a line begins with. */
const margin = (text: string, offset: number): string => {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
};

/** How things are laid out around a place: JSON in quotes keeps to its line. */
function layoutAt(policy: Policy, at: Place): Layout {
  if (policy.spelling === "string") return { margin: "", unit: undefined };
  const own = margin(policy.text, at.start);
  return { margin: own, unit: own.startsWith("\t") ? "\t" : indentation(policy) };
}

/** What stands on one line is written anew on one line. */
function layoutOver(policy: Policy, at: Place): Layout {
  const { margin, unit } = layoutAt(policy, at);
  return { margin, unit: policy.text.slice(at.start, at.end).includes("\n") ? unit : undefined };
}

/** By how much the policy indents a level; two spaces where that cannot be seen. */
function indentation({ form, text, spelling }: Policy): string {
  if (form.kind === "block" || spelling === "jsonencode") return "  ";
  const [first] = form.mapping.entries.values();
  if (!first) return "  ";
  const outer = margin(text, form.mapping.at.start).length;
  const inner = margin(text, first.key.start).length;
  return inner > outer ? " ".repeat(inner - outer) : "  ";
}
