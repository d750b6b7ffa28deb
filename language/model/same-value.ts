import { isSamePlace, type Place } from "../syntax/text.ts";
import { fails } from "./failure.ts";
import type { Reference, Value } from "./value.ts";

/** More parts of two values are not compared: then they count as different. */
const mostCompared = 20_000;

/** Whether two values are the same and stand and originate in the same places; false also where that takes too long to tell. */
export const isSameValue = (a: Value, b: Value): boolean => new Comparison().isSame(a, b);

/** Compares each part once, in however many others it stands. */
class Comparison {
  #left = mostCompared;
  /** Collections that are the same, by one of them. */
  readonly #same = new Map<Value, Value>();

  isSame(a: Value, b: Value): boolean {
    if (a === b) return true;
    if (--this.#left < 0) return false;
    if (a.state !== "list" && a.state !== "mapping") return this.#isSame(a, b);
    if (this.#same.get(a) === b) return true;
    const isSame = this.#isSame(a, b);
    if (isSame) this.#same.set(a, b);
    return isSame;
  }

  #isSame(a: Value, b: Value): boolean {
    if (fails(a) !== fails(b) || !isSamePlace(a.at, b.at) || !isSameOrigin(a.origin, b.origin)) return false;
    if (!areAlike(a.refs ?? [], b.refs ?? [], isSameReference)) return false;
    switch (a.state) {
      case "known":
        return b.state === "known" && a.value === b.value;
      case "absent":
        return b.state === "absent";
      case "unknown":
        return (
          b.state === "unknown" &&
          (a.parts === undefined) === (b.parts === undefined) &&
          areAlike(a.madeOf ?? [], b.madeOf ?? [], isSameReference) &&
          areAlike(a.parts ?? [], b.parts ?? [], (part, other) =>
            typeof part === "string" || typeof other === "string" ? part === other : this.isSame(part, other),
          )
        );
      case "list":
        return (
          b.state === "list" &&
          a.open === b.open &&
          a.set === b.set &&
          areAlike(a.items, b.items, (item, other) => this.isSame(item, other))
        );
      case "mapping":
        return (
          b.state === "mapping" &&
          a.open === b.open &&
          a.entries.size === b.entries.size &&
          areAlike(
            [...a.entries],
            [...b.entries],
            ([name, entry], [otherName, other]) =>
              name === otherName && isSamePlace(entry.key, other.key) && this.isSame(entry.value, other.value),
          ) &&
          areAlike(
            a.unnamed ?? [],
            b.unnamed ?? [],
            (one, other) => this.isSame(one.key, other.key) && this.isSame(one.value, other.value),
          )
        );
    }
  }
}

const isSameOrigin = (a: Place | undefined, b: Place | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && isSamePlace(a, b));

/** Whether two references mean the same part of the same thing. */
export const isSameReference = (a: Reference, b: Reference): boolean =>
  a.module === b.module &&
  a.mode === b.mode &&
  a.type === b.type &&
  a.name === b.name &&
  a.attribute === b.attribute &&
  a.key === b.key;

const areAlike = <Item>(a: readonly Item[], b: readonly Item[], isAlike: (a: Item, b: Item) => boolean): boolean =>
  a.length === b.length &&
  a.every((item, index) => {
    const other = b[index];
    return other !== undefined && isAlike(item, other);
  });
