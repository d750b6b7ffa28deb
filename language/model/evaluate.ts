import { jsonTemplate } from "../syntax/json-template.ts";
import type { Place } from "../syntax/text.ts";
import type {
  Attr,
  Binary,
  Call,
  Conditional,
  Expression,
  For,
  ForDirective,
  Index,
  ObjectExpression,
  Splat,
  Template,
  TemplatePart,
  TraversalRoot,
  Tuple,
  Unary,
} from "../syntax/tree.ts";
import { allowing, isSpent, spend } from "./budget.ts";
import { byBytes, longestText, toBool, toNumber, toText } from "./convert.ts";
import { equal } from "./equal.ts";
import { fails, failure, marked } from "./failure.ts";
import { cleaned } from "./functions/filesystem.ts";
import { functions } from "./functions/index.ts";
import { madeOf } from "./made-of.ts";
import { extent, relocate } from "./relocate.ts";
import type { Scope, Step } from "./scope.ts";
import { StringBuilder } from "./string-builder.ts";
import { unify } from "./unify.ts";
import { type Entry, known, type Unknown, type Unnamed, unknown, type Value } from "./value.ts";

const deepest = 400;
const largest = 50_000;
/** What following a name takes, in what looking at another node does. */
const workOfName = 20;
/** What going once round a loop takes, besides what is evaluated in it. */
export const workOfRound = 5;

// Following a name leads back into `evaluate` through the scope, on the same stack: hence not a parameter.
let depth = 0;
/** What names outside a `for` led to in it: the same in each round. */
let repeated: Map<Expression, Value> | undefined;

/** Names that a `for` or a splat gives to what it goes through. */
interface BoundNames {
  readonly name: string;
  readonly value: Value;
  readonly outer: BoundNames | undefined;
}

/** What an expression comes to, as far as it can be told: never throws, and gives `unknown` for what takes too long. */
export const evaluate = (expression: Expression, scope: Scope): Value =>
  expression.kind === "literal"
    ? known(expression.value, scope.place(expression))
    : allowing(
        scope.budget,
        () => scope.place(expression),
        () => {
          const outer = repeated;
          repeated = undefined;
          try {
            return inner(expression, scope, undefined);
          } finally {
            repeated = outer;
          }
        },
      );

function inner(expression: Expression, scope: Scope, names: BoundNames | undefined): Value {
  if (expression.kind === "literal") return known(expression.value, scope.place(expression));
  if (depth >= deepest || !spend(1)) return unknown(scope.place(expression));
  depth++;
  try {
    switch (expression.kind) {
      case "template":
        return template(expression, scope, names);
      case "tuple":
        return tuple(expression, scope, names);
      case "object":
        return object(expression, scope, names);
      case "root": {
        // Terraform refuses `True` and `False`; what is meant is plain
        const lower = expression.name.toLowerCase();
        if (lower === "true" || lower === "false") return known(lower === "true", scope.place(expression));
        return traversal(expression, scope, names);
      }
      case "attr":
      case "index":
        return traversal(expression, scope, names);
      case "splat":
        return splat(expression, scope, names);
      case "call":
        return call(expression, scope, names);
      case "unary":
        return unary(expression, scope, names);
      case "binary":
        return binary(expression, scope, names);
      case "conditional":
        return conditional(expression, scope, names);
      case "for":
        return expression.form === "tuple" ? forTuple(expression, scope, names) : forObject(expression, scope, names);
      case "parentheses":
        return inner(expression.inner, scope, names);
      default:
        return unknown(scope.place(expression));
    }
  } finally {
    depth--;
  }
}

/** Carries on what is not known of a part to the whole: a refusal stays one. */
const unknownFrom = (part: Value, at: Place): Unknown => (fails(part) ? failure(at) : unknown(at));

function template(expression: Template, scope: Scope, names: BoundNames | undefined): Value {
  const { parts } = expression;
  const [only] = parts;
  if (only === undefined) return known("", scope.place(expression));
  if (parts.length === 1) {
    if (only.kind === "text") return known(only.value, scope.place(expression));
    if (only.kind === "interpolation" && expression.form !== "heredoc") return inner(only.expression, scope, names);
  }
  const pieces = new StringBuilder();
  addParts(parts, pieces, scope, names);
  return pieces.value(scope.place(expression));
}

function addParts(
  parts: readonly TemplatePart[],
  pieces: StringBuilder,
  scope: Scope,
  names: BoundNames | undefined,
): void {
  for (const part of parts) {
    if (pieces.spoilt) return;
    switch (part.kind) {
      case "text":
        pieces.addText(part.value);
        break;
      case "interpolation":
        pieces.add(inner(part.expression, scope, names));
        break;
      case "if": {
        const condition = truth(inner(part.condition, scope, names));
        if (typeof condition !== "boolean") pieces.add(unknownFrom(condition, scope.place(part)));
        else if (condition) addParts(part.then, pieces, scope, names);
        else if (part.else) addParts(part.else, pieces, scope, names);
        break;
      }
      case "for-directive":
        addRepeated(part, pieces, scope, names);
    }
  }
}

function addRepeated(
  directive: ForDirective,
  pieces: StringBuilder,
  scope: Scope,
  names: BoundNames | undefined,
): void {
  const rounds = elements(inner(directive.collection, scope, names), scope.place(directive.collection));
  if ("state" in rounds) {
    pieces.add(unknownFrom(rounds, scope.place(directive)));
    return;
  }
  for (const round of rounds.elements) {
    if (pieces.spoilt) return;
    if (!spend(workOfRound)) break;
    addParts(directive.body, pieces, scope, bound(directive.key?.text, directive.value.text, round, names));
  }
  if (rounds.open || isSpent()) pieces.addHole(unknown(scope.place(directive)));
}

function tuple(expression: Tuple, scope: Scope, names: BoundNames | undefined): Value {
  const items: Value[] = [];
  let failed = false;
  for (const item of expression.items) {
    const value = inner(item, scope, names);
    failed ||= fails(value);
    items.push(value);
  }
  return marked({ state: "list", at: scope.place(expression), items, open: false }, failed);
}

function object(expression: ObjectExpression, scope: Scope, names: BoundNames | undefined): Value {
  const entries = new Map<string, Entry>();
  const unnamed: Unnamed[] = [];
  let failed = false;
  for (const { key, value } of expression.entries) {
    const name = "text" in key ? key.text : keyText(inner(key, scope, names));
    const under = inner(value, scope, names);
    failed ||= fails(under);
    if (typeof name === "string") entries.set(name, { key: scope.place(key), value: under });
    else {
      failed ||= fails(name);
      unnamed.push({ key: name.state === "unknown" ? name : unknown(name.at), value: under });
    }
  }
  const open = unnamed.length > 0;
  const at = scope.place(expression);
  return marked({ state: "mapping", at, entries, open, ...(open && { unnamed }) }, failed);
}

/** The text that a value is as a key, or the value itself (or a failure) where it is none. */
function keyText(value: Value): string | Value {
  if (value.state === "known") {
    const text = toText(value.value);
    if (text !== undefined) return text;
    return value.value === null ? failure(value.at) : unknown(value.at);
  }
  return value.state === "unknown" || value.state === "absent" ? value : failure(value.at);
}

type Link = Attr | Index;

function traversal(expression: TraversalRoot | Link, scope: Scope, names: BoundNames | undefined): Value {
  const links: Link[] = [];
  let start: Expression = expression;
  while (start.kind === "attr" || start.kind === "index") {
    links.push(start);
    start = start.on;
  }
  links.reverse();
  if (!spend(links.length)) return unknown(scope.place(expression));
  const at = scope.place(expression);
  const steps: (Step | Value)[] = [];
  for (const link of links) steps.push(link.kind === "attr" ? link.name.text : indexStep(link.index, scope, names));
  if (start.kind !== "root") return walk(inner(start, scope, names), steps, 0, at);
  for (let local = names; local; local = local.outer) {
    if (local.name === start.name) return walk(local.value, steps, 0, at);
  }
  if (!names) return followed(start.name, steps, scope, at);
  const index = links.findIndex(({ kind }) => kind === "index");
  if (index < 0) return repeatedly(expression, () => followed(start.name, steps, scope, at));
  // what a local or a variable is does not depend on what is looked up in it
  if (index === 0 || !(start.name === "local" || start.name === "var")) return followed(start.name, steps, scope, at);
  const on = repeatedly(expression, () => followed(start.name, steps.slice(0, index), scope, at));
  return walk(on, steps, index, at);
}

/** What is the same in each round of a `for`, computed in the first one. */
function repeatedly(expression: Expression, compute: () => Value): Value {
  repeated ??= new Map();
  const before = repeated.get(expression);
  if (before) return before;
  const value = compute();
  repeated.set(expression, value);
  return value;
}

function followed(root: string, steps: readonly (Step | Value)[], scope: Scope, at: Place): Value {
  if (!spend(workOfName)) return unknown(at);
  let constant = steps.findIndex((step) => typeof step === "object");
  if (constant < 0) constant = steps.length;
  const found = scope.follow(root, steps.slice(0, constant) as Step[], at);
  if (!found) return unknown(at);
  const { size, height } = extent(found.value);
  if (size > largest || height > deepest) return unknown(at);
  return walk(relocate(found.value, at), steps, found.used, at);
}

function indexStep(index: Expression, scope: Scope, names: BoundNames | undefined): Step | Value {
  const value = inner(index, scope, names);
  if (value.state !== "known") return value.state === "unknown" || value.state === "absent" ? value : failure(value.at);
  if (typeof value.value === "number" || typeof value.value === "string") return value.value;
  return value.value === null ? failure(value.at) : String(value.value);
}

function walk(from: Value, steps: readonly (Step | Value)[], used: number, at: Place): Value {
  let value = from;
  for (let i = used; i < steps.length; i++) {
    const next = steps[i];
    if (next === undefined) break;
    value = typeof next === "object" ? into(value, next, at) : step(value, next, at);
  }
  return value;
}

/** A step of which the name or number is not known. */
function into(value: Value, index: Value, at: Place): Unknown {
  if (fails(value) || fails(index)) return failure(at);
  return value.state === "unknown" ? within(value, value.refs, at) : unknown(at);
}

/** A part of what is not known: which one does not tell more of where it is from. */
const within = ({ madeOf }: Unknown, refs: Unknown["refs"], at: Place): Unknown => ({
  state: "unknown",
  at,
  ...(refs && { refs }),
  ...(madeOf && { madeOf }),
});

function step(value: Value, name: Step, at: Place): Value {
  switch (value.state) {
    case "list":
      return item(value.items, value.open, value.set === true, name, at);
    case "mapping": {
      const entry = value.entries.get(String(name));
      if (entry) return entry.value;
      return value.open || name === "" ? unknown(at) : failure(at);
    }
    case "unknown": {
      if (fails(value)) return failure(at);
      if (value.parts) return failure(at);
      const refs = value.refs?.map((ref) =>
        ref.attribute === "" && typeof name === "string" ? { ...ref, attribute: name } : ref,
      );
      return within(value, refs, at);
    }
    case "known":
      return failure(at);
    default:
      return unknown(at);
  }
}

function item(items: readonly Value[], open: boolean, set: boolean, name: Step, at: Place): Value {
  const index = toNumber(name);
  if (set || index === undefined || index < 0 || !Number.isInteger(index))
    return name === "" ? unknown(at) : failure(at);
  if (open) return unknown(at);
  return items[index] ?? failure(at);
}

function splat(expression: Splat, scope: Scope, names: BoundNames | undefined): Value {
  const at = scope.place(expression);
  const on = inner(expression.on, scope, names);
  const each = (value: Value): Value => inner(expression.each, scope, { name: "", value, outer: names });
  switch (on.state) {
    case "list": {
      const items: Value[] = [];
      for (const value of on.items) {
        if (!spend(workOfRound)) return unknown(at);
        items.push(each(value));
      }
      return { state: "list", at, items, open: on.open };
    }
    case "unknown": {
      if (fails(on)) return failure(at);
      const one = each(on);
      return one.state === "unknown" ? within(one, one.refs, at) : unknown(at);
    }
    case "absent":
      return unknown(at);
    case "known":
      return { state: "list", at, items: on.value === null ? [] : [each(on)], open: false };
    default:
      return { state: "list", at, items: [each(on)], open: false };
  }
}

function call(expression: Call, scope: Scope, names: BoundNames | undefined): Value {
  const at = scope.place(expression);
  const { text } = expression.name;
  const name = text.startsWith("core::") ? text.slice("core::".length) : text;
  const apply = fillsIn.has(name) ? "template" : functions.get(name);
  const isShown = showing.has(name);
  if (!apply && !isShown) return unknown(at);
  const args: Value[] = [];
  for (const arg of expression.args) args.push(inner(arg, scope, names));
  if (!apply) return madeOf(unknown(at), args);
  if (!spend(amountOf(args))) return unknown(at);
  if (expression.expand) {
    const last = args.pop();
    if (last?.state !== "list")
      return last && last.state !== "unknown" && last.state !== "absent" ? failure(at) : unknown(at);
    if (last.open || !spend(last.items.length)) return unknown(at);
    for (const value of last.items) args.push(value);
  }
  if (!lenient.has(text) && args.some(fails)) return failure(at);
  const applied =
    apply === "template"
      ? filledIn(name, args, at, scope)
      : apply(args, { at, read: (path) => scope.read(path), list: (path) => scope.list?.(path), spend });
  const isSeen = applied.state !== "unknown" || applied.refs || applied.parts || fails(applied);
  const result = isSeen || !isShown ? applied : madeOf(applied, args);
  if (name === "file" || name === "templatefile") return fromFile(result, args[0], scope);
  return recoding.has(name) ? asFrom(result, args[0]) : result;
}

/** Functions in whose result stands what they are given, if in another form; not those that tell something about it. */
const showing: ReadonlySet<string> = new Set(
  (
    "base64decode base64encode base64gzip chomp coalesce coalescelist concat distinct element flatten format formatlist indent " +
    "join jsondecode jsonencode lookup lower merge nonsensitive one regex replace sensitive setunion slice sort split " +
    "templatefile templatestring textencodebase64 title tolist tomap toset tostring trim trimprefix trimspace trimsuffix try " +
    "upper urlencode values yamldecode yamlencode zipmap"
  ).split(" "),
);

/** Functions that only write the same in another way. */
const recoding: ReadonlySet<string> = new Set(["jsondecode", "jsonencode"]);

/** What a file comes to by such a function is still what stands there. */
function asFrom(result: Value, of: Value | undefined): Value {
  const files = of?.refs?.filter(({ mode }) => mode === "file") ?? [];
  return files.length > 0 ? { ...result, refs: files } : result;
}

/** What a file of the module comes to, with a note of which it is. */
function fromFile(result: Value, path: Value | undefined, { module }: Scope): Value {
  if (!module || path?.state !== "known" || typeof path.value !== "string") return result;
  const name = cleaned(path.value);
  return { ...result, refs: [{ module: module.address, mode: "file", type: "", name, attribute: "" }] };
}

/** What a function takes at least to go through its arguments once. */
function amountOf(args: readonly Value[]): number {
  let amount = 0;
  for (const arg of args) {
    if (arg.state === "known") amount += typeof arg.value === "string" ? arg.value.length >> 3 : 0;
    else if (arg.state === "list") amount += arg.items.length >> 2;
    else if (arg.state === "mapping") amount += arg.entries.size >> 2;
  }
  return amount;
}

// What these are for is to be asked about what Terraform refuses.
/** The functions that evaluate a template with names of its own. */
const fillsIn: ReadonlySet<string> = new Set(["templatefile", "templatestring"]);

function filledIn(name: string, args: readonly Value[], at: Place, scope: Scope): Value {
  const [from, names] = args;
  if (args.length !== 2 || from?.state === "list" || from?.state === "mapping") return failure(at);
  if (from?.state !== "known" || typeof from.value !== "string" || !names) return unknown(at);
  const text = name === "templatefile" ? scope.read(from.value) : from.value;
  return text === undefined ? unknown(at) : filledTemplate(text, names, at, scope);
}

/** What a text comes to as a template in which the entries of `names` have a meaning, and nothing else has; all of it stands at `at`. */
export function filledTemplate(text: string, names: Value, at: Place, scope: Scope): Value {
  if (names.state === "known" || names.state === "list") return failure(at);
  if (names.state !== "mapping" || text.length > longestText || !spend(text.length >> 2)) return unknown(at);
  const { parts, errors } = jsonTemplate(text, text, 0);
  if (errors.length > 0) return failure(at);
  let bound: BoundNames | undefined;
  for (const [name, { value }] of names.entries) bound = { name, value, outer: bound };
  const inside: Scope = {
    budget: scope.budget,
    module: scope.module,
    place: () => at,
    follow: () => undefined,
    read: (path) => scope.read(path),
    list: (path) => scope.list?.(path),
  };
  const pieces = new StringBuilder();
  addParts(parts, pieces, inside, bound);
  return pieces.value(at);
}

const lenient: ReadonlySet<string> = new Set(["try", "can", "core::try", "core::can"]);

function unary(expression: Unary, scope: Scope, names: BoundNames | undefined): Value {
  const at = scope.place(expression);
  const operand = inner(expression.operand, scope, names);
  if (expression.operator === "!") {
    const value = truth(operand);
    return typeof value === "boolean" ? known(!value, at) : unknownFrom(value, at);
  }
  const value = amount(operand);
  return typeof value === "number" ? known(-value, at) : unknownFrom(value, at);
}

function binary(expression: Binary, scope: Scope, names: BoundNames | undefined): Value {
  const at = scope.place(expression);
  const left = inner(expression.left, scope, names);
  const right = inner(expression.right, scope, names);
  const { operator } = expression;
  if (fails(left) || fails(right)) return failure(at);
  switch (operator) {
    case "==":
    case "!=": {
      const same = equal(left, right);
      return same === undefined ? unknown(at) : known(same === (operator === "=="), at);
    }
    case "&&":
    case "||": {
      const a = truth(left);
      const b = truth(right);
      if (typeof a === "object" && fails(a)) return failure(at);
      if (typeof b === "object" && fails(b)) return failure(at);
      const decisive = operator === "||";
      if (a === decisive || b === decisive) return known(decisive, at);
      return typeof a === "boolean" && typeof b === "boolean" ? known(!decisive, at) : unknown(at);
    }
    default: {
      const a = amount(left);
      const b = amount(right);
      if (typeof a === "object") return unknownFrom(fails(a) || typeof b === "number" ? a : b, at);
      if (typeof b === "object") return unknownFrom(b, at);
      return arithmetic(operator, a, b, at);
    }
  }
}

function arithmetic(operator: Binary["operator"], a: number, b: number, at: Place): Value {
  switch (operator) {
    case "<":
      return known(a < b, at);
    case "<=":
      return known(a <= b, at);
    case ">":
      return known(a > b, at);
    case ">=":
      return known(a >= b, at);
    case "+":
      return numeric(a + b, at);
    case "-":
      return numeric(a - b, at);
    case "*":
      return numeric(a * b, at);
    case "/":
      return b === 0 ? failure(at) : finite(a / b, at);
    default:
      return numeric(b === 0 ? a : a % b, at);
  }
}

const isExact = (value: number): boolean => Number.isSafeInteger(value) || !Number.isInteger(value);

const finite = (value: number, at: Place): Value =>
  Number.isFinite(value) && isExact(value) ? known(value, at) : unknown(at);

// Terraform counts in decimal fractions far beyond a double: fifteen digits are the ones on which both agree.
const numeric = (value: number, at: Place): Value =>
  finite(Number.isInteger(value) ? value : Number(value.toPrecision(15)), at);

export function truth(value: Value): boolean | Unknown {
  if (value.state === "known") return toBool(value.value) ?? failure(value.at);
  return notScalar(value);
}

function amount(value: Value): number | Unknown {
  if (value.state === "known") {
    const number = toNumber(value.value);
    if (number === undefined) return failure(value.at);
    return isExact(number) ? number : unknown(value.at);
  }
  return notScalar(value);
}

function notScalar(value: Value): Unknown {
  if (value.state === "unknown") return value;
  return value.state === "absent" ? unknown(value.at) : failure(value.at);
}

function conditional(expression: Conditional, scope: Scope, names: BoundNames | undefined): Value {
  const condition = truth(inner(expression.condition, scope, names));
  if (typeof condition === "object" && fails(condition)) return failure(scope.place(expression));
  const then = inner(expression.then, scope, names);
  const otherwise = inner(expression.else, scope, names);
  if (typeof condition === "boolean") {
    const [chosen, other] = condition ? [then, otherwise] : [otherwise, then];
    if (fails(chosen)) return failure(scope.place(expression));
    // Terraform passes over what is wrong with the branch that is not taken; of what is right in it the type may still count
    if (fails(other) && !isScalar(chosen))
      return isScalar(other) || isOfTexts(chosen) ? chosen : unknown(scope.place(expression));
    const [taken] = unify([chosen, other]) ?? [];
    // A map and an object of the same content look alike here, and go together with different things.
    return taken ?? (isScalar(then) === isScalar(otherwise) ? unknown : failure)(scope.place(expression));
  }
  if (then.state === "known" && otherwise.state === "known" && then.value === otherwise.value) {
    return known(then.value, scope.place(expression));
  }
  return madeOf(unknown(scope.place(expression)), [then, otherwise]);
}

/** Whether no other type that is found for it makes anything else of it. */
function isOfTexts(value: Value): boolean {
  if (value.state === "known") return typeof value.value === "string";
  if (value.state === "list") return value.items.every(isOfTexts);
  return value.state !== "mapping" || [...value.entries.values()].every((entry) => isOfTexts(entry.value));
}

const isScalar = (value: Value): boolean => value.state !== "list" && value.state !== "mapping";

export interface Round {
  readonly key: Value;
  readonly value: Value;
}

export interface Rounds {
  readonly elements: Iterable<Round>;
  readonly open: boolean;
}

/** What a `for` goes through, in Terraform's order; a value where it cannot be gone through. */
export function elements(collection: Value, at: Place): Rounds | Unknown {
  switch (collection.state) {
    case "list":
      return {
        elements: numbered(collection.items, collection.open, collection.set === true, at),
        open: collection.open,
      };
    case "mapping":
      return { elements: keyed(collection.entries), open: collection.open };
    case "known":
      return failure(at);
    default:
      return fails(collection) ? failure(at) : madeOf(unknown(at), [collection]);
  }
}

function* numbered(items: readonly Value[], open: boolean, set: boolean, at: Place): Iterable<Round> {
  for (const [i, value] of items.entries()) yield { key: set ? value : open ? unknown(at) : known(i, value.at), value };
}

function* keyed(entries: ReadonlyMap<string, Entry>): Iterable<Round> {
  for (const [name, entry] of [...entries].sort(([a], [b]) => byBytes(a, b))) {
    yield { key: known(name, entry.key), value: entry.value };
  }
}

function bound(key: string | undefined, value: string, round: Round, outer: BoundNames | undefined): BoundNames {
  const names = key === undefined ? outer : { name: key, value: round.key, outer };
  return { name: value, value: round.value, outer: names };
}

function forTuple(expression: For, scope: Scope, names: BoundNames | undefined): Value {
  const at = scope.place(expression);
  const rounds = elements(inner(expression.collection, scope, names), at);
  if ("state" in rounds) return rounds;
  const items: Value[] = [];
  let { open } = rounds;
  let failed = false;
  for (const round of rounds.elements) {
    if (!spend(workOfRound)) return unknown(at);
    const inside = bound(expression.keyName?.text, expression.valueName.text, round, names);
    const kept = included(expression.condition, scope, inside);
    if (typeof kept === "object") return failure(at);
    if (kept === undefined) open = true;
    if (!kept) continue;
    const value = inner(expression.value, scope, inside);
    failed ||= fails(value);
    items.push(value);
  }
  if (items.length === 0 && refusesAny(expression, scope, names)) return failure(at);
  return marked({ state: "list", at, items, open }, failed);
}

function forObject(expression: For, scope: Scope, names: BoundNames | undefined): Value {
  const at = scope.place(expression);
  const rounds = elements(inner(expression.collection, scope, names), at);
  if ("state" in rounds) return rounds;
  if (expression.key === undefined) return unknown(at);
  const found = new Map<string, { readonly key: Place; readonly values: Value[] }>();
  let { open } = rounds;
  let failed = false;
  for (const round of rounds.elements) {
    if (!spend(workOfRound)) return unknown(at);
    const inside = bound(expression.keyName?.text, expression.valueName.text, round, names);
    const kept = included(expression.condition, scope, inside);
    if (typeof kept === "object") return failure(at);
    if (kept === undefined) open = true;
    if (!kept) continue;
    const key = inner(expression.key, scope, inside);
    const name = keyText(key);
    if (typeof name !== "string") {
      if (fails(name)) return failure(at);
      open = true;
      continue;
    }
    const value = inner(expression.value, scope, inside);
    failed ||= fails(value);
    const before = found.get(name);
    if (!before) found.set(name, { key: key.at, values: [value] });
    else if (expression.grouped) before.values.push(value);
    else return failure(at);
  }
  const entries = new Map<string, Entry>();
  for (const [name, { key, values }] of found) {
    const [value] = values;
    if (expression.grouped) entries.set(name, { key, value: { state: "list", at, items: values, open } });
    else if (value) entries.set(name, { key, value });
  }
  if (found.size === 0 && refusesAny(expression, scope, names)) return failure(at);
  return marked({ state: "mapping", at, entries, open }, failed);
}

/** Terraform tries the condition on an unknown element first, so it can refuse where there is none. */
function refusesAny(expression: For, scope: Scope, names: BoundNames | undefined): boolean {
  if (!expression.condition) return false;
  const any = unknown(scope.place(expression.valueName));
  const inside = bound(expression.keyName?.text, expression.valueName.text, { key: any, value: any }, names);
  return typeof included(expression.condition, scope, inside) === "object";
}

/** Whether an element passes `if`: undefined where that is not known, a failure where it is no answer. */
function included(condition: Expression | undefined, scope: Scope, names: BoundNames): boolean | undefined | Unknown {
  if (!condition) return true;
  const value = truth(inner(condition, scope, names));
  return typeof value === "boolean" ? value : fails(value) ? value : undefined;
}
