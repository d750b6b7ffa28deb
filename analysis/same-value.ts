import { fails } from "../language/model/failure.ts";
import type { Reference, Value } from "../language/model/value.ts";
import type { Place } from "../language/syntax/text.ts";
import { type Change, moved } from "./moves.ts";

/** Compares values of two versions: each part once, in however many others it stands. */
export class Comparison {
  readonly #changes: ReadonlyMap<string, Change>;
  /** Collections that were found to be the same, by those before. */
  readonly #same = new Map<Value, Value>();

  constructor(changes: ReadonlyMap<string, Change>) {
    this.#changes = changes;
  }

  /** Whether a value is what it was before changes, and written where it was. */
  isSame(before: Value, after: Value): boolean {
    if (before.state !== "list" && before.state !== "mapping")
      return isSameValue(before, after, this.#changes, (a, b) => this.isSame(a, b));
    if (this.#same.get(before) === after) return true;
    const isSame = isSameValue(before, after, this.#changes, (a, b) => this.isSame(a, b));
    if (isSame) this.#same.set(before, after);
    return isSame;
  }
}

function isSameValue(
  before: Value,
  after: Value,
  changes: ReadonlyMap<string, Change>,
  isSame: (before: Value, after: Value) => boolean,
): boolean {
  if (before === after) return true;
  if (fails(before) !== fails(after) || !haveSameReferences(before.refs, after.refs)) return false;
  if (before.state === "absent" || (before.state === "unknown" && !before.parts))
    return after.state === before.state && !("parts" in after);
  if (!isSamePlace(before.origin ?? before.at, after.origin ?? after.at, changes)) return false;
  switch (before.state) {
    case "known":
      return after.state === "known" && before.value === after.value;
    case "unknown":
      return (
        after.state === "unknown" &&
        areAlike(before.parts ?? [], after.parts ?? [], (part, other) =>
          typeof part === "string" || typeof other === "string" ? part === other : isSame(part, other),
        )
      );
    case "list":
      return (
        after.state === "list" &&
        before.open === after.open &&
        before.set === after.set &&
        areAlike(before.items, after.items, isSame)
      );
    case "mapping":
      return (
        after.state === "mapping" &&
        before.open === after.open &&
        areAlike(
          [...before.entries],
          [...after.entries],
          ([name, entry], [otherName, other]) =>
            name === otherName && isSamePlace(entry.key, other.key, changes) && isSame(entry.value, other.value),
        )
      );
  }
}

/** Within a change one place is as good as another: whoever speaks of it is asked again. */
function isSamePlace(before: Place, after: Place, changes: ReadonlyMap<string, Change>): boolean {
  const place = moved(before, changes);
  if (place) return place.uri === after.uri && place.start === after.start && place.end === after.end;
  const change = changes.get(before.uri);
  return (
    change !== undefined &&
    after.uri === before.uri &&
    change.start <= after.start &&
    after.end <= change.end + change.shift
  );
}

const haveSameReferences = (before: readonly Reference[] = [], after: readonly Reference[] = []): boolean =>
  areAlike(
    before,
    after,
    (a, b) =>
      a.module === b.module &&
      a.mode === b.mode &&
      a.type === b.type &&
      a.name === b.name &&
      a.attribute === b.attribute,
  );

const areAlike = <Item>(a: readonly Item[], b: readonly Item[], isAlike: (a: Item, b: Item) => boolean): boolean =>
  a.length === b.length &&
  a.every((item, index) => {
    const other = b[index];
    return other !== undefined && isAlike(item, other);
  });
