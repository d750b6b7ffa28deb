// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html

/** What a filter for events in JSON asks: `{ ($.eventName = A) || ($.eventName = B) }`. */
export type FilterPattern =
  | { readonly kind: "all" | "any"; readonly parts: readonly FilterPattern[] }
  | Comparison
  /** What cannot be judged here: numbers, regular expressions. */
  | { readonly kind: "open" };

interface Comparison {
  readonly kind: "comparison";
  readonly field: string;
  readonly operator: "=" | "!=" | "exists" | "missing";
  readonly value: string;
}

/** An event as far as it matters: of a field, what is asked of it. */
export type Event = ReadonlyMap<string, Comparison>;

const token =
  /\s*(?:(\(|\)|&&|\|\|)|(\$(?:\.[\w-]+|\[[\w"'*-]+\])+)\s*(?:(NOT EXISTS|EXISTS|IS (?:NULL|TRUE|FALSE))|([!<>]?=|[<>])\s*("(?:[^"\\]|\\.)*"|%[^%]*%|[^\s()&|"]+)))/iy;

/** CloudWatch takes no longer ones. */
const longest = 1024;

/** Undefined where a text is no such pattern, or a broken one. */
export function filterPattern(text: string): FilterPattern | undefined {
  const inner = text.length > longest ? undefined : /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  if (inner === undefined) return undefined;
  let at = 0;
  const next = (): RegExpExecArray | null => {
    token.lastIndex = at;
    const found = token.exec(inner);
    if (found) at = token.lastIndex;
    return found;
  };
  const takes = (sign: string): boolean => {
    const before = at;
    if (next()?.[1] === sign) return true;
    at = before;
    return false;
  };
  const joined = (kind: "all" | "any", sign: string, part: () => FilterPattern | undefined) => {
    const parts: FilterPattern[] = [];
    do {
      const found = part();
      if (!found) return undefined;
      parts.push(found);
    } while (takes(sign));
    const [only, ...others] = parts;
    return only && others.length === 0 ? only : ({ kind, parts } as const);
  };
  const any = (): FilterPattern | undefined => joined("any", "||", () => joined("all", "&&", one));
  const one = (): FilterPattern | undefined => {
    const found = next();
    if (found?.[1] !== "(") return found?.[2] === undefined ? undefined : comparison(found);
    const group = any();
    return takes(")") ? group : undefined;
  };
  const whole = any();
  return inner.slice(at).trim() === "" ? whole : undefined;
}

function comparison([, , field = "", test = "", operator = "", value = ""]: RegExpExecArray): FilterPattern {
  if (/exists$/i.test(test))
    return { kind: "comparison", field, operator: /^not/i.test(test) ? "missing" : "exists", value: "" };
  if ((operator !== "=" && operator !== "!=") || value.startsWith("%")) return { kind: "open" };
  return { kind: "comparison", field, operator, value: value.replace(/^"(.*)"$/s, "$1") };
}

/** An event for each way to meet a pattern. */
export function eventsOf(pattern: FilterPattern): readonly Event[] {
  switch (pattern.kind) {
    case "open":
      return [new Map()];
    case "comparison":
      return [new Map([[pattern.field, pattern]])];
    case "any":
      return pattern.parts.flatMap(eventsOf);
    default:
      return pattern.parts
        .map(eventsOf)
        .reduce((all, some) => all.flatMap((event) => some.map((other) => new Map([...event, ...other]))));
  }
}

/** Whether a pattern may take an event in: what the event does not say is as the pattern wants it. */
export function mayTakeIn(pattern: FilterPattern, event: Event): boolean {
  switch (pattern.kind) {
    case "open":
      return true;
    case "comparison":
      return mayMeet(pattern, event.get(pattern.field));
    case "any":
      return pattern.parts.some((part) => mayTakeIn(part, event));
    default:
      return pattern.parts.every((part) => mayTakeIn(part, event));
  }
}

function mayMeet({ operator, value }: Comparison, found: Comparison | undefined): boolean {
  if (!found) return true;
  const isThere = found.operator !== "missing";
  if (operator === "exists") return isThere;
  if (operator === "missing") return !isThere;
  if (!isThere) return operator === "!=";
  if (found.operator === "exists") return true;
  const isSame = isLike(value, found.value);
  // of one that is anything but a value, only that is known
  if (found.operator === "!=") return !(operator === "=" && isSame);
  return (operator === "=") === isSame;
}

/** Whether a value, with stars at its ends, takes in what is asked for by another. */
function isLike(value: string, other: string): boolean {
  const [own, asked] = [value.replaceAll(/^\*|\*$/g, ""), other.replaceAll(/^\*|\*$/g, "")];
  const isFree = (side: RegExp): boolean => side.test(value) || !side.test(other);
  if (!isFree(/^\*/) || !isFree(/\*$/)) return false;
  if (/^\*/.test(value) && /\*$/.test(value)) return asked.includes(own);
  if (/^\*/.test(value)) return asked.endsWith(own);
  return /\*$/.test(value) ? asked.startsWith(own) : asked === own;
}
