import { spend } from "../budget.ts";
import { longestText } from "../convert.ts";
import { fails, failure } from "../failure.ts";
import { StringBuilder } from "../string-builder.ts";
import { type List, unknown, type Value } from "../value.ts";
import {
  type CallSite,
  characters,
  type Doubtful,
  doubtful,
  type Functions,
  integer,
  list,
  plain,
  text,
  without,
} from "./call.ts";
import { format } from "./format.ts";
import { graphemes } from "./graphemes.ts";
import { regexFunctions, replacePattern } from "./regex.ts";

/** Terraform's functions on strings. */
export const strings: Functions = {
  ...regexFunctions,
  chomp: plain([text], (string) => {
    let end = string.length;
    while (string[end - 1] === "\n" || string[end - 1] === "\r") end--;
    return string.slice(0, end);
  }),
  endswith: plain([text, text], (string, suffix) => string.endsWith(suffix)),
  format,
  formatlist: (args, call) => formatList(args, call),
  indent: plain([integer, text], (spaces, string) => {
    const lines = string.split("\n");
    if (spaces < 0 || spaces * lines.length > longestText) return doubtful;
    return lines.join(`\n${" ".repeat(spaces)}`);
  }),
  join: (args, call) => {
    const [separator, ...lists] = args;
    if (!separator || lists.length === 0) return failure(call.at);
    const pieces = new StringBuilder();
    let first = true;
    for (const each of lists) {
      if (each.state !== "list") return without(each, call);
      if (each.open || !call.spend(each.items.length)) return unknown(call.at);
      for (const item of each.items) {
        if (!first) pieces.add(separator);
        first = false;
        pieces.add(item);
        if (pieces.spoilt) return pieces.value(call.at);
      }
    }
    return fails(separator) ? failure(call.at) : pieces.value(call.at);
  },
  lower: plain([text], (string) => eachCodePoint(string, (character) => character.toLowerCase())),
  replace: plain([text, text, text], (string, search, by) => {
    if (search.length > 1 && search.startsWith("/") && search.endsWith("/")) {
      return replacePattern(string, search.slice(1, -1), by);
    }
    if (!affords(string, search)) return doubtful;
    const parts = search === "" ? ["", ...string, ""] : string.split(search);
    return parts.length * by.length > longestText ? doubtful : parts.join(by);
  }),
  split: plain([text, text], (separator, string) => {
    if (!affords(string, separator)) return doubtful;
    return separator === "" ? [...string] : string.split(separator);
  }),
  startswith: plain([text, text], (string, prefix) => string.startsWith(prefix)),
  strcontains: plain([text, text], (string, part) => (affords(string, part) ? string.includes(part) : doubtful)),
  strrev: plain([text], (string) => graphemes(string)?.toReversed().join("") ?? doubtful),
  substr: plain([text, integer, integer], (string, offset, length) => {
    const characters = graphemes(string);
    if (!characters) return doubtful;
    const start = offset < 0 ? offset + characters.length : offset;
    if (start < 0) return doubtful;
    return characters.slice(start, length < 0 ? undefined : start + length).join("");
  }),
  title: plain([characters], title),
  trim: plain([characters, characters], (string, cut) => trimmed(string, cut)),
  trimprefix: plain([text, text], (string, prefix) =>
    string.startsWith(prefix) ? string.slice(prefix.length) : string,
  ),
  trimspace: plain([characters], (string) => trimmed(string, whiteSpace)),
  trimsuffix: plain([text, text], (string, suffix) =>
    string.endsWith(suffix) ? string.slice(0, string.length - suffix.length) : string,
  ),
  upper: plain([text], (string) => eachCodePoint(string, (character) => character.toUpperCase())),
};

const whiteSpace =
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

const ascii = /^[\0-\x7f]*$/;

/** Pays for a search: at its worst it compares the whole of what is searched everywhere. */
const affords = (string: string, part: string): boolean => spend((string.length * Math.max(part.length, 8)) / 64);

// Terraform maps each code point by itself: no "SS" for "ß", no final sigma.
function eachCodePoint(string: string, map: (character: string) => string): string | Doubtful {
  if (ascii.test(string)) return map(string);
  if (!spend(string.length)) return doubtful;
  let result = "";
  for (const character of string) {
    const mapped = map(character);
    result += mapped.length === character.length ? mapped : character;
  }
  return result;
}

function title(string: string): string {
  let result = "";
  let inWord = false;
  for (const character of string) {
    const upper = character.toUpperCase();
    result += !inWord && upper.length === character.length ? upper : character;
    inWord = ascii.test(character) ? /\w/.test(character) : !whiteSpace.includes(character);
  }
  return result;
}

function trimmed(string: string, cut: string): string {
  const [all, unwanted] = [[...string], new Set(cut)];
  let start = 0;
  let end = all.length;
  while (start < end && unwanted.has(all[start] ?? "")) start++;
  while (end > start && unwanted.has(all[end - 1] ?? "")) end--;
  return all.slice(start, end).join("");
}

function formatList(args: readonly Value[], call: CallSite): Value {
  const [pattern, ...others] = args;
  if (!pattern) return failure(call.at);
  const lists = others.filter((arg): arg is List => arg.state === "list");
  if (others.some((arg) => arg.state === "unknown" || arg.state === "absent") || lists.some((each) => each.open))
    return unknown(call.at);
  const [longest] = lists;
  const rounds = longest ? longest.items.length : 1;
  if (lists.some((each) => each.items.length !== rounds)) return failure(call.at);
  const items: Value[] = [];
  for (let i = 0; i < rounds; i++) {
    if (!call.spend(1)) return unknown(call.at);
    const item = format([pattern, ...others.map((arg) => (arg.state === "list" ? (arg.items[i] ?? arg) : arg))], call);
    if (fails(item)) return item;
    items.push(item);
  }
  return list(items, call);
}
