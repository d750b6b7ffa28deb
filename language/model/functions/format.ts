import { longestText, toNumber } from "../convert.ts";
import { fails, failure } from "../failure.ts";
import { StringBuilder } from "../string-builder.ts";
import { unknown, type Value } from "../value.ts";
import { type CallSite, type Doubtful, doubtful, json } from "./call.ts";
import { encodeJson } from "./json.ts";

interface Verb {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

const verbs = /%(?:%|([+\-# 0]*)(\d{1,6})?(?:\.(\d{0,6}))?(?:\[(\d{1,3})\])?(.))/gsu;

/** Terraform's `format`; what is not known among the arguments becomes a hole of the string. */
export function format(args: readonly Value[], call: CallSite): Value {
  const [pattern, ...values] = args;
  if (!pattern || fails(pattern)) return failure(call.at);
  if (pattern.state !== "known")
    return pattern.state === "list" || pattern.state === "mapping" ? failure(call.at) : unknown(call.at);
  const text = String(pattern.value);
  if (pattern.value === null) return failure(call.at);
  // A width that is an argument itself is rare enough.
  if (/%[^%a-zA-Z]*\*/.test(text)) return unknown(call.at);
  const pieces = new StringBuilder();
  let from = 0;
  let next = 0;
  let highest = 0;
  for (const match of text.matchAll(verbs)) {
    pieces.addText(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [whole, flags = "", width = "0", precision, index, letter = ""] = match;
    if (!call.spend(3)) return unknown(call.at);
    if (whole === "%%") {
      pieces.addText("%");
      continue;
    }
    if (index !== undefined) next = Number(index) - 1;
    const value = values[next++];
    highest = Math.max(highest, next);
    if (!value || fails(value)) return failure(call.at);
    const verb = {
      flags,
      width: Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      letter,
    };
    if (verb.width > longestText || (verb.precision ?? 0) > longestText) return unknown(call.at);
    if (!"vsdqtbcoxXeEfFgG".includes(letter)) return failure(call.at);
    const simple = flags === "" && verb.width === 0 && precision === undefined;
    if (value.state === "unknown" && simple && (letter === "s" || letter === "v" || letter === "d")) {
      pieces.add(value);
      continue;
    }
    const formatted = verbText(verb, value, call);
    if (formatted === undefined) return failure(call.at);
    if (formatted === doubtful) pieces.addHole(unknown(value.at));
    else pieces.addText(formatted);
  }
  if (text.indexOf("%", from) >= 0) return failure(call.at);
  pieces.addText(text.slice(from));
  return highest < values.length ? failure(call.at) : pieces.value(call.at);
}

function verbText(verb: Verb, value: Value, call: CallSite): string | Doubtful | undefined {
  const data = json(value, call);
  if (data === undefined || data === doubtful) return data;
  if (data === null) return doubtful;
  switch (verb.letter) {
    case "v":
      if (verb.flags.includes("#")) return encoded(value, verb, call);
      if (typeof data === "string") return padded(data, verb, "");
      if (typeof data === "number") return numberText(data, { ...verb, letter: "g" });
      if (typeof data === "boolean") return padded(String(data), verb, "");
      return encoded(value, verb, call);
    case "s":
    case "q": {
      if (typeof data === "object") return undefined;
      const text = typeof data === "number" && !Number.isSafeInteger(data) ? doubtful : String(data);
      if (text === doubtful) return doubtful;
      const cut = verb.precision === undefined ? text : [...text].slice(0, verb.precision).join("");
      if (verb.letter === "s") return padded(cut, verb, "");
      return /^[ -~]*$/.test(cut) ? padded(JSON.stringify(cut), verb, "") : doubtful;
    }
    case "t": {
      if (data === true || data === "true" || data === "1") return padded("true", verb, "");
      if (data === false || data === "false" || data === "0") return padded("false", verb, "");
      return undefined;
    }
    default: {
      const number = typeof data === "number" || typeof data === "string" ? toNumber(data) : undefined;
      return number === undefined ? undefined : numberText(number, verb);
    }
  }
}

function encoded(value: Value, verb: Verb, call: CallSite): string | Doubtful | undefined {
  const text = encodeJson(value, call);
  return typeof text === "string" ? padded(text, verb, "") : text;
}

function numberText(number: number, verb: Verb): string | Doubtful | undefined {
  const size = Math.abs(number);
  const sign = number < 0 ? "-" : verb.flags.includes("+") ? "+" : verb.flags.includes(" ") ? " " : "";
  const digits = figures(size, verb);
  return typeof digits === "string" ? padded(digits, verb, sign) : digits;
}

function figures(size: number, { letter, precision, flags }: Verb): string | Doubtful | undefined {
  if ("dbcoxX".includes(letter)) {
    if (!Number.isInteger(size)) return undefined;
    if (!Number.isSafeInteger(size) || flags.includes("#") || precision !== undefined || letter === "c")
      return doubtful;
    const text = size.toString({ b: 2, o: 8, x: 16, X: 16 }[letter] ?? 10);
    return letter === "X" ? text.toUpperCase() : text;
  }
  if (letter === "f" || letter === "F")
    return (precision ?? 6) > 15 || size > 1e15 ? doubtful : size.toFixed(precision ?? 6);
  if (letter === "e" || letter === "E") {
    if ((precision ?? 6) > 14) return doubtful;
    const text = size.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, "e$10$2");
    return letter === "E" ? text.toUpperCase() : text;
  }
  if (precision !== undefined || letter === "G") return doubtful;
  const text = String(size);
  return (size !== 0 && (size < 1e-4 || size >= 1e15)) || text.length > 16 ? doubtful : text;
}

function padded(text: string, { flags, width }: Verb, sign: string): string {
  const length = [...text].length + sign.length;
  if (length >= width) return sign + text;
  if (flags.includes("-")) return sign + text + " ".repeat(width - length);
  if (flags.includes("0")) return sign + "0".repeat(width - length) + text;
  return " ".repeat(width - length) + sign + text;
}
