import { isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import type { Json } from "../../language/model/value.ts";
import { closest } from "../../language/schema/closest.ts";
import { isEmpty, listed, type Mistake, mistake, nameOf, pairs } from "../yaml.ts";

/** The fields of a mapping. */
export interface Fields {
  readonly node: Node;
  /** Also where nothing is written behind it yet. */
  has(name: string): boolean;
  get(name: string): Node | undefined;
}

/** Mistakes that are told of one file. */
const most = 100;

/** Reads the values of a YAML text as what they have to be; what is something else becomes a mistake with its place. */
export class Reader {
  readonly mistakes: Mistake[] = [];
  /** How many there were, told or not. */
  count = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  wrong(node: unknown, message: string): undefined {
    // an alias can stand for the whole file many times over
    this.tell(mistake(this.#text, node, isAlias(node) ? "Aliases are not followed here." : message));
  }

  /** Told once, however many types a setting is looked up in. */
  tell({ start, end, message }: Mistake): void {
    this.count++;
    const isTold = this.mistakes.some((other) => other.start === start && other.message === message);
    if (!isTold && this.mistakes.length < most) this.mistakes.push({ start, end, message });
  }

  /** `what` is said with its article. */
  fields(node: Node, what: string, names: readonly string[]): Fields | undefined {
    if (!isMap(node)) return this.wrong(node, `${sentence(what)} is a mapping of ${listed(names)}.`);
    const found = new Map<string, Node | undefined>();
    for (const { key, value } of pairs(node)) {
      const name = nameOf(key);
      if (!names.includes(name)) {
        const meant = closest(name, names);
        this.wrong(key, `${sentence(what)} has no \`${name}\`${meant ? `; did you mean \`${meant}\`?` : "."}`);
      } else if (found.has(name)) this.wrong(key, `\`${name}\` stands here twice.`);
      else {
        if (isEmpty(value)) this.wrong(key, `\`${name}\` is empty.`);
        found.set(name, isEmpty(value) ? undefined : value);
      }
    }
    return { node, has: (name) => found.has(name), get: (name) => found.get(name) };
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
