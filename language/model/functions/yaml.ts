import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from "yaml";
import { longestText, toText } from "../convert.ts";
import { type Entry, known, unknown, type Value } from "../value.ts";
import { type CallSite, list, mapping } from "./call.ts";

/** What reading a character of YAML is charged, and the most values that a text may come to, aliases followed. */
const workOfCharacter = 2;
const mostValues = 20_000;
const deepest = 100;

/** What Terraform makes of a YAML text; undefined where it refuses it, or where it is too much. */
export function decodedYaml(text: string, call: CallSite): Value | undefined {
  if (text.length > longestText || text.startsWith("%") || !call.spend(text.length * workOfCharacter)) return undefined;
  try {
    // the names of plain scalars are those of YAML 1.1, which the reader's own schemas do not all have
    const document = parseDocument(text, {
      schema: "failsafe",
      uniqueKeys: false,
      prettyErrors: false,
      merge: false,
    });
    if (document.errors.length + document.warnings.length > 0 || document.contents === null) return undefined;
    return new YamlValues(call).value(document.contents, 0)?.value;
  } catch {
    // nested so deeply that the reader gives up
    return undefined;
  }
}

/** A value, and how many there are in it. */
interface Sized {
  readonly value: Value;
  readonly size: number;
}

class YamlValues {
  readonly #call: CallSite;
  readonly #anchors = new Map<string, Sized | undefined>();
  #size = 0;

  constructor(call: CallSite) {
    this.#call = call;
  }

  value(node: Node | null, depth: number): Sized | undefined {
    const { at } = this.#call;
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      // what is shared is as much to go through as what is written out
      return target && this.#affords(target.size) ? target : undefined;
    }
    if (!this.#affords(1) || depth > deepest) return undefined;
    const before = this.#size;
    const value = this.#read(node, depth);
    const sized = value && { value, size: 1 + this.#size - before };
    if (node?.anchor) this.#anchors.set(node.anchor, sized);
    return node?.tag ? { value: unknown(at), size: 1 } : sized;
  }

  #affords(size: number): boolean {
    this.#size += size;
    return this.#size <= mostValues && this.#call.spend(size);
  }

  #read(node: Node | null, depth: number): Value | undefined {
    if (node === null) return known(null, this.#call.at);
    if (isScalar(node)) return this.#scalar(node);
    if (isSeq(node)) {
      const items: Value[] = [];
      for (const item of node.items) {
        const read = this.value(item as Node | null, depth + 1);
        if (!read) return undefined;
        items.push(read.value);
      }
      return list(items, this.#call);
    }
    return isMap(node) ? this.#mapping(node.items as readonly YamlPair[], depth) : undefined;
  }

  #mapping(pairs: readonly YamlPair[], depth: number): Value | undefined {
    const { at } = this.#call;
    const entries = new Map<string, Entry>();
    for (const { key, value } of pairs) {
      const read = this.value(value, depth + 1);
      if (!read) return undefined;
      if (isScalar(key) && key.value === "<<" && key.type === "PLAIN") {
        if (read.value.state !== "mapping") return undefined;
        for (const [name, entry] of read.value.entries) {
          entries.set(name, entries.has(name) ? { key: at, value: unknown(at) } : entry);
        }
        continue;
      }
      const name = isScalar(key) ? this.#scalar(key) : undefined;
      const text = name?.state === "known" ? toText(name.value) : undefined;
      if (text === undefined) return undefined;
      entries.set(text, { key: at, value: read.value });
    }
    return mapping(entries, this.#call);
  }

  #scalar({ value, type }: Scalar): Value {
    const { at } = this.#call;
    const text = String(value ?? "");
    return type === "PLAIN" ? plain(text, (of) => known(of, at), unknown(at)) : known(text, at);
  }
}

interface YamlPair {
  readonly key: Node;
  readonly value: Node | null;
}

const yes = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const no = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const nothing = /^(?:~|null|Null|NULL|)$/;
const number = /^[-+]?(?:0|[1-9]\d{0,14})$|^[-+]?\d{0,12}\.\d{1,12}$/;
/** Octal, hexadecimal and binary numbers, those with exponents and underscores, points in time. */
const inOtherWords =
  /^[-+]?(?:0[\dxXoObB_]|\d[\d_]*_|\d*\.?\d+[eE])|^[-+]?\.(?:inf|nan|\d)|^\d{4}-\d\d?-\d\d?(?:[Tt\s]|$)|^[-+]?\d+\.?$/i;

/** A scalar without quotes, read as Terraform's reader reads it. */
function plain(text: string, as: (value: string | number | boolean | null) => Value, doubtful: Value): Value {
  if (nothing.test(text)) return as(null);
  if (yes.test(text)) return as(true);
  if (no.test(text)) return as(false);
  if (number.test(text)) return as(Number(text));
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return Number.isNaN(Date.parse(text)) ? doubtful : as(`${text}T00:00:00Z`);
  return inOtherWords.test(text) ? doubtful : as(text);
}
