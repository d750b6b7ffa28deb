import type { Span } from "../../../../language/syntax/text.ts";
import { maySaySecret, secrets } from "./detect.ts";
import { assigned } from "./scripts.ts";

/**
 * Where secrets stand in a text of any kind, as far as the text alone tells: keys of a known form, and what is assigned to
 * a name that means a secret, in comments too. In order, without overlap.
 */
export function secretSpans(text: string): readonly Span[] {
  if (!maySaySecret(text)) return [];
  const found: Span[] = secrets("", text).map(({ start, end }) => ({ start, end }));
  for (const { secret, start } of assigned(text)) found.push(moved(secret, start));
  if (text.includes('\\"')) found.push(...inEscaped(text));
  // What a value in quotes assigns is read without them: `description = "password=…"`.
  if (text.includes('"'))
    for (const { secret, start } of assigned(text.replaceAll('"', ";"))) found.push(moved(secret, start));
  for (const form of [named, apart])
    for (const { 1: name = "", 2: value = "", 0: all, index } of text.matchAll(form))
      for (const secret of secrets(name, value)) found.push(moved(secret, index + all.length - 1 - value.length));
  return joined(found);
}

/** What is assigned in JSON that stands in a string: `\\"password\\": \\"…\\"`. */
function* inEscaped(text: string): Iterable<Span> {
  const marks = [...text.matchAll(/\\"/g)].map(({ index }) => index);
  let before = 0;
  for (const { secret, start } of assigned(text.replaceAll('\\"', '"'))) {
    const bare = moved(secret, start);
    // as many characters are missing as marks stand before
    while (before < marks.length && (marks[before] ?? 0) - before < bare.start) before++;
    let within = before;
    while (within < marks.length && (marks[within] ?? 0) - within < bare.end) within++;
    yield { start: bare.start + before, end: bare.end + within };
  }
}

/** `name = "DB_PASSWORD", value = "…"`, as HCL and JSON write it. */
const named =
  /(?<![\w.-])(?:name|key)["']?[ \t]{0,20}[=:][ \t]{0,20}["']([\w.-]{1,80})["'],?\s{0,80}["']?value["']?[ \t]{0,20}[=:][ \t]{0,20}"([^"\n]{0,400})"/gi;

/** A value in quotes that stands in a later line than its name, in parentheses or not. */
const apart = /(?<![\w.-])([\w.-]{1,80})["']?[ \t]{0,20}[=:][\s(]{0,80}"([^"\n]{0,400})"/g;

const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

/** Spans in order, those that touch as one. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const whole: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last && span.start <= last.end) whole[whole.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else whole.push(span);
  }
  return whole;
}

/** A text with a dot for every character of its secrets, so that all else stays in its line and column. */
export function masked(text: string, spans: readonly Span[] = secretSpans(text)): string {
  let shown = "";
  let from = 0;
  for (const { start, end } of spans) {
    shown += text.slice(from, start) + text.slice(start, end).replaceAll(/[^\r\n]/g, "•");
    from = end;
  }
  return from === 0 ? text : shown + text.slice(from);
}
