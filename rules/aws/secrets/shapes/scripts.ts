import type { BlockSection } from "../../../../language/model/section.ts";
import type { Value } from "../../../../language/model/value.ts";
import { embedded } from "../../../../language/policy/embedded.ts";
import { expressionAt } from "../../../../language/syntax/locate.ts";
import type { Place, Span } from "../../../../language/syntax/text.ts";
import type { Expression, Template } from "../../../../language/syntax/tree.ts";
import { lineStart } from "../../../../language/write/layout.ts";
import { fileOf } from "../../../kit/container.ts";
import { type Secret, secrets } from "./detect.ts";

/** A script that a machine runs when it starts. */
export interface Script {
  /** Its text; what is not known is a character that nobody writes. */
  readonly text: string;
  /** How it is written; undefined for a file, or for text that is not there as it is. */
  readonly form: Template["form"] | undefined;
  /** It is written somewhere else, where keys of a known form are found anyway. */
  readonly borrowed: boolean;
  place(span: Span): Place;
}

/** The scripts that an attribute holds, wherever in the module they are written. */
export function* scripts(section: BlockSection, attribute: string): Iterable<Script> {
  const expression = section.attribute(attribute)?.value;
  if (!expression) return;
  const value = section.get(attribute);
  const written = templates(expression);
  if (attribute.endsWith("base64") && written.length > 0 && expression.kind === "template")
    yield* decoded(section, expression);
  else if (written.length > 0) for (const template of written) yield fromTemplate(section, template);
  else yield* fromElsewhere(section, value);
}

const passing: ReadonlySet<string> = new Set([
  "base64encode",
  "base64gzip",
  "textencodebase64",
  "join",
  "trimspace",
  "chomp",
  "sensitive",
]);

/** What an expression packs, or hands on in one of several ways. */
export function* unpacked(expression: Expression): Iterable<Expression> {
  if (expression.kind === "parentheses") yield* unpacked(expression.inner);
  else if (expression.kind === "tuple") for (const item of expression.items) yield* unpacked(item);
  else if (expression.kind === "conditional") {
    yield* unpacked(expression.then);
    yield* unpacked(expression.else);
  } else if (expression.kind === "call" && passing.has(expression.name.text))
    for (const argument of expression.args) yield* unpacked(argument);
  else yield expression;
}

const templates = (expression: Expression): readonly Template[] =>
  [...unpacked(expression)].filter((inner) => inner.kind === "template");

function fromTemplate(section: BlockSection, template: Template): Script {
  const { text, place } = embedded(template, section.fileOf(template).text, section);
  return { text, form: template.form, borrowed: false, place };
}

/** A local or a variable's default that holds the script, or a text that can only be seen as a whole. */
function* fromElsewhere(section: BlockSection, value: Value): Iterable<Script> {
  const { origin } = value;
  const file = origin && fileOf(section.module, origin.uri);
  const found = file && expressionAt(file, origin);
  if (found?.node.kind === "template") {
    const place = ({ start, end }: Span): Place => ({
      uri: found.file.uri,
      start: start + found.base,
      end: end + found.base,
    });
    const scope = { place, follow: section.module.follow.bind(section.module), read: () => undefined };
    const { text, place: placeOf } = embedded(found.node, found.file.text, scope);
    yield { text, form: found.node.form, borrowed: true, place: placeOf };
  } else if (value.state === "known" && typeof value.value === "string")
    yield { text: value.value, form: undefined, borrowed: value.origin !== undefined, place: () => value.at };
}

/** Base64 that is written out. */
function* decoded(section: BlockSection, template: Template): Iterable<Script> {
  const [only] = template.parts;
  if (only?.kind !== "text") return;
  const text = fromBase64(only.value);
  if (text !== undefined)
    yield { text, form: undefined, borrowed: false, place: () => section.place(template.content) };
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** As far as it is ASCII, which is what secrets are made of. */
function fromBase64(text: string): string | undefined {
  let result = "";
  let bits = 0;
  let held = 0;
  for (const character of text.replace(/=+$/, "")) {
    const index = alphabet.indexOf(character);
    if (index < 0) return undefined;
    held = ((held << 6) | index) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    result += String.fromCharCode((held >> bits) & 0xff);
  }
  return result;
}

/** A secret that a script carries. */
export interface Assignment {
  readonly kind: string;
  /** What it is assigned to; empty for a key that stands for itself. */
  readonly name: string;
  readonly secret: string;
  /** The secret in the script's text. */
  readonly span: Span;
  /** The line, where there is nothing on it but the assignment. */
  readonly line: ScriptLine | undefined;
  /** The value with its quotes, where a shell reads it. */
  readonly value: Span | undefined;
}

interface ScriptLine extends Span {
  readonly margin: string;
  readonly exported: boolean;
  /** What is said behind it, with the blanks before. */
  readonly comment: string;
}

const assignment =
  /(?<![\w$.{-])(?:--?)?([A-Za-z_][\w.-]{0,80})(?![\w.-])(?:["']?[ \t]*(?:=|:=|:(?=[ \t"']))[ \t]*|[ \t]+(?<=--[\w-]{1,80}[ \t]{1,9}))(?:\\?"([^"\n]*?)\\?"|'([^'\n]*)'|([^\s"'`;&|<>(),]+))/g;

const wholeLine = /^([ \t]*)(export[ \t]+)?[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'`;&|]+)([ \t]+#.*)?$/;

/** The secrets that a script assigns, hands over or holds otherwise, in order. */
export function assignments(text: string): readonly Assignment[] {
  const isShell = !/^\s*(?:#cloud-config|<(?:powershell|script)>|Content-Type:)/i.test(text);
  const found: Assignment[] = [];
  for (const { index, all, name, value, start, quotes, secret } of assigned(text)) {
    if (isComment(text, index)) continue;
    const end = start + value.length;
    const span = { start: start + secret.start, end: start + secret.end };
    const isWhole = secret.start === 0 && secret.end === value.length;
    found.push({
      kind: secret.kind,
      name,
      secret: text.slice(span.start, span.end),
      span,
      line: isShell && isWhole ? lineAt(text, index) : undefined,
      value: isShell && isWhole && !all.includes("\\") ? { start: start - quotes, end: end + quotes } : undefined,
    });
  }
  for (const { kind, start, end } of [...secrets("", text), ...handedOver(text)])
    if (!found.some(({ span }) => span.start < end && start < span.end))
      found.push({
        kind,
        name: "",
        secret: text.slice(start, end),
        span: { start, end },
        line: undefined,
        value: undefined,
      });
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** Commands that take a password by its place, which is the group. */
const commands: readonly RegExp[] = [
  /\b(?:echo|printf)[ \t]+(?:-\w+[ \t]+)?\\?["']?[\w.@-]+:([^\s"'\\|]+)\\?["']?[ \t]*\|[ \t]*(?:sudo[ \t]+)?chpasswd\b/g,
  /\bchpasswd\b[ \t]*<<<[ \t]*\\?["']?[\w.@-]+:([^\s"'\\|]+)/g,
  /\b(?:echo|printf)[ \t]+(?:-\w+[ \t]+)?\\?["']?([^\s"'\\|]+)\\?["']?[ \t]*\|[ \t]*(?:sudo[ \t]+)?passwd[ \t]+--stdin\b/g,
  /\bcurl\b[^\n|;]{0,400}?[ \t](?:-u|--user)[ \t=]?[ \t]*\\?["']?[\w.@-]+:([^\s"'\\|]+)/g,
  /\bsshpass[ \t]+-p[ \t]*\\?["']?([^\s"'\\|]+)/g,
  /\bmysql(?:admin|dump)?\b[^\n|;]{0,400}?[ \t]-p\\?["']?([^\s"'\\|]+)/g,
  /\bnet[ \t]+user[ \t]+[\w.-]+[ \t]+\\?["']?([^\s"'\\|/*]+)/gi,
];

/** The passwords that a text hands to commands without a name. */
function* handedOver(text: string): Iterable<Secret> {
  for (const command of commands)
    for (const { 0: all, 1: value = "", index } of text.matchAll(command)) {
      if (value.includes("\uE000") || value.startsWith("$") || isComment(text, index)) continue;
      const start = index + all.lastIndexOf(value);
      for (const secret of secrets("password", value)) yield { ...secret, start, end: start + value.length };
    }
}

/** A secret in a value that something is set to. */
interface ScriptSecret {
  /** Where the assignment begins. */
  readonly index: number;
  readonly all: string;
  readonly name: string;
  readonly value: string;
  /** Where the value begins, within its quotes. */
  readonly start: number;
  readonly quotes: 0 | 1;
  /** Counts from the value. */
  readonly secret: Secret;
}

/** Every secret that is assigned in a text, in comments too. */
export function* assigned(text: string): Iterable<ScriptSecret> {
  for (const match of text.matchAll(assignment)) {
    const [all, name = "", double, single, bare] = match;
    const value = double ?? single ?? bare ?? "";
    if (value === "" || value.includes("\uE000")) continue;
    const quotes = bare === undefined ? 1 : 0;
    const end = match.index + all.length - (double !== undefined && all.endsWith('\\"') ? 2 : quotes);
    for (const secret of secrets(name, value))
      yield { index: match.index, all, name, value, start: end - value.length, quotes, secret };
  }
}

function isComment(text: string, offset: number): boolean {
  return /^[ \t]*(?:#|\/\/|REM\b)/.test(text.slice(lineStart(text, offset), offset));
}

function lineAt(text: string, offset: number): ScriptLine | undefined {
  const start = lineStart(text, offset);
  const newline = text.indexOf("\n", offset);
  const end = newline < 0 ? text.length : newline;
  const found = wholeLine.exec(text.slice(start, end).trimEnd());
  if (!found) return undefined;
  const [, margin = "", exported, comment = ""] = found;
  return { start, end, margin, exported: exported !== undefined, comment };
}
