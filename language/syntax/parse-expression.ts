import { type Cursor, closes, maxDepth, opens } from "./cursor.ts";
import { exact } from "./exact.ts";
import { type RawTemplatePart, templateParts, unescaped } from "./template-parts.ts";
import { TokenKind } from "./tokens.ts";
import type { Binary, Expression, Name, ObjectEntry, Template } from "./tree.ts";

const precedence = new Uint8Array(64);
for (const [level, kinds] of [
  [TokenKind.Or],
  [TokenKind.And],
  [TokenKind.Equal, TokenKind.NotEqual],
  [TokenKind.Greater, TokenKind.GreaterOrEqual, TokenKind.Less, TokenKind.LessOrEqual],
  [TokenKind.Plus, TokenKind.Minus],
  [TokenKind.Star, TokenKind.Slash, TokenKind.Percent],
].entries())
  for (const kind of kinds) precedence[kind] = level + 1;

/** The longest chain (`a.b.c…`) that is read: whatever walks the tree recurses once for each step, and would overflow the stack. */
const maxChain = 1000;

/** Reads one expression; where there is none, the answer is an error expression of no width. */
export function expression(cursor: Cursor): Expression {
  if (++cursor.depth > maxDepth) {
    cursor.failTooDeep();
    cursor.depth--;
    return missingAt(cursor.start());
  }
  const condition = binary(cursor, 1);
  const result = cursor.kind() === TokenKind.Question ? conditional(cursor, condition) : condition;
  cursor.depth--;
  return result;
}

function conditional(cursor: Cursor, condition: Expression): Expression {
  cursor.index++;
  const then = expression(cursor);
  if (cursor.kind() !== TokenKind.Colon) {
    if (then.kind !== "error") cursor.fail("expected : and the other value of the conditional");
    const otherwise = missingAt(then.end);
    return { kind: "conditional", start: condition.start, end: then.end, condition, then, else: otherwise };
  }
  cursor.index++;
  const otherwise = expression(cursor);
  return { kind: "conditional", start: condition.start, end: otherwise.end, condition, then, else: otherwise };
}

function binary(cursor: Cursor, least: number): Expression {
  let left = unary(cursor);
  for (let length = 0; ; length++) {
    const level = precedence[cursor.kind()] ?? 0;
    if (level === 0 || level < least) return left;
    if (length === maxChain) {
      cursor.failTooDeep();
      return left;
    }
    const operator = cursor.text(cursor.index) as Binary["operator"];
    cursor.index++;
    const right = binary(cursor, level + 1);
    left = { kind: "binary", start: left.start, end: right.end, operator, left, right };
  }
}

function unary(cursor: Cursor): Expression {
  const kind = cursor.kind();
  if (kind !== TokenKind.Minus && kind !== TokenKind.Not) return traversal(cursor, primary(cursor));
  const start = cursor.start();
  if (++cursor.depth > maxDepth) {
    cursor.failTooDeep();
    cursor.depth--;
    return missingAt(start);
  }
  cursor.index++;
  const operand = unary(cursor);
  cursor.depth--;
  return { kind: "unary", start, end: operand.end, operator: kind === TokenKind.Minus ? "-" : "!", operand };
}

function missingAt(at: number): Expression {
  return { kind: "error", start: at, end: at };
}

/** What stands for an expression that is not there, right after what comes before. */
function missing(cursor: Cursor): Expression {
  const at = cursor.previousEnd();
  const next = cursor.kindAt(cursor.index);
  if (next === TokenKind.Stray)
    cursor.fail(`${JSON.stringify(cursor.text(cursor.index))} means nothing in an expression`);
  else cursor.fail("expected a value", at, Math.max(at, Math.min(cursor.end(), at + 1)));
  return missingAt(at);
}

function primary(cursor: Cursor): Expression {
  const kind = cursor.kind();
  const at = cursor.index;
  switch (kind) {
    case TokenKind.Number:
      cursor.index++;
      return number(cursor, at);
    case TokenKind.Word:
      return word(cursor);
    case TokenKind.QuoteOpen:
      return quoted(cursor);
    case TokenKind.HeredocOpen:
      return heredoc(cursor);
    case TokenKind.ParenthesisOpen:
      return parentheses(cursor);
    case TokenKind.BracketOpen:
      return tuple(cursor);
    case TokenKind.BraceOpen:
      return object(cursor);
    default:
      return missing(cursor);
  }
}

function number(cursor: Cursor, at: number): Expression {
  const text = cursor.text(at);
  const start = cursor.startAt(at);
  const end = cursor.endAt(at);
  const value = Number(text);
  if (Number.isNaN(value)) cursor.report(`${text} is not a number`, { start, end });
  return { kind: "literal", start, end, value };
}

function word(cursor: Cursor): Expression {
  const at = cursor.index++;
  const start = cursor.startAt(at);
  const end = cursor.endAt(at);
  const next = cursor.kind();
  if (next === TokenKind.ParenthesisOpen || next === TokenKind.DoubleColon) return call(cursor, cursor.name(at));
  const name = cursor.text(at);
  if (name === "true" || name === "false") return { kind: "literal", start, end, value: name === "true" };
  if (name === "null") return { kind: "literal", start, end, value: null };
  return { kind: "root", start, end, name };
}

function call(cursor: Cursor, first: Name): Expression {
  let text = first.text;
  while (cursor.kind() === TokenKind.DoubleColon) {
    cursor.index++;
    text += "::";
    if (cursor.kind() !== TokenKind.Word) break;
    text += cursor.text(cursor.index++);
  }
  const name = { start: first.start, end: cursor.previousEnd(), text };
  if (cursor.kind() !== TokenKind.ParenthesisOpen) {
    cursor.fail("expected ( after the name of the function", name.start, name.end);
    return { kind: "error", start: name.start, end: name.end };
  }
  const open = cursor.index++;
  const saved = cursor.skipsNewlines;
  cursor.skipsNewlines = true;
  const args: Expression[] = [];
  let expand = false;
  let closed = false;
  for (;;) {
    const kind = cursor.kind();
    if (kind === TokenKind.ParenthesisClose) {
      closed = true;
      break;
    }
    if (endsList(kind) || (cursor.lenient && cursor.startsAttribute(cursor.index))) break;
    args.push(expression(cursor));
    if (cursor.kind() === TokenKind.Ellipsis) {
      expand = true;
      cursor.index++;
      closed = cursor.kind() === TokenKind.ParenthesisClose;
      break;
    }
    if (cursor.kind() === TokenKind.Comma) cursor.index++;
    else if (cursor.kind() !== TokenKind.ParenthesisClose) break;
  }
  cursor.skipsNewlines = saved;
  close(cursor, open, TokenKind.ParenthesisClose, closed);
  return { kind: "call", start: name.start, end: cursor.previousEnd(), name, args: exact(args), expand };
}

/** True for what cannot stand in a list, so that the list must have been left open. */
function endsList(kind: TokenKind): boolean {
  return (
    kind === TokenKind.End ||
    kind === TokenKind.BraceClose ||
    kind === TokenKind.SequenceEnd ||
    kind === TokenKind.QuoteBroken
  );
}

const closers: Partial<Record<TokenKind, string>> = {
  [TokenKind.ParenthesisClose]: ")",
  [TokenKind.BracketClose]: "]",
  [TokenKind.BraceClose]: "}",
};

/** Takes the closing bracket, or reports the opening one and looks for a place to go on. */
function close(cursor: Cursor, open: number, closer: TokenKind, closed: boolean): void {
  if (closed) {
    cursor.index++;
    return;
  }
  const message = `this bracket is not closed: expected , or ${closers[closer]}`;
  cursor.failUnbalanced(message, cursor.startAt(open), cursor.endAt(open));
  cursor.beforeNewlines();
  resume(cursor, closer);
}

/** Stops before a line that begins an item or closes a block, and after the bracket that was looked for. */
function resume(cursor: Cursor, closer: TokenKind): void {
  let depth = 0;
  for (; ; cursor.index++) {
    const kind = cursor.kindAt(cursor.index);
    if (kind === TokenKind.End) return;
    if (depth === 0) {
      if (kind === closer) {
        cursor.index++;
        return;
      }
      if (kind === TokenKind.BraceClose || kind === TokenKind.SequenceEnd) return;
      if (kind === TokenKind.QuoteBroken || kind === TokenKind.QuoteClose) return;
      if (kind === TokenKind.Newline && endsBroken(cursor)) return;
    }
    if (opens(kind)) depth++;
    else if (depth > 0 && closes(kind)) depth--;
  }
}

function endsBroken(cursor: Cursor): boolean {
  const next = cursor.pastNewlinesFrom(cursor.index);
  const kind = cursor.kindAt(next);
  return kind === TokenKind.BraceClose || kind === TokenKind.End || cursor.startsItem(next);
}

function parentheses(cursor: Cursor): Expression {
  const open = cursor.index++;
  const saved = cursor.skipsNewlines;
  cursor.skipsNewlines = true;
  cursor.kind();
  const inner = cursor.lenient && cursor.startsItem(cursor.index) ? missing(cursor) : expression(cursor);
  const closed = cursor.kind() === TokenKind.ParenthesisClose;
  cursor.skipsNewlines = saved;
  close(cursor, open, TokenKind.ParenthesisClose, closed);
  return { kind: "parentheses", start: cursor.startAt(open), end: cursor.previousEnd(), inner };
}

function tuple(cursor: Cursor): Expression {
  const open = cursor.index++;
  const saved = cursor.skipsNewlines;
  cursor.skipsNewlines = true;
  if (cursor.isWord("for")) return comprehension(cursor, open, TokenKind.BracketClose, saved);
  const items: Expression[] = [];
  let closed = false;
  for (;;) {
    const kind = cursor.kind();
    if (kind === TokenKind.BracketClose) {
      closed = true;
      break;
    }
    if (endsList(kind)) break;
    if (cursor.lenient ? cursor.startsItem(cursor.index) : cursor.startsAttribute(cursor.index)) break;
    const before = cursor.index;
    items.push(expression(cursor));
    if (cursor.kind() === TokenKind.Comma) cursor.index++;
    else if (cursor.kind() !== TokenKind.BracketClose || cursor.index === before) break;
  }
  cursor.skipsNewlines = saved;
  close(cursor, open, TokenKind.BracketClose, closed);
  return { kind: "tuple", start: cursor.startAt(open), end: cursor.previousEnd(), items: exact(items) };
}

function object(cursor: Cursor): Expression {
  const open = cursor.index++;
  const saved = cursor.skipsNewlines;
  cursor.skipsNewlines = true;
  if (cursor.isWord("for")) return comprehension(cursor, open, TokenKind.BraceClose, saved);
  cursor.index = open + 1;
  cursor.skipsNewlines = false;
  const entries: ObjectEntry[] = [];
  const closed = objectEntries(cursor, open, entries);
  cursor.skipsNewlines = saved;
  close(cursor, open, TokenKind.BraceClose, closed);
  return { kind: "object", start: cursor.startAt(open), end: cursor.previousEnd(), entries: exact(entries) };
}

/** True when the object is closed. */
function objectEntries(cursor: Cursor, open: number, entries: ObjectEntry[]): boolean {
  const limit = cursor.indented ? cursor.indentation(cursor.startAt(open)) : -1;
  for (;;) {
    cursor.pastNewlines();
    const kind = cursor.kind();
    if (limit >= 0 && leavesObject(cursor, kind, limit)) return false;
    if (kind === TokenKind.BraceClose) return true;
    if (kind === TokenKind.BracketClose || kind === TokenKind.ParenthesisClose || endsList(kind)) return false;
    const key = expression(cursor);
    const separator = cursor.kind();
    if (separator !== TokenKind.Equals && separator !== TokenKind.Colon) {
      // A key before a brace is a nested block: the object around it was never closed.
      if (cursor.lenient && separator === TokenKind.BraceOpen) {
        cursor.index--;
        return false;
      }
      if (key.kind !== "error" || key.end > key.start)
        cursor.fail("expected = and a value after the key", key.start, key.end);
      entries.push({ start: key.start, end: key.end, key: objectKey(cursor, key), value: missingAt(key.end) });
      skipEntry(cursor);
      if (cursor.kind() === TokenKind.Comma) cursor.index++;
      continue;
    }
    cursor.index++;
    const value = expression(cursor);
    entries.push({ start: key.start, end: value.end, key: objectKey(cursor, key), value });
    const next = cursor.kind();
    if (next === TokenKind.Comma || next === TokenKind.Newline) cursor.index++;
    else if (next !== TokenKind.BraceClose) {
      if (value.kind !== "error") cursor.fail("expected a comma or a new line between the entries of an object");
      skipEntry(cursor);
      if (cursor.kind() === TokenKind.Comma) cursor.index++;
    }
  }
}

/** True where indentation says that the object has ended before this token. */
function leavesObject(cursor: Cursor, kind: TokenKind, limit: number): boolean {
  if (kind !== TokenKind.BraceClose && kind !== TokenKind.Word && kind !== TokenKind.QuoteOpen) return false;
  const column = cursor.column(cursor.start());
  return column !== undefined && (kind === TokenKind.BraceClose ? column < limit : column <= limit);
}

function objectKey(cursor: Cursor, key: Expression): Name | Expression {
  if (key.kind === "root") return { start: key.start, end: key.end, text: key.name };
  if (key.kind === "literal" && typeof key.value !== "number")
    return { start: key.start, end: key.end, text: cursor.slice(key.start, key.end) };
  if (key.kind !== "template" || key.form !== "quoted") return key;
  let text = "";
  for (const part of key.parts) {
    if (part.kind !== "text") return key;
    text += part.value;
  }
  return { start: key.start, end: key.end, text };
}

function skipEntry(cursor: Cursor): void {
  for (let depth = 0; ; cursor.index++) {
    const kind = cursor.kindAt(cursor.index);
    if (kind === TokenKind.End) return;
    if (depth === 0) {
      if (kind === TokenKind.Newline || kind === TokenKind.Comma || kind === TokenKind.QuoteBroken || closes(kind))
        return;
    }
    if (opens(kind)) depth++;
    else if (depth > 0 && closes(kind)) depth--;
  }
}

function takenWord(cursor: Cursor): Name | undefined {
  return cursor.kind() === TokenKind.Word ? cursor.name(cursor.index++) : undefined;
}

interface Iteration {
  readonly key: Name | undefined;
  readonly value: Name;
  readonly collection: Expression;
}

/** `k, v in xs`; undefined when it is not one. */
function iteration(cursor: Cursor): Iteration | undefined {
  const first = takenWord(cursor);
  if (!first) return undefined;
  let second: Name | undefined;
  if (cursor.kind() === TokenKind.Comma) {
    cursor.index++;
    second = takenWord(cursor);
    if (!second) return undefined;
  }
  if (!cursor.isWord("in")) return undefined;
  cursor.index++;
  return { key: second && first, value: second ?? first, collection: expression(cursor) };
}

function comprehension(cursor: Cursor, open: number, closer: TokenKind, saved: boolean): Expression {
  const start = cursor.startAt(open);
  cursor.index++;
  const over = iteration(cursor);
  let key: Expression | undefined;
  let value: Expression | undefined;
  let condition: Expression | undefined;
  let grouped = false;
  if (over && cursor.kind() === TokenKind.Colon) {
    cursor.index++;
    value = expression(cursor);
    if (closer === TokenKind.BraceClose && cursor.kind() === TokenKind.Arrow) {
      cursor.index++;
      key = value;
      value = expression(cursor);
      if (cursor.kind() === TokenKind.Ellipsis) {
        grouped = true;
        cursor.index++;
      }
    }
    if (cursor.isWord("if")) {
      cursor.index++;
      condition = expression(cursor);
    }
  }
  const whole = value !== undefined && (closer === TokenKind.BracketClose || key !== undefined);
  const closed = whole && cursor.kind() === closer;
  cursor.skipsNewlines = saved;
  if (closed) cursor.index++;
  else {
    cursor.fail("this for expression is not complete", start, cursor.endAt(open));
    cursor.beforeNewlines();
    resume(cursor, closer);
  }
  const end = cursor.previousEnd();
  if (!over || !value) return { kind: "error", start, end };
  return {
    kind: "for",
    start,
    end,
    form: closer === TokenKind.BracketClose ? "tuple" : "object",
    keyName: over.key,
    valueName: over.value,
    collection: over.collection,
    key,
    value,
    condition,
    grouped,
  };
}

/** Reads what follows a term: `.name`, `.0`, `[index]`, `[*]` and `.*`. */
function traversal(cursor: Cursor, term: Expression): Expression {
  let on = term;
  for (let length = 0; ; length++) {
    const kind = cursor.kind();
    if (kind !== TokenKind.Dot && kind !== TokenKind.BracketOpen) return on;
    if (length === maxDepth) {
      cursor.failTooDeep();
      return on;
    }
    if (kind === TokenKind.Dot) on = attr(cursor, on);
    else if (isFullSplat(cursor)) on = fullSplat(cursor, on);
    else {
      const closedAt = cursor.problems.length;
      on = index(cursor, on);
      if (cursor.problems.length > closedAt) return on;
    }
  }
}

function isFullSplat(cursor: Cursor): boolean {
  const star = cursor.pastNewlinesFrom(cursor.index + 1);
  return (
    cursor.kindAt(star) === TokenKind.Star &&
    cursor.kindAt(cursor.pastNewlinesFrom(star + 1)) === TokenKind.BracketClose
  );
}

function attr(cursor: Cursor, on: Expression): Expression {
  const next = afterDot(cursor);
  const { start } = on;
  switch (cursor.kindAt(next)) {
    case TokenKind.Word:
      cursor.index = next + 1;
      return { kind: "attr", start, end: cursor.endAt(next), on, name: cursor.name(next) };
    case TokenKind.Number:
      cursor.index = next + 1;
      return legacyIndex(cursor, on, next);
    case TokenKind.Star:
      cursor.index = next + 1;
      return attributeSplat(cursor, on);
    default: {
      const end = cursor.end();
      cursor.fail("expected the name of an attribute after the dot");
      cursor.index++;
      return { kind: "attr", start, end, on, name: { start: end, end, text: "" } };
    }
  }
}

function afterDot(cursor: Cursor): number {
  return cursor.skipsNewlines ? cursor.pastNewlinesFrom(cursor.index + 1) : cursor.index + 1;
}

/** `x.0`, and `x.0.1`, of which the lexer makes one number. */
function legacyIndex(cursor: Cursor, on: Expression, at: number): Expression {
  let result = on;
  let start = cursor.startAt(at);
  if (cursor.text(at).includes("."))
    cursor.report("two indexes in a row need brackets, as in x[0][1]", { start, end: cursor.endAt(at) });
  for (const digits of cursor.text(at).split(".")) {
    const end = start + digits.length;
    const position: Expression = { kind: "literal", start, end, value: Number(digits) };
    result = { kind: "index", start: on.start, end, on: result, index: position };
    start = end + 1;
  }
  return result;
}

function index(cursor: Cursor, on: Expression): Expression {
  const open = cursor.index++;
  const saved = cursor.skipsNewlines;
  cursor.skipsNewlines = true;
  const position = expression(cursor);
  const closed = cursor.kind() === TokenKind.BracketClose;
  cursor.skipsNewlines = saved;
  close(cursor, open, TokenKind.BracketClose, closed);
  return { kind: "index", start: on.start, end: cursor.previousEnd(), on, index: position };
}

/** `[*]` takes all that follows to every element. */
function fullSplat(cursor: Cursor, on: Expression): Expression {
  cursor.index = cursor.pastNewlinesFrom(cursor.pastNewlinesFrom(cursor.index + 1) + 1) + 1;
  const end = cursor.previousEnd();
  const element: Expression = { kind: "root", start: end, end, name: "" };
  if (++cursor.depth > maxDepth) cursor.failTooDeep();
  const each = traversal(cursor, element);
  cursor.depth--;
  return { kind: "splat", start: on.start, end: Math.max(end, each.end), on, full: true, each };
}

/** `.*` takes only the names that follow to every element. */
function attributeSplat(cursor: Cursor, on: Expression): Expression {
  const end = cursor.previousEnd();
  let each: Expression = { kind: "root", start: end, end, name: "" };
  for (let length = 0; cursor.kind() === TokenKind.Dot; length++) {
    if (length === maxDepth) {
      cursor.failTooDeep();
      break;
    }
    const next = afterDot(cursor);
    if (cursor.kindAt(next) === TokenKind.Star) {
      cursor.fail("a .* cannot stand within another one: use [*]", cursor.start(), cursor.endAt(next));
      cursor.index = next + 1;
      break;
    }
    each = attr(cursor, each);
  }
  return { kind: "splat", start: on.start, end: Math.max(end, each.end), on, full: false, each };
}

/** Reads a quoted string. */
export function quoted(cursor: Cursor): Template {
  const open = cursor.index;
  const start = cursor.startAt(open);
  const contentStart = cursor.endAt(open);
  // Most strings are one run of text.
  const hasText = cursor.kindAt(open + 1) === TokenKind.Text;
  const last = open + (hasText ? 2 : 1);
  if (cursor.kindAt(last) === TokenKind.QuoteClose) {
    cursor.index = last + 1;
    const content = { start: contentStart, end: cursor.startAt(last) };
    const parts: Template["parts"] = hasText
      ? [
          {
            kind: "text",
            start: content.start,
            end: content.end,
            value: unescaped(cursor.text(open + 1), content.start, cursor),
          },
        ]
      : [];
    return { kind: "template", start, end: cursor.endAt(last), form: "quoted", indented: false, content, parts };
  }
  cursor.index++;
  const { parts: pieces, contentEnd } = templatePieces(cursor, TokenKind.QuoteClose, TokenKind.QuoteBroken, open);
  const end = cursor.previousEnd();
  const content = { start: contentStart, end: contentEnd };
  const parts = templateParts(pieces, "quoted", cursor);
  return { kind: "template", start, end, form: "quoted", indented: false, content, parts };
}

function heredoc(cursor: Cursor): Template {
  const open = cursor.index++;
  const start = cursor.startAt(open);
  const indented = cursor.slice(start + 2, start + 3) === "-";
  const { parts: pieces, contentEnd } = templatePieces(cursor, TokenKind.HeredocClose, TokenKind.HeredocBroken, open);
  const end = cursor.previousEnd();
  const content = { start: cursor.endAt(open), end: contentEnd };
  const parts = templateParts(pieces, indented ? "unindented" : "heredoc", cursor);
  return { kind: "template", start, end, form: "heredoc", indented, content, parts };
}

/** Reads the tokens of a template that is a text of its own. */
export function wholeTemplate(cursor: Cursor): Template["parts"] {
  return templateParts(
    templatePieces(cursor, TokenKind.HeredocClose, TokenKind.HeredocBroken, -1).parts,
    "heredoc",
    cursor,
  );
}

interface RawTemplateParts {
  readonly parts: readonly RawTemplatePart[];
  readonly contentEnd: number;
}

function templatePieces(cursor: Cursor, closer: TokenKind, broken: TokenKind, open: number): RawTemplateParts {
  const saved = cursor.skipsNewlines;
  const parts: RawTemplatePart[] = [];
  let contentEnd = cursor.endAt(open);
  for (;;) {
    const at = cursor.index;
    const kind = cursor.kindAt(at);
    if (kind === TokenKind.Text) {
      parts.push({ kind: "text", start: cursor.startAt(at), end: cursor.endAt(at), value: cursor.text(at) });
      cursor.index++;
    } else if (kind === TokenKind.Interpolation) parts.push(interpolation(cursor, broken));
    else if (kind === TokenKind.Directive) parts.push(tag(cursor, broken));
    else {
      if (kind === closer) cursor.index++;
      else {
        if (open >= 0) {
          const what = closer === TokenKind.QuoteClose ? "string" : "heredoc";
          const end = Math.min(cursor.endAt(open), cursor.startAt(at));
          cursor.failUnbalanced(`this ${what} is not closed`, cursor.startAt(open), end);
        }
        if (kind === TokenKind.QuoteBroken || kind === TokenKind.HeredocBroken) cursor.index++;
      }
      break;
    }
    contentEnd = cursor.previousEnd();
  }
  cursor.skipsNewlines = saved;
  return { parts, contentEnd };
}

function interpolation(cursor: Cursor, broken: TokenKind): RawTemplatePart {
  const open = cursor.index++;
  cursor.skipsNewlines = true;
  const inner = expression(cursor);
  endSequence(cursor, open, broken, inner.kind === "error");
  return { kind: "interpolation", start: cursor.startAt(open), end: cursor.previousEnd(), expression: inner };
}

/** Goes to the end of an interpolation or a directive. */
function endSequence(cursor: Cursor, open: number, broken: TokenKind, reported: boolean): void {
  if (cursor.kind() !== TokenKind.SequenceEnd) {
    if (!reported) cursor.fail("expected } here to end what ${ or %{ began");
    for (let depth = 0; ; cursor.index++) {
      const kind = cursor.kindAt(cursor.index);
      if (kind === TokenKind.End) break;
      if (depth === 0 && (kind === TokenKind.SequenceEnd || kind === broken || kind === TokenKind.HeredocBroken)) break;
      if (kind === TokenKind.Interpolation || kind === TokenKind.Directive) depth++;
      else if (depth > 0 && kind === TokenKind.SequenceEnd) depth--;
    }
  }
  if (cursor.kindAt(cursor.index) === TokenKind.SequenceEnd) {
    if (cursor.startAt(cursor.index) === cursor.end())
      cursor.fail("this is not closed: expected }", cursor.startAt(open), cursor.endAt(open));
    cursor.index++;
  }
}

function tag(cursor: Cursor, broken: TokenKind): RawTemplatePart {
  const open = cursor.index++;
  cursor.skipsNewlines = true;
  const keyword = takenWord(cursor)?.text ?? "";
  const start = cursor.startAt(open);
  const end = (): number => {
    endSequence(cursor, open, broken, false);
    return cursor.previousEnd();
  };
  switch (keyword) {
    case "if": {
      const condition = expression(cursor);
      return { kind: "if", start, end: end(), condition };
    }
    case "for": {
      const over = iteration(cursor);
      if (over) {
        const { key, value, collection } = over;
        return { kind: "for", start, end: end(), key, value, collection };
      }
      cursor.fail("expected a name and in, as in %{ for x in xs }", start);
      return { kind: "bad", start, end: end() };
    }
    case "else":
    case "endif":
    case "endfor":
      return { kind: keyword, start, end: end() };
    default:
      cursor.fail("expected if, else, endif, for or endfor", start);
      return { kind: "bad", start, end: end() };
  }
}
