import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, parseDocument } from "yaml";
import type { Json } from "../../language/model/value.ts";
import { closest } from "../../language/schema/closest.ts";
import type { Span } from "../../language/syntax/text.ts";

/** A mistake in a YAML file of ours. */
export interface Mistake extends Span {
  readonly message: string;
}

/** A mapping's keys with their values, null where nothing stands behind the key. */
const pairs = (node: Node): readonly Pair<Node, Node | null>[] =>
  isMap(node) ? (node.items as readonly Pair<Node, Node | null>[]) : [];

export const nameOf = (key: Node): string => String(isScalar(key) ? key.value : key);

/** Whether nothing is written behind a key. */
const isEmpty = (value: Node | null): value is null =>
  value === null || (isScalar(value) && value.value === null && value.source === "");

/** A value, or its key while nothing is written behind it. */
export const written = (key: Node, value: Node | null): Node => (isEmpty(value) ? key : value);

/** A mistake about a node; never empty, so that there is something to underline. */
export function mistake(text: string, node: unknown, message: string): Mistake {
  const [start, end] = (isNode(node) ? node.range : undefined) ?? [0, 0];
  if (start >= text.length) return { start: Math.max(0, text.length - 1), end: text.length, message };
  return { start, end: Math.max(end, start + 1), message };
}

/** How many mistakes of a file are told. */
const mostTold = 50;

/** The first mistakes of a file, and of how many more nothing is said: what is wrong in one place is often wrong in thousands. */
export function told(mistakes: readonly Mistake[]): readonly Mistake[] {
  const next = mistakes[mostTold];
  if (!next) return mistakes;
  const others = mistakes.length - mostTold;
  return [
    ...mistakes.slice(0, mostTold),
    { ...next, message: `${others.toLocaleString("en")} more ${others === 1 ? "mistake" : "mistakes"} in this file.` },
  ];
}

export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

/** A key of a mapping with what it says and what stands behind it. */
interface Keyed {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | null;
}

/** The fields of a mapping. */
export interface Fields {
  readonly node: Node;
  /** Also where nothing is written behind it yet. */
  has(name: string): boolean;
  get(name: string): Node | undefined;
}

/** Reads the values of a YAML text as what they have to be; what is something else becomes a mistake with its place. */
export class YamlReader {
  readonly mistakes: Mistake[] = [];
  /** How many there were, told or not. */
  count = 0;
  readonly #text: string;
  readonly #told = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** What the whole text says; undefined where nothing is written in it. */
  root(): Node | undefined {
    try {
      // looking for doubles here takes the square of the keys: `distinct` finds them
      const document = parseDocument(this.#text, { prettyErrors: false, uniqueKeys: false });
      for (const { pos, message } of [...document.errors, ...document.warnings])
        this.tell({ start: pos[0], end: Math.max(pos[1], pos[0] + 1), message });
      const { contents } = document;
      return contents === null || (isScalar(contents) && contents.value === null) ? undefined : contents;
    } catch (error) {
      // nested so deeply that the parser gives up
      return this.wrong(undefined, error instanceof Error ? error.message : String(error));
    }
  }

  wrong(node: unknown, message: string): undefined {
    // an alias can stand for the whole file many times over
    this.tell(mistake(this.#text, node, isAlias(node) ? "Aliases are not followed here." : message));
  }

  /** Told once, however many types a setting is looked up in. */
  tell({ start, end, message }: Mistake): void {
    this.count++;
    const key = `${start} ${message}`;
    if (!this.#told.has(key)) this.mistakes.push({ start, end, message });
    this.#told.add(key);
  }

  /** A mapping's keys with their names and values, of those that stand there twice the first. */
  distinct(node: Node): readonly Keyed[] {
    const found = new Map<string, Keyed>();
    for (const { key, value } of pairs(node)) {
      const name = nameOf(key);
      if (found.has(name)) this.wrong(key, `\`${name}\` stands here twice.`);
      else found.set(name, { name, key, value });
    }
    return [...found.values()];
  }

  /** `what` is said with its article. */
  fields(node: Node, what: string, names: readonly string[]): Fields | undefined {
    if (!isMap(node)) return this.wrong(node, `${sentence(what)} is a mapping of ${listed(names)}.`);
    const found = new Map<string, Node | undefined>();
    for (const { name, key, value } of this.distinct(node)) {
      if (!names.includes(name)) this.unknown(key, `${sentence(what)} has no`, names);
      else {
        if (isEmpty(value)) this.wrong(key, `\`${name}\` is empty.`);
        found.set(name, isEmpty(value) ? undefined : value);
      }
    }
    return { node, has: (name) => found.has(name), get: (name) => found.get(name) };
  }

  /** A name that is none of these; `what` is said before it. */
  unknown(key: Node, what: string, names: readonly string[]): void {
    const meant = closest(nameOf(key), names);
    this.wrong(key, `${what} \`${nameOf(key)}\`${meant ? `; did you mean \`${meant}\`?` : "."}`);
  }

  /** What a mapping with free keys holds. */
  entries(node: Node, name: string): readonly (readonly [key: Node, value: Node])[] {
    if (!isMap(node)) {
      this.wrong(node, `\`${name}\` is a mapping.`);
      return [];
    }
    return pairs(node).flatMap(({ key, value }) => {
      if (!isEmpty(value)) return [[key, value] as const];
      this.wrong(key, `\`${nameOf(key)}\` is empty.`);
      return [];
    });
  }

  string(node: Node, name: string, longest: number): string | undefined {
    if (!isScalar(node) || typeof node.value !== "string" || node.value.trim() === "")
      return this.wrong(node, `\`${name}\` is a text.`);
    if (node.value.length > longest)
      return this.wrong(node, `\`${name}\` is longer than ${longest.toLocaleString("en")} characters.`);
    return node.value;
  }

  number(node: Node, name: string): number | undefined {
    if (isScalar(node) && typeof node.value === "number" && Number.isFinite(node.value)) return node.value;
    return this.wrong(node, `\`${name}\` is a number.`);
  }

  scalar(node: Node, name: string): string | number | boolean | undefined {
    const value = isScalar(node) ? node.value : undefined;
    if (typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    return this.wrong(node, `\`${name}\` is a text, a number, true or false.`);
  }

  boolean(node: Node, name: string): boolean | undefined {
    return isScalar(node) && typeof node.value === "boolean"
      ? node.value
      : this.wrong(node, `\`${name}\` is true or false.`);
  }

  isTrue(node: Node, name: string): true | undefined {
    return isScalar(node) && node.value === true ? true : this.wrong(node, `\`${name}\` is true or not there.`);
  }

  word<Word extends string>(node: Node, name: string, words: readonly Word[]): Word | undefined {
    const value = isScalar(node) ? node.value : undefined;
    const found = words.find((word) => word === value);
    return found ?? this.wrong(node, `\`${name}\` is ${listed(words)}.`);
  }

  /** A lone value counts as a list of one. */
  list(node: Node, name: string, most: number): readonly Node[] {
    if (!isSeq(node)) return [node];
    if (node.items.length === 0) this.wrong(node, `\`${name}\` is empty.`);
    if (node.items.length > most) this.wrong(node, `\`${name}\` has more than ${most} items.`);
    return (node.items as readonly Node[]).slice(0, most);
  }

  /** Scalars, or a list of them, as the provider would take them. */
  json(node: Node, name: string, most: number): Json | undefined {
    if (!isSeq(node)) return this.scalar(node, name);
    return this.list(node, name, most).flatMap((item) => this.scalar(item, name) ?? []);
  }
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
