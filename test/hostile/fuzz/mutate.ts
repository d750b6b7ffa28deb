import type { Random } from "../../harness/random.ts";

/** No text of an attempt is longer. */
export const longest = 50_000;

const oddities = [
  "\0",
  "\r",
  "\r\n",
  "\ufeff",
  "\ud800",
  "\udc00",
  "\u2028",
  "\u202e",
  "\u200d",
  "e\u0301",
  "\u{1f600}",
  "\u001b[31m",
  "\t",
  "\\",
  '"',
  "${",
  "%{",
  "}",
  "{",
  "[",
  "(",
  "<<EOF\n",
  "<<-A",
  "/*",
  "*/",
  "#",
  "\n",
  "=",
  ",",
  "...",
  "::",
  "?",
  "1e999",
  "__proto__",
  "::add-mask::x",
  "\u0085",
];

/** A text that is another in a place or in all of it. */
export function mutated(text: string, others: readonly string[], random: Random): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(random.chance(20) ? 400 : 12));
  const replaced = (by: string, from = at, to = end): string => text.slice(0, from) + by + text.slice(to);
  switch (random.below(12)) {
    case 0:
      return replaced("");
    case 1:
      return replaced(random.pick(oddities), at, at);
    case 2:
      return replaced(text.slice(at, end).repeat(2));
    case 3:
      return byLines(text, random);
    case 4:
      return byTokens(text, random);
    case 5: {
      const other = random.pick(others);
      const from = random.below(other.length + 1);
      return replaced(other.slice(from, from + random.below(400)), at, at);
    }
    case 6: {
      const other = random.pick(others);
      return text.slice(0, at) + other.slice(random.below(other.length + 1));
    }
    case 7: {
      const piece = text.slice(at, end) || "[";
      const most = Math.floor(Math.log2(longest / piece.length));
      return replaced(piece.repeat(2 ** random.below(Math.max(1, most))));
    }
    case 8:
      return text.replaceAll("\n", random.pick(["\r\n", "\r", "\n\n", " "]));
    case 9:
      return text.slice(0, at);
    case 10:
      return replaced(String.fromCharCode(random.below(random.chance(50) ? 128 : 65_536)), at, at + 1);
    default:
      return byTokens(byTokens(text, random), random);
  }
}

/** Deletes, doubles or swaps lines, or repeats one very often. */
function byLines(text: string, random: Random): string {
  const lines = text.split("\n");
  return moved(lines, random).join("\n");
}

function byTokens(text: string, random: Random): string {
  const tokens = text.match(/\w+|\s+|[^\w\s]/gu) ?? [];
  return moved(tokens, random).join("");
}

function moved(parts: readonly string[], random: Random): readonly string[] {
  if (parts.length === 0) return parts;
  const changed = [...parts];
  const [from, to] = [random.below(parts.length), random.below(parts.length)];
  const [one = "", other = ""] = [parts[from], parts[to]];
  switch (random.below(4)) {
    case 0:
      changed.splice(from, 1);
      break;
    case 1:
      changed.splice(to, 0, one);
      break;
    case 2:
      changed[from] = other;
      changed[to] = one;
      break;
    default:
      changed[from] = other;
  }
  return changed;
}
