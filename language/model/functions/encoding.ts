import { spend } from "../budget.ts";
import { byBytes } from "../convert.ts";
import { failure } from "../failure.ts";
import { type Json, unknown } from "../value.ts";
import { fromBase64, fromUtf8, toBase64, utf8 } from "./bytes.ts";
import {
  answer,
  characters,
  type Doubtful,
  doubtful,
  type Functions,
  fromJson,
  json,
  plain,
  text,
  without,
} from "./call.ts";
import { encodeJson } from "./json.ts";
import { decodedYaml } from "./yaml.ts";

/** Terraform's functions that write and read texts in other notations. */
export const encoding: Functions = {
  base64decode: plain([characters], (string) => {
    const bytes = fromBase64(string);
    return bytes && fromUtf8(bytes);
  }),
  base64encode: plain([characters], (string) => toBase64(utf8(string))),
  csvdecode: plain([characters], decodeCsv),
  jsondecode: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || on?.state !== "known" || typeof on.value !== "string") return without(on, call);
    if (!call.spend(on.value.length >> 6)) return unknown(call.at);
    try {
      const data: Json = JSON.parse(on.value);
      return fromJson(data, call);
    } catch {
      return failure(call.at);
    }
  },
  jsonencode: (args, call) => {
    const [on] = args;
    return args.length === 1 && on ? answer(encodeJson(on, call), call) : failure(call.at);
  },
  textdecodebase64: plain([characters, text], (string, name) => {
    const bytes = fromBase64(string);
    if (name.toUpperCase() !== "UTF-8") return doubtful;
    return bytes && (fromUtf8(bytes) ?? doubtful);
  }),
  textencodebase64: plain([characters, text], (string, name) => {
    if (!spend(string.length)) return doubtful;
    switch (name.toUpperCase()) {
      case "UTF-8":
        return toBase64(utf8(string));
      case "UTF-16LE":
        return toBase64(
          Array.from({ length: string.length }, (_, i) => string.charCodeAt(i)).flatMap((unit) => [
            unit & 255,
            unit >> 8,
          ]),
        );
      case "UTF-16BE":
        return toBase64(
          Array.from({ length: string.length }, (_, i) => string.charCodeAt(i)).flatMap((unit) => [
            unit >> 8,
            unit & 255,
          ]),
        );
      default:
        return doubtful;
    }
  }),
  urlencode: plain([characters], (string) =>
    utf8(string)
      .map((byte) => {
        const character = String.fromCharCode(byte);
        if (/[A-Za-z0-9_.~-]/.test(character)) return character;
        return character === " " ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
      })
      .join(""),
  ),
  yamldecode: (args, call) => {
    const [on] = args;
    const written = on && text(on, call);
    if (args.length !== 1 || written === undefined) return failure(call.at);
    return (written === doubtful ? undefined : decodedYaml(written, call)) ?? unknown(call.at);
  },
  yamlencode: (args, call) => {
    const [on] = args;
    const data = on && json(on, call);
    if (args.length !== 1 || data === undefined || data === doubtful)
      return answer(args.length === 1 ? data : undefined, call);
    const lines = yaml(data);
    if (lines === doubtful) return unknown(call.at);
    const end = typeof data === "string" || (typeof data === "object" && data !== null) ? "\n" : "\n...\n";
    return answer(lines.join("\n") + end, call);
  },
};

function decodeCsv(csv: string): Json | Doubtful | undefined {
  const rows = csvRows(csv);
  const [header, ...records] = rows ?? [];
  if (!rows || !header || new Set(header).size !== header.length) return undefined;
  if (records.some((record) => record.length !== header.length)) return undefined;
  return records.map((record) => Object.fromEntries(header.map((name, i) => [name, record[i] ?? ""])));
}

/** The rows of a CSV text, undefined where a quote stands where none may. */
function csvRows(csv: string): string[][] | undefined {
  const rows: string[][] = [];
  const source = csv.replace(/\r\n/g, "\n");
  let at = 0;
  while (at < source.length) {
    if (source[at] === "\n") {
      at++;
      continue;
    }
    const row: string[] = [];
    for (;;) {
      const field = source[at] === '"' ? quotedField(source, at) : bareField(source, at);
      if (!field) return undefined;
      row.push(field.text);
      at = field.end;
      if (source[at] !== ",") break;
      at++;
    }
    rows.push(row);
    at++;
  }
  return rows;
}

interface Field {
  readonly text: string;
  readonly end: number;
}

function bareField(source: string, start: number): Field | undefined {
  let end = start;
  while (end < source.length && source[end] !== "," && source[end] !== "\n")
    if (source[end++] === '"') return undefined;
  return { text: source.slice(start, end), end };
}

function quotedField(source: string, start: number): Field | undefined {
  let end = start + 1;
  for (;;) {
    end = source.indexOf('"', end);
    if (end < 0) return undefined;
    if (source[end + 1] !== '"') break;
    end += 2;
  }
  const next = source[end + 1];
  if (next !== undefined && next !== "," && next !== "\n") return undefined;
  return { text: source.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

const plainYaml = /^[ !#-[\]-~]*$/;

/** Lines in Terraform's form: keys and strings quoted, lists not indented. Doubtful for a string that needs more than quotes. */
function yaml(data: Json): readonly string[] | Doubtful {
  if (data === null || typeof data !== "object") {
    const text = yamlScalar(data);
    return text === doubtful ? doubtful : [text];
  }
  const lines: string[] = [];
  if (isList(data)) {
    if (data.length === 0) return ["[]"];
    for (const item of data) {
      const inner = yaml(item);
      // each level writes the lines of those below it again
      if (inner === doubtful || !spend(inner.length)) return doubtful;
      for (const [i, line] of inner.entries()) lines.push(`${i === 0 ? "- " : "  "}${line}`);
    }
    return lines;
  }
  const entries = Object.entries(data).sort(([a], [b]) => byBytes(a, b));
  if (entries.length === 0) return ["{}"];
  for (const [key, value] of entries) {
    const name = yamlScalar(key);
    const inner = yaml(value);
    if (name === doubtful || inner === doubtful || !spend(inner.length)) return doubtful;
    const nested = typeof value === "object" && value !== null && Object.keys(value).length > 0;
    if (!nested) lines.push(`${name}: ${inner[0]}`);
    else {
      lines.push(`${name}:`);
      for (const line of inner) lines.push(isList(value) ? line : `  ${line}`);
    }
  }
  return lines;
}

const isList = (data: object): data is readonly Json[] => Array.isArray(data);

function yamlScalar(data: string | number | boolean | null): string | Doubtful {
  if (typeof data === "string") return plainYaml.test(data) ? `"${data}"` : doubtful;
  return typeof data === "number" && !Number.isSafeInteger(data) ? doubtful : String(data);
}
